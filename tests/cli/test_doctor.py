"""What the doctor makes of facts: verdicts, words, exit codes; and how that looks."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from rich.console import Console

from stream import pipeline
from stream.cli.doctor.findings import Checked, Finding, Verdict, concluded, exit_code, skipped
from stream.cli.doctor.groups import judge_lag, judge_state
from stream.cli.doctor.reach import TOLD, judge_broker, judge_version
from stream.cli.doctor.surroundings import judge_directory
from stream.cli.doctor.topics import RULES, judge_configs, judge_topics
from stream.cli.doctor.view import picture, rows
from stream.cli.doctor.workers import judge_port, judge_workers
from stream.config import Settings
from stream.engine.contact import Contact, Outcome
from stream.engine.entry import JournalError
from stream.engine.exits import Exit
from stream.engine.machine import DirectoryFound
from stream.engine.positions import Position
from stream.engine.starts import Start
from stream.engine.survey import GroupFound, StateFound, TopicFound, Unanswered
from stream.engine.vitals import Vitals

SETTINGS: Final = Settings(replication=2)
TAG, DEDUPE, WINDOW = pipeline.stages(SETTINGS)
SPECS: Final = pipeline.topics(SETTINGS)
FOUND: Final = {
    spec.name: TopicFound(
        partitions=spec.partitions, replicas=2, in_sync=2, leaderless=(), configs=spec.configs
    )
    for spec in SPECS
}
BROKEN: Final = Finding(found="a", causes=("b", "c"), remedy="d", exit_code=Exit.STATE)
DOUBTFUL: Final = replace(BROKEN, verdict=Verdict.WARNING, exit_code=Exit.TOPICS)


def founds(checked: Checked) -> list[str]:
    """Give what the findings of a check found."""
    return [each.found for each in checked.findings]


def test_a_check_is_as_grave_as_its_gravest_finding() -> None:
    """And counts them; what is fine is said in words."""
    assert concluded("x", [], "all is well").found == "all is well"
    assert concluded("x", [DOUBTFUL], "").verdict == "warning"
    assert concluded("x", [DOUBTFUL, BROKEN, BROKEN], "").verdict == "error"
    assert concluded("x", [DOUBTFUL, BROKEN, BROKEN], "").found == "2 errors, 1 warning"


def test_the_exit_code_is_that_of_the_first_error() -> None:
    """Warnings and what was skipped are none."""
    doubtful, broken = concluded("x", [DOUBTFUL], ""), concluded("y", [DOUBTFUL, BROKEN], "")
    later = concluded("z", [replace(BROKEN, exit_code=Exit.BROKER)], "")

    assert exit_code([doubtful, skipped("y", "why")]) == Exit.OK
    assert exit_code([doubtful, broken, later]) == Exit.STATE


def test_every_way_of_not_reaching_a_broker_has_causes_and_a_remedy() -> None:
    """No outcome is without words."""
    assert {*TOLD} == {*Outcome} - {Outcome.REACHED}
    assert all(told.happened and told.causes and told.remedy for told in TOLD.values())


def test_several_addresses_of_which_none_leads_to_a_broker_are_errors() -> None:
    """One that does makes the others warnings."""
    dead = Contact(address="a:1", outcome=Outcome.REFUSED)
    living = Contact(address="b:1", outcome=Outcome.REACHED)

    assert judge_broker([dead, dead]).found == "2 errors"
    assert judge_broker([dead, living]).found == "1 warning"
    assert judge_broker([living]).found == "b:1 answers"


@pytest.mark.parametrize(
    ("versions", "verdict"),
    [({24: 4}, "ok"), ({24: 5}, "ok"), ({24: 3}, "warning"), ({}, "warning")],
)
def test_a_broker_too_old_is_told_by_its_api(versions: dict[int, int], verdict: str) -> None:
    """Kafka 3.6 was the first to take verified transactions (AddPartitionsToTxn 4)."""
    assert judge_version(versions).verdict == verdict


def test_every_configuration_of_a_topic_has_a_rule() -> None:
    """What topics must be is in the pipeline; what comes of another value is told for each."""
    assert {name for spec in SPECS for name in spec.configs} == {*RULES}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("retention.ms", "604800000", False),
        ("retention.ms", "604800001", False),
        ("retention.ms", "-1", False),
        ("retention.ms", "604799999", True),
        ("max.message.bytes", "8388608", False),
        ("max.message.bytes", "1048588", True),
        ("cleanup.policy", "compact,delete", True),
        ("message.timestamp.type", "CreateTime", True),
        ("min.insync.replicas", "2", False),
    ],
)
def test_only_what_would_do_harm_is_told(name: str, value: str, told: bool) -> None:  # noqa: FBT001
    """More than what is needed does none."""
    raw = SPECS[0]
    topic = replace(FOUND[raw.name], configs={**raw.configs, name: value})

    checked = judge_configs([raw], {raw.name: topic}, "b:1")

    assert bool(checked.findings) == told
    assert all(f"--add-config '{name}={raw.configs[name]}'" in f.remedy for f in checked.findings)


def test_policies_are_the_same_in_any_order() -> None:
    """Kafka gives a list back as it was written; to write one takes brackets."""
    windows = next(spec for spec in SPECS if spec.name == "news.windows")
    turned = replace(FOUND[windows.name], configs={"cleanup.policy": "delete,compact"})
    other = replace(FOUND[windows.name], configs={"cleanup.policy": "delete"})

    assert judge_configs([windows], {windows.name: turned}, "b:1").verdict == "ok"
    [finding] = judge_configs([windows], {windows.name: other}, "b:1").findings
    assert "--add-config 'cleanup.policy=[compact,delete]'" in finding.remedy


def test_of_what_a_broker_does_not_tell_nothing_is_said() -> None:
    """Without the right to ask for configurations."""
    untold = {name: replace(each, configs=None) for name, each in FOUND.items()}

    assert judge_configs(SPECS, untold, "b:1").verdict == "ok"
    assert judge_topics(SPECS, untold).verdict == "ok"


def test_partitions_that_nobody_serves_and_copies_that_lag_are_told() -> None:
    """The first is an error, the second a warning as long as writes are taken."""
    raw = SPECS[0]
    dead = replace(FOUND[raw.name], leaderless=(0, 2))
    behind = replace(FOUND[raw.name], in_sync=1)

    assert founds(judge_topics([raw], {raw.name: dead})) == [
        "news.raw: nobody serves partition 0, 2"
    ]
    assert founds(judge_topics([raw], {raw.name: behind})) == [
        "news.raw: 1 of 2 copies are in sync"
    ]
    assert judge_topics([raw], {raw.name: behind}).verdict == "warning"


def test_what_a_number_of_partitions_comes_from_is_told() -> None:
    """The setting to correct; a topic that has one partition always can only be made anew."""
    raised = {name: replace(each, partitions=6) for name, each in FOUND.items()}

    remedies = {
        each.found.partition(":")[0]: each.remedy for each in judge_topics(SPECS, raised).findings
    }

    assert remedies["news.raw"].startswith("set NEWSFEED_RAW_PARTITIONS of all workers to 6 if ")
    assert remedies["news.windows"].startswith("set NEWSFEED_PARTITIONS of all workers to 6 if ")
    assert remedies["newsfeed-dedupe-journal-changelog"] == (
        "it cannot have more or less: stop the workers, delete newsfeed-dedupe-journal-changelog, "
        "run `newsfeed topics`, and ask the doctor again"
    )


def test_topics_that_may_not_be_seen_are_not_called_missing() -> None:
    """To make them would not help; rights do."""
    unseen = {name: each for name, each in FOUND.items() if name not in ("news.raw", "news.tagged")}

    checked = judge_topics(SPECS, unseen, ["news.raw"])

    assert founds(checked) == [
        "missing: news.tagged",
        "this user may not see, there or not: news.raw",
    ]
    assert "kafka-acls" in checked.findings[1].remedy


@pytest.mark.parametrize(
    ("members", "starts", "told"),
    [
        (0, {0: Start(5, 0, 5)}, []),
        (0, {0: Start(None, 0, 5), 1: Start(3, 0, 5)}, ["dedupe: 7 records of news.tagged are"]),
        (1, {0: Start(0, 0, 10)}, []),
        (1, {0: Start(0, 0, 11)}, ["dedupe: more than 10 records of news.tagged are not read"]),
        (1, {0: Start(3, 8, 8)}, ["dedupe: 5 records of news.tagged expired unread ([0] 5)"]),
    ],
    ids=["at the end", "nobody", "few", "many", "expired"],
)
def test_lag_is_told(members: int, starts: dict[int, Start], told: list[str]) -> None:
    """Where nobody reads, beyond the number, and where it is too late."""
    checked = judge_lag([DEDUPE], {"dedupe": GroupFound(members=members, starts=starts)}, 10)

    assert [each.verdict for each in checked.findings] == ["warning"] * len(told)
    assert all(map(str.startswith, founds(checked), told))


def test_a_group_that_cannot_be_asked_is_an_error() -> None:
    """Its workers could not ask either."""
    checked = judge_lag([TAG], {"tag": Unanswered("no answer within 5 s")}, 10)

    assert checked.findings[0].exit_code == Exit.BROKER
    assert founds(checked) == ["tag: the group newsfeed-tag cannot be asked: no answer within 5 s"]


def test_each_partition_is_judged_and_a_journal_that_cannot_be_read_is_one_finding() -> None:
    """The remedy of every refusal is told by name instead."""
    starts = dict.fromkeys(range(3), Start(committed=4, begin=0, end=9))
    ahead = "news.mentions[2]: the journal has offset 20, but the log ends at 9"
    positions: dict[int, Position] = {
        0: 3,
        1: JournalError("window[1]", "something is missing"),
        2: 20,
    }

    checked = judge_state(
        [WINDOW], {"window": StateFound(starts=starts, positions=positions)}, whole=False
    )

    assert founds(checked) == [
        "window[1]: the journal of window[1]: something is missing",
        f"window[2]: {ahead}: the topic was made anew",
    ]
    assert all("--group newsfeed-window`" in each.remedy for each in checked.findings)
    assert {each.exit_code for each in checked.findings} == {Exit.STATE}


def test_a_data_directory_is_judged_by_whether_files_can_be_made_and_what_is_free() -> None:
    """It need not be there: a worker makes it."""
    fine = DirectoryFound(path=Path("/d"), there=False, writable=True, free_bytes=1 << 30)

    assert judge_directory(fine).found == "/d: made when it is needed, 1024 MiB free"
    assert judge_directory(replace(fine, free_bytes=1 << 20)).verdict == "warning"
    assert judge_directory(replace(fine, writable=False)).findings[0].exit_code == Exit.CONFIG
    assert founds(judge_directory(OSError(5, "broken"))) == ["[Errno 5] broken"]


def test_no_port_and_no_worker_are_no_findings() -> None:
    """They say why nothing was looked at."""
    assert judge_port(None).verdict == judge_workers([], "1").verdict == "skipped"


def test_workers_of_one_version_that_is_not_ours_are_told() -> None:
    """This command may be the old one."""
    worker = Vitals(address="a:1", connected=True, version="2", stages=("tag",))

    assert judge_workers([worker], "2").found == "a:1: a worker of tag, version 2, ready"
    assert founds(judge_workers([worker], "1")) == [
        "this is version 1, and there are workers of others: a:1: 2"
    ]


def test_a_terminal_shows_causes_and_remedy_below_what_was_found() -> None:
    """Each in a line of its own; marks of strangers are text."""
    screen = Console(width=60, color_system=None)
    odd = replace(BROKEN, found="[red]a[/red] \x1b[31m")

    with screen.capture() as shown:
        screen.print(picture([concluded("topics", [odd], ""), skipped("lag", "why")]))

    assert [line.rstrip() for line in shown.get().splitlines()] == [
        "error   topics  [red]a[/red]  [31m",
        "        perhaps b; or c",
        "        do      d",
        "skipped lag     why",
    ]


def test_rows_have_a_cell_for_what_was_found_its_causes_and_the_remedy() -> None:
    """One a finding; what is fine or skipped has one without."""
    assert [*rows(concluded("x", [BROKEN], ""))] == [("error", "x", "a", "b; or c", "d")]
    assert [*rows(skipped("y", "why"))] == [("skipped", "y", "why")]
