"""A streaming newsfeed processor: articles in, tagged, deduplicated and windowed news out."""

__version__ = "0.1.0"
