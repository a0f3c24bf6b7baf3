"""What a check says: a verdict, what was found, its likely causes, and the remedy. Values only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stream.engine.exits import Exit


class Verdict(StrEnum):
    """How grave it is; ``skipped`` was not looked at, and says why."""

    OK = "ok"
    SKIPPED = "skipped"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong. ``exit_code`` is what the command ends with if it comes first."""

    found: str
    causes: tuple[str, ...]
    remedy: str
    verdict: Verdict = Verdict.ERROR
    exit_code: Exit = Exit.FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One check as it came out. ``found`` sums it up; ``findings`` are warnings and errors."""

    check: str
    verdict: Verdict
    found: str
    findings: tuple[Finding, ...] = ()


def concluded(check: str, findings: Iterable[Finding], fine: str) -> Checked:
    """Sum up a check: as grave as its gravest finding, or ``fine`` where there is none."""
    everything = tuple(findings)
    errors = sum(each.verdict is Verdict.ERROR for each in everything)
    warnings = len(everything) - errors
    verdict = Verdict.ERROR if errors else Verdict.WARNING if warnings else Verdict.OK
    numbers = ((errors, "error"), (warnings, "warning"))
    told = ", ".join(f"{number} {word}{'s' * (number > 1)}" for number, word in numbers if number)
    return Checked(check=check, verdict=verdict, found=told or fine, findings=everything)


def skipped(check: str, why: str) -> Checked:
    """Say that a check was not made, and why."""
    return Checked(check=check, verdict=Verdict.SKIPPED, found=why)


def exit_code(results: Sequence[Checked]) -> Exit:
    """Give the exit code of the first error in the order of the checks; warnings are none."""
    findings = (finding for result in results for finding in result.findings)
    errors = (each.exit_code for each in findings if each.verdict is Verdict.ERROR)
    return next(errors, Exit.OK)
