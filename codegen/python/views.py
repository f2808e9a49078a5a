# SPDX-License-Identifier: Apache-2.0
"""`instar/generated/views.py`: the names of what the guest's viewer says by numbers."""

from __future__ import annotations

from codegen.model.relations import Meaning
from codegen.model.view import Kind, Repeat, Views
from codegen.out.views import views_hash
from codegen.out.write import marker_all, python_banner


def emit(views: Views) -> dict[str, str]:
    out = python_banner(marker_all("python"))
    out += '"""Names of what the guest\'s viewer says by numbers."""\n\n'
    out += f"VIEWS_HASH = {views_hash(views):#x}\n"
    out += "VIEWS = (\n"
    for view in views.views:
        out += f"    ({view.id!r}, {view.format!r}, {view.root}),\n"
    out += ')\n"""Each view, what it is of, and the type of its root."""\nTYPES = (\n'
    for t in views.types:
        out += f"    ({t.name!r}, {t.num_seq}, (\n"
        for a in t.attrs:
            kind = a.type if a.kind is Kind.OBJECT else None
            row = (a.id, a.repeat is not Repeat.ONCE, kind, a.enum, a.unit)
            out += f"        {row!r},\n"
        out += "    )),\n"
    out += ")\n"
    out += '"""Name, attributes in a row, and of each: name, many, type, enum, unit."""\n'
    out += f"MEANINGS = {('', *(meaning.value for meaning in Meaning))!r}\n"
    out += '"""What an entry of a table means, by number."""\n'
    used = sorted({a.enum for t in views.types for a in t.attrs if a.enum})
    out += "ENUMS: dict[str, dict[int, str]] = {\n"
    for name in used:
        out += f"    {name!r}: {views.enums[name]!r},\n"
    out += "}\n"
    return {"instar/generated/views.py": out}
