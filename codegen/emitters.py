# SPDX-License-Identifier: Apache-2.0
"""The tables of emitters: one module of `codegen` each, with `emit(specs)` or `emit(proto)` that
gives {path from the project's root: text}.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from codegen.model import model as m
from codegen.model.messages import Proto
from codegen.model.view import Views
from codegen.out.format import formatted

Outputs = dict[str, str]

FROM_SPECS = (
    "c.source",
    "c.proof",
    "python.writer",
    "python.enums",
    "python.options",
    "python.errors",
    "python.refusals",
    "python.topics",
    "python.construct",
    "python.strategies",
    "docs.page",
)
FROM_PROTO = ("c.messages", "python.messages")
FROM_VIEWS = ("c.views", "python.views")
FROM_BOTH = ("c.stamp", "python.stamp")


def _add(outputs: Outputs, name: str, more: Outputs) -> None:
    for path, text in more.items():
        if path in outputs:
            raise ValueError(f"{path}: written by two emitters, the second is {name}")
        outputs[path] = text


def emit_all(
    specs: tuple[m.SpecFile, ...],
    proto: Proto,
    views: Views | None = None,
    only: tuple[str, ...] = (),
) -> Outputs:
    """Everything, or what the emitters named in `only` write."""
    outputs: Outputs = {}
    for name in FROM_SPECS:
        if not only or name in only:
            emit: Callable[[tuple[m.SpecFile, ...]], Outputs] = import_module(
                f"codegen.{name}"
            ).emit
            _add(outputs, name, emit(specs))
    for name in FROM_BOTH:
        if not only or name in only:
            _add(outputs, name, import_module(f"codegen.{name}").emit(specs, proto))
    for name in FROM_PROTO:
        if not only or name in only:
            emit_proto: Callable[[Proto], Outputs] = import_module(f"codegen.{name}").emit
            _add(outputs, name, emit_proto(proto))
    for name in FROM_VIEWS if views is not None else ():
        if not only or name in only:
            emit_views: Callable[[Views | None], Outputs] = import_module(f"codegen.{name}").emit
            _add(outputs, name, emit_views(views))
    return formatted(outputs)
