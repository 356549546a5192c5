#!/usr/bin/env python3
"""Writes Sources/PromptReading/Languages/en/lexicon/open.txt: ordinary English words by kind, for clauses that touch
no person. A word with any sense under a denied part of WordNet is left out.

Sources: WordNet 3.0 (Debian wordnet-base, WordNet licence) for kinds; the package wordfreq (Apache-2.0; data CC BY-SA
4.0, used only to choose which words are common) for commonness.
"""
import collections, os, re, sys
from wordfreq import zipf_frequency

WN = "/usr/share/wordnet"
OUT = os.path.join(os.path.dirname(__file__), "../Sources/PromptReading/Languages/en/lexicon/open.txt")
LEX = "adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute noun.body noun.cognition noun.communication noun.event noun.feeling noun.food noun.group noun.location noun.motive noun.object noun.person noun.phenomenon noun.plant noun.possession noun.process noun.quantity noun.relation noun.shape noun.state noun.substance noun.time verb.body verb.change verb.cognition verb.communication verb.competition verb.consumption verb.contact verb.creation verb.emotion verb.motion verb.perception verb.possession verb.social verb.stative verb.weather adj.ppl".split()
# Roots whose whole subtree is denied, by one telling member of the synset.
DENIED_ROOTS = {"clothing", "covering", "undergarment", "fabric", "cloth", "bedding", "bedclothes", "restraint", "sexual_activity", "sexual_desire", "nudity", "nakedness", "body_part", "bodily_property", "drug", "contraceptive", "pornography", "prostitution", "body_covering", "torture", "mutilation", "excretion", "body_waste", "bodily_fluid", "sex_organ", "perversion", "erotica", "strip_show", "undressing", "weapon", "instrument_of_punishment", "instrument_of_execution", "dirty_word", "obscenity", "bath", "toiletry", "nazism", "fascism", "ethnic_slur", "unpleasant_person", "bad_person", "disrobing", "sexual_relation", "sexual_arousal", "reproductive_organ", "adhesive_bandage", "cadaver", "child", "juvenile", "adolescent", "hosiery", "footwear", "underclothes", "garment", "exposure"}
DENIED_FILES = {"noun.body", "noun.person", "verb.body", "noun.feeling", "noun.motive"}
DENIED_VERBS = {"undress", "strip", "expose", "uncover", "unclothe", "unwrap", "peel", "reveal", "bare", "copulate", "sleep_together", "kiss", "lick", "suck", "fondle", "caress", "wear", "dress", "spank", "whip", "bind", "tie", "gag", "rape", "ravish", "seduce", "arouse", "ejaculate", "masturbate", "unbutton", "unzip", "disrobe", "shed", "denude", "spread", "grope", "touch", "straddle", "mount"}
TYPES = {"noun.animal": "animal", "noun.food": "food", "noun.plant": "plant", "noun.location": "place", "noun.artifact": "object", "noun.object": "landform", "noun.phenomenon": "phenomenon", "noun.shape": "shape", "noun.time": "time"}

synsets, byoffset = {}, {}
for pos, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
    for line in open(f"{WN}/data.{name}", encoding="latin-1"):
        if line.startswith("  "): continue
        main, _, gloss = line.partition("|")
        f = main.split(); offset, lexfile = f[0], LEX[int(f[1])]; n = int(f[3], 16)
        words = [re.sub(r"\(.*\)", "", f[4 + 2 * i]).lower() for i in range(n)]
        p = 4 + 2 * n; k = int(f[p]); p += 1; up = []
        for i in range(k):
            if f[p] in ("@", "@i"): up.append((f[p + 2], f[p + 1]))
            p += 4
        synsets[(pos, offset)] = (lexfile, words, up, gloss)

denied = {}
def is_denied(key, depth=0):
    if key in denied: return denied[key]
    lexfile, words, up, gloss = synsets[key]
    bad = lexfile in DENIED_FILES or any(w in DENIED_ROOTS for w in words) or (key[0] == "v" and any(w in DENIED_VERBS for w in words))
    bad = bad or bool(re.search(r"\b(sexual|sexually|naked|nude|nudity|breasts?|genital\w*|genitalia|penis|vagina|buttocks?|anus|prostitut\w*|obscene|vulgar|taboo|slang term for|urin\w*|undress\w*|unclothed|clothe[sd]|clothing|garment|worn|dressed|slur|disparaging|offensive|intercourse|orgasm|erotic\w*|lewd|wear|testic\w*|coitus|excrement|feces|brothel)\b", gloss.split(';')[0]))
    bad = bad or (depth < 25 and any(is_denied(u, depth + 1) for u in up))
    denied[key] = bad
    return bad

senses = collections.defaultdict(list)
for key, (lexfile, words, up, gloss) in synsets.items():
    for w in words: senses[w].append(key)

out = collections.defaultdict(set)
for w, keys in senses.items():
    if not re.fullmatch(r"[a-z]{3,}", w): continue
    z = zipf_frequency(w, "en")
    if z < 2.3: continue
    if any(is_denied(k) for k in keys): continue
    files = {synsets[k][0] for k in keys}
    for k in keys:
        f = synsets[k][0]
        if k[0] == "n": out["open-" + TYPES.get(f, "idea")].add(w)
        elif k[0] == "v": out["open-verb"].add(w)
        elif k[0] == "a": out["open-adjective"].add(w)
        else: out["open-adverb"].add(w)
# Words that are only known: enough beside a child or a named person in a generation, never enough for an edit.
SEXUAL = r"\b(sexual\w*|naked|nude|nudity|genital\w*|genitalia|penis|vagina|buttocks?|anus|prostitut\w*|obscene|vulgar|taboo|undress\w*|slur|disparaging|offensive|intercourse|orgasm|erotic\w*|lewd|testic\w*|coitus|brothel)\b"
listed = {w for ws in out.values() for w in ws}
spelled = {line.strip() for line in open("/usr/share/dict/american-english") if line.strip().isalpha() and line.strip().islower()}
sexual = {w for w, keys in senses.items() if any(re.search(SEXUAL, synsets[k][3].split(";")[0]) for k in keys)}
for w in spelled | set(senses):
    if re.fullmatch(r"[a-z]{2,}", w) and w not in listed and w not in sexual and zipf_frequency(w, "en") >= 2.5: out["known"].add(w)
allwords = {}
for c, ws in out.items():
    for w in ws: allwords.setdefault(w, set()).add(c)
groups = collections.defaultdict(list)
for w, cs in allwords.items(): groups[" ".join(sorted(cs))].append(w)
os.makedirs(os.path.dirname(OUT), exist_ok=True)
with open(OUT, "w") as o:
    o.write("# Made by scripts/make-open-words.py; do not edit. WordNet 3.0, WordNet licence (see NOTICE).\n# Words of hand-written files win over these.\n")
    for g in sorted(groups):
        o.write(f"\n[{g}]\n")
        line = ""
        for w in sorted(groups[g]):
            if len(line) + len(w) > 116: o.write(line.strip() + "\n"); line = ""
            line += w + " "
        o.write(line.strip() + "\n")
# Dutch: OpenTaal's word list (Debian wdutch, BSD or CC BY 3.0), common words only, known and no more.
nl = sorted(w.strip() for w in open("/usr/share/dict/dutch") if re.fullmatch(r"[a-zà-ÿ]{3,}", w.strip()) and zipf_frequency(w.strip(), "nl") >= 2.8)
stop = re.compile(r"naakt|bloot|seks|sex|porn|erot|geil|neuk|hoer|kont|tiet|borst|penis|vagina|lul|kut|slet|verkracht|moord|zelfdod|uitkle|ontkle")
with open(OUT.replace("/en/", "/nl/"), "w") as o:
    o.write("# Made by scripts/make-open-words.py; do not edit. OpenTaal word list, BSD or CC BY 3.0 (see NOTICE).\n\n[known]\n")
    line = ""
    for w in nl:
        if stop.search(w): continue
        if len(line) + len(w) > 116: o.write(line.strip() + "\n"); line = ""
        line += w + " "
    o.write(line.strip() + "\n")
print(len(allwords), len(nl), {g: len(v) for g, v in groups.items() if len(v) > 100})
