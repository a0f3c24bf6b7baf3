"""Lines of JSONL files: which are read, what place they have, what is left of them."""

from stream.sources.jsonl import read_lines


def test_a_line_has_the_place_it_has_in_the_file() -> None:
    """The offset is the line number less one; blank lines are passed over but counted."""
    file = [b'{"a":1}\n', b"\n", b"  \t\n", b'{"b":2}\n']

    lines = list(read_lines([file]))

    assert lines == [(0, b'{"a":1}'), (3, b'{"b":2}')]


def test_line_numbers_go_on_from_file_to_file() -> None:
    """Several files are one feed, a blank last line included; no two lines share an origin."""
    files = [[b"1\n", b"\n"], [], [b"2"]]

    lines = list(read_lines(files))

    assert lines == [(0, b"1"), (2, b"2")]


def test_only_the_end_of_line_is_taken_off() -> None:
    """Windows' ends of line go too; blanks, broken bytes and a bare return stay as they came."""
    file = [b" {} \r\n", b"\xff\xfe\n", b"a\rb\r\r\n"]

    lines = list(read_lines([file]))

    assert lines == [(0, b" {} "), (1, b"\xff\xfe"), (2, b"a\rb\r")]


def test_a_byte_order_mark_is_of_the_file() -> None:
    """It is taken off the first line of each file, and only there."""
    files = [[b"\xef\xbb\xbf1\n", b"\xef\xbb\xbf2\n"], [b"\xef\xbb\xbf3\n"]]

    lines = list(read_lines(files))

    assert lines == [(0, b"1"), (1, b"\xef\xbb\xbf2"), (2, b"3")]


def test_lines_are_read_one_at_a_time() -> None:
    """A feed larger than memory is no trouble: nothing is read ahead."""
    file = iter([b"1\n", b"2\n", b"3\n"])

    first = next(read_lines([file]))

    assert first == (0, b"1")
    assert list(file) == [b"2\n", b"3\n"]
