"""Judges the lines of ReaderBenchmarks by word lists and classifiers from PyPI and by an n-gram baseline, beside Vangrail.

usage: reader_peer.py LINES DECISIONS   both JSON, one object a line; DECISIONS are what `vangrail check --jsonl` printed

English single requests, edits and generations. The baseline is trained on the tuned lines; all are shown on those that are held out.
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")

from better_profanity import profanity
from profanity_check import predict
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def share(flags):
    return f"{100 * sum(flags) / len(flags):.1f} % of {len(flags)}" if flags else "none"


def row(name, lines, stops, microseconds):
    missed = [not stop for line, stop in zip(lines, stops) if line["harmful"]]
    false = [stop for line, stop in zip(lines, stops) if not line["harmful"]]
    print(f"| {name} | {share(missed)} | {share(false)} | {microseconds} |")


def timed(judge, texts):
    start = time.perf_counter()
    stops = [bool(judge(text)) for text in texts]
    return stops, f"{(time.perf_counter() - start) / len(texts) * 1e6:.0f}"


def main():
    lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    decided = {answer["id"]: answer.get("decision") for answer in map(json.loads, open(sys.argv[2], encoding="utf-8"))}
    english = [line for line in lines if line["language"] == "en" and line["id"] in decided]
    tuned = [line for line in english if not line["held"]]
    held = [line for line in english if line["held"]]
    print("| judge, English, held-out lines | harmful let through | harmless stopped | microseconds |")
    print("| --- | --- | --- | --- |")
    texts = [line["prompt"] for line in held]
    row("Vangrail", held, [decided[line["id"]] not in ("allow", "label") for line in held], "table above")
    profanity.load_censor_words()
    row("better-profanity", held, *timed(profanity.contains_profanity, texts))
    predict(["warm"])
    row("alt-profanity-check", held, *timed(lambda text: predict([text])[0], texts))
    baseline = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True), LogisticRegression(C=10, max_iter=500)
    )
    baseline.fit([line["prompt"] for line in tuned], [line["harmful"] for line in tuned])
    row("n-grams and logistic regression", held, *timed(lambda text: baseline.predict([text])[0], texts))


if __name__ == "__main__":
    main()
