"""Faust's consumer as mended: commits follow the chain, and come before a revoke."""

from pathlib import Path

from tests.engine.faust_bench import LOG, NEWS, Bench, drive


def ack(bench: Bench, *offsets: int) -> None:
    """Ack messages the way Faust's streams do, behind our back."""
    for offset in offsets:
        bench.consumer._acked[NEWS].append(offset)
        bench.consumer._acked_index[NEWS].add(offset)


def test_what_faust_acked_is_not_committed(tmp_path: Path) -> None:
    """B: Faust acks what an agent dropped or failed on; the chain stands, so nothing is passed."""

    async def steps(bench: Bench) -> None:
        ack(bench, *range(10))
        await bench.consumer.commit()

    assert drive(tmp_path, steps).commits() == []


def test_what_was_delivered_is_committed_without_an_ack(tmp_path: Path) -> None:
    """B: the chain alone says how far, also where Faust acked further."""

    async def steps(bench: Bench) -> None:
        bench.chain.finish(NEWS, 5)
        await bench.consumer.commit()
        ack(bench, *range(20))
        bench.chain.finish(NEWS, 8)
        await bench.consumer.commit()

    assert drive(tmp_path, steps).commits() == [{NEWS: 5}, {NEWS: 8}]


def test_a_chain_that_stands_is_not_committed_again(tmp_path: Path) -> None:
    """An idle worker does not trouble the broker."""

    async def steps(bench: Bench) -> None:
        bench.chain.finish(NEWS, 5)
        for _ in range(3):
            await bench.consumer.commit()

    assert drive(tmp_path, steps).commits() == [{NEWS: 5}]


def test_a_commit_that_failed_is_tried_again(tmp_path: Path) -> None:
    """Faust notes it as done, and commits no more until news come: a quiet worker never would."""

    async def steps(bench: Bench) -> None:
        bench.thread.refuses = 2
        bench.chain.finish(NEWS, 5)
        for _ in range(4):
            await bench.consumer.commit()

    bench = drive(tmp_path, steps)

    assert bench.commits() == [{NEWS: 5}] * 3
    assert bench.observed.commits == [False, False, True]


def test_what_is_committed_already_is_not_committed_after_a_seek(tmp_path: Path) -> None:
    """The seek learned it from the broker; only what goes beyond is new."""

    async def steps(bench: Bench) -> None:
        bench.thread.committed = {NEWS: 5}
        await bench.consumer.perform_seek()
        await bench.consumer.commit()
        bench.chain.finish(NEWS, 7)
        await bench.consumer.commit()

    assert drive(tmp_path, steps).commits() == [{NEWS: 7}]


def test_an_offset_that_was_set_back_is_committed_anew(tmp_path: Path) -> None:
    """Someone reset the group: what was confirmed before the seek does not count any more."""

    async def steps(bench: Bench) -> None:
        bench.chain.finish(NEWS, 50)
        await bench.consumer.commit()
        bench.thread.committed = {NEWS: 5}
        await bench.consumer.perform_seek()
        bench.chain.finish(NEWS, 7)
        await bench.consumer.commit()

    assert drive(tmp_path, steps).commits() == [{NEWS: 50}, {NEWS: 7}]


def test_acks_do_not_pile_up(tmp_path: Path) -> None:
    """B: Faust remembers each until it is committed, which by our chain it never is."""

    async def steps(bench: Bench) -> None:
        ack(bench, *range(10))
        bench.chain.finish(NEWS, 5)
        await bench.consumer.commit()

    bench = drive(tmp_path, steps)

    assert bench.consumer._acked[NEWS] == []
    assert bench.consumer._acked_index[NEWS] == set()


def test_the_last_commit_comes_before_the_revoke(tmp_path: Path) -> None:
    """D: Faust forgets first and commits then; the next owner would repeat a commit interval."""

    async def steps(bench: Bench) -> None:
        bench.chain.finish(NEWS, 5)
        await bench.consumer.on_partitions_revoked({NEWS})

    bench = drive(tmp_path, steps)

    assert bench.consumer.told == [("commit", {NEWS: 5}), ("revoked", {NEWS})]
    assert bench.observed.stops == 1
    assert bench.chain.following() == {}


def test_a_revoke_ends_what_is_in_flight_first(tmp_path: Path) -> None:
    """Before the last commit: flow stopped, a new epoch, so that no chunk goes on behind it."""
    seen: list[tuple[bool, int, object]] = []

    async def steps(bench: Bench) -> None:
        bench.consumer.resume_flow()
        bench.consumer.handed = {NEWS: 5}
        bench.chain.finish(NEWS, 5)
        bench.thread.tell = lambda *_: seen.append(
            (bench.consumer.flow_active, bench.chain.epoch, bench.consumer.handed)
        )
        await bench.consumer.on_partitions_revoked({NEWS})

    drive(tmp_path, steps)

    assert seen == [(False, 2, {})]


def test_a_partition_that_went_is_never_committed(tmp_path: Path) -> None:
    """A delivery that ends after the revoke is the next owner's to repeat."""

    async def steps(bench: Bench) -> None:
        await bench.consumer.on_partitions_revoked({NEWS})
        bench.chain.finish(NEWS, 5)
        await bench.consumer.commit()

    assert drive(tmp_path, steps).commits() == []


def test_gaps_of_chunks_are_not_filled(tmp_path: Path) -> None:
    """I: between pseudo-records all offsets but the last are missing, thousands of them."""

    async def steps(bench: Bench) -> None:
        await bench.consumer._add_gap(NEWS, 1, 100)
        await bench.consumer._add_gap(LOG, 1, 100)

    bench = drive(tmp_path, steps)

    assert not bench.consumer._gap[NEWS]
    assert bench.consumer._gap[LOG]


def test_an_assignment_is_a_sign_of_life(tmp_path: Path) -> None:
    """The group counts on us in this generation."""

    async def steps(bench: Bench) -> None:
        await bench.consumer.on_partitions_assigned({NEWS}, 7)

    bench = drive(tmp_path, steps)

    assert bench.app.wiring.lease.valid(7)
    assert bench.consumer.told == [("assigned", {NEWS})]


def test_commits_are_told(tmp_path: Path) -> None:
    """They make the readiness and the metrics."""

    async def steps(bench: Bench) -> None:
        bench.chain.finish(NEWS, 5)
        await bench.consumer.commit()

    assert drive(tmp_path, steps).observed.commits == [True]
