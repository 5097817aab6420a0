"""Times the reading of the catalogue: all rules, or as many as one project might need.

    python benchmarks/rules.py [--rules 120] [--runs 9]

The rules with the longest rule.toml are taken. They are read once with TOML alone, as a first run
does, and once with what that run has kept in its cache; the table holds minimum and median.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from measuring import machine

from inhouse.catalogue import Catalogue
from inhouse.evidence.store import Store


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", type=int, default=120)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    catalogue = Catalogue()
    every = sorted(catalogue.names(), key=lambda name: -_length(catalogue, name))
    names = every[: options.rules]
    print(f"{machine()}\n\n| {len(names)} of {len(every)} rules | min ms | median ms |")
    print("| --- | --: | --: |")
    with tempfile.TemporaryDirectory(prefix="inhouse-rules-") as folder:
        store = Store(Path(folder))
        _read(names, store)
        for what, memory in (("parsed", None), ("kept by an earlier run", store)):
            taken = [_read(names, memory) for _ in range(options.runs)]
            print(f"| {what} | {min(taken):.1f} | {statistics.median(taken):.1f} |")
    return 0


def _length(catalogue: Catalogue, name: str) -> int:
    return (catalogue.place(name) / "rule.toml").stat().st_size


def _read(names: list[str], memory: Store | None) -> float:
    started = time.perf_counter()
    catalogue = Catalogue((), memory)
    for name in names:
        catalogue.get(name)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
