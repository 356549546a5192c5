#!/usr/bin/env python3
"""From which size on pictures carry a mark: photos scaled down, marked, and read again."""
import cv2
from attacks import ATTACKS
from pictures import PHOTOS, load
from tool import Tool

CHANGES = {'none': 'direct', 'JPEG 90': 'direct', 'JPEG 75': 'direct', 'crop 10 %': '400'}
tool = Tool()
pictures = load(PHOTOS).values()
for side in (96, 128, 160, 192, 256):
    read = dict.fromkeys(CHANGES, 0)
    for picture in pictures:
        scale = side / min(picture.shape[:2])
        sides = max(side, round(picture.shape[1] * scale)), max(side, round(picture.shape[0] * scale))
        marked, _ = tool.embed(cv2.resize(picture, sides, interpolation=cv2.INTER_AREA), 1, 77)
        for name, effort in CHANGES.items():
            read[name] += tool.detect(ATTACKS[name](marked), [1], effort)[0] == 77
    print(side, read, flush=True)
tool.close()
