# SPDX-License-Identifier: Apache-2.0
"""`instar/generated/refusals.py`: the faults that the host names, since no guest is asked."""

from __future__ import annotations

from codegen.model import model as m
from codegen.out.write import marker_all, python_banner

PATH = "instar/generated/refusals.py"

_HEAD = '''"""What the host refuses before a guest is asked; `errors.FAULTS` has the texts."""

'''


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    structures = sorted((s for spec in specs for s in spec.structures), key=lambda s: s.number)
    found = {f.id.upper(): f.number for s in structures for f in s.faults if f.host}
    rows = "".join(f"{name} = {number:#x}\n" for name, number in found.items())
    return {PATH: python_banner(marker_all("python")) + _HEAD + rows} if rows else {}
