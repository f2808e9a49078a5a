# SPDX-License-Identifier: Apache-2.0
"""The tables of emitters: one module each, `emit(specs)` or `emit(proto)` -> {path from the
project's root: text}.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from codegen.fold import fold
from codegen.model import SpecFile
from codegen.proto import Proto

Outputs = dict[str, str]

FROM_SPECS = (
    "emit_c",
    "emit_errors",
    "emit_python",
    "emit_construct",
    "emit_strategies",
    "emit_proof",
    "emit_docs",
)
FROM_PROTO = ("emit_proto_c", "emit_proto_python")


def _add(outputs: Outputs, name: str, more: Outputs) -> None:
    for path, text in more.items():
        if path in outputs:
            raise ValueError(f"{path}: written by two emitters, the second is {name}")
        outputs[path] = fold(text) if path.endswith(".py") else text


def emit_all(specs: tuple[SpecFile, ...], proto: Proto, only: tuple[str, ...] = ()) -> Outputs:
    """Everything, or what the emitters named in `only` write."""
    outputs: Outputs = {}
    for name in FROM_SPECS:
        if not only or name in only:
            emit: Callable[[tuple[SpecFile, ...]], Outputs] = import_module(f"codegen.{name}").emit
            _add(outputs, name, emit(specs))
    for name in FROM_PROTO:
        if not only or name in only:
            emit_proto: Callable[[Proto], Outputs] = import_module(f"codegen.{name}").emit
            _add(outputs, name, emit_proto(proto))
    return outputs
