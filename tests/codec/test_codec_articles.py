"""What an article needs, which type each field has, and what becomes of the rest."""

from typing import Any

import pytest

from stream.codec import decode_article, derived_id
from stream.models import Article
from tests.codec.raw import NOON, bare, lists, objects, raw, read, reason

TEXTS = ("id", "source", "title", "body", "url", "language")


def test_an_article_is_read_field_by_field() -> None:
    """Every known field has its place; the others are kept."""
    article = read(
        id="a-1",
        source="wire",
        body="It rose.",
        url="https://wire.test/a-1",
        language="en",
        updated_at="2025-02-01T12:00:00Z",
        action="correct",
        revision=2,
        tickers=["BTC", "ETH"],
        urgency=3,
    )

    assert article == Article(
        id="a-1",
        source="wire",
        title="Bitcoin rises",
        body="It rose.",
        url="https://wire.test/a-1",
        language="en",
        published_at=NOON,
        updated_at=NOON,
        action="correct",
        revision=2,
        tickers=("BTC", "ETH"),
        extra={"urgency": 3},
    )


def test_null_is_missing() -> None:
    """In every field that may be missing; what it would mean is never guessed."""
    names = ("id", "source", "body", "url", "language", "updated_at", "action", "revision")
    nulls = dict.fromkeys((*names, "tickers", "extra", "received_at"))

    assert read(**nulls) == read()


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("value", [7, 1.5, True, False, [], ["t"], {}, {"text": "t"}])
def test_a_text_that_is_no_string_is_a_wrong_type(field: str, value: Any) -> None:
    """Nothing is turned into a string, not even a number for an id."""
    assert reason(raw(**{field: value})) == "wrong_type"


@pytest.mark.parametrize("value", ["", "Publish", "delete", "publish ", 7, True, [], {}])
def test_an_action_is_one_of_four(value: Any) -> None:
    """As it is written, or it is a wrong type."""
    assert reason(raw(id="a", action=value)) == "wrong_type"


@pytest.mark.parametrize("value", [0, 1, 9_007_199_254_740_991])
def test_a_revision_is_an_integer_that_every_reader_can_hold(value: int) -> None:
    """From 0 to 2^53 - 1."""
    assert read(revision=value).revision == value


@pytest.mark.parametrize(
    "value", [-1, 9_007_199_254_740_992, 2**64, True, False, 1.0, 1.5, "1", "", [], {}]
)
def test_a_revision_of_another_kind_is_a_wrong_type(value: Any) -> None:
    """Booleans and whole floats are no integers."""
    assert reason(raw(revision=value)) == "wrong_type"


@pytest.mark.parametrize("value", ["BTC", 7, True, {}, {"BTC": 1}, [7], ["BTC", None], [["BTC"]]])
def test_tickers_are_a_list_of_strings(value: Any) -> None:
    """All of them, or it is a wrong type."""
    assert reason(raw(tickers=value)) == "wrong_type"


def test_tickers_stay_as_they_came() -> None:
    """In their order, repeated or empty: what they mean is not for the reader."""
    assert read(tickers=["b", "", "a", "b"]).tickers == ("b", "", "a", "b")


@pytest.mark.parametrize("action", ["publish", "correct"])
@pytest.mark.parametrize("texts", [{}, {"title": ""}, {"title": " \n", "body": "\t\u00a0"}])
def test_an_article_without_any_text_is_empty(action: str, texts: dict[str, str]) -> None:
    """Blanks are no text; an id does not help."""
    assert reason(bare(id="a", action=action, **texts)) == "empty"


@pytest.mark.parametrize("texts", [{"title": "t"}, {"body": "b"}, {"title": " ", "body": "b"}])
def test_one_text_is_enough(texts: dict[str, str]) -> None:
    """Title or body, as it came."""
    article = decode_article(bare(**texts))

    assert (article.title, article.body) == (texts.get("title", ""), texts.get("body", ""))


def test_a_retraction_needs_no_text() -> None:
    """What it takes back, it names."""
    article = decode_article(bare(id="a", action="retract"))

    assert (article.id, article.action) == ("a", "retract")


@pytest.mark.parametrize("action", ["retract", "correct"])
@pytest.mark.parametrize("identity", [{}, {"id": ""}, {"id": None}])
def test_what_changes_an_article_names_it(action: str, identity: dict[str, Any]) -> None:
    """A derived id would name another article, or none."""
    assert reason(raw(action=action, **identity)) == "wrong_type"


def test_a_heartbeat_has_only_its_time() -> None:
    """It needs no id, and none is made for it."""
    heartbeat = decode_article(bare(action="heartbeat"))

    assert heartbeat == Article(id="", action="heartbeat", published_at=NOON)


@pytest.mark.parametrize("name", ["id", "source"])
def test_an_id_and_a_source_have_2048_characters(name: str) -> None:
    """Every mention of an article repeats them, and there may be a thousand."""
    longest = "字" * 2_048

    assert getattr(read(**{name: longest}), name) == longest
    assert reason(raw(**{name: longest + "字"})) == "too_large"


def test_an_article_without_an_id_is_named_by_what_it_is() -> None:
    """Times, revision and unknown fields do not change the name; a text does."""
    name = derived_id("wire", "u", "t", "b")
    same: dict[str, Any] = {"source": "wire", "url": "u", "title": "t", "body": "b"}

    assert read(**same).id == read(**same, id="").id == name
    assert read(**same, published_at="2025-02-02T12:00:00Z", urgency=1, language="en").id == name
    assert len({name, *(read(**same | {each: "x"}).id for each in same)}) == 5


def test_a_derived_id_is_the_same_for_ever() -> None:
    """It stands in logs and in consumers' stores: 32 hexadecimal digits, of a fixed hash."""
    assert derived_id("wire", "u", "t", "b") == "003a6fda9f36d4b35e129ea77e4fa6f8"


def test_a_derived_id_tells_where_a_field_ends() -> None:
    """The same letters in other fields are another article."""
    assert read(title="ab", body="c").id != read(title="a", body="bc").id


def test_unknown_fields_are_kept_in_extra() -> None:
    """Of any kind, null included, by name: so that the same article gives the same bytes."""
    article = read(urgency=3, embargo=None, subjects=["a", {"b": 1.5}], Title="t")

    assert article.extra == {
        "Title": "t",
        "embargo": None,
        "subjects": ["a", {"b": 1.5}],
        "urgency": 3,
    }
    assert list(article.extra) == ["Title", "embargo", "subjects", "urgency"]


def test_an_extra_object_is_merged_with_unknown_fields() -> None:
    """Beside it wins over within it; known names within it stay unread."""
    article = read(extra={"b": 1, "a": 1, "title": 7, "received_at": 8}, a=2)

    assert list(article.extra.items()) == [("a", 2), ("b", 1), ("received_at", 8), ("title", 7)]
    assert article.title == "Bitcoin rises"


@pytest.mark.parametrize("value", [[], [1], "a", "", 0, 7, True, False])
def test_an_extra_that_is_no_object_is_a_wrong_type(value: Any) -> None:
    """An empty one is no exception."""
    assert reason(raw(extra=value)) == "wrong_type"


@pytest.mark.parametrize("text", ["x" * 15_992, "字" * 5_330 + "xx"], ids=["x", "字"])
def test_unknown_fields_take_16000_bytes(text: str) -> None:
    """Counted as they are written, in UTF-8; one more is too large."""
    assert read(x=text).extra == read(extra={"x": text}).extra == {"x": text}
    assert reason(raw(x=text + "x")) == "too_large"
    assert reason(raw(extra={"x": text + "x"})) == "too_large"


def test_unknown_fields_are_counted_together() -> None:
    """Neither of the two is too large by itself."""
    half = "x" * 8_000

    assert reason(raw(extra={"a": half}, b=half)) == "too_large"


@pytest.mark.parametrize("nest", [lists, objects])
def test_unknown_fields_are_64_levels_deep(nest: Any) -> None:
    """The object that holds them is the first; one more is too deep."""
    assert read(x=nest(63)).extra == {"x": nest(63)}
    assert reason(raw(x=nest(64))) == "too_deep"


def test_an_extra_object_is_64_levels_deep() -> None:
    """It is the first of them itself."""
    assert read(extra=objects(64)).extra == objects(64)
    assert reason(raw(extra=objects(65))) == "too_deep"


def test_depth_is_that_of_the_deepest_field() -> None:
    """Wherever it stands."""
    assert reason(raw(a=1, b=[1, [2], lists(63)], c=[])) == "too_deep"


def test_unknown_fields_of_100000_levels_are_too_deep() -> None:
    """The parser stops; nothing of ours follows them down."""
    assert reason(b'{"title":"t","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}") == "too_deep"


def test_a_known_field_nested_deep_is_a_wrong_type() -> None:
    """It is not followed down."""
    assert reason(raw(title=lists(500))) == "wrong_type"


def test_a_huge_integer_in_an_unknown_field_is_kept_as_a_float() -> None:
    """What 64 bits hold stays exact."""
    assert read(a=2**64 - 1, b=10**30).extra == {"a": 2**64 - 1, "b": 1e30}
