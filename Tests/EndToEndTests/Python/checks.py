"""Runs named checks and prints one JSON line for each: {"check", "ok", "detail"}."""

import json
import sys
import traceback

_checks = []


def check(function):
    """Marks a function as a check; its name is what the Swift test asks for."""
    _checks.append(function)
    return function


def main(*arguments):
    """Runs every check, one after the other, each with the same arguments."""
    if sys.argv[1:] == ["--list"]:
        print("\n".join(function.__name__ for function in _checks))
        return
    for function in _checks:
        try:
            function(*arguments)
            outcome = {"check": function.__name__, "ok": True, "detail": ""}
        except Exception:  # Whatever went wrong belongs into the report of this check.
            outcome = {"check": function.__name__, "ok": False, "detail": traceback.format_exc()}
        print(json.dumps(outcome), flush=True)


def equal(found, wanted, what):
    """Fails with both values when they differ."""
    if found != wanted:
        raise AssertionError(f"{what}: found {found!r}, wanted {wanted!r}")


def true(condition, what):
    """Fails with a sentence."""
    if not condition:
        raise AssertionError(what)
