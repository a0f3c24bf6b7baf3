"""``newsfeed doctor``: what is wrong between settings, broker, topics, groups and workers.

``command`` is what one types, ``examination`` the order in which facts are asked for and judged;
``surroundings``, ``reach``, ``topics``, ``groups``, ``workers`` judge, ``view`` shows.
"""

from stream.cli.doctor.command import doctor

__all__ = ["doctor"]
