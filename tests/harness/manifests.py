"""What kustomize makes of deploy/kubernetes, and whether a cluster's schemas allow it.

Strictly: a field that a schema does not know is refused, where a cluster would drop it in silence.
"""

import subprocess
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from stream.config import Settings
from tests.harness.gotools import definitions, kustomize

FOLDER: Final = Path(__file__).parents[2] / "deploy" / "kubernetes"
OVERLAYS: Final = sorted(path.parent for path in FOLDER.glob("overlays/*/kustomization.yaml"))
SECRETS: Final = "/run/secrets/newsfeed"
Manifest = dict[str, Any]

every_build = pytest.mark.parametrize(
    "folder", [FOLDER / "base", *OVERLAYS], ids=lambda it: it.name
)


@cache
def rendered(folder: Path) -> Sequence[Manifest]:
    """Give what ``kustomize build`` makes of a folder."""
    done = subprocess.run(
        [kustomize(), "build", folder], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(done.stdout))


def of_kind(manifests: Sequence[Manifest], *kinds: str) -> dict[str, Manifest]:
    """Give the manifests of some kinds, by name."""
    return {each["metadata"]["name"]: each for each in manifests if each["kind"] in kinds}


def containers(manifest: Manifest) -> list[Manifest]:
    """Give the containers of what makes pods."""
    pod = manifest["spec"]["template"]["spec"]
    return [*pod.get("initContainers", ()), *pod["containers"]]


def settings_of(manifests: Sequence[Manifest], secrets: Path) -> Settings:
    """Read the settings as a pod would, its secrets from a folder of the test."""
    (config,) = (
        each for name, each in of_kind(manifests, "ConfigMap").items() if "settings" in name
    )
    for name in ("username", "password", "ca.crt"):
        (secrets / name).write_text("secret")
    texts = {name: text.replace(SECRETS, str(secrets)) for name, text in config["data"].items()}
    return Settings.from_environment(texts)


def complaints(manifest: Manifest, kubernetes: str) -> list[str]:
    """Say what the schemas of a version of Kubernetes, or of an operator, have against it."""
    schema = _operators_schema(manifest["apiVersion"], manifest["kind"])
    if schema is not None:
        validator = import_module("jsonschema").Draft202012Validator(schema)
        return [each.message for each in validator.iter_errors(manifest)]
    checker = import_module("kubernetes_validate")
    try:
        checker.validate(manifest, kubernetes, strict=True)
    except (checker.ValidationError, checker.SchemaNotFoundError) as error:
        return [error.message]
    return []


@cache
def _operators_schema(api: str, kind: str) -> Manifest | None:
    """Give the schema of an operator's kind, closed to what it does not name; None of others."""
    group, _, wanted = api.partition("/")
    names = {path.name: path for path in definitions()}
    path = names.get(f"{group}_{kind.lower()}s.yaml")
    if path is None:
        return None
    spec = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)["spec"]
    schemas = {each["name"]: each["schema"]["openAPIV3Schema"] for each in spec["versions"]}
    closed: Manifest = _closed(schemas[wanted])
    return closed


def _closed(schema: Any) -> Any:
    """Refuse, at every depth, what a schema with properties does not name."""
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items() if key != "properties"}
    if "properties" in schema:
        closed["properties"] = {key: _closed(value) for key, value in schema["properties"].items()}
        if not schema.get("x-kubernetes-preserve-unknown-fields"):
            closed.setdefault("additionalProperties", False)
    return closed
