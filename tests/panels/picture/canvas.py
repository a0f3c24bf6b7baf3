"""A page that is drawn on: cards, texts, axes; with matplotlib, which takes points from below."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.panels.picture import theme
from tests.panels.picture.places import Box

POINTS_PER_PIXEL: Final = 72 / theme.DPI
COLOURS: Final = 256
"""So few that the file is small; an octree keeps those of thin lines too."""


class Page:
    """A page of a height."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.figure = Figure(
            figsize=(theme.WIDTH / theme.DPI, height / theme.DPI), facecolor=theme.PAGE
        )
        self.figure.set_dpi(theme.DPI)
        self._whole = self.axes(Box(x=0, y=0, width=theme.WIDTH, height=height))
        self._whole.set_xlim(0, theme.WIDTH)
        self._whole.set_ylim(height, 0)

    def axes(self, box: Box) -> Any:
        """Give an empty drawing of its own at a place."""
        bottom = self.height - box.y - box.height
        made = self.figure.add_axes(
            (
                box.x / theme.WIDTH,
                bottom / self.height,
                box.width / theme.WIDTH,
                box.height / self.height,
            )
        )
        made.set_axis_off()
        return made

    def card(self, box: Box, colour: str = theme.CARD) -> None:
        """Draw the ground of a panel."""
        shape = FancyBboxPatch(
            (box.x, box.y),
            box.width,
            box.height,
            boxstyle="round,pad=0,rounding_size=3",
            facecolor=colour,
            edgecolor=theme.EDGE if colour == theme.CARD else colour,
            linewidth=0.7,
        )
        self._whole.add_patch(shape)

    def fill(self, box: Box, colour: str) -> None:
        """Fill a place with a colour."""
        shape = Rectangle((box.x, box.y), box.width, box.height, facecolor=colour, linewidth=0)
        self._whole.add_patch(shape)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = theme.SMALL,
        colour: str = theme.TEXT,
        align: str = "left",
        weight: str = "normal",
    ) -> None:
        """Write, with the middle of the line at ``y``."""
        self._whole.text(
            x,
            y,
            text.replace("$", r"\$"),
            fontsize=size * POINTS_PER_PIXEL,
            color=colour,
            ha=align,
            va="center_baseline",
            weight=weight,
        )

    def save(self, path: Path, shows: str) -> None:
        """Write the page as a PNG of few colours that says what it shows."""
        raw = BytesIO()
        with rc_context({"font.family": _FONTS}):
            FigureCanvasAgg(self.figure).print_figure(
                raw, dpi=theme.DPI * theme.SCALE, facecolor=theme.PAGE
            )
        with Image.open(raw) as image:
            few = image.convert("RGB").quantize(
                COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
            )
        said = PngInfo()
        said.add_text("Shows", shows)
        few.save(path, optimize=True, pnginfo=said)


_FONTS: Final[Sequence[str]] = ["DejaVu Sans"]
