"""Turns ``NEWSFEED_*`` variables into the fields of a dataclass, naming every mistake at once.

Not here: which settings there are, and which contradict each other (``settings``).
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

import msgspec

PREFIX: Final = "NEWSFEED_"
FILE: Final = "_FILE"

_KUBERNETES_NAME: Final = re.compile(
    rf"{PREFIX}(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)"
)
_HOST: Final = re.compile(r"[^\s/:\[\]]+|\[[0-9A-Fa-f:.]+(%\w+)?\]")
"""Without brackets the Kafka client takes all of ``::1:9092`` for a host."""
_KUBERNETES_LINK: Final = re.compile(r"(tcp|udp|sctp)://\S+:\d+")
_WORDS: Final = {int: "an integer", float: "a number", bool: "true or false", Path: "a path"}


class ConfigError(Exception):
    """Settings that cannot be used; ``problems`` holds every one found, a line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as its user meets it; ``default`` is None where it is unset or worked out."""

    field: str
    type: Any
    default: Any
    reason: str
    secret: bool
    meta: msgspec.Meta

    @property
    def variable(self) -> str:
        """Give the environment variable that sets it."""
        return PREFIX + self.field.upper()

    @property
    def wanted(self) -> str:
        """Say in words what its text must be."""
        bare = _bare(self.type)
        if get_origin(bare) is Literal:
            return f"one of {', '.join(get_args(bare))}"
        bounds = (("at least", self.meta.ge), ("above", self.meta.gt), ("at most", self.meta.le))
        limits = " and ".join(f"{word} {bound}" for word, bound in bounds if bound is not None)
        return f"{self.meta.title or _WORDS.get(bare, 'a text')} {limits}".rstrip()


def settings_of(cls: type) -> Iterator[Setting]:
    """List what can be set, in the order of the class: one setting a field.

    A field is ``Annotated[type, Meta(description=why)]``; one hidden from the repr is a secret.
    ``Meta.title`` says what its text must be where the type does not.
    """
    hints = get_type_hints(cls, include_extras=True)
    for each in fields(cls):
        kind, meta = get_args(hints[each.name])
        yield Setting(
            field=each.name,
            type=kind,
            default=_default(each),
            reason=meta.description,
            secret=not each.repr,
            meta=meta,
        )


def read(cls: type, environ: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Give the fields that the environment sets, and what is wrong with the others.

    An empty variable counts as unset, so that compose files may pass ``${VARIABLE:-}``.
    """
    known = {setting.variable: setting for setting in settings_of(cls)}
    given = {name: text for name, text in environ.items() if name.startswith(PREFIX) and text}
    problems = [_unknown(name, known) for name in sorted(given) if _stray(name, given[name], known)]
    values = {}
    for variable, setting in known.items():
        try:
            text = _text(setting, given)
            if text is not None:
                values[setting.field] = _value(setting, text)
        except ValueError as error:
            problems.append(f"{variable}: {error}")
    return values, problems


def durations(text: str) -> list[int]:
    """Read seconds from a list like ``5m,1h,1d``. Raises ``ValueError``."""
    units = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
    parts = [part.strip() for part in text.split(",")]
    wrong = [part for part in parts if not re.fullmatch(r"[1-9]\d{0,8}[smhd]", part)]
    if wrong:
        raise ValueError(f"{wrong[0]!r} is not a duration like 5m, 1h or 1d")
    return [int(part[:-1]) * units[part[-1]] for part in parts]


def addresses(text: str) -> list[str]:
    """Read a list of ``host:port``. Raises ``ValueError``."""
    parts = [part.strip() for part in text.split(",")]
    for part in parts:
        host, _, port = part.rpartition(":")
        if not _HOST.fullmatch(host) or not (port.isdecimal() and 0 < int(port) < 65_536):
            raise ValueError(f"{part!r} is not an address like localhost:9092 or [::1]:9092")
    return parts


def _default(each: "Field[Any]") -> Any:
    return None if each.default is MISSING else each.default


def _bare(kind: Any) -> Any:
    """Take ``| None`` off a type."""
    if isinstance(kind, UnionType):
        return next(arm for arm in get_args(kind) if arm is not NoneType)
    return kind


def _stray(name: str, text: str, known: Mapping[str, Setting]) -> bool:
    """Say whether a variable is none of ours, nor one of those Kubernetes makes for a service."""
    secret = known.get(name.removesuffix(FILE)) if name.endswith(FILE) else None
    if name in known or (secret is not None and secret.secret):
        return False
    return not _from_kubernetes(name, text)


def _from_kubernetes(name: str, text: str) -> bool:
    link = name.endswith("_PORT") and _KUBERNETES_LINK.fullmatch(text)
    return bool(link or _KUBERNETES_NAME.fullmatch(name))


def _unknown(name: str, known: Mapping[str, Setting]) -> str:
    bare = {variable.removeprefix(PREFIX): variable for variable in known}
    near = get_close_matches(name.removeprefix(PREFIX), bare, n=1)
    hint = (
        f"did you mean {bare[near[0]]}?" if near else "see docs/operations.md for those there are"
    )
    return f"{name}: no such setting; {hint}"


def _text(setting: Setting, given: Mapping[str, str]) -> str | None:
    """Give what was set, from the file for a secret named by one. Raises ``ValueError``."""
    text, path = given.get(setting.variable), given.get(setting.variable + FILE)
    if text is not None and _from_kubernetes(setting.variable, text):
        return None  # a service named newsfeed-metrics makes NEWSFEED_METRICS_PORT=tcp://...
    if path is None or not setting.secret:
        return text
    if text is not None:
        raise ValueError(f"set it or {setting.variable}{FILE}, not both")
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"cannot read {path}: {error}") from None


def _value(setting: Setting, text: str) -> Any:
    """Turn text into the value of a setting. Raises ``ValueError``."""
    reads = (setting.meta.extra or {}).get("reads", str)
    plain = Path(text).expanduser() if _bare(setting.type) is Path else reads(text)
    try:
        value = msgspec.convert(plain, Annotated[setting.type, setting.meta], strict=False)
    except msgspec.ValidationError:
        value = math.nan
    if isinstance(value, float) and not math.isfinite(value):
        shown = "the value" if setting.secret else repr(text)
        raise ValueError(f"{shown} is not {setting.wanted}")
    return value
