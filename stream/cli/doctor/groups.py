"""Judges how far the groups are, and whether state and log are of one age."""

from collections.abc import Iterable, Mapping, Sequence

from stream.cli.doctor.findings import Checked, Finding, Verdict, concluded
from stream.engine.age import StateMismatch, check_age, check_log
from stream.engine.entry import REMEDY, JournalError
from stream.engine.exits import Exit
from stream.engine.plan import StageSpec
from stream.engine.starts import Start
from stream.engine.survey import GroupFound, StateFound, Unanswered


def judge_lag(
    stages: Sequence[StageSpec], found: Mapping[str, GroupFound | Unanswered], most: int
) -> Checked:
    """Judge how far each stage is: warns where nobody reads, or of more than ``most`` unread."""
    findings = (each for stage in stages for each in _of_group(stage, found[stage.name], most))
    states = (_state(stage, found[stage.name]) for stage in stages)
    return concluded("lag", findings, "; ".join(states))


def judge_state(
    stages: Sequence[StageSpec], found: Mapping[str, StateFound | Unanswered], *, whole: bool
) -> Checked:
    """Judge state and log of each stage as a worker does that starts: by the same code."""
    findings = (each for stage in stages for each in _of_state(stage, found[stage.name]))
    read = "read whole" if whole else "by their newest entries; --journals reads all"
    return concluded("state", findings, f"journals and logs are of one age ({read})")


def _of_group(stage: StageSpec, found: GroupFound | Unanswered, most: int) -> Iterable[Finding]:
    if isinstance(found, Unanswered):
        yield _unanswered(stage, f"the group {stage.group} cannot be asked", found)
        return
    lags = _lags(found)
    if lags and not found.members:
        yield _unread(stage, lags)
    elif beyond := {p: lag for p, lag in lags.items() if lag > most}:
        yield _behind(stage, found.members, beyond, most)
    if expired := {p: n for p, start in found.starts.items() if (n := _expired(start))}:
        yield _gone(stage, expired)


def _of_state(stage: StageSpec, found: StateFound | Unanswered) -> Iterable[Finding]:
    if isinstance(found, Unanswered):
        yield _unanswered(stage, "where group, journal and log stand cannot be read", found)
        return
    for partition, start in sorted(found.starts.items()):
        try:
            _check(stage, partition, start, found)
        except (StateMismatch, JournalError) as error:
            yield _mismatch(stage, partition, str(error))


def _check(stage: StageSpec, partition: int, start: Start, found: StateFound) -> None:
    """Judge one partition. Raises ``StateMismatch``, ``JournalError``."""
    if found.positions is None:
        check_log(stage.input, partition, start)
        return
    position = found.positions.get(partition, -1)
    if isinstance(position, JournalError):
        raise position
    check_age(stage.input, partition, start, position)


def _lags(found: GroupFound) -> Mapping[int, int]:
    lags = ((p, start.end - start.offset) for p, start in sorted(found.starts.items()))
    return {p: lag for p, lag in lags if lag > 0}


def _expired(start: Start) -> int:
    return max(0, start.begin - start.committed) if start.committed is not None else 0


def _state(stage: StageSpec, found: GroupFound | Unanswered) -> str:
    if isinstance(found, Unanswered):
        return f"{stage.name}: {found.reason}"
    workers = f"{found.members} worker{'s' * (found.members != 1)}"
    return f"{stage.name}: {workers}, lag {sum(_lags(found).values())}"


def _unread(stage: StageSpec, lags: Mapping[int, int]) -> Finding:
    return Finding(
        found=f"{stage.name}: {sum(lags.values())} records of {stage.input} are not read "
        f"({_by_partition(lags)}), and nobody is in the group {stage.group}",
        causes=(
            f"no worker of {stage.name} runs, or it leaves again and again",
            "the workers have another NEWSFEED_GROUP_PREFIX",
        ),
        remedy=f"newsfeed work {stage.name}; if it leaves, its last line and exit code say why",
        verdict=Verdict.WARNING,
    )


def _behind(stage: StageSpec, members: int, lags: Mapping[int, int], most: int) -> Finding:
    return Finding(
        found=f"{stage.name}: more than {most} records of {stage.input} are not read "
        f"({_by_partition(lags)}), with {members} in the group {stage.group}",
        causes=(
            "more comes in than is worked off, or the worker has just started",
            "the broker or the machine is slow",
        ),
        remedy=_faster(stage),
        verdict=Verdict.WARNING,
    )


def _faster(stage: StageSpec) -> str:
    look = "look at newsfeed_backpressure_seconds_total and process_cpu_seconds_total"
    if stage.name == "dedupe":
        return f"{look}; a second worker of dedupe only stands by"
    return f"start more workers of {stage.name}, up to the partitions of {stage.input}; {look}"


def _gone(stage: StageSpec, expired: Mapping[int, int]) -> Finding:
    return Finding(
        found=f"{stage.name}: {sum(expired.values())} records of {stage.input} expired unread "
        f"({_by_partition(expired)})",
        causes=(f"no worker of {stage.name} ran for longer than the topic keeps records",),
        remedy="have their sources send them again; the next worker counts them as log gaps",
        verdict=Verdict.WARNING,
    )


def _mismatch(stage: StageSpec, partition: int, problem: str) -> Finding:
    log = f"{stage.input} was deleted and made anew, or cut short"
    state = f"{stage.changelog} was deleted, or is of another version or flow"
    return Finding(
        found=f"{stage.name}[{partition}]: {problem.removesuffix(REMEDY).rstrip(' .')}",
        causes=(log, state) if stage.changelog else (log,),
        remedy=f"if a copy of the topic can be put back, do that. Else {_afresh(stage)}",
        exit_code=Exit.STATE,
    )


def _afresh(stage: StageSpec) -> str:
    """Say what every refusal says (``REMEDY``), by name."""
    delete = f"`kafka-topics --delete --topic {stage.changelog}`, " if stage.changelog else ""
    return (
        f"stop the workers of {stage.name}, `kafka-consumer-groups --delete --group "
        f"{stage.group}`, {delete}`newsfeed topics`, and start again: results are then computed "
        "anew from what the log still has"
    )


def _unanswered(stage: StageSpec, what: str, found: Unanswered) -> Finding:
    return Finding(
        found=f"{stage.name}: {what}: {found.reason}",
        causes=(
            "the broker that has the group is away, starting or slow",
            "this user may not describe the group or read its topics",
        ),
        remedy="see that all brokers run; give the user the rights to read topics and groups; "
        "`--timeout` waits longer",
        exit_code=Exit.BROKER,
    )


def _by_partition(numbers: Mapping[int, int]) -> str:
    return ", ".join(f"[{partition}] {number}" for partition, number in numbers.items())
