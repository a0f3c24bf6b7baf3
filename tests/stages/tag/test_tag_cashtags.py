"""Cashtags are found where a careful reader sees them, and only there."""

import pytest

from stream.stages.tag.cashtags import Cashtag, NoCashtag, find_cashtags
from tests.stages.tag.examples import TAGGER, article, tag_of, tags

MEGABYTE = 1 << 20


def found(text: str) -> list[str]:
    """Give the cashtags of a text as they stand there."""
    return [
        text[each.start : each.end] for each in find_cashtags(text) if isinstance(each, Cashtag)
    ]


def rules(text: str) -> list[tuple[str, str]]:
    """Give the evidence of a text in the order it stands there: what, and by which rule."""
    evidence = (each for tag in tags(text) for each in tag.evidence)
    return [(each.text, each.rule) for each in sorted(evidence, key=lambda each: each.start)]


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
        ("🚀$BTC🚀", ["$BTC"]),
        ("今日$BTC上涨", ["$BTC"]),
        ("\u200b$BTC\u200b", ["$BTC"]),
        ("$FARTCOIN in capitals is long", ["$FARTCOIN"]),
        ("$1INCH is a token", ["$1INCH"]),
        ("$BTC/USD", ["$BTC"]),
        ("$BAC…I like it", ["$BAC"]),
        ("a smile :$O, $PEP", ["$PEP"]),
        ("stocks:$KO", ["$KO"]),
        ("$tsla(+5%) and $f(x)", ["$tsla"]),
        ("kill $FB, my $aapl as $msft", ["$FB", "$aapl", "$msft"]),
        ("\\$TSLA as Markdown escapes it", ["$TSLA"]),
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
        "https://example.com/?q=$AAPL and example.com/$AAPL and $DATA/input",
        "TH€ B€$T of $T€€Lo and $T∆RT",
        "4*$C$25*$I$18 in a sheet",
        "#$T @$T &$T $$T",
        "$SOMETHINGLONG $Twitter",
        "$h!t",
        "$scope.apply() and $this->name",
        "cut off at $BID…",
        'cut off at $BRK.A…" http://example.com',
        "$BTC\u0301",
        "so happy :$D",
        "$x = $y['key']; $total += 5; $rows[0] $config::get() $i++ $run()",
        'echo "$NAME" && rm -rf $OUT && cp $SRC/a b; sudo cat $FILE',
        "$uicideboy$, Ty Dolla $ign$ and $x$ in LaTeX",
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

    assert isinstance(cashtag, Cashtag)
    assert cashtag.qualified == symbol


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$CSCO, $KO.", [("$CSCO", "cashtag"), ("$KO", "cashtag")]),
        ("$CSCO,$KO/$AAPL", [("$CSCO", "cashtag"), ("$KO", "cashtag"), ("$AAPL", "cashtag")]),
        ("**$CSCO** ＄KO", [("$CSCO", "cashtag"), ("＄KO", "cashtag")]),
        ("$CSCO's", [("$CSCO", "cashtag")]),
        ("$CSCO’s", [("$CSCO", "symbol")]),
        ("“up: $CSCO”", [("$CSCO", "symbol")]),
        ("($CSCO,$KO)", [("$CSCO", "symbol"), ("$KO", "symbol")]),
        ("stocks:$CSCO", [("$CSCO", "symbol")]),
        (
            "$1INCH and $NEWCOIN2 and $LONGNAME",
            [
                ("$1INCH", "cashtag"),
                ("$NEWCOIN2", "symbol"),
                ("$LONGNAME", "symbol"),
            ],
        ),
        ("🚀$BTC🚀", [("$BTC", "symbol")]),
        ("今日$BTC上涨", [("$BTC", "symbol")]),
    ],
)
def test_what_only_a_reader_sees_is_a_symbol_and_no_cashtag(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """Networks link a word behind white space up to a sign of ASCII; a desk reads the rest too."""
    assert rules(text) == expected


def test_a_symbol_in_brackets_is_as_sure_and_as_much_a_label_as_a_cashtag() -> None:
    """What a network makes of the typography says nothing of the meaning."""
    linked, read = tag_of("equity:CSCO", "$CSCO"), tag_of("equity:CSCO", "($CSCO)")

    assert (read.confidence, read.relevance) == (linked.confidence, linked.relevance)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A$AP and Ke$ha", ["inside_word", "inside_word"]),
        ("$Twitter", ["form"]),
        ("$HOME/bin", ["shell"]),
        ("$D->name", ["shell"]),
        ("echo $TOKEN", ["shell"]),
        ("my $SUM = 0; first", ["shell"]),
        ("awk {print $NF} file", ["shell"]),
        ("cut off at $BID…", ["cut"]),
        ("$5, $5K, $100mln and $3.5bn", []),
    ],
)
def test_what_is_refused_says_why(text: str, why: list[str]) -> None:
    """Plain sums of money are passed over: they would swamp the reader."""
    refused = [each for each in find_cashtags(text) if isinstance(each, NoCashtag)]

    assert [each.why for each in refused] == why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$10USD", [("$10USD", "money")]),
        ("($wagmi)", [("$wagmi", "unknown")]),
        ("A$AP", [("$AP", "inside_word")]),
        ("($NEWCOIN) and $wagmi", []),
    ],
)
def test_a_refused_word_is_told_with_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    """A symbol that no table knows is one in capitals, or where the networks link it."""
    refused = TAGGER.explain(article(text)).refused

    assert [(each.text, each.why) for each in refused] == expected


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$" * MEGABYTE, 0),
        ("$A " * (MEGABYTE // 3), MEGABYTE // 3),
        ("/$A" * (MEGABYTE // 3), 0),
        ("$A" * (MEGABYTE // 2), 0),
        ("$A\u0301" * (MEGABYTE // 4), 0),
        ("*" * MEGABYTE + "$A", 0),
        ("echo " * (MEGABYTE // 5) + "$PATH", 0),
    ],
    ids=["dollars", "cashtags", "strokes", "joined", "marks", "stars", "shell"],
)
def test_a_megabyte_made_to_hurt_is_read_in_one_pass(text: str, amount: int) -> None:
    """No input makes the finder look twice at the same place."""
    assert sum(1 for each in find_cashtags(text) if isinstance(each, Cashtag)) == amount
