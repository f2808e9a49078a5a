# SPDX-License-Identifier: Apache-2.0
"""The table of emitters: one module each, `emit(specs) -> {path from the project's root: text}`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from codegen.model import SpecFile

Outputs = dict[str, str]
Emit = Callable[[tuple[SpecFile, ...]], Outputs]

EMITTERS = (
    "emit_c",
    "emit_proto_c",
    "emit_errors",
    "emit_proto_python",
    "emit_python",
    "emit_construct",
    "emit_strategies",
    "emit_proof",
    "emit_docs",
)


def emitters() -> dict[str, Emit]:
    """Every emitter by name."""
    found: dict[str, Emit] = {}
    for name in EMITTERS:
        if find_spec(f"codegen.{name}") is None:
            continue
        found[name] = import_module(f"codegen.{name}").emit
    return found


def emit_all(specs: tuple[SpecFile, ...], only: tuple[str, ...] = ()) -> Outputs:
    outputs: Outputs = {}
    for name, emit in emitters().items():
        if only and name not in only:
            continue
        for path, text in emit(specs).items():
            if path in outputs:
                raise ValueError(f"{path}: written by two emitters, the second is {name}")
            outputs[path] = text
    return outputs
