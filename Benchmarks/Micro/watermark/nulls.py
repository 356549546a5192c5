#!/usr/bin/env python3
"""Unmarked pictures, random keys: how often is a mark found that is not there?

Usage: nulls.py direct COUNT | full COUNT [SECONDS [SEED]]. `direct` asks eight keys of each picture and counts pairs of a picture and
a key; `full` asks one. Stops early after SECONDS of wall clock.
"""
import sys
import time
import numpy as np
import cv2
import skimage.data
from pictures import GRAPHICS, PHOTOS, load
from tool import Tool



def drawn(rng):
    """A synthetic picture: gradients, shapes, stripes or noise of one of several spectra."""
    h, w = (int(n) for n in rng.integers(200, 700, 2))
    kind = rng.integers(0, 4)
    if kind == 0:
        low = rng.integers(0, 256, (int(rng.integers(2, 9)), int(rng.integers(2, 9)), 3)).astype(np.uint8)
        return cv2.resize(low, (w, h), interpolation=cv2.INTER_CUBIC)
    if kind == 1:
        slope = rng.uniform(0.5, 2)
        fy, fx = np.fft.fftfreq(h)[:, None], np.fft.rfftfreq(w)[None]
        shape = 1 / np.maximum(np.hypot(fy, fx), 1 / max(h, w)) ** slope
        out = np.fft.irfft2(np.fft.rfft2(rng.normal(size=(h, w))) * shape, s=(h, w))
        out = np.clip(128 + out / out.std() * rng.uniform(10, 60), 0, 255).astype(np.uint8)
        return cv2.cvtColor(out, cv2.COLOR_GRAY2BGR)
    picture = np.full((h, w, 3), rng.integers(0, 256, 3), np.uint8)
    if kind == 2:
        for _ in range(int(rng.integers(5, 60))):
            centre = int(rng.integers(0, w)), int(rng.integers(0, h))
            cv2.ellipse(picture, centre, (int(rng.integers(4, 150)), int(rng.integers(4, 150))), int(rng.integers(0, 180)),
                        0, 360, [int(c) for c in rng.integers(0, 256, 3)], -1)
        return picture
    period = rng.uniform(4, 40)
    angle = rng.uniform(0, np.pi)
    y, x = np.mgrid[:h, :w]
    wave = 127 + 100 * np.sin(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / period)
    return cv2.cvtColor(np.clip(wave + rng.normal(0, 6, (h, w)), 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR)


def natural(rng, pictures):
    picture = pictures[int(rng.integers(0, len(pictures)))]
    h, w = picture.shape[:2]
    share = rng.uniform(0.45, 1)
    hh, ww = max(100, int(h * share)), max(100, int(w * share))
    hh, ww = min(h, hh), min(w, ww)
    top, left = int(rng.integers(0, h - hh + 1)), int(rng.integers(0, w - ww + 1))
    picture = picture[top:top + hh, left:left + ww]
    if rng.random() < 0.5:
        picture = picture[:, ::-1]
    if rng.random() < 0.4:
        quality = int(rng.integers(30, 95))
        picture = cv2.imdecode(cv2.imencode('.jpg', np.ascontiguousarray(picture), [1, quality])[1], 1)
    if rng.random() < 0.3:
        scale = rng.uniform(0.8, 1.5)
        picture = cv2.resize(np.ascontiguousarray(picture), None, fx=scale, fy=scale)
    return picture


def main():
    kind, count = sys.argv[1], int(sys.argv[2])
    per_picture = 8 if kind == 'direct' else 1
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else float('inf')
    rng = np.random.default_rng(int(sys.argv[4]) if len(sys.argv) > 4 else 20261128)
    pictures = [p for p in load(PHOTOS + GRAPHICS).values() if min(p.shape[:2]) >= 150]
    faces = np.load(skimage.data.__path__[0] + '/lfw_subset.npy')
    pictures.append((np.hstack([np.vstack(faces[20 * k:20 * k + 16]) for k in range(8)]) * 255).astype(np.uint8)[..., None]
                    .repeat(3, 2))
    tool = Tool()
    asked = found = 0
    spent = []
    start = time.time()
    while asked < count and time.time() - start < seconds:
        picture = natural(rng, pictures) if rng.random() < 0.7 else drawn(rng)
        keys = [int(k) for k in rng.integers(1, 1 << 62, per_picture)]
        number, said, ms = tool.detect(picture, keys, kind)
        asked += per_picture
        spent.append(ms)
        if number is not None:
            found += 1
            print('found', number, said, picture.shape, flush=True)
        if asked % (50 if kind == 'full' else 8000) == 0:
            print(asked, found, f'{np.mean(spent):.0f} ms a picture', flush=True)
    tool.close()
    print(f'{kind}: {asked} pairs of {len(spent)} pictures, {found} found; '
          f'rule of three: below {3 / asked:.1e} a pair (95 %); {np.mean(spent):.1f} ms CPU a picture')


if __name__ == '__main__':
    main()
