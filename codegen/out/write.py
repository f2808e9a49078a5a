# SPDX-License-Identifier: Apache-2.0
"""Marker lines, and putting generated text on disk (or comparing it with what is there)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from codegen.model import model as m
from codegen.model.messages import Proto

GENERATION = 1
"""Version of the emitters' output; raise it when the same spec gives other text."""


def marker(target: str, spec: m.SpecFile) -> str:
    """`INSTAR-GEN c specs/formats/qcow2.ksy spec=5b1e07c2 gen=1`; grep for INSTAR-GEN."""
    return f"INSTAR-GEN {target} {spec.path} spec={spec.hash8} gen={GENERATION}"


def marker_all(target: str) -> str:
    """For a file made from all specs together; `check` compares its bytes, so it needs no hash."""
    return f"INSTAR-GEN {target} specs gen={GENERATION}"


def specs_hash(specs: tuple[m.SpecFile, ...], proto: Proto) -> int:
    """64 bits that change with any spec, and with the messages."""
    parts = sorted(f"{spec.path} {spec.hash8}" for spec in specs)
    text = "\n".join([*parts, proto.hash8])
    return int(hashlib.sha256(text.encode()).hexdigest()[:16], 16)


def python_banner(line: str) -> str:
    return (
        "# SPDX-License-Identifier: Apache-2.0\n"
        f"# {line}\n"
        "# Generated: edit the spec, then run `make codegen`.\n"
    )


def python_package(
    target: str,
    folder: str,
    what: str,
    specs: tuple[m.SpecFile, ...],
    module: Callable[[tuple[m.SpecFile, ...], m.SpecFile], str],
) -> dict[str, str]:
    """A package with one module for each spec that has structures."""
    beginning = (
        "# SPDX-License-Identifier: Apache-2.0\n# INSTAR-GEN "
        f'{target} specs\n"""{what}; generated."""\n'
    )
    modules = {f"{folder}/{spec.id}.py": module(specs, spec) for spec in specs if spec.structures}
    return {f"{folder}/__init__.py": beginning, **modules}


def python_imports(
    folder: str,
    specs: tuple[m.SpecFile, ...],
    spec: m.SpecFile,
    text: str,
    name: Callable[[m.Structure], str],
) -> list[str]:
    """What a module of such a package takes from its neighbours: the names of their structures that
    are in its text.
    """
    lines = []
    for other in sorted(spec.imports):
        source = next(s for s in specs if s.id == other)
        used = sorted(name(s) for s in source.structures if re.search(rf"\b{name(s)}\b", text))
        if used:
            lines.append(f"from {folder.replace('/', '.')}.{other} import {', '.join(used)}")
    return lines


def c_banner(line: str) -> str:
    return (
        "/* SPDX-License-Identifier: Apache-2.0 */\n"
        f"/* {line} */\n"
        "/* Generated: edit the spec, then run `make codegen`. */\n"
    )


def markdown_banner(line: str) -> str:
    return f"<!-- {line} -->\n<!-- Generated: edit the spec, then run `make codegen`. -->\n"


def is_generated(text: str) -> bool:
    """Whether a file says that it comes from the specs."""
    return any("INSTAR-GEN " in line and " specs" in line for line in text.splitlines()[:5])


def strays(root: Path, outputs: dict[str, str]) -> list[str]:
    """Generated files next to the outputs that no emitter writes any more."""
    folders = {str(Path(name).parent) for name in outputs}
    found = {
        path.relative_to(root).as_posix()
        for folder in folders
        for path in (root / folder).glob("*")
        if path.is_file() and path.suffix in _SUFFIXES
    }
    return [
        n
        for n in sorted(found - set(outputs))
        if is_generated((root / n).read_text(encoding="utf-8"))
    ]


_SUFFIXES = (".c", ".h", ".md", ".py")


def write(root: Path, outputs: dict[str, str]) -> list[str]:
    """Write what differs; the paths written. A file that already holds its text keeps its time
    stamp.
    """
    written = []
    for name in sorted(outputs):
        path = root / name
        data = outputs[name].encode()
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(path.name + ".new")
        scratch.write_bytes(data)
        scratch.replace(path)
        written.append(name)
    return written


def differing(root: Path, outputs: dict[str, str]) -> list[str]:
    """Paths whose text on disk is missing or not what `outputs` holds."""
    return [
        name
        for name in sorted(outputs)
        if not (root / name).is_file() or (root / name).read_bytes() != outputs[name].encode()
    ]
