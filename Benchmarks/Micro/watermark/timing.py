#!/usr/bin/env python3
"""CPU milliseconds, one core, for pictures of one and of sixteen megapixels."""
import cv2
import numpy as np
from pictures import load
from tool import Tool

tool = Tool()
photo = load(['astronaut'])['astronaut']
for side in (1024, 4096):
    picture = cv2.resize(photo, (side, side), interpolation=cv2.INTER_CUBIC)
    embed = [tool.embed(picture, 1, 5)[1] for _ in range(15)]
    direct = [tool.detect(picture, [1], 'direct')[2] for _ in range(15)]
    print(f'{side}x{side}: embed {np.median(embed):.1f} (least {min(embed):.1f}), '
          f'direct {np.median(direct):.1f} (least {min(direct):.1f})')
    for keys in (1, 2, 4):
        full = [tool.detect(picture, list(range(1, keys + 1)), 'full')[2] for _ in range(3)]
        print(f'  full search, {keys} keys: {np.median(full):.0f} (least {min(full):.0f})')
tool.close()
