"""What comes through Go: kustomize, built once a machine, and the definitions of others' kinds."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from stream.engine.kafka_jars import DONE, cache_home

OLDEST_GO: Final = (1, 24)
KUSTOMIZE: Final = "sigs.k8s.io/kustomize/kustomize/v5@v5.8.1"
DEFINITIONS: Final[Mapping[str, str]] = {
    "github.com/prometheus-operator/prometheus-operator@v0.85.0": "example/prometheus-operator-crd",
    "github.com/kedacore/keda/v2@v2.21.0": "config/crd/bases",
}
"""Modules, and where in them the definitions of their kinds are."""


def go_missing() -> str:
    """Say what Go lacks on this machine, or nothing."""
    go = _go()
    if go is None:
        return "no go here"
    version = _run(go, "env", "GOVERSION").strip()
    found = re.match(r"go(\d+)\.(\d+)", version)
    new_enough = found is not None and (int(found[1]), int(found[2])) >= OLDEST_GO
    return "" if new_enough else f"{version or go} is too old for kustomize"


def kustomize() -> Path:
    """Give the program, built if it is not there yet: by one process at a time."""
    home = cache_home() / KUSTOMIZE.rpartition("/")[2].replace("v5@", "kustomize-")
    if not (home / DONE).exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        with home.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (home / DONE).exists():
                shutil.rmtree(home, ignore_errors=True)
                _run(str(_go()), "install", KUSTOMIZE, GOBIN=str(home))
                (home / DONE).touch()
    return home / "kustomize"


@cache
def definitions() -> Sequence[Path]:
    """Give the files that define the kinds of the Prometheus operator and of KEDA."""
    files: list[Path] = []
    for module, folder in DEFINITIONS.items():
        told: dict[str, Any] = json.loads(_run(str(_go()), "mod", "download", "-json", module))
        files += (Path(told["Dir"]) / folder).glob("*.yaml")
    return files


def _go() -> str | None:
    """Find Go: where ``deploy/setup.sh kubernetes`` puts it, else on the path."""
    return shutil.which("go", path=str(Path(sys.executable).parent)) or shutil.which("go")


def _run(*command: str, **variables: str) -> str:
    """Give what a command prints. Raises ``RuntimeError`` with what it complains of."""
    with tempfile.TemporaryDirectory() as outside_of_any_module:
        done = subprocess.run(
            command,
            cwd=outside_of_any_module,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{done.stderr[-2_000:] or done.stdout[-2_000:]}")
    return done.stdout
