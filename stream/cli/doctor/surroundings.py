"""Judges what a process finds on its machine: its settings, its files, its data directory."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from stream.cli.doctor.findings import Checked, Finding, Verdict, concluded
from stream.config import Settings
from stream.engine.clients import ssl_context
from stream.engine.exits import Exit
from stream.engine.machine import DirectoryFound

LEAST_FREE_BYTES: Final = 16 << 20
"""Room for the notes and places that are kept, many times over."""


def judge_settings(problems: Sequence[str]) -> Checked:
    """Judge the settings by what is wrong with them, a line each."""
    return concluded("settings", map(_wrong, problems), "every NEWSFEED_* variable can be used")


def judge_directory(found: DirectoryFound | OSError) -> Checked:
    """Judge the data directory."""
    if isinstance(found, OSError):
        return concluded("data", [_unusable(str(found))], "")
    state = "there" if found.there else "made when it is needed"
    fine = f"{found.path}: {state}, {found.free_bytes >> 20} MiB free"
    return concluded("data", _directory_findings(found), fine)


def security_problems(settings: Settings) -> Sequence[str]:
    """Name what is wrong with our TLS files: a worker would end of it, or wait for ever."""
    if not settings.security_protocol.endswith("SSL"):
        return ()
    given = (
        ("NEWSFEED_SSL_CAFILE", settings.ssl_cafile),
        ("NEWSFEED_SSL_CERTFILE", settings.ssl_certfile),
        ("NEWSFEED_SSL_KEYFILE", settings.ssl_keyfile),
    )
    problems = [
        f"{variable}: {problem}"
        for variable, path in given
        if path is not None and (problem := _problem_of(path))
    ]
    if problems:
        return problems
    try:
        ssl_context(settings)
    except OSError as error:
        names = " and ".join(variable for variable, path in given if path is not None)
        return [f"{names}: {error}"]
    return ()


def _problem_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        return str(error)
    if b"-----BEGIN " not in content:
        return f"{path} is no PEM file"
    # OpenSSL would ask the terminal for the password, and wait.
    asks = b"ENCRYPTED" in content
    return f"{path} is encrypted, and there is nobody to ask for its password" if asks else ""


def _wrong(problem: str) -> Finding:
    return Finding(
        found=problem,
        causes=("the variable is misspelt, has another form, or contradicts another one",),
        remedy="correct or unset it; docs/operations.md lists what each must be",
        exit_code=Exit.CONFIG,
    )


def _unusable(found: str) -> Finding:
    return Finding(
        found=found,
        causes=("the directory belongs to another user, or is on a read-only file system",),
        remedy="set NEWSFEED_DATA_DIR to a directory that this user may write to",
        exit_code=Exit.CONFIG,
    )


def _directory_findings(found: DirectoryFound) -> Iterable[Finding]:
    if not found.writable:
        yield _unusable(f"{found.path}: no file can be made there")
    if found.free_bytes < LEAST_FREE_BYTES:
        yield Finding(
            found=f"{found.path}: {found.free_bytes >> 10} KiB free",
            causes=("the disk is full",),
            remedy="make room, or set NEWSFEED_DATA_DIR to another disk; no state is lost, it is "
            "in Kafka",
            verdict=Verdict.WARNING,
        )
