#!/usr/bin/env python3
"""Marks pictures, does to them what happens to pictures, and asks for the id: watermark-tool beside invisible-watermark.

An id counts as read when it is the right one, whole. Usage: robustness.py [--no-peer] [--strength 1.0] [--only NAME]
"""
import argparse
import numpy as np
from skimage.metrics import structural_similarity
from attacks import ATTACKS
from pictures import GRAPHICS, PHOTOS, load
from tool import Tool


def quality(a, b):
    error = np.mean((a.astype(float) - b.astype(float)) ** 2)
    similar = structural_similarity(a, b, channel_axis=2, data_range=255)
    return 10 * np.log10(255 ** 2 / max(error, 1e-9)), similar


def main():
    words = argparse.ArgumentParser()
    words.add_argument('--no-peer', action='store_true')
    words.add_argument('--strength', type=float, default=1.0)
    words.add_argument('--only', default='')
    words.add_argument('--set', default='all')
    words.add_argument('--effort', default='full')
    words = words.parse_args()
    peers = {}
    if not words.no_peer:
        from peer import BITS, Peer
        peers = {'dwtDct': Peer('dwtDct'), 'dwtDctSvd': Peer('dwtDctSvd')}
    names = ['ours'] + list(peers)
    tool = Tool()
    sets = {'photos': PHOTOS, 'graphics': GRAPHICS}
    if words.set != 'all':
        sets = {words.set: sets[words.set]}
    for title, chosen in sets.items():
        pictures = load(chosen)
        rng = np.random.default_rng(11)
        marked, looks = {n: {} for n in names}, {n: [] for n in names}
        truth = {}
        for name, picture in pictures.items():
            truth[name] = int(rng.integers(0, 1 << 48))
            bits = [truth[name] >> k & 1 for k in range(32)]
            marked['ours'][name], _ = tool.embed(picture, 1001, truth[name], words.strength)
            for peer in peers:
                marked[peer][name] = peers[peer].embed(picture, bits)
            for n in names:
                looks[n].append(quality(picture, marked[n][name]))
        print(f'\n{title} ({len(pictures)})')
        for n in names:
            db, like = np.array(looks[n]).T
            print(f'  {n:10} PSNR mean {db.mean():.1f} min {db.min():.1f} dB, SSIM mean {like.mean():.4f} min {like.min():.4f}')
        print(f'{"":24}' + ''.join(f'{n:>14}' for n in names) + '   not read by ours')
        for attack, change in ATTACKS.items():
            if words.only and not any(part in attack for part in words.only.split(',')):
                continue
            right, wrong, missed = {n: 0 for n in names}, 0, []
            for name in pictures:
                said = tool.detect(change(marked['ours'][name]), [1001, 1002], words.effort)[0]
                right['ours'] += said == truth[name]
                wrong += said is not None and said != truth[name]
                if said != truth[name]:
                    missed.append(name)
                bits = [truth[name] >> k & 1 for k in range(32)]
                for peer in peers:
                    right[peer] += peers[peer].detect(change(marked[peer][name])) == bits
            print(f'{attack:24}' + ''.join(f'{right[n]:>10}/{len(pictures):<3}' for n in names)
                  + '   ' + ' '.join(missed) + (f' WRONG {wrong}' if wrong else ''), flush=True)
    tool.close()


if __name__ == '__main__':
    main()
