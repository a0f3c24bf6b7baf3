"""Judges the topics: are they there, of the right shape, configured as they must be."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from stream.cli.doctor.findings import Checked, Finding, Verdict, concluded, skipped
from stream.engine.exits import Exit
from stream.engine.plan import TopicSpec
from stream.engine.survey import TopicFound

Found = Mapping[str, TopicFound]
ENDLESS: Final = "-1"


class _Rule(NamedTuple):
    """How a configuration must be to what is expected of it, and what comes of it otherwise."""

    relation: str
    holds: Callable[[str, str], bool]
    else_: str


def _number(text: str) -> float:
    return float("inf") if text == ENDLESS else float(text)


def _at_least(found: str, expected: str) -> bool:
    return _number(found) >= _number(expected)


def _at_most(found: str, expected: str) -> bool:
    return _number(found) <= _number(expected)


def _same(found: str, expected: str) -> bool:
    return set(found.split(",")) == set(expected.split(","))


_SLOW_START: Final = _Rule("at most", _at_most, "workers start more slowly")
RULES: Final[Mapping[str, _Rule]] = {
    "cleanup.policy": _Rule("", _same, "what is needed is deleted, or what is not is kept"),
    "retention.ms": _Rule("at least", _at_least, "records expire before they are needed"),
    "max.message.bytes": _Rule(
        "at least", _at_least, "the broker refuses what we may write, and the worker leaves (74)"
    ),
    "min.insync.replicas": _Rule(
        "at least", _at_least, "a write may be lost with the one broker that has it"
    ),
    "message.timestamp.type": _Rule("", _same, "the time at which an article came is not its own"),
    "message.timestamp.before.max.ms": _Rule(
        "", _same, "windows of a worker that wakes up late are taken, or those in time refused (74)"
    ),
    "segment.bytes": _SLOW_START,
    "segment.ms": _SLOW_START,
    "min.cleanable.dirty.ratio": _SLOW_START,
}
"""Only what would do harm is told: a retention that is longer does none."""


def judge_topics(specs: Sequence[TopicSpec], found: Found, hidden: Collection[str] = ()) -> Checked:
    """Judge which topics are there, with how many partitions, and whether they can be written.

    ``hidden`` are those that this user may not see, there or not.
    """
    missing = [spec.name for spec in specs if spec.name not in {*found, *hidden}]
    there = [(spec, found[spec.name]) for spec in specs if spec.name in found]
    findings = [
        *_missing(missing),
        *_hidden(hidden),
        *(each for pair in there for each in _shape(*pair)),
    ]
    partitions = sum(spec.partitions for spec in specs)
    return concluded("topics", findings, f"{len(specs)} topics with {partitions} partitions")


def judge_configs(specs: Sequence[TopicSpec], found: Found, broker: str) -> Checked:
    """Judge how the topics that are there are kept; ``broker`` is for the commands to mend it."""
    there = [(spec, found[spec.name]) for spec in specs if spec.name in found]
    if not there:
        return skipped("configs", "no topic is there")
    findings = (each for spec, topic in there for each in _kept(spec, topic, broker))
    return concluded("configs", findings, f"{len(there)} topics are kept as they must be")


def _missing(names: Sequence[str]) -> Iterable[Finding]:
    if names:
        yield Finding(
            found=f"missing: {', '.join(names)}",
            causes=(
                "`newsfeed topics` did not run, or with another NEWSFEED_GROUP_PREFIX",
                "somebody deleted what is missing",
            ),
            remedy="newsfeed topics",
            exit_code=Exit.TOPICS,
        )


def _hidden(names: Collection[str]) -> Iterable[Finding]:
    if names:
        yield Finding(
            found=f"this user may not see, there or not: {', '.join(names)}",
            causes=("the user has no right to describe, read or write them",),
            remedy="give the user of NEWSFEED_SASL_USERNAME or NEWSFEED_SSL_CERTFILE the rights: "
            "`kafka-acls --add --allow-principal User:NAME --operation Read --operation Write "
            "--topic TOPIC`",
            exit_code=Exit.TOPICS,
        )


def _shape(spec: TopicSpec, found: TopicFound) -> Iterable[Finding]:
    if found.partitions != spec.partitions:
        yield _mismatch(spec, found.partitions)
    yield from _unwritable(spec, found)


def _mismatch(spec: TopicSpec, partitions: int) -> Finding:
    anew = f"stop the workers, delete {spec.name}, run `newsfeed topics`, and ask the doctor again"
    changed = "something else made the topic or changed it"
    known = spec.partitions_from
    return Finding(
        found=f"{spec.name}: {spec.partitions} partitions expected, {partitions} found",
        causes=(f"{known} was another when the topic was made", changed) if known else (changed,),
        remedy=f"set {known} of all workers to {partitions} if that is the true one; else {anew}"
        if known
        else f"it cannot have more or less: {anew}",
        exit_code=Exit.TOPICS,
    )


def _unwritable(spec: TopicSpec, found: TopicFound) -> Iterable[Finding]:
    if found.leaderless:
        yield Finding(
            found=f"{spec.name}: nobody serves partition {_listed(found.leaderless)}",
            causes=("the brokers that have it are down",),
            remedy="start those brokers: `kafka-topics --describe --unavailable-partitions`",
            exit_code=Exit.BROKER,
        )
    least = int((found.configs or {}).get("min.insync.replicas", 1))
    if found.in_sync < least:
        yield Finding(
            found=f"{spec.name}: writes need {least} copies in sync, {found.in_sync} there",
            causes=("brokers are down or behind", "`min.insync.replicas` is above the replicas"),
            remedy="start the brokers, or lower the topic's `min.insync.replicas`",
            exit_code=Exit.DELIVERY,
        )
    elif found.in_sync < found.replicas:
        yield Finding(
            found=f"{spec.name}: {found.in_sync} of {found.replicas} copies are in sync",
            causes=("a broker is down or behind",),
            remedy="see that all brokers run",
            verdict=Verdict.WARNING,
        )


def _kept(spec: TopicSpec, found: TopicFound, broker: str) -> Iterable[Finding]:
    if found.replicas < spec.replication:
        yield Finding(
            found=f"{spec.name}: {spec.replication} replicas expected, {found.replicas} found",
            causes=("the topic was made with another NEWSFEED_REPLICATION",),
            remedy="kafka-reassign-partitions, or set NEWSFEED_REPLICATION to what there is",
            verdict=Verdict.WARNING,
        )
    wrong = dict(_differences(spec, found.configs or {}))
    if wrong:
        yield Finding(
            found=f"{spec.name}: {'; '.join(wrong.values())}",
            causes=(
                "the topic was made by something else than `newsfeed topics`, or changed since",
                "the settings here are not those that it was made with",
            ),
            remedy=_alter(spec, wrong, broker),
            verdict=Verdict.WARNING,
        )


def _differences(spec: TopicSpec, configs: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Give names and words of what does harm; of what the broker does not tell nothing is known."""
    for name, expected in spec.configs.items():
        rule, found = RULES[name], configs.get(name)
        if found is not None and not rule.holds(found, expected):
            must = f"{rule.relation} {expected}".lstrip()
            yield name, f"{name} is {found}, must be {must}, else {rule.else_}"


def _alter(spec: TopicSpec, names: Iterable[str], broker: str) -> str:
    changes = ",".join(f"{name}={_bracketed(spec.configs[name])}" for name in names)
    return (
        f"kafka-configs --bootstrap-server {broker} --alter --entity-type topics "
        f"--entity-name {spec.name} --add-config '{changes}'"
    )


def _bracketed(expected: str) -> str:
    return f"[{expected}]" if "," in expected else expected


def _listed(partitions: Iterable[int]) -> str:
    return ", ".join(map(str, partitions))
