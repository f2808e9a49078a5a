# SPDX-License-Identifier: Apache-2.0
"""Byte and bit diagrams of the reference pages: HTML tables whose cells lead to the rows of the
fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from codegen.model import model as m
from codegen.model.expr import constant
from codegen.out.expression import bare, python_expr

ROW_BYTES = 8
ROW_BITS = 32
LARGEST = 4096
"""A structure with more bytes before its variable part is not drawn."""
_LETTERS = 80
"""Letters next to each other in a diagram as wide as a page."""


def diagrams(structure: m.Structure) -> list[str]:
    """The bytes of a structure, and the bits of each group of bit fields in it."""
    groups = [list(fields) for _, fields in groupby(_bit_fields(structure), key=lambda f: f.offset)]
    lines: list[str] = []
    if not structure.is_entry or not groups:
        lines += _bytes(structure)
    for fields in groups:
        title = "" if structure.is_entry else f"Bits of {_names(fields)}:"
        lines += [title, "", *_bits(structure, fields), ""]
    return lines


def _bit_fields(structure: m.Structure) -> Iterator[m.Field]:
    return (f for f in structure.fields if isinstance(f.kind, m.Bits))


def _names(fields: list[m.Field]) -> str:
    kind = fields[0].kind
    assert isinstance(kind, m.Bits)
    place = fields[0].offset
    if place is None:
        return "the bit fields"
    last = place + kind.group_size - 1
    return f"byte {place}" if last == place else f"bytes {place} to {last}"


def _table(kind: str, rows: list[str]) -> list[str]:
    return [f'<div class="diagram"><table class="diagram {kind}">', *rows, "</table></div>"]


def _link(structure: m.Structure, field: m.Field) -> str:
    """A field's name, which may be broken after underscores."""
    return f'<a href="#{structure.name}.{field.id}">{field.id.replace("_", "_<wbr>")}</a>'


def _cell(text: str, span: int, kind: str) -> str:
    width = f' colspan="{span}"' if span > 1 else ""
    return f'<td{width} class="{kind}">{text}</td>'


# --- regions -----------------------------------------------------------------


def region_map(constants: tuple[m.Constant, ...]) -> list[str]:
    """Regions that constants `ofs_X` and `len_X` place one after the other, with the gaps between
    them.
    """
    values = {c.id: c.value for c in constants}
    named = (c.id.removeprefix("ofs_") for c in constants if c.id.startswith("ofs_"))
    regions = sorted(
        (values[f"ofs_{n}"], values[f"len_{n}"], n) for n in named if f"len_{n}" in values
    )
    if len(regions) < 2:
        return []
    rows = []
    place = regions[0][0]
    for start, size, name in regions:
        if start > place:
            rows.append(_region(place, "", "reserved", f"{_size(start - place)} of nothing"))
        rows.append(_region(start, f'<a href="#ofs_{name}">{name}</a>', "field", _size(size)))
        place = start + size
    for start, name in sorted(
        (v, n.removeprefix("ofs_")) for n, v in values.items() if n.startswith("ofs_")
    ):
        if start >= place:  # the last one has no length of its own
            if start > place:
                rows.append(_region(place, "", "reserved", f"{_size(start - place)} of nothing"))
            rows.append(
                _region(start, f'<a href="#ofs_{name}">{name}</a>', "field optional", "to the end")
            )
            break
    return [*_table("regions", rows), ""]


def _region(start: int, name: str, kind: str, note: str) -> str:
    return f"<tr><th>{start:#x}</th>{_cell(f'{name} <small>{note}</small>'.strip(), 1, kind)}</tr>"


def _size(size: int) -> str:
    return f"{size >> 10} KiB" if size % 1024 == 0 else f"{size} bytes"


# --- bits --------------------------------------------------------------------


def _bits(structure: m.Structure, fields: list[m.Field]) -> list[str]:
    """Bits of a group, highest first, 32 to a row."""
    kinds = [(f, f.kind) for f in fields if isinstance(f.kind, m.Bits)]
    total = 8 * kinds[0][1].group_size
    rows = []
    for top in range(total, 0, -ROW_BITS):
        low = max(0, top - ROW_BITS)
        rows.append(
            "<tr>" + "".join(f"<th>{bit}</th>" for bit in range(top - 1, low - 1, -1)) + "</tr>"
        )
        cells = []
        bit = top - 1
        while bit >= low:
            owner = next(((f, k) for f, k in kinds if k.shift <= bit < k.shift + k.width), None)
            if owner is None:  # bits after the last field of a group
                span = (
                    bit
                    - max((k.shift + k.width for _, k in kinds if k.shift < bit), default=low)
                    + 1
                )
                cells.append(_cell("", span, "reserved"))
            else:
                span = bit - max(owner[1].shift, low) + 1
                cells.append(_bit_cell(structure, owner[0], span, top - low))
            bit -= span
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return _table("bits", rows)


def _bit_cell(structure: m.Structure, field: m.Field, span: int, width: int) -> str:
    if field.is_reserved:
        return _cell("", span, "reserved")
    narrow = " narrow" if max(map(len, field.id.split("_"))) > span * _LETTERS // width else ""
    link = _link(structure, field)
    return _cell(link.replace("<wbr>", "") if narrow else link, span, f"field{narrow}")


# --- bytes -------------------------------------------------------------------


class _Rows:
    """Rows of eight bytes in the making."""

    def __init__(self, structure: m.Structure) -> None:
        self.structure = structure
        self.rows = ["<tr><th></th>" + "".join(f"<th>{n}</th>" for n in range(ROW_BYTES)) + "</tr>"]
        self.cells: list[str] = []
        self.start = 0

    def flush(self) -> None:
        """End the row that is being filled."""
        if self.cells:
            self.rows.append(f"<tr><th>{self.start}</th>{''.join(self.cells)}</tr>")
        self.cells = []

    def put(self, fields: list[m.Field], start: int, size: int) -> None:
        """Cells for `size` bytes; what fills several rows takes one row of full width."""
        place, end = start, start + size
        while place < end:
            if place % ROW_BYTES == 0:
                self.flush()
                whole = (end - place) // ROW_BYTES * ROW_BYTES
                if whole >= 2 * ROW_BYTES:
                    note = f" <small>{size} bytes</small>"
                    self.rows.append(
                        f"<tr><th>{place}</th>{self.cell(fields, ROW_BYTES, note)}</tr>"
                    )
                    place += whole
                    continue
            if not self.cells:
                self.start = place
            step = min(end, (place // ROW_BYTES + 1) * ROW_BYTES) - place
            self.cells.append(self.cell(fields, step))
            place += step

    def cell(self, fields: list[m.Field], span: int, note: str = "") -> str:
        """One cell of the fields that share its bytes."""
        if all(f.is_reserved for f in fields):
            return _cell(note.strip(), span, "reserved")
        optional = " optional" if all(f.condition is not None for f in fields) else ""
        links = " ".join(_link(self.structure, f) for f in fields if not f.is_reserved)
        return _cell(links + note, span, f"field{optional}")

    def tail(self, field: m.Field) -> None:
        """A row for a field whose place or size the bytes before it decide."""
        self.flush()
        kind = "reserved" if field.is_reserved else "field optional"
        text = f"{_link(self.structure, field)} <small>{_length(field)}</small>"
        place = field.offset if field.offset is not None else "&hellip;"
        self.rows.append(f"<tr><th>{place}</th>{_cell(text, ROW_BYTES, kind)}</tr>")


def _length(field: m.Field) -> str:
    if field.size is not None:
        return f"{field.size} byte{'s' if field.size > 1 else ''}"
    match field.kind:
        case m.Bytes(size=size) | m.String(size=size) if (
            size is not None and constant(size) is None
        ):
            return f"{_html(python_expr(size, '.'.join))} bytes"
        case m.Array(count=count):
            return f"{_html(python_expr(count, '.'.join))} times"
        case m.String(size=None):
            return "to the zero byte"
        case m.Integer() | m.Bits() | m.Bytes() | m.String() | m.Nested():
            return "of a size of its own"


def _bytes_of(field: m.Field) -> tuple[int | None, str]:
    """What is the same for the bit fields of a group, and for no other two fields."""
    return field.offset, "" if isinstance(
        field.kind, m.Bits
    ) and field.offset is not None else field.id


def _html(text: str) -> str:
    return bare(text).replace("&", "&amp;").replace("<", "&lt;")


def _bytes(structure: m.Structure) -> list[str]:
    """Bytes of a structure, eight to a row, then what has no fixed place."""
    rows = _Rows(structure)
    place = 0
    for _, group in groupby(structure.fields, key=_bytes_of):
        fields = list(group)
        size = fields[0].size
        if fields[0].offset != place or size is None:
            for field in fields:
                rows.tail(field)
            place = -1
        else:
            rows.put(fields, place, size)
            place += size
        if place > LARGEST:
            return []
    rows.flush()
    return [*_table("bytes", rows.rows), ""]
