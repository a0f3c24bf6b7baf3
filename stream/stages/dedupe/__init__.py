"""The stage ``dedupe``: who is a copy of whom, what time it is, which mentions count.

One file an idea: ``watermark`` (time), ``index`` and ``match`` (texts), ``story`` and ``articles``
(memory), ``mentions`` and ``records`` (what goes out), ``facts`` (the journal), ``stage`` (all).
"""

from stream.stages.dedupe.settings import DedupeSettings
from stream.stages.dedupe.stage import DedupeStage

__all__ = ["DedupeSettings", "DedupeStage"]
