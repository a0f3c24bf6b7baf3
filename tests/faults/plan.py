"""Every fault there is, in the order of the table."""

from collections.abc import Sequence
from typing import Final

from tests.engine.starts import at_any_write, without_an_entry, without_beginning, without_end
from tests.faults import (
    corpus,
    failing,
    groups,
    hostile,
    journals,
    paused,
    proof,
    starts,
    twins,
    uneven,
    workers,
)
from tests.faults.fault import Fault, on_stand
from tests.faults.fuzzed import fuzzed
from tests.faults.restore import restored

FAULTS: Final[Sequence[Fault]] = (
    Fault(
        name="kill -9 of each worker, 20 times",
        group="workers",
        promise="Each stage's worker is killed at 20 random moments, ready or not, and followed.",
        run=on_stand(workers.killed),
        seeds=5,
        quick=True,
    ),
    Fault(
        name="SIGTERM under load",
        group="workers",
        promise="Exit code 0 within 30 s, and what was delivered is committed: no repeats.",
        run=on_stand(workers.stopped),
        seeds=5,
        quick=True,
    ),
    Fault(
        name="paused for twice the session timeout, then woken",
        group="workers",
        promise="Another takes over meanwhile; the woken one changes no result, commits nothing.",
        run=on_stand(paused.paused),
        seeds=5,
    ),
    Fault(
        name="event loop blocked for 60 s",
        group="workers",
        promise="/healthz/live says so; the worker keeps its partitions and goes on.",
        run=on_stand(failing.blocked),
        seeds=5,
    ),
    Fault(
        name="crash in the first second",
        group="workers",
        promise="Killed within a second of the start, or of being ready, and followed.",
        run=on_stand(workers.killed_early),
        seeds=5,
    ),
    Fault(
        name="crash loop",
        group="workers",
        promise="Every worker killed within a second, ten times in a row: the next goes on.",
        run=on_stand(workers.killed_in_a_loop),
        seeds=5,
    ),
    Fault(
        name="a bug for some articles",
        group="workers",
        promise="Rejected as internal, neighbours unharmed; the journal gives the same memory.",
        run=on_stand(failing.failed_for_some_articles),
        seeds=5,
        quick=True,
    ),
    Fault(
        name="two workers with one instance id",
        group="workers",
        promise="One works, the other is refused until that one is gone; no ping-pong.",
        run=on_stand(twins.twins),
        seeds=5,
    ),
    Fault(
        name="workers added and removed every 5 s for 5 minutes",
        group="groups",
        promise="Of drawn stages, by SIGTERM (exit 0) or kill -9, under load.",
        run=on_stand(groups.changed),
        seeds=2,
    ),
    Fault(
        name="tag and window scaled 1 → 3 → 1",
        group="groups",
        promise="Partitions move with windows open, under load; an orderly hand-over repeats none.",
        run=on_stand(groups.scaled),
    ),
    Fault(
        name="the standby of dedupe takes over",
        group="groups",
        promise="After kill -9 within the session timeout, after SIGTERM at once.",
        run=on_stand(groups.taken_over),
        quick=True,
    ),
    Fault(
        name="a static member restarts",
        group="groups",
        promise="Back within the session timeout: no rebalance, no partition moves.",
        run=on_stand(groups.restarted),
    ),
    Fault(
        name="window partitions leave and return",
        group="groups",
        promise="What a worker knew of them before is not what it goes on with.",
        run=on_stand(groups.returned_windows),
    ),
    Fault(
        name="dedupe's partition leaves a paused worker and returns",
        group="groups",
        promise="What a worker knew of it before is not what it goes on with.",
        run=on_stand(groups.returned_dedupe),
    ),
    Fault(
        name="30 days in four uneven partitions, one tagger",
        group="groups",
        promise="Time waits for the partition that lags: nothing is too late.",
        run=on_stand(uneven.drained_by_one),
    ),
    Fault(
        name="30 days in four uneven partitions, one of two taggers dead for a minute",
        group="groups",
        promise="Time waits for what no one reads, heard of or not: nothing is too late.",
        run=on_stand(uneven.drained_by_two),
    ),
    Fault(
        name="a crash at any write of a journal",
        group="journal",
        promise="Of an entry, a merge, each deletion: the next start goes on to the byte.",
        run=starts.started(at_any_write),
    ),
    Fault(
        name="one journal written by three workers at a time",
        group="journal",
        promise="Entries overlap, merges and deletions cross: any start goes on to the byte.",
        run=starts.started(starts.mixed),
    ),
    Fault(
        name="journals without their beginning, their end, or any one entry",
        group="journal",
        promise="Cut at any place, at many moments: a start goes on to the byte, or is refused.",
        run=starts.started(without_beginning, without_end, without_an_entry, refusable=True),
    ),
    Fault(
        name="changelogs compacted by the broker",
        group="journal",
        promise="Its cleaner works on them while workers are killed: restored to the byte.",
        run=on_stand(journals.compacted, NEWSFEED_JOURNAL_MERGE="4"),
    ),
    Fault(
        name="changelogs truncated, made anew, exchanged, of another stage or version",
        group="journal",
        promise="Each is refused (65), its line says what to do; put back, all goes on.",
        run=on_stand(journals.harmed),
    ),
    Fault(
        name="a changelog lost for good",
        group="journal",
        promise="Refused (65); done as the line says, all comes again under the same ids.",
        run=on_stand(journals.remedied),
    ),
    Fault(
        name="500,000 articles, one a chunk, restored by dedupe",
        group="journal",
        promise="From the changelog as it was written, no record of it compacted away yet.",
        run=restored("dedupe", compacted=False),
        alone=True,
    ),
    Fault(
        name="500,000 articles, one a chunk, restored by dedupe once compacted",
        group="journal",
        promise="From the changelog as the broker's cleaner leaves it.",
        run=restored("dedupe", compacted=True),
        alone=True,
    ),
    Fault(
        name="2,000,000 mentions, one a chunk, restored by window",
        group="journal",
        promise="Four partitions in one process, from the changelog as it was written.",
        run=restored("window", compacted=False),
        alone=True,
    ),
    Fault(
        name="2,000,000 mentions, one a chunk, restored by window once compacted",
        group="journal",
        promise="Four partitions in one process, from what the broker's cleaner leaves.",
        run=restored("window", compacted=True),
        alone=True,
    ),
    Fault(
        name="hostile records among the news",
        group="hostile input",
        promise="Each ends as it must: taken, or rejected whole for its reason. No worker leaves.",
        run=on_stand(corpus.met),
        quick=True,
    ),
    Fault(
        name="100 % garbage at full speed",
        group="hostile input",
        promise="It all lands in news.rejected with its bytes, the alert fires, no worker leaves.",
        run=on_stand(hostile.flooded),
        quick=True,
    ),
    Fault(
        name="news.rejected cannot be written",
        group="hostile input",
        promise="Nothing is acked: the worker leaves (74) and is followed until it can.",
        run=on_stand(hostile.refused),
        quick=True,
    ),
    *(
        Fault(
            name=f"{target} fuzzed by coverage",
            group="hostile input",
            promise="Any bytes give one outcome: taken, or rejected with a reason.",
            run=fuzzed(target),
        )
        for target in ("codec", "headers", "tag", "dedupe", "window")
    ),
    Fault(
        name="an engine that commits before delivery",
        group="the harness itself",
        promise="Killed in between, it loses records: reported as lost.",
        run=proof.commit_before_delivery,
        quick=True,
    ),
    Fault(
        name="an engine that writes its journal before its outputs",
        group="the harness itself",
        promise="Killed in between, it loses records: reported as lost.",
        run=proof.journal_before_outputs,
        quick=True,
    ),
    Fault(
        name="a dedupe without a check of origins",
        group="the harness itself",
        promise="What a tagger repeats comes out once more, as a copy of itself: a phantom.",
        run=proof.no_origin_check,
        quick=True,
    ),
    Fault(
        name="a window that counts what is repeated",
        group="the harness itself",
        promise="Its counts are too high: reported as wrong.",
        run=proof.double_count,
        quick=True,
    ),
    Fault(
        name="the right engine, tag killed at the same place",
        group="the harness itself",
        promise="It repeats what it had delivered, and nothing else is reported.",
        run=proof.right_tag,
    ),
    Fault(
        name="the right engine, dedupe killed at the same place",
        group="the harness itself",
        promise="It repeats what it had delivered, and nothing else is reported.",
        run=proof.right_dedupe,
    ),
)
