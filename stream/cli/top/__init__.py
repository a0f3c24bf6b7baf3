"""``newsfeed top``: the tickers that trend now: their last hour of news against the 7 days before.

``command`` is what one types; ``reading`` makes records into counts, ``clock`` knows which hour is
the last, ``board`` keeps what is needed of the windows, ``ranking`` scores, ``view`` shows.
"""

from stream.cli.top.command import top

__all__ = ["top"]
