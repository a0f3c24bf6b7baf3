"""News as robots and desks write it: one form, another piece of news each time.

A form has variants: in each, the slots named in its remark differ from call to call, all others
stay as they were drawn once. Not here: drawing (``slots``).
"""

from collections.abc import Iterator, Mapping
from functools import partial
from random import Random
from typing import Final

from tests.accuracy.copies.blind.sections import Section, sections
from tests.accuracy.copies.blind.slots import filled, kinds
from tests.accuracy.copies.kit import Template, Text

FREE: Final = "all"
"""The variant in which every slot differs."""


def _templates() -> Iterator[tuple[str, Template]]:
    for form in sections("templates.txt"):
        for variant in form.remarks:
            name, _, labels = variant.partition(": ")
            template = _written if name == FREE else _held(form, tuple(labels.split()))
            yield f"{form.heading}, {name}", partial(template, form.body)


def _written(form: str, rng: Random, values: Mapping[str, str] | None = None) -> Text:
    """Fill the first line as headline and the rest as body, with the same values."""
    headline, _, body = filled(form, rng, dict(values or {})).partition("\n")
    return Text(headline, body)


def _held(form: Section, free: tuple[str, ...]) -> "partial[Text]":
    """Give the form with all slots but the free ones filled for good."""
    known: dict[str, str] = {}
    slots = kinds(form.body)
    unknown = set(free) - slots.keys()
    if unknown:
        raise ValueError(f"{form.heading} has no {', '.join(sorted(unknown))}")
    filled(form.body, Random(form.heading), known)
    return partial(_written, values={label: known[label] for label in slots if label not in free})


TEMPLATES: Final[Mapping[str, Template]] = dict(_templates())
