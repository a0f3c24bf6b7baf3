"""Fuzzes the entries of the program, guided by coverage: ``python -m tests.fuzz [TARGET …]``.

Each target runs in a process of its own for ``SECONDS`` (60). Inputs that led somewhere new stay
in ``build/fuzz/TARGET``, those that broke something in ``build/fuzz/TARGET-*``: they become files
of ``tests/hostile/data``. Exits with 1 where something broke.
"""

import os
import subprocess
import sys
from hashlib import sha1
from pathlib import Path
from random import Random
from typing import Final

try:
    import atheris
except ImportError:
    sys.exit("fuzz: needs atheris, which is there for Python 3.11 to 3.13 on Linux (x86-64) alone")

with atheris.instrument_imports(include=["stream"]):
    from tests.fuzz.targets import HEADER, RECORD, TARGETS

import orjson

from tests.fuzz.seeds import seeds_of
from tests.hostile.mutations import mutation, written

FOLDER: Final = Path("build/fuzz")
SLOWEST: Final = 10
"""Seconds an input may take before it counts as a finding, instrumented as it is."""


def main(arguments: list[str]) -> int:
    """Fuzz one target in this process, or each of those named in its own."""
    if arguments[:1] == ["--here"]:
        return fuzz(arguments[1])
    names = arguments or list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        print(f"fuzz: no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
        return 2
    codes = [
        subprocess.call([sys.executable, "-m", "tests.fuzz", "--here", each]) for each in names
    ]
    broken = [name for name, code in zip(names, codes, strict=True) if code]
    print(f"fuzz: {', '.join(broken)} broke; see {FOLDER}" if broken else "fuzz: nothing broke")
    return int(bool(broken))


def fuzz(name: str) -> int:
    """Fuzz a target until its time is over; does not return where it breaks."""
    corpus = FOLDER / name
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds_of(name):
        (corpus / sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)
    seconds = os.environ.get("SECONDS", "60")
    print(f"fuzz: {name} for {seconds} s")
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST}",
        "-max_len=16384",
        "-rss_limit_mb=1024",
        "-verbosity=0",
        "-print_final_stats=1",
        f"-artifact_prefix={FOLDER}/{name}-",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], TARGETS[name], custom_mutator=mutate)
    atheris.Fuzz()
    return 0


def mutate(data: bytes, longest: int, seed: int) -> bytes:
    """Change a field of one record, where that is JSON; else, and every other time, bytes."""
    random = Random(seed)
    records = data.split(RECORD)
    place = random.randrange(len(records))
    value, mark, packed = records[place].partition(HEADER)
    try:
        document = orjson.loads(value)
    except ValueError:
        document = None
    if document is None or random.random() < 0.5:
        return bytes(atheris.Mutate(data, longest))
    records[place] = written(mutation(document, random)) + mark + packed
    return RECORD.join(records)[:longest]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
