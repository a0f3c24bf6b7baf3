"""A Prometheus of the test's own, which scrapes workers every second."""

import json
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stream.engine.brokers import free_port


@contextmanager
def prometheus(
    directory: Path,
    ports: Sequence[int],
    rules: Sequence[Path] = (),
    *,
    services: Mapping[int, str] | None = None,
    sources: Sequence[int] = (),
) -> Iterator[str]:
    """Run it on these ports of workers and of sources, with these rules; give its address.

    ``services`` names the service of some ports, as DNS does.
    """
    port, named = free_port(), services or {}
    config = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": [str(path.resolve()) for path in rules],
        "scrape_configs": [
            job("newsfeed", ports, named),
            *([job("newsfeed-source", sources, named)] if sources else []),
        ],
    }
    (directory / "prometheus.yml").write_text(json.dumps(config))
    command = [
        "prometheus",
        f"--config.file={directory}/prometheus.yml",
        f"--storage.tsdb.path={directory}/prometheus",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (directory / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def job(name: str, ports: Sequence[int], services: Mapping[int, str]) -> dict[str, Any]:
    """Give the scrape configuration of a job."""
    return {
        "job_name": name,
        "static_configs": [
            {
                "targets": [f"127.0.0.1:{port}"],
                "labels": {"service": services[port]} if port in services else {},
            }
            for port in ports
        ],
    }


def asked(address: str, query: str) -> float | None:
    """Ask it; give the one value of the answer, None where there is none yet."""
    url = f"http://{address}/api/v1/query?{urllib.parse.urlencode({'query': query})}"
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            result = json.load(answer)["data"]["result"]
    except OSError:
        return None
    return float(result[0]["value"][1]) if result else None
