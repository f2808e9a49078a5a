# SPDX-License-Identifier: Apache-2.0
"""`guest/generated/views.{h,c}`: the tables that the guest's viewer interprets."""

from __future__ import annotations

from codegen.c.text import define
from codegen.model.view import Attr, Kind, Op, Repeat, Views
from codegen.out.views import NOWHERE, views_hash
from codegen.out.write import c_banner, marker_all

_FLAGS = ("signed", "little", "to_end", "in_root", "leads", "trees", "below", "base64")


class _Programs:
    """All programs in a row; equal ones once. The first is empty, and ends at once."""

    def __init__(self) -> None:
        self.bytes = bytearray([Op.END])
        self.places = {b"": 0}

    def place(self, code: bytes) -> int:
        if code not in self.places:
            self.places[code] = len(self.bytes)
            self.bytes += code + bytes([Op.END])
        return self.places[code]


def _enum(name: str, members: type[Op] | type[Kind] | type[Repeat]) -> str:
    prefix = f"VIEW_{name.upper()}_"
    lines = [f"\t{prefix}{member.name} = {member.value}," for member in members]
    return f"enum view_{name} {{\n" + "\n".join(lines) + "\n};\n\n"


def _header(views: Views) -> str:
    out = c_banner(marker_all("c")) + "#ifndef GENERATED_VIEWS_H\n#define GENERATED_VIEWS_H\n"
    out += "#include <stdint.h>\n\n"
    out += _enum("op", Op) + _enum("kind", Kind) + _enum("repeat", Repeat)
    for number, flag in enumerate((*_FLAGS, "terminated")):
        out += define(f"VIEW_FLAG_{flag.upper()}", f"{1 << number:#x}u", "")
    out += define("VIEW_NOWHERE", f"{NOWHERE:#x}u", "Not always the same.")
    out += define("VIEWS_HASH", f"UINT64_C({views_hash(views):#018x})", "Of these tables.")
    out += define("VIEW_MAX_PARAMS", f"{max(t.num_params for t in views.types)}u", "")
    out += "\nenum view_id {\n"
    out += "".join(f"\tVIEW_{v.id.upper()} = {i},\n" for i, v in enumerate(views.views))
    out += "};\n"
    out += """
/* Numbers of view_code[] are where a program begins; 0: there is none. */
struct view_attr {
\tuint8_t kind, repeat, terminator;
\tuint16_t flags;
\tuint16_t width; /* bytes of a number, bits of bits, how many cases */
\tuint16_t type;	/* of an object; the first case */
\tuint32_t offset; /* bits from the object's start, or VIEW_NOWHERE */
\tuint16_t pos, size, cond, count, value, args, guest, span, index, counts;
\tuint16_t owner;
};

struct view_type {
\tuint16_t first, num_attrs, num_seq, num_params;
\tuint32_t size;	 /* bits, or VIEW_NOWHERE */
\tuint8_t uniform; /* whether all in one file have one size */
\tuint8_t lists;	/* whether a list is in it, however deep */
\tuint16_t means;	/* the program that says what an entry means */
};

struct view_case {
\tint64_t value;
\tuint16_t type;
};


extern const struct view_attr view_attrs[];
extern const struct view_type view_types[];
extern const struct view_case view_cases[];
extern const uint8_t view_code[];
extern const uint16_t view_roots[]; /* types */

#endif
"""
    return out


def _flags(attr: Attr) -> int:
    found = sum(1 << n for n, flag in enumerate(_FLAGS) if getattr(attr, flag))
    return found | (attr.terminator is not None) << len(_FLAGS)


def _source(views: Views) -> str:
    programs = _Programs()
    attrs: list[str] = []
    types: list[str] = []
    cases: list[str] = []
    for t in views.types:
        size = NOWHERE if t.size is None else t.size
        counts = f"{len(attrs)}, {len(t.attrs)}, {t.num_seq}, {t.num_params}"
        numbers = f"{counts}, {size:#x}, {int(t.uniform)}"
        numbers += f", {int(t.lists)}, {programs.place(t.means)}"
        types.append(f"\t{{ {numbers} }}, /* {t.name} */")
        for a in t.attrs:
            own = (a.pos, a.size, a.cond, a.count, a.value, a.args)
            owned = (a.guest, a.span, a.index, a.counts)
            places = (programs.place(p) for p in (*own, *owned))
            width, kind = a.width, a.type
            if a.kind is Kind.CASES:
                width, kind = len(a.cases), len(cases)
                cases += [f"\t{{ {value}, {case} }}," for value, case in a.cases]
            offset = NOWHERE if a.offset is None else a.offset
            row = (a.kind.value, a.repeat.value, a.terminator or 0, _flags(a), width, kind)
            joined = ", ".join([*map(str, row), f"{offset:#x}", *map(str, places), str(a.owner)])
            attrs.append(f"\t{{ {joined} }}, /* {a.id} */")
    code = programs.bytes
    rows = [", ".join(str(b) for b in code[i : i + 20]) for i in range(0, len(code), 20)]
    roots = ", ".join(str(v.root) for v in views.views)
    parts = (
        ("struct view_attr view_attrs[]", attrs),
        ("struct view_type view_types[]", types),
        ("struct view_case view_cases[]", cases),
        ("uint8_t view_code[]", [f"\t{row}," for row in rows]),
        ("uint16_t view_roots[]", [f"\t{roots},"]),
    )
    out = c_banner(marker_all("c")) + '#include "views.h"\n'
    for name, lines in parts:
        out += f"\nconst {name} = {{\n" + "\n".join(lines) + "\n};\n"
    return out


def emit(views: Views) -> dict[str, str]:
    return {"guest/generated/views.h": _header(views), "guest/generated/views.c": _source(views)}
