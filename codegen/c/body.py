# SPDX-License-Identifier: Apache-2.0
"""The body of one parser while it is written: its lines so far, and how it spells what it knows."""

from __future__ import annotations

from dataclasses import dataclass, field

from codegen.c.expr import CExpr
from codegen.c.names import LocalNames, entry_type, kept, ranges_of
from codegen.c.rules import RuleWriter
from codegen.c.text import int_type, structure_id
from codegen.model import model as m
from codegen.model.expr import constant
from codegen.model.uses import referenced


@dataclass
class Body:
    """State that all writers of one parser share."""

    specs: tuple[m.SpecFile, ...]
    s: m.Structure
    lines: list[str] = field(default_factory=list)
    tabs: int = 1
    declared: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    gap: bool = False
    """The line before ends a check: what follows is apart."""

    def __post_init__(self) -> None:
        self.names = LocalNames(self.specs, self.s)
        self.writer = CExpr(self.names)
        self.ranges = ranges_of(self.specs, self.s)
        self.rules = RuleWriter(self.writer, self.ranges)
        self.used = referenced(self.s)
        self.moving = self.s.size is None

    def put(self, text: str = "") -> None:
        if self.gap and text and not text.startswith(("if (", "}")):
            self.lines.append("")
        self.gap = False
        if text or self.lines[-1:] not in ([""], []):
            self.lines.append("\t" * self.tabs + text if text else "")

    def fail_if(self, condition: str, action: str) -> None:
        self.put(f"if ({condition})")
        self.put("\t" + action)
        self.gap = True

    def place(self, f: m.Field, extra: int = 0) -> str:
        """A field's offset in the buffer."""
        if f.offset is not None:
            return str(f.offset)
        return f"pos + {extra}" if extra else "pos"

    def pointer(self, place: str) -> str:
        return "p" if place == "0" else f"p + {place}"

    @property
    def truncated(self) -> str:
        return f"return parse_truncated(in, {structure_id(self.s)});"

    # Locals -----------------------------------------------------------------------------------

    def needed(self, f: m.Field) -> bool:
        """Whether the field's value has to be in a local."""
        checked = any(not isinstance(r, m.Contents) for r in f.rules)
        return checked or f.id in self.used or kept(self.s, f)

    def declare_array(self, f: m.Field, zero: bool) -> None:
        assert isinstance(f.kind, m.Array)
        count = constant(f.kind.count)
        tail = " = { 0 }" if zero else ""
        if count is None:
            for part in ("off", "len", "num"):
                self.put(f"size_t {f.id}_{part} = 0;")
            return
        match f.kind.element:
            case m.Integer(width=width, signed=signed):
                self.put(f"{int_type(width, signed)} {f.id}[{count}]{tail};")
            case m.Bytes():
                if zero and kept(self.s, f):
                    self.put(f"const uint8_t *{f.id} = NULL;")
            case m.Nested(type=ref):
                inner = m.structure_of(self.specs, ref)
                kind = entry_type(inner) if inner.is_entry else f"struct {inner.c_name}"
                self.put(f"{kind} {f.id}[{count}]{tail};")

    def assign(self, f: m.Field, c_type: str, value: str) -> None:
        self.put(f"{f.id} = {value};" if f.id in self.declared else f"{c_type} {f.id} = {value};")
