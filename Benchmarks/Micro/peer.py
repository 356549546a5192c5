"""Times PyPI's pdqhash on the pictures that MicroBenchmarks left, and prints both beside each other.

usage: peer.py FOLDER   with MicroBenchmarks' output on standard input
"""

import pathlib
import statistics
import sys
import time

import numpy
import pdqhash

RUNS = 51


def median_microseconds(picture):
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        pdqhash.compute(picture)
        times.append((time.perf_counter() - start) * 1e6)
    return statistics.median(times)


def main():
    folder = pathlib.Path(sys.argv[1])
    print("| mechanism | side | ours, microseconds | pdqhash, microseconds | times faster | bits apart |")
    print("| --- | --- | --- | --- | --- | --- |")
    for line in sys.stdin:
        name, side, ours, fingerprint = line.split()
        ours = float(ours)
        if name != "pdq":
            print(f"| {name} | {side} | {ours:.0f} | | | |")
            continue
        size = int(side)
        raw = numpy.frombuffer((folder / f"rgb-{side}.raw").read_bytes(), dtype=numpy.uint8)
        picture = raw.reshape(size, size, 3)
        bits, _ = pdqhash.compute(picture)
        theirs = int("".join(str(int(bit)) for bit in bits), 2)
        apart = bin(theirs ^ int(fingerprint, 16)).count("1")
        peer = median_microseconds(picture)
        print(f"| {name} | {side} | {ours:.0f} | {peer:.0f} | {peer / ours:.1f} | {apart} |")


if __name__ == "__main__":
    main()
