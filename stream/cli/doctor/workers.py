"""Judges the port of this machine's worker, and what the workers that were asked say of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stream.cli.doctor.findings import Checked, Finding, Verdict, concluded, skipped
from stream.engine.address import parted
from stream.engine.exits import Exit
from stream.engine.vitals import Vitals


@dataclass(frozen=True, slots=True, kw_only=True)
class PortFound:
    """The port of this machine's settings: is it taken, and by whom; ``problem`` if unusable."""

    address: str
    taken: bool = False
    problem: str = ""
    holder: Vitals | None = None


def judge_port(found: PortFound | None) -> Checked:
    """Judge whether a worker with these settings could listen; None where it shall not."""
    if found is None:
        return skipped("port", "NEWSFEED_METRICS_PORT is 0: nothing listens")
    if found.problem:
        return concluded("port", [_unusable(found)], "")
    if not found.taken:
        return concluded("port", [], f"{found.address} is free: no worker has it")
    if found.holder is None or found.holder.version is None:
        return concluded("port", [_foreign(found)], "")
    return concluded("port", [], f"{found.address} is held by {named(found.holder)}")


def judge_workers(vitals: Sequence[Vitals], version: str) -> Checked:
    """Judge the workers that were asked; ``version`` is that of this command."""
    if not vitals:
        return skipped("workers", "none is known here; --metrics HOST:PORT names some")
    findings = [*(each for one in vitals for each in _of_worker(one)), *_versions(vitals, version)]
    names = "; ".join(f"{each.address}: {named(each)}" for each in vitals)
    return concluded("workers", findings, f"{names}, ready")


def named(worker: Vitals) -> str:
    """Name a process of ours: one without a stage is a replay."""
    what = f"a worker of {', '.join(worker.stages)}" if worker.stages else "a replay"
    return f"{what}, version {worker.version}"


def _unusable(found: PortFound) -> Finding:
    return Finding(
        found=f"{found.address}: {found.problem}",
        causes=(
            "NEWSFEED_METRICS_HOST is no address of this machine",
            "ports below 1024 are for root",
        ),
        remedy="correct NEWSFEED_METRICS_HOST or NEWSFEED_METRICS_PORT",
        exit_code=Exit.CONFIG,
    )


def _foreign(found: PortFound) -> Finding:
    says = found.holder.says if found.holder and found.holder.connected else "no connection"
    return Finding(
        found=f"{found.address} is in use, and no worker of ours answers there ({says})",
        causes=(
            "another service has the port",
            "a worker has it that was stopped or hangs, has just ended or is just starting",
        ),
        remedy=f"`ss -ltnp 'sport = :{parted(found.address)[1]}'` shows who has it: end a worker "
        "that hangs, else set NEWSFEED_METRICS_PORT to a free port, or 0 for none",
        exit_code=Exit.CONFIG,
    )


def _of_worker(worker: Vitals) -> Iterable[Finding]:
    if worker.version is None:
        yield _no_worker(worker)
    elif worker.stuck:
        yield Finding(
            found=f"{worker.address}: {named(worker)} is not live: {worker.stuck}",
            causes=(
                "its event loop has stood still for half a minute: a bug, or a starved machine",
            ),
            remedy="start it again; its log and /proc/PID/stack say what it waits for",
        )
    elif worker.lacks:
        yield Finding(
            found=f"{worker.address}: {named(worker)} is not ready: {worker.lacks}",
            causes=(
                "it waits for its broker or its topics",
                "it restores its state, or the group rebalances",
                "it cannot commit",
            ),
            remedy="wait, or read the end of its log",
            verdict=Verdict.WARNING,
        )


def _no_worker(found: Vitals) -> Finding:
    answer = f"answers {found.says}" if found.connected else f"does not answer: {found.says}"
    return Finding(
        found=f"{found.address}: no worker of ours; it {answer}",
        causes=(
            "no worker runs there, or it listens on its own machine only",
            "the port is that of another service",
        ),
        remedy="start the worker; set its NEWSFEED_METRICS_HOST and NEWSFEED_METRICS_PORT so that "
        "it can be asked from here",
    )


def _versions(vitals: Sequence[Vitals], version: str) -> Iterable[Finding]:
    others = [each for each in vitals if each.version not in (None, version)]
    if others:
        told = "; ".join(f"{each.address}: {each.version}" for each in others)
        yield Finding(
            found=f"this is version {version}, and there are workers of others: {told}",
            causes=("a roll-out is under way, or one was forgotten", "this command is another one"),
            remedy="run one version on all machines: another one may tag and decide otherwise, and "
            "refuse the other's journal (65)",
            verdict=Verdict.WARNING,
        )
