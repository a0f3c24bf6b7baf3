"""Which tweets are copies of which, by the file's own truth, and what counts as found."""

from datetime import UTC, datetime, timedelta

from tests.accuracy.copies import minhash, mistakes
from tests.accuracy.copies.feeding import Outcome
from tests.accuracy.copies.stocknet import Reading, Tweet, figures

START = datetime(2014, 1, 1, tzinfo=UTC)


def tweet(number: int, hours: float, cluster: int, text: str = "Fed holds rates today") -> Tweet:
    """Give a tweet of so many hours after the first."""
    time = START + timedelta(hours=hours)
    return Tweet(id=str(number), t=time, text=text, rt_cluster=str(cluster), cluster=cluster)


def said(number: int, of: int | None = None, story: int | None = None) -> Outcome:
    """Give the outcome of a copy, or of what is called none."""
    return Outcome(
        article_id=str(number),
        story_id=str(number if story is None else story),
        of=None if of is None else str(of),
        similarity=0.0,
        method=None if of is None else "near",
    )


def reading(*both: tuple[Tweet, Outcome]) -> Reading:
    """Put tweets beside their outcomes."""
    return Reading(tweets=[each[0] for each in both], outcomes=[each[1] for each in both])


def test_a_chain_goes_on_from_copy_to_copy() -> None:
    """Each within 72 hours of the one before; after a longer gap a story begins anew."""
    found = reading(
        (tweet(1, 0, 5), said(1)),
        (tweet(2, 70, 5), said(2, of=1, story=1)),
        (tweet(3, 140, 5), said(3, of=2, story=1)),
        (tweet(4, 213, 5), said(4)),
        (tweet(5, 214, -1), said(5)),
    ).judged("cluster")

    assert [[each.tweet.id for each in one.chain] for one in found] == [
        [],
        ["1"],
        ["1", "2"],
        [],
        [],
    ]


def test_copies_are_counted_as_found_missed_and_false() -> None:
    """Whatever they are said to be a copy of."""
    shares = figures(
        reading(
            (tweet(1, 0, 5), said(1)),
            (tweet(2, 1, 5), said(2, of=1, story=1)),
            (tweet(3, 2, 5), said(3)),
            (tweet(4, 3, -1), said(4, of=3, story=3)),
        )
    )

    assert (shares["precision"].right, shares["precision"].of) == (1, 2)
    assert (shares["recall"].right, shares["recall"].of) == (1, 2)
    assert shares["f1"].value == 0.5


def test_the_right_story_is_that_of_the_chains_first() -> None:
    """And it is a copy of one of its chain: 3 is of another cluster, 4 in another story."""
    shares = figures(
        reading(
            (tweet(1, 0, 5), said(1)),
            (tweet(9, 0, -9), said(9, of=1, story=1)),
            (tweet(2, 1, 5), said(2, of=1, story=1)),
            (tweet(3, 2, 5), said(3, of=9, story=1)),
            (tweet(4, 3, 5), said(4, of=2, story=4)),
        )
    )

    assert (shares["story"].right, shares["story"].of) == (1, 3)
    assert (shares["rt_story"].right, shares["rt_story"].of) == (2, 3)


def test_mistakes_show_what_it_is_a_copy_of() -> None:
    """Of its chain the text that has most words in common with it."""
    found = reading(
        (tweet(1, 0, 5, "Fed holds rates"), said(1)),
        (tweet(2, 1, 5, "quite another"), said(2, of=1, story=1)),
        (tweet(3, 2, 5, "Fed holds its rates"), said(3)),
    )

    [mistake] = mistakes.of_tweets(found)

    assert (mistake.sort, mistake.told) == ("missed", "3 no copy, nothing like it")
    assert (mistake.text, mistake.copy_of) == ("Fed holds its rates", "Fed holds rates")


def test_plain_minhash_goes_by_likeness_alone() -> None:
    """Who is retweeted, and links, are left out; what is older than 72 hours is not looked at."""
    tweets = [
        tweet(1, 0, 5, "Shares of Acme Holdings rose 12% after results"),
        tweet(2, 1, 5, "RT @desk: Shares of Acme Holdings rose 12% after results http://t.co/x"),
        tweet(3, 2, -3, "Shares of Acme Holdings rose 13% after results"),
        tweet(4, 90, 5, "Shares of Acme Holdings rose 12% after results"),
    ]

    found = minhash.readings(tweets)

    assert [each.method for each in found[0.95].outcomes] == [None, "near", None, None]
    assert [each.of for each in found[0.5].outcomes] == [None, "1", "2", None]
