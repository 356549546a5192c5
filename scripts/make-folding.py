#!/usr/bin/env python3
"""Writes Sources/PromptReading/Languages/shared/folding.txt: one line a code point that reads as something else.

Sources: Python's unicodedata (Unicode Character Database, Unicode licence) for compatibility forms, case and marks;
the package confusable_homoglyphs (MIT; data of UTS #39, Unicode licence) for look-alikes of Latin letters.
A line is CODEPOINT<TAB>REPLACEMENT; an empty replacement drops the code point.
"""
import json, os, sys, unicodedata as u
import confusable_homoglyphs

OUT = os.path.join(os.path.dirname(__file__), "../Sources/PromptReading/Languages/shared/folding.txt")
MARKS = [(0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)]
IGNORED = [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0, 0xFFFC]
IGNORED += [*range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
IGNORED += [*range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0), *range(0x1F3FB, 0x1F400)]
EXTRA = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d",
         "ŋ": "n", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "`", "＇": "'", "‐": "-", "‑": "-", "‒": "-", "–": " - ",
         "—": " - ", "−": "-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": '"', "›": '"', "•": ";", "…": ".",
         "×": "x", "⁄": "/", "∕": "/", "＊": "*", "∗": "*", "⁎": "*", "★": "*", "☆": "*", "✱": "*", "✳": "*"}
# Letters of other scripts that only resemble: read so in a view of their own, since folding would merge words.
FAUX = {"к": "k", "м": "m", "н": "h", "т": "t", "в": "b", "б": "b", "д": "d", "п": "n", "и": "u", "я": "r", "з": "3",
         "ь": "b", "ж": "x", "ц": "u", "ч": "4", "ш": "w", "щ": "w", "э": "e", "ю": "o", "л": "n", "ф": "o", "г": "r",
         "й": "u", "ё": "e", "ѵ": "v", "ѡ": "w", "α": "a", "β": "b", "γ": "y", "ε": "e", "η": "n", "κ": "k", "μ": "u",
         "τ": "t", "ω": "w", "χ": "x", "λ": "a", "σ": "o", "ς": "c", "π": "n", "θ": "o", "δ": "d", "ξ": "e", "ψ": "w",
         "φ": "o", "ζ": "z"}
# Letters of other scripts that people write in several ways, and their punctuation.
EXTRA |= {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ھ": "ه",
          "ہ": "ه", "ۀ": "ه", "ə": "e", "،": ",", "؛": ";", "؟": "?", "।": ".", "॥": ".", "。": ".", "、": ",", "・": " ",
          "σ": "σ", "ς": "σ", "ϲ": "σ", "「": '"', "」": '"', "『": '"', "』": '"', "“": '"', "·": " ", "‧": " ", "۔": "."}
MARKS += [(0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED), (0x591, 0x5C7)]
IGNORED += [0x640]

def marked(c): return any(a <= c <= b for a, b in MARKS)

def regional(c): return chr(c - 0x1F1E6 + 97) if 0x1F1E6 <= c <= 0x1F1FF else None

def squared(c):
    for start in (0x1F110, 0x1F130, 0x1F150, 0x1F170):
        if start <= c <= start + 25: return chr(c - start + 97)
    return None

confusables = json.load(open(os.path.join(os.path.dirname(confusable_homoglyphs.__file__), "confusables.json")))
latin = {}
for char, others in confusables.items():
    if len(char) != 1 or ord(char) < 128: continue
    for other in others:
        c = other["c"]
        if len(c) == 1 and c.isascii() and c.isalpha(): latin.setdefault(char, c.lower())

def fold(char):
    c = ord(char)
    special = regional(c) or squared(c)
    if special: return special
    if u.category(char) == "Nd": return str(u.digit(char))
    if u.category(char)[0] in "PZ": return " "
    if char in EXTRA: return EXTRA[char]
    out = []
    for d in u.normalize("NFKD", u.normalize("NFKD", char).casefold()) if not (0xAC00 <= c <= 0xD7A3) else char:
        if marked(ord(d)): continue
        if d in EXTRA: d = EXTRA[d]
        elif ord(d) > 127 and d in latin: d = latin[d]
        out.append(d)
    return u.normalize("NFC", "".join(out))

rows = []
for c in range(0x80, 0x110000):
    if 0xD800 <= c <= 0xDFFF or 0xE000 <= c <= 0xF8FF or c >= 0xF0000: continue
    char = chr(c)
    if c in IGNORED or marked(c): rows.append((c, "")); continue
    if u.category(char) == "Cn": continue
    folded = fold(char)
    if folded != char and not any(x in folded for x in "\n\t\r"): rows.append((c, folded))
with open(OUT, "w", encoding="utf-8") as out:
    out.write("# Made by scripts/make-folding.py; do not edit. Unicode %s and UTS #39 data, Unicode licence; MIT.\n" % u.unidata_version)
    for c, folded in rows: out.write("%X\t%s\n" % (c, folded))
with open(os.path.join(os.path.dirname(OUT), "faux.txt"), "w", encoding="utf-8") as out:
    out.write("# Made by scripts/make-folding.py; do not edit. CHARACTER, a space, the letters it resembles.\n")
    for char, letters in sorted(FAUX.items()):
        for c in sorted({char, char.upper()}):
            if len(c) == 1: out.write("%s %s\n" % (c, letters))
print(len(rows), "rows")
