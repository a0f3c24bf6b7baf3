"""What is printed fits where it is printed: a terminal, a pipe, a program."""

import pytest

from stream.cli.look import print_json, print_table, printable, shortened
from stream.engine.topics import TopicReport


def test_control_characters_of_strangers_do_not_reach_a_terminal() -> None:
    """Neither colours nor a window's title; the text stays readable."""
    assert printable("up\x1b[31m 5%\nnow\u202e") == "up [31m 5% now "


@pytest.mark.parametrize(
    ("text", "short"), [("Tokens", "Tokens"), ("Tokens rise", "Token…"), ("a\nb", "a b")]
)
def test_a_long_text_is_cut_with_a_sign_that_it_was(text: str, short: str) -> None:
    """One line, at most so many characters."""
    assert shortened(text, 6) == short


def test_off_a_terminal_a_table_is_lines_parted_by_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    """For cut, awk and the like; a cell cannot break its line."""
    print_table(("topic", "partitions"), [("news.raw", "4"), ("news\ttagged", "1")])

    assert capsys.readouterr().out == "news.raw\t4\nnews tagged\t1\n"


def test_json_is_one_line_a_value(capsys: pytest.CaptureFixture[str]) -> None:
    """Also of the engine's own values."""
    print_json(TopicReport(name="news.raw", partitions=4, created=True))

    assert capsys.readouterr().out == '{"name":"news.raw","partitions":4,"created":true}\n'
