"""``newsfeed explain``: the tool one reaches for when a tag looks wrong.

``command`` is what one types; ``articles`` reads what one hands over, ``findings`` is what is said
of an article, ``highlighting`` lays out marks in a text, ``view`` shows it all.
"""

from stream.cli.explain.command import explain

__all__ = ["explain"]
