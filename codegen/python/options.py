# SPDX-License-Identifier: Apache-2.0
"""Host Python: `instar/generated/options/<set>.py`, the options of each format of new images.

A module for each, so that an answer imports the rows of one format.
"""

from __future__ import annotations

from collections.abc import Iterator

from codegen.model import model as m
from codegen.model.options import Option, OptionSet
from codegen.out.expression import python_text
from codegen.out.write import marker, marker_all, python_banner
from codegen.python.names import doc_text

PACKAGE = "instar/generated/options"


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """A module for each set of options, and the package."""
    out = {
        f"{PACKAGE}/{options.id}.py": _module(spec, options)
        for spec in specs
        for options in spec.option_sets
        if options.is_shown
    }
    if out:
        out[f"{PACKAGE}/__init__.py"] = (
            python_banner(marker_all("python")) + '"""Options of new images, by format."""\n'
        )
    return out


def _module(spec: m.SpecFile, options: OptionSet) -> str:
    lines = [
        python_banner(marker("python", spec)).rstrip("\n"),
        f'"""{options.id}: {doc_text(options.doc)}"""',
        "",
        "from __future__ import annotations",
        "",
        "from instar.layout.options import Option",
        "",
        f"COMPRESSES = {options.compresses}",
        '"""Whether it can be written compressed."""',
        "OPTIONS: tuple[Option, ...] = (",
        *(line for option in options.options for line in _row(option)),
        ")",
        '"""In the order in which `create` shows them."""',
    ]
    order = options.order_before
    if order is not None:
        lines += [
            f"ORDER_UNTIL = {order.until!r}",
            f"ORDER_BEFORE = {order.names!r}",
            '"""The order of the releases before."""',
        ]
    return "\n".join(lines) + "\n"


def _row(option: Option) -> Iterator[str]:
    yield "    Option("
    for key, value in _arguments(option):
        yield f"        {key}={value},"
    yield "    ),"


def _arguments(option: Option) -> Iterator[tuple[str, str]]:
    """What differs from the defaults of the row's class."""
    yield "name", repr(option.id)
    yield "kind", repr(option.kind.value)
    yield "help", python_text(option.doc)
    if option.default is not None:
        yield "default", repr(option.default)
    if option.words:
        yield "words", repr(tuple(word.text for word in option.words))
    if any(word.value is not None for word in option.words):
        yield "numbers", repr(tuple(word.value or 0 for word in option.words))
    texts = tuple((text.until, text.text) for text in option.qemu)
    rest = {
        "aliases": option.aliases,
        "on": option.on,
        "off": option.off,
        "field": option.field,
        "min": option.min,
        "max": option.max,
        "power_of_two": option.power_of_two,
        "qemu": texts,
        "schema": option.schema,
        "since": option.since,
        "shown": option.shown,
        "chosen": option.chosen,
    }
    for key, value in rest.items():
        if value:
            yield key, repr(value)
