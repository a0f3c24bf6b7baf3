"""What stands around the news is left out, the news stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.stages.framing import unframed


@pytest.mark.parametrize(
    ("framed", "news"),
    [
        ("<b>Profit</b> rose", " Profit  rose"),
        ("<![CDATA[Profit rose]]>", " Profit rose "),
        ("<!DOCTYPE html>Profit rose", " Profit rose"),
        ("[b]Profit[/b] rose", " Profit  rose"),
        ("<p>Profit rose</p><p>Share this article</p>", "\nProfit rose\n\n\n"),
        ("Profit<br/>rose", "Profit\nrose"),
        ("PARIS (Agence France-Presse) - Profit rose", "Profit rose"),
        ("TORONTO, Feb. 3, 2025 /CNW/ -- Profit rose", "Profit rose"),
        ("EQS-News: Profit rose", "Profit rose"),
        ("Profit rose... [+1234 chars]", "Profit rose..."),
    ],
)
def test_what_stands_around_is_left_out(framed: str, news: str) -> None:
    """Markup ends a line only where its kind ends one; an agency and its place go."""
    assert unframed(framed) == news


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe and John A. Smith",
        "By Jane Doe for Market Wire",
        "By Jane Doe | Feb. 3, 2025 10:30 AM",
        "__By Jane Doe__",
        "12 Comments",
        "Facebook X LinkedIn WhatsApp Email",
        "More from Market Wire",
        "Our Standards: the principles of this house",
        "Copyright 2025 Market Wire",
        "Copyright Market Wire Daily",
        "Sign up for our newsletter",
        "Log in",
        "Published by Market Wire",
        "Getty Images",
        "Disclaimer: no advice",
        "Updated: Feb 3, 2025",
        "Write to Jane Doe at jane@example.com",
        "5 min read",
    ],
)
def test_a_line_of_a_site_is_left_out(line: str) -> None:
    """Bylines, buttons, notices."""
    assert unframed(f"Profit rose.\n{line}\nSales fell.") == "Profit rose.\n\nSales fell."


@pytest.mark.parametrize(
    "line",
    [
        "By Friday, Apple had recovered its losses.",
        "By 2025, Apple And Google",
        "By Jane Doe's account, it rose",
        "Comments by the chair moved bonds.",
        "Copyright suit against Google filed",
        "Disclaimer of opinion by auditor hits shares",
        "Email revenue rose 5%",
        "Getty Images sues AI firm",
        "Listen to investors, the fund says",
        "More from the central bank is expected this week, it said.",
        "Popular demand lifts sales",
        "Print sales fell 5%",
        "Published by Penguin, the book sold 5 million copies.",
        "Related costs rose",
        "Share buyback of $5 billion approved",
        "Sign up numbers rose",
        "Subscriber growth slowed",
        "Trending upwards, shares rose",
        "Updated guidance of 5% beat estimates",
        "Wall Street - stocks rose",
        "X shares rose",
    ],
)
def test_a_line_of_news_stays(line: str) -> None:
    """A line that begins as those of sites do, and goes on as news does, is news."""
    assert unframed(f"Profit rose.\n{line}\nSales fell.") == f"Profit rose.\n{line}\nSales fell."
    assert unframed(line) == line


@given(st.text())
def test_what_is_left_is_not_longer(text: str) -> None:
    """Leaving out adds nothing, but the dots of a text that was cut by counting."""
    assert len(unframed(text)) <= len(text) + 3
