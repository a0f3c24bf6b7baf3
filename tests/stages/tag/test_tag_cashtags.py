"""Cashtags are found where a careful reader sees them, and only there."""

import pytest

from stream.stages.tag.cashtags import find_cashtags

MEGABYTE = 1 << 20


def found(text: str) -> list[str]:
    """Give the cashtags of a text as they stand there."""
    return [text[each.start : each.end] for each in find_cashtags(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$AAPL up", ["$AAPL"]),
        ("up: $aapl", ["$aapl"]),
        ("$T", ["$T"]),
        ("Apple ($AAPL) and “$MSFT”", ["$AAPL", "$MSFT"]),
        ("$ADA,$DOT;$XLM/$ALGO", ["$ADA", "$DOT", "$XLM", "$ALGO"]),
        ("**$TAO** and _$FET_", ["$TAO"]),
        ("$GOOG’s shares, $GE's too", ["$GOOG", "$GE"]),
        ("NASDAQ:$INTC", ["$INTC"]),
        ("...$TWTR's down", ["$TWTR"]),
        ("＄SOL full width", ["＄SOL"]),
        ("🚀$BTC🚀", ["$BTC"]),
        ("今日$BTC上涨", ["$BTC"]),
        ("\u200b$BTC\u200b", ["$BTC"]),
        ("$FARTCOIN in capitals is long", ["$FARTCOIN"]),
        ("$1INCH is a token", ["$1INCH"]),
        ("$BTC/USD", ["$BTC"]),
        ("$BAC…I like it", ["$BAC"]),
    ],
)
def test_a_cashtag_begins_a_word_and_ends_it(text: str, expected: list[str]) -> None:
    """Brackets, lists, quotes, Markdown, emoji and scripts without spaces are all borders."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "costs $5, $5.50, $10K, $5B, $100MM or $3bn",
        "US$BTC, A$AP, C$100, HK$T and Ke$ha",
        "$PATH/bin:$HOME/bin and ${HOME} and $PATH:$USER",
        "echo $HOME && cd $HOME; export P=$PATH",
        "https://example.com/?q=$AAPL and example.com/$AAPL",
        "TH€ B€$T of $T€€Lo and $T∆RT",
        "4*$C$25*$I$18 in a sheet",
        "#$T @$T &$T $$T",
        "$SOMETHINGLONG $Twitter",
        "$h!t",
        "$scope.apply() and $this->name",
        "cut off at $BID…",
        'cut off at $BRK.A…" http://example.com',
        "$BTC\u0301",
        "$ BTC and $",
    ],
)
def test_money_variables_formulas_and_ornaments_are_no_cashtags(text: str) -> None:
    """A dollar sign inside or before something else says nothing of a share."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("$BRK.B rose", "BRK.B"),
        ("$BRK/B rose", "BRK.B"),
        ("$key.to rose", "KEY.TO"),
        ("$ES_F rose", "ES.F"),
        ("$AAPL.", ""),
        ("$AAPL.Buy now", ""),
    ],
)
def test_a_class_or_market_behind_the_symbol_qualifies_it(text: str, symbol: str) -> None:
    """What it means is left to the table, which knows both forms or neither."""
    (cashtag,) = find_cashtags(text)

    assert cashtag.qualified == symbol


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$" * MEGABYTE, 0),
        ("$A " * (MEGABYTE // 3), MEGABYTE // 3),
        ("/$A" * (MEGABYTE // 3), 0),
        ("$A\u0301" * (MEGABYTE // 4), 0),
        ("*" * MEGABYTE + "$A", 0),
        ("echo " * (MEGABYTE // 5) + "$PATH", 0),
    ],
    ids=["dollars", "cashtags", "strokes", "marks", "stars", "shell"],
)
def test_a_megabyte_made_to_hurt_is_read_in_one_pass(text: str, amount: int) -> None:
    """No input makes the finder look twice at the same place."""
    assert sum(1 for _ in find_cashtags(text)) == amount
