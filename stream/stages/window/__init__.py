"""Counts mentions into windows of event time per ticker, corrected when late news comes.

The room's door: the stage and its settings. How it works is told in ``stage``.
"""

from stream.stages.window.settings import WindowSettings
from stream.stages.window.stage import WindowStage

__all__ = ["WindowSettings", "WindowStage"]
