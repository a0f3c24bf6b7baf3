"""What the picture reckons before it draws: places, breaks in lines, heights, spans."""

from tests.panels.picture import theme
from tests.panels.picture.courses import pieces, share, spans, stacked
from tests.panels.picture.places import Box, on_page, shortened
from tests.panels.recording import Line


def place(x: int, y: int, w: int, h: int) -> dict[str, int]:
    """Give a place on Grafana's grid."""
    return {"x": x, "y": y, "w": w, "h": h}


def right(box: Box) -> float:
    """Give where a box ends."""
    return box.x + box.width


def test_a_box_within_margins_is_smaller_by_them() -> None:
    """Each on its side."""
    box = Box(x=10, y=20, width=100, height=50)

    assert box.inside(left=1, top=2, right=3, bottom=4) == Box(x=11, y=22, width=96, height=44)


def test_columns_fill_a_box_but_for_the_gaps_between_them() -> None:
    """All of one width, from left to right."""
    columns = Box(x=10, y=0, width=100, height=50).columns(3, gap=5)

    assert [column.x for column in columns] == [10, 45, 80]
    assert {(column.width, column.height) for column in columns} == {(30, 50)}


def test_panels_side_by_side_fill_the_page_with_gaps_between_them() -> None:
    """As wide and high as their cells, whatever row the page begins with."""
    left, wide = on_page(place(0, 7, 6, 4), top=7), on_page(place(6, 7, 18, 4), top=7)
    below = on_page(place(0, 11, 24, 8), top=7)

    assert (left.x, left.y) == (theme.GAP, theme.GAP)
    assert wide.x - right(left) == theme.GAP
    assert theme.WIDTH - right(wide) == theme.GAP
    assert below.y - (left.y + left.height) == theme.GAP
    assert right(below) == right(wide)


def test_a_text_is_cut_where_it_does_not_fit() -> None:
    """With a sign that it was; one that fits stays whole."""
    assert shortened("p99 to output", width=200) == "p99 to output"
    assert shortened("p99 to output", width=48, size=10) == "p99 to…"
    assert shortened("Lag", width=48, size=10) == "Lag"


def test_a_line_breaks_where_no_value_came_for_too_long() -> None:
    """Just that long is not too long."""
    points = [(0, 1.0), (15, 2.0), (75, 3.0), (136, 4.0), (151, 5.0)]

    assert [*pieces(points, most=60)] == [
        [(0, 1.0), (15, 2.0), (75, 3.0)],
        [(136, 4.0), (151, 5.0)],
    ]


def test_areas_stand_upon_each_other() -> None:
    """A line that has no value at a time adds nothing to those above it."""
    lines = [
        Line(name="a", points=[(0, 1.0), (15, 2.0)]),
        Line(name="b", points=[(15, 10.0)]),
        Line(name="c", points=[(0, 100.0), (15, 200.0)]),
    ]

    assert [*stacked(lines, step=15)] == [[(0, [1.0, 1.0, 101.0]), (15, [2.0, 12.0, 212.0])]]


def test_areas_break_where_no_line_has_a_value() -> None:
    """An outage is a gap, not a slope."""
    lines = [
        Line(name="a", points=[(0, 1.0), (15, 2.0), (90, 3.0)]),
        Line(name="b", points=[(30, 4.0)]),
    ]

    assert [[time for time, _ in piece] for piece in stacked(lines, step=15)] == [[0, 15, 30], [90]]


def test_nothing_is_stacked_of_nothing() -> None:
    """A panel without an answer is drawn empty."""
    assert [*stacked([], step=15)] == []


def test_a_state_holds_until_the_next_but_no_longer_than_a_step() -> None:
    """Where none came it is left open; none holds beyond the end."""
    points = [(0, 1.0), (15, 0.0), (60, 1.0)]

    assert [*spans(points, step=15, end=70)] == [(0, 15, 1.0), (15, 30, 0.0), (60, 70, 1.0)]


def test_a_share_is_where_a_value_stands_between_two() -> None:
    """Of an axis: from 0 at its beginning to 1 at its end."""
    assert [share(value, (10, 30)) for value in (10, 15, 30)] == [0, 0.25, 1]
