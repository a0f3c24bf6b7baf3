"""The colours, sizes and letters of the picture: dark, as operators have it."""

from typing import Final

PAGE: Final = "#0f1116"
CARD: Final = "#181b20"
EDGE: Final = "#2a2d35"
TEXT: Final = "#d3d4de"
FAINT: Final = "#8e909c"
GRID: Final = "#2b2e36"
TRACK: Final = "#23262d"

NAMED: Final = {
    "green": "#73bf69",
    "yellow": "#f2cc0c",
    "red": "#f2495c",
    "blue": "#5794f2",
    "orange": "#ff9830",
}
LINES: Final = (
    *("#73bf69", "#f2cc0c", "#5794f2", "#ff9830", "#f2495c", "#b877d9"),
    *("#6ed0e0", "#c0d8ff", "#ffa6b0", "#96d98d", "#d68b60", "#a8a8b8"),
)
"""By the order of the series."""

WIDTH: Final = 1_000
ROW: Final = 34
GAP: Final = 8
TITLE: Final = 11.5
SMALL: Final = 9.5
DPI: Final = 100
SCALE: Final = 1.8
"""Points of the file for one of the layout."""
