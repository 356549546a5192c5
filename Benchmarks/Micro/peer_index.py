"""Measures faiss on the files that IndexBenchmarks wrote, and prints one Markdown table with both.

usage: peer_index.py FOLDER [--without-multihash]

Reads fingerprints, lookups, hits (ours) and ours.json of the folder. One thread; per look-up the time on the wall and
the thread's own processor time. Recall is counted against the exact answer of IndexBinaryFlat.
"""

import json
import resource
import sys
import time

import faiss
import numpy as np

RADIUS = 31


def measure(index, lookups, count):
    """The answers to the first look-ups, and the medians of the time each took, in microseconds."""
    answers, walls, owns = [], [], []
    for lookup in lookups[:count]:
        row = np.ascontiguousarray(lookup[None])
        own, wall = time.thread_time(), time.perf_counter()
        # faiss reports distances strictly under the radius.
        _, distances, ids = index.range_search(row, RADIUS + 1)
        walls.append(time.perf_counter() - wall)
        owns.append(time.thread_time() - own)
        answers.append({(int(i), int(d)) for i, d in zip(ids, distances)})
    return answers, np.median(walls) * 1e6, np.median(owns) * 1e6


def resident():
    """Bytes of memory of this process now."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def recall(answers, exact):
    """The share of the exact answers' entries that were found."""
    wanted = sum(len(answer) for answer in exact)
    return sum(len(answer & right) for answer, right in zip(answers, exact)) / wanted


def main():
    folder = sys.argv[1]
    faiss.omp_set_num_threads(1)
    entries = np.fromfile(f"{folder}/fingerprints", dtype=np.uint8).reshape(-1, 32)
    lookups = np.fromfile(f"{folder}/lookups", dtype=np.uint8).reshape(-1, 32)
    with open(f"{folder}/ours.json") as file:
        ours = json.load(file)
    found = [set() for _ in lookups]
    for number, entry, distance in np.fromfile(f"{folder}/hits", dtype=np.int64).reshape(-1, 3):
        found[number].add((int(entry), int(distance)))

    rows = []
    flat = faiss.IndexBinaryFlat(256)
    start, before = time.perf_counter(), resident()
    flat.add(entries)
    build = (time.perf_counter() - start) / len(entries) * 1e6
    exact, wall, own = measure(flat, lookups, 200)
    rows.append(["faiss IndexBinaryFlat", wall, own, 1.0, (resident() - before) / len(entries), build])

    if "--without-multihash" not in sys.argv:
        multi = faiss.IndexBinaryMultiHash(256, 16, 16)
        multi.nflip = 1
        start, before = time.perf_counter(), resident()
        multi.add(entries)
        build = (time.perf_counter() - start) / len(entries) * 1e6
        answers, wall, own = measure(multi, lookups, 64)
        size = (resident() - before) / len(entries)
        rows.append(["faiss IndexBinaryMultiHash(16 bands, nflip 1)", wall, own, recall(answers, exact[:64]), size, build])

    rows.append([
        "FingerprintIndex", ours["wall_p50_us"], ours["cpu_p50_us"], recall(found[:200], exact),
        ours["bytes_per_entry"], ours["build_us_per_entry"]])
    print(f"{len(entries):,} entries; faiss {faiss.__version__}, one thread each\n")
    print("| index | wall p50, µs | thread CPU p50, µs | times ours (CPU) | recall at 31 bits | B an entry | build, µs an entry |")
    print("|---|---|---|---|---|---|---|")
    for name, wall, own, share, size, build in rows:
        ratio = own / ours["cpu_p50_us"]
        print(f"| {name} | {wall:,.0f} | {own:,.0f} | {ratio:,.1f} | {share:.3f} | {size:,.0f} | {build:.2f} |")
    print(f"\nequal answers to IndexBinaryFlat: {found[:200] == exact}")
    print(f"ours also: wall p99 {ours['wall_p99_us']:,.0f} µs, CPU p99 {ours['cpu_p99_us']:,.0f} µs, "
          f"{ours['lookups_per_second_two_threads']:,.0f} look-ups/s on two threads "
          f"(each got {ours['two_threads_share']:.2f} of a core), start {ours['start_s'] * 1e3:.1f} ms, "
          f"insert to effect p50 {ours['insert_to_effect_p50_us']:,.0f} µs, build CPU {ours['build_cpu_us_per_entry']:.2f} µs, "
          f"planted found {ours['recall']:.4f} of {ours['lookups']:.0f}")


main()
