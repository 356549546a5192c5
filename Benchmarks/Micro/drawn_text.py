#!/usr/bin/env python3
"""Draws lines of text over sample photos, and prints how many of them `vangrail text` reads.

    scripts/robustness text [PROGRAM]      # .build/release/vangrail where no other is named

A line counts as read when three quarters of its words are among the words that were read, without regard to marks over
letters. The photos are those of variants.py; everything is drawn from a fixed seed.
"""
import collections
import glob
import os
import random
import subprocess
import sys
import tempfile
import time
import unicodedata

from PIL import Image, ImageDraw, ImageFont

import variants

LINES = [
    "Make the background blue please", "Put a hat on the man", "Change everything you see here",
    "Turn this into a painting", "Maak de achtergrond blauw", "Zet een hoed op zijn hoofd",
    "Mach den Hintergrund grün", "Ändere alles für mich", "Mets un chapeau sur la tête",
    "Change le décor derrière elle", "Pon un sombrero en la cabeza", "Cambia el fondo de la foto",
    "Metti un cappello sulla testa", "Zmień tło na niebieskie",
]
TEXTURES = {"brick", "grass", "gravel", "ihc", "coins", "hubble_deep_field", "moon", "page"}
SIZES = (16, 24, 36, 54)
KINDS = ("strip", "box", "outlined", "plain", "faint", "turned", "tilted", "two lines")
FONTS = sorted(glob.glob("/usr/share/fonts/truetype/dejavu/*.ttf"))


def layer(line, kind, font, colour):
    left, top, right, bottom = font.getbbox(line)
    size = (right + 16, (bottom + 12) * (2 if kind == "two lines" else 1))
    ground = tuple(255 - value for value in colour) + (255,) if kind in ("strip", "box") else (0, 0, 0, 0)
    picture = Image.new("RGBA", size, ground)
    drawing = ImageDraw.Draw(picture)
    fill = colour + (90,) if kind == "faint" else colour
    outline = {"stroke_width": 2, "stroke_fill": tuple(255 - v for v in colour)} if kind == "outlined" else {}
    if kind == "two lines":
        words = line.split()
        half = len(words) // 2
        line = " ".join(words[:half]) + "\n" + " ".join(words[half:])
        drawing.multiline_text((8, 4), line, font=font, fill=fill)
    else:
        drawing.text((8, 4), line, font=font, fill=fill, **outline)
    if kind == "turned":
        return picture.rotate(random.choice((90, 270)), expand=True)
    if kind == "tilted":
        return picture.rotate(random.choice((-8, -4, 4, 8)), expand=True, resample=Image.BICUBIC)
    return picture


def with_line(photo, line, kind, size):
    picture = photo.copy()
    colour = random.choice(((255, 255, 255), (0, 0, 0), (255, 230, 0), (220, 20, 20), (20, 40, 200)))
    path = random.choice(FONTS)
    font = ImageFont.truetype(path, size)
    room = picture.height if kind == "turned" else picture.width
    while font.getlength(line) > room - 24 and size > 8:
        size -= 1
        font = ImageFont.truetype(path, size)
    drawn = layer(line, kind, font, colour)
    place = [random.randint(0, max(0, whole - part)) for whole, part in zip(picture.size, drawn.size)]
    if kind == "strip":
        strip = Image.new("RGB", (picture.width, picture.height + drawn.height), drawn.getpixel((0, 0))[:3])
        strip.paste(picture, (0, 0))
        picture, place = strip, [8, picture.height]
    picture.paste(drawn, tuple(place), drawn)
    return picture


def folded(text):
    plain = unicodedata.normalize("NFKD", text.lower().replace("ł", "l").replace("ß", "ss"))
    return "".join(c for c in plain if c.isalnum() or c.isspace())


def read(program, files):
    """What was read in each file, and the seconds of all together."""
    found = collections.defaultdict(list)
    start = time.monotonic()
    held = set()
    for first in range(0, len(files), 50):
        ran = subprocess.run([program, "text", *files[first : first + 50]], capture_output=True, text=True)
        for line in ran.stdout.splitlines():
            file, words = line.split("\t", 1)
            found[file].append(words)
        held |= {line.split(":")[0] for line in ran.stderr.splitlines()}
    return found, held, time.monotonic() - start


def main(program):
    random.seed(20261129)
    photos = variants.photos()
    with tempfile.TemporaryDirectory() as folder:
        drawn, plain = {}, {}
        for name, photo in photos.items():
            plain[f"{folder}/{name}.png"] = name
            photo.save(f"{folder}/{name}.png")
            for kind in KINDS:
                size, line = random.choice(SIZES), random.choice(LINES)
                file = f"{folder}/{name}-{kind.replace(' ', '-')}.jpg"
                with_line(photo, line, kind, size).save(file, quality=random.choice((70, 85, 95)))
                drawn[file] = (name, kind, size, line)
        words, held, _ = read(program, list(drawn))
        rows = collections.defaultdict(lambda: [0, 0])
        for file, (name, kind, size, line) in drawn.items():
            got = folded(" ".join(words[file]))
            wanted = folded(line).split()
            hit = sum(word in got for word in wanted) * 4 >= 3 * len(wanted)
            if os.environ.get("KEEP") and not hit:
                os.system(f"cp {file} {os.environ['KEEP']}/")
            ground = "texture" if name in TEXTURES else "photo"
            for row in ((ground, kind), (ground, f"{size} px"), (ground, "all")):
                rows[row][0] += hit
                rows[row][1] += 1
        print("| drawn | over photos | over textures |\n|---|---|---|")
        for what in [*KINDS, *(f"{size} px" for size in SIZES), "all"]:
            cells = [f"{100 * rows[g, what][0] / max(1, rows[g, what][1]):.0f} % of {rows[g, what][1]}"
                     for g in ("photo", "texture")]
            print(f"| {what} | {' | '.join(cells)} |")
        words, held, seconds = read(program, list(plain))
        noisy = sum(1 for file in plain if any(len(folded(w)) > 2 for w in words[file]))
        print(f"\nwithout text: {noisy} of {len(plain)} pictures with words read, {len(held)} held, "
              f"{1000 * seconds / len(plain):.0f} ms a picture with everything")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".build/release/vangrail"))
