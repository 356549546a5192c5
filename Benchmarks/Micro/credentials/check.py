"""Checks the writer and the validator against c2pa-python. Run from the package's folder:

    venv/bin/python oracle/check.py [--tool .build/release/credentials-tool] [--mutations]

Exits with 1 when a signed picture is not Trusted there and here, or when ours trusts a changed file.
"""
import argparse
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
import fixtures
import foreign
from reader import Oracle

KINDS = ("png", "jpg", "webp")
problems = []


def tool(*words):
    done = subprocess.run((arguments.tool,) + words, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{words}: {done.stderr}")
    return done.stdout


def ours(path, stamps=True, strict=False):
    words = ["verify", "--in", path, "--anchors", f"{out}/keys/root.pem"]
    if stamps:
        words += ["--stamps", f"{out}/stamp/ca.pem"]
    if strict:
        words += ["--strict", "yes"]
    return tool(*words)


def expect(name, path, kind, wanted="Trusted", codes=()):
    state, found, _ = oracle.results(open(path, "rb").read(), kind)
    answer = ours(path)
    own = answer.split("\n")[0]
    print(f"{name:42} oracle {state:9} ours {own:9} failures {found.get('failure')} {found.get('informational')}")
    missing = [code for code in codes if code not in found.get("success", []) or code not in answer]
    if state != wanted or own != wanted.lower() or missing or found.get("deltas"):
        problems.append(f"{name}: oracle {state}, ours {own}, missing {missing}, deltas {found.get('deltas')}")


def sign(kind, target, *more):
    return tool("sign", "--key", f"{out}/keys/key.pem", "--chain", f"{out}/keys/chain.pem", "--anchors",
                f"{out}/keys/root.pem", "--stamps", f"{out}/stamp/ca.pem", "--in", made[kind], "--out", target, *more)


def signed_pictures():
    stamp = ("--authority", f"{out}/stamp", "--reserve", "2048")
    stamped = ("timeStamp.validated", "timeStamp.trusted")
    for kind in KINDS:
        sign(kind, f"{out}/generated.{kind}")
        expect(f"{kind} generated", f"{out}/generated.{kind}", kind)
        sign(kind, f"{out}/stamped.{kind}", *stamp)
        expect(f"{kind} generated, stamped", f"{out}/stamped.{kind}", kind, codes=stamped)
        sign(kind, f"{out}/edited.{kind}", "--upload", made[kind])
        expect(f"{kind} edit of an unsigned upload", f"{out}/edited.{kind}", kind)
        sign(kind, f"{out}/edited2.{kind}", "--upload", f"{out}/stamped.{kind}", *stamp)
        expect(f"{kind} edit of a signed upload, stamped", f"{out}/edited2.{kind}", kind, codes=stamped)
        sign(kind, f"{out}/edited3.{kind}", "--upload", f"{out}/edited2.{kind}")
        expect(f"{kind} edit of an edit", f"{out}/edited3.{kind}", kind)
        sign(kind, f"{out}/reference.{kind}", "--upload", f"{out}/stamped.{kind}", "--reference", "yes")
        expect(f"{kind} generated from a reference", f"{out}/reference.{kind}", kind)
    broken = bytearray(open(f"{out}/generated.png", "rb").read())
    broken[-20] ^= 1
    fixtures.write(f"{out}/broken.png", broken)
    sign("png", f"{out}/edited4.png", "--upload", f"{out}/broken.png")
    expect("png edit of a tampered upload", f"{out}/edited4.png", "png")
    sign("png", f"{out}/retry.png", "--authority", f"{out}/stamp", "--reserve", "256")
    expect("png stamped, token larger than reserved", f"{out}/retry.png", "png", codes=stamped)


def foreign_pictures():
    for kind in KINDS:
        first = f"{out}/foreign.{kind}"
        for name, parent, version, target in (
            ("claim 2", None, 2, first), ("claim 1", None, 1, f"{out}/foreign1.{kind}"),
            ("edit", first, 2, f"{out}/foreign2.{kind}"), ("edit of ours", f"{out}/stamped.{kind}", 2, f"{out}/foreign3.{kind}"),
        ):
            fixtures.write(target, foreign.sign(oracle.context, f"{out}/keys", made[kind], kind, parent, version))
            expect(f"{kind} by c2pa-python, {name}", target, kind)
        sign(kind, f"{out}/edited5.{kind}", "--upload", f"{out}/foreign2.{kind}")
        expect(f"{kind} our edit of its edit", f"{out}/edited5.{kind}", kind)


def cleaned():
    for kind in KINDS:
        path, target = f"{out}/pictures/dirty.{kind}", f"{out}/clean.{kind}"
        tool("clean", "--in", path, "--out", target)
        fixtures.compare(path, target, problems)
    print("cleaned pictures compared")


def mutations():
    """Flips the lowest bit of each byte and counts both verdicts."""
    print(f"\n{'file':22} {'bytes':>6} {'oracle rejects':>15} {'oracle trusts':>14} {'ours rejects':>13} {'ours trusts':>12}")
    for name in [f"{base}.{kind}" for base in ("generated", "edited2") for kind in KINDS]:
        kind = name.rpartition(".")[2]
        data = bytearray(open(f"{out}/{name}", "rb").read())
        words = ["mutate", "--in", f"{out}/{name}", "--anchors", f"{out}/keys/root.pem", "--stamps",
                 f"{out}/stamp/ca.pem"]
        if name.startswith("edited2"):
            words += ["--strict", "yes"]
        letters = tool(*words).strip()
        trusted, weaker = 0, []
        for index in range(len(data)):
            data[index] ^= 1
            state = oracle.state(bytes(data), kind)
            data[index] ^= 1
            trusted += state == "Trusted"
            rank = {"Trusted": 2, "Valid": 1}.get(state, 0)
            if {"T": 2, "U": 1}.get(letters[index], 0) > rank:
                weaker.append(index)
        own = letters.count("T") + letters.count("U")
        print(f"{name:22} {len(data):6} {len(data) - trusted:15} {trusted:14} {len(data) - own:13} {own:12}", flush=True)
        if own or weaker:
            places = [index for index, letter in enumerate(letters) if letter in "TU"]
            problems.append(f"{name}: ours accepts changes at {places[:20]}, weaker at {weaker[:20]}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", default=".build/debug/credentials-tool")
    parser.add_argument("--out", default="out")
    parser.add_argument("--mutations", action="store_true")
    arguments = parser.parse_args()
    out = arguments.out
    os.makedirs(f"{out}/keys", exist_ok=True)
    made = fixtures.pictures(f"{out}/pictures")
    fixtures.authority(f"{out}/stamp")
    tool("init", "--out", f"{out}/keys")
    oracle = Oracle(f"{out}/keys/root.pem", f"{out}/stamp/ca.pem")
    signed_pictures()
    foreign_pictures()
    cleaned()
    if arguments.mutations:
        mutations()
    print("\n".join(problems) or "all as expected")
    sys.exit(1 if problems else 0)
