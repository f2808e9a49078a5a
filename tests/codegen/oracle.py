# SPDX-License-Identifier: Apache-2.0
"""The official Kaitai compiler's view of our specs.

The compiler is a JavaScript package, which `make test-deps` puts into `build/node`. Where it or
node is missing, tests that need the oracle skip and say so.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from codegen.model import model as m
from lab.tools import kaitai
from tests.codegen import base64_text
from tests.wanted import reason, skip_without

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


@functools.cache
def compiler() -> Path:
    """The directory of installed node modules."""
    skip_without("node")
    modules = kaitai()
    if modules is None:
        pytest.skip(reason("kaitai"))
    return modules


@functools.cache
def modules() -> dict[str, ModuleType]:
    """Every spec as the official compiler's Python, by meta/id."""
    specs = sorted((ROOT / "specs").glob("*/*.ksy"))
    digest = hashlib.sha256(
        b"".join(p.read_bytes() for p in [*specs, HERE / "kaitai_compile.mjs"])
    ).hexdigest()[:16]
    out = ROOT / "build" / f"kaitai-{digest}"
    if not (out / "done").exists():
        scratch = out.with_name(f"{out.name}.{os.getpid()}")
        script = HERE / "kaitai_compile.mjs"
        subprocess.run(
            ["node", str(script), str(scratch), *map(str, specs)],
            env={**os.environ, "NODE_MODULES": str(compiler())},
            check=True,
        )
        (scratch / "done").touch()
        if out.exists():
            shutil.rmtree(scratch)
        else:
            scratch.rename(out)
    # The compiler's modules import each other by bare names (`source`), so they are loaded under
    # those and then hidden.
    names = [p.stem for p in specs]
    sys.modules["base64_text"] = base64_text
    hidden = {n: sys.modules.pop(n) for n in names if n in sys.modules}
    sys.path.insert(0, str(out))
    try:
        return {n: importlib.import_module(n) for n in names}
    finally:
        sys.path.remove(str(out))
        for n in (*names, "base64_text"):
            sys.modules.pop(n, None)
        sys.modules.update(hidden)


def parse(spec: m.SpecFile, structure: m.Structure, data: bytes, params: dict[str, int]) -> Any:
    """The structure at the start of `data`, or the oracle's exception."""
    from kaitaistruct import BytesIO, KaitaiStream

    root_class = getattr(modules()[spec.id], m.camel(spec.id))
    cls = getattr(root_class, m.camel(structure.name))
    args = [params[p.id] for p in structure.params]
    # A rule may name a constant of the root, which is there without anything being read.
    root = root_class.__new__(root_class)
    return cls(*args, KaitaiStream(BytesIO(data)), None, root)
