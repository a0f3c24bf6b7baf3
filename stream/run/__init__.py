"""The flow without Kafka: stages in memory (``flow``), what they gave as files (``results``)."""

from stream.run.flow import Stages, raw_partitions, run, run_tagged
from stream.run.results import Summary, Tally, collect, latest, summarise, write

__all__ = [
    "Stages",
    "Summary",
    "Tally",
    "collect",
    "latest",
    "raw_partitions",
    "run",
    "run_tagged",
    "summarise",
    "write",
]
