"""What ``dedupe`` can be told. Not here: where the values come from (``config``)."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class DedupeSettings:
    """The policy of the stage; the memory it may take follows from the two maxima.

    ``horizon`` is event time since a story's last copy; ``retention`` how long an article can be
    corrected or retracted. ``max_articles`` texts are searched for resemblance, and
    ``max_identities`` articles can be corrected; where a maximum bites, the oldest leave.
    ``near`` is the least resemblance (Jaccard of word pairs) of a copy, ``contained`` the least
    share of the smaller text in the larger. Texts of fewer than ``min_words`` words match only
    exactly.
    """

    raw_partitions: int = 1
    lateness: timedelta = timedelta(minutes=15)
    horizon: timedelta = timedelta(hours=72)
    retention: timedelta = timedelta(days=7)
    max_articles: int = 500_000
    max_identities: int = 500_000
    min_confidence: float = 0.5
    near: float = 0.55
    contained: float = 0.8
    min_words: int = 8
