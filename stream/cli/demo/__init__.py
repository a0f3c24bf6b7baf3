"""``newsfeed demo``: the whole flow on this machine, shown while it runs and summed up in words.

``command`` tells the story; ``workers`` are the processes, ``watching`` counts what they put out,
``passage`` sends the articles and knows when all is done, ``view`` and ``summary`` show it.
"""

from stream.cli.demo.command import demo

__all__ = ["demo"]
