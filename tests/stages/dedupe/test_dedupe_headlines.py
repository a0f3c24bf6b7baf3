"""What a mention calls its article."""

from tests.stages.dedupe.examples import mentions, steps_of, tagged


def test_a_post_without_a_title_is_called_by_how_it_begins() -> None:
    """Windows and whoever reads mentions name stories by it."""
    post, blank, long, word = (
        mentions(step)[0]["title"]
        for step in steps_of(
            tagged(id="a", title="", body="$CSCO is\n up\tagain"),
            tagged(id="b", title=" ", body="another one of $CSCO, and of its chips"),
            tagged(id="c", title="", body="word " * 1_000),
            tagged(id="d", title="", body="0123456789" * 1_000),
        )
    )

    assert post == "$CSCO is up again"
    assert blank == "another one of $CSCO, and of its chips"
    assert long == ("word " * 16).strip() + "…"
    assert word == "0123456789" * 8 + "…"
