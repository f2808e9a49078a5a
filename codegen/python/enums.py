# SPDX-License-Identifier: Apache-2.0
"""Host Python: enums, for people and tests: they have names and can be listed.

`instar/generated/enums/<spec>.py`. The answer path takes the same values from the module of the
spec itself, where they are plain integers, and does not import `enum`.
"""

from __future__ import annotations

from codegen.model import model as m
from codegen.out.write import marker, python_banner
from codegen.python.names import class_of, doc_text, enum_doc, value_of

PACKAGE = "instar/generated/enums"


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """A module for each spec that has enums."""
    return {f"{PACKAGE}/{spec.id}.py": _module(spec) for spec in specs if spec.enums}


def _module(spec: m.SpecFile) -> str:
    lines = [
        python_banner(marker("python-enums", spec)).rstrip("\n"),
        f'"""{doc_text(spec.title).rstrip(".")}: enums."""',
        "",
        "from enum import IntEnum",
        "",
    ]
    for enum in spec.enums:
        lines += ["", *_enum(enum), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _enum(enum: m.EnumType) -> list[str]:
    out = [f"class {class_of(enum)}(IntEnum):", f'    """{enum_doc(enum)}"""', ""]
    for member in enum.members:
        out.append(f"    {member.id.upper()} = {value_of(member)}")
        if member.doc:
            out.append(f'    """{doc_text(member.doc)}"""')
    return out
