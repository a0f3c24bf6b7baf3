"""What can be set, and how it is read from ``NEWSFEED_*`` variables. Imports nothing of stream."""

from stream.config.environment import ConfigError, Setting
from stream.config.settings import Settings, documented

__all__ = ["ConfigError", "Setting", "Settings", "documented"]
