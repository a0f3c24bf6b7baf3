"""The stage ``tag``: which tickers an article is about, and why."""

from stream.stages.tag.stage import TagSettings, TagStage, idle_record

__all__ = ["TagSettings", "TagStage", "idle_record"]
