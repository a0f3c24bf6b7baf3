"""What becomes of one article, read from the state and changing nothing.

First sights are unique or copies; known identities are redelivered, superseded, corrected or
retracted. Not here: what is remembered of it (``state``), how it is written (``records``).
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from stream.models import Change, Method
from stream.stages.contract import Count, Output, Step
from stream.stages.dedupe import records
from stream.stages.dedupe.case import Case
from stream.stages.dedupe.facts import Held, JournalFact, StoryState, micros, pack
from stream.stages.dedupe.match import Match, nearest
from stream.stages.dedupe.mentions import MAX_URL, Revision, headline, revised
from stream.stages.dedupe.settings import DedupeSettings
from stream.stages.dedupe.state import State
from stream.stages.dedupe.story import begun, continued
from stream.stages.text import is_fingerprint, resemblance, signature_in

NEVER: Final = -1
"""``Held.first`` of an article of which nothing came but its retraction."""


class Decision(NamedTuple):
    """What goes out for a record, and what is remembered of it; ``held`` as it is in the fact."""

    step: Step
    fact: JournalFact
    held: Held | None = None


def decide(case: Case, state: State, policy: DedupeSettings) -> Decision:
    """Decide an article of any action."""
    article = case.tagged.article
    if article.action == "heartbeat":
        return _decision(case, "heartbeat", case.fact)
    held = state.articles.get(article.source, article.id)
    if held is not None:
        return _seen_before(case, held, state, policy)
    if article.action == "retract":
        return _retraction_ahead(case, state)
    return _first_sight(case, None, state, policy)


def _first_sight(case: Case, held: Held | None, state: State, policy: DedupeSettings) -> Decision:
    """Decide the first text of an article, of which a retraction may have come before."""
    article = case.tagged.article
    match = _search(case, state, policy, before=case.seq)
    if match is not None and match.method is not None:
        if (match.text.source, match.text.article_id) == (article.source, article.id):
            return _forgotten(case, state, match)
        return _copy(case, state, match, match.method)
    change: Change = "publish" if held is None and article.action == "publish" else "correct"
    if held is None:
        story = begun(article, case.time, state.stories)
    else:
        story = continued(state.stories[held.story], case.time, copies=0)
    return _revision(case, held, story, change=change, match=match, text=case.packed)


def _seen_before(case: Case, held: Held, state: State, policy: DedupeSettings) -> Decision:
    article = case.tagged.article
    if article.action == "retract":
        if held.retracted or article.revision < held.revision:
            return _superseded(case, held, state)
        return _retraction(case, held, state)
    if article.revision < held.revision or (held.retracted and article.revision == held.revision):
        return _superseded(case, held, state)
    if article.revision == held.revision and case.content == held.content:
        return _redelivered(case, state.stories[held.story])
    if article.revision == held.revision and case.content == held.replaced:
        return _superseded(case, held, state)
    if held.first == NEVER:
        return _first_sight(case, held, state, policy)
    return _correction(case, held, state, policy)


def _copy(case: Case, state: State, match: Match, method: Method) -> Decision:
    """Decide a first sight that is a copy; only a text unlike any other is searched from now on."""
    story = continued(state.stories[match.text.story], case.time, copies=1)
    article = case.tagged.article
    change: Change = "correct" if article.action == "correct" else "publish"
    revision = _revised(case, None, story, change=change, novelty=1000 - match.similarity)
    duplicate = records.duplicate_of(
        case, story, of=match.text.article_id, similarity=match.similarity, method=method
    )
    text = None if method == "exact" else case.packed
    fact = _remembered(case, revision.held, revision.story, text)
    outputs = [duplicate, *records.mentions_of(case, None, revision)]
    return _decision(case, "duplicate", fact, outputs, method, revision.held)


def _correction(case: Case, held: Held, state: State, policy: DedupeSettings) -> Decision:
    """Decide a new revision: it stays in its story, even where its text is another's now."""
    story = continued(state.stories[held.story], case.time, copies=0)
    match = _search(case, state, policy, before=held.first)
    text = case.packed if state.texts.same(case.content) is None else None
    return _revision(case, held, story, change="correct", match=match, text=text)


def _retraction(case: Case, held: Held, state: State) -> Decision:
    story = continued(state.stories[held.story], case.time, copies=0)
    return _revision(case, held, story, change="retract", match=None, text=None)


def _retraction_ahead(case: Case, state: State) -> Decision:
    """Decide a retraction of what has not come yet: it is remembered for when it comes."""
    story = begun(case.tagged.article, case.time, state.stories)
    return _revision(case, None, story, change="retract", match=None, text=None)


def _forgotten(case: Case, state: State, match: Match) -> Decision:
    """Decide an article whose identity was forgotten before its text: it is no copy of itself."""
    story = state.stories[match.text.story]
    if match.method == "exact":
        return _redelivered(case, story)
    story = continued(story, case.time, copies=0)
    return _revision(case, None, story, change="correct", match=None, text=case.packed)


def _redelivered(case: Case, story: StoryState) -> Decision:
    article_id = case.tagged.article.id
    duplicate = records.duplicate_of(
        case, story, of=article_id, similarity=1000, method="redelivered"
    )
    return _decision(case, "duplicate", case.fact, [duplicate], "redelivered")


def _superseded(case: Case, held: Held, state: State) -> Decision:
    """Decide what came too late to matter; of several retractions the highest revision counts."""
    story = state.stories[held.story]
    revision = case.tagged.article.revision
    fact = case.fact
    if held.retracted and revision > held.revision:
        held = msgspec.structs.replace(held, revision=revision)
        fact = _remembered(case, held, story, None)
    duplicate = records.duplicate_of(
        case,
        story,
        of=held.article_id,
        similarity=_likeness(case, held, state),
        method="superseded",
    )
    return _decision(case, "duplicate", fact, [duplicate], "superseded")


def _revision(
    case: Case,
    former: Held | None,
    story: StoryState,
    *,
    change: Change,
    match: Match | None,
    text: bytes | None,
) -> Decision:
    """Give the unique record of an article's new state, and what changes in its mentions."""
    novelty = 1000 - (match.similarity if match else 0)
    revision = _revised(case, former, story, change=change, novelty=novelty)
    outputs = [
        records.unique_of(case, story, change, match),
        *records.mentions_of(case, former, revision),
    ]
    fact = _remembered(case, revision.held, revision.story, text)
    return _decision(case, "unique", fact, outputs, held=revision.held)


def _revised(
    case: Case, former: Held | None, story: StoryState, *, change: Change, novelty: int
) -> Revision:
    retracted = change == "retract"
    return revised(
        former,
        _held(case, former, story, retracted=retracted, novelty=novelty),
        story,
        tags=() if retracted else case.tags,
        change=change,
        received=micros(case.tagged.received_at),
    )


def _held(
    case: Case, former: Held | None, story: StoryState, *, retracted: bool, novelty: int
) -> Held:
    article, mentioned = case.tagged.article, bool(case.tags) and not retracted
    seen = NEVER if retracted else case.seq
    return Held(
        article_id=article.id,
        source=article.source,
        first=seen if former is None or former.first == NEVER else former.first,
        revision=article.revision,
        content=former.content if former and retracted else case.content,
        retracted=retracted,
        event=case.time if former is None else max(former.event, case.time),
        story=story.id,
        title=headline(article) if mentioned else "",
        url=article.url if mentioned and len(article.url) <= MAX_URL else "",
        published=micros(article.published_at),
        novelty=novelty,
        tickers_in_article=len(case.tags),
        replaced=_replaced(case, former),
    )


def _replaced(case: Case, former: Held | None) -> bytes:
    """Give the content that this article's has replaced in the same revision, if any."""
    if former is None or former.retracted or former.revision != case.tagged.article.revision:
        return b""
    return former.content


def _search(case: Case, state: State, policy: DedupeSettings, *, before: int) -> Match | None:
    """Look for the nearest text that was there before an input offset, within the horizon."""
    same = state.texts.same(case.content)
    if same is not None and same.offset < before and state.reaches(same, case.time):
        return Match(same, 1000, "exact")
    texts = [
        text
        for text in state.texts.like(case.packed)
        if text.offset < before and state.reaches(text, case.time)
    ]
    if not texts:
        return None
    return nearest(case.packed, case.subjects, texts, state.texts.first_of, policy)


def _likeness(case: Case, held: Held, state: State) -> int:
    """Compare with the revision that stands; 0 where that text cannot be compared any more."""
    if case.content == held.content:
        return 1000
    text = state.texts.same(held.content)
    if text is None or not is_fingerprint(text.packed):
        return 0
    return round(1000 * resemblance(signature_in(case.packed), text.signature))


def _remembered(case: Case, held: Held, story: StoryState, text: bytes | None) -> JournalFact:
    return JournalFact(
        heard=case.fact.heard,
        watermark=case.fact.watermark,
        readings=case.fact.readings,
        held=pack(held),
        story=story,
        text=text,
        subjects=b"" if text is None else case.subjects,
    )


def _decision(
    case: Case,
    outcome: str,
    fact: JournalFact,
    outputs: Sequence[Output] = (),
    method: Method | None = None,
    held: Held | None = None,
) -> Decision:
    received_at = case.tagged.received_at
    if case.mark and fact.watermark is not None:
        outputs = [records.mark_of(case, fact.watermark), *outputs]
    counts = () if method is None else (Count("duplicates", method),)
    step = Step(
        outcome,
        outputs,
        pack(fact),
        counts,
        None if outcome == "heartbeat" else received_at,
    )
    return Decision(step, fact, held)
