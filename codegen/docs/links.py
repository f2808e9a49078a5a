# SPDX-License-Identifier: Apache-2.0
"""Names in the texts of a spec as links: to fields, values, enums and structures of the page, and
to the pages of other specs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.model import model as m

_FENCED = re.compile(r"(`[^`]+`)")
_SPEC = re.compile(r"(?<![\w/`])(?:formats/|abi/)?([a-z][a-z0-9_]*)\.ksy\b")
_OF_SPEC = re.compile(r"`([a-z][\w.:]*)` of ([a-z][a-z0-9_]*)\.ksy\b")
_PATH = re.compile(r"(?:formats/)?([a-z][a-z0-9_]*)\.ksy\Z")
_NAME = re.compile(r"(?<![\w.\[`#>-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w`(\]])")


Anchors = dict[str, frozenset[str]]
"""What the pages have anchors for, by spec."""


class Names:
    """What names mean on the page of one spec."""

    def __init__(self, specs: dict[str, m.SpecFile], spec: m.SpecFile, anchors: Anchors) -> None:
        self.spec = spec
        self.specs = specs
        self.anchors = anchors

    def page(self, spec: str) -> str:
        """The page of a spec, as the page at hand leads to it."""
        if spec == self.spec.id:
            return ""
        folder = "" if self.specs[spec].kind == self.spec.kind else f"../{self.specs[spec].kind}/"
        return f"{folder}{spec}.md"

    def type(self, ref: m.TypeRef | m.EnumRef) -> str:
        """A structure or an enum as a link."""
        return f"[{ref.name}]({self.page(ref.spec)}#{ref.name})"

    def text(self, text: str, *owners: str, own: str = "") -> str:
        """Prose of the spec; `owners` are the structure or the enum that it is in, `own` is the
        anchor that it belongs to, which it does not lead to. Lines of code stay as they are.
        """
        lines = text.split("\n")
        return "\n".join(
            line if line.startswith("    ") else self._line(line, owners, own) for line in lines
        )

    def rule(self, text: str, owner: str) -> str:
        """A rule's text, whose names have no quotes."""

        def replaced(match: re.Match[str]) -> str:
            target = self.target(match[0], (owner,))
            return match[0] if target is None else f"[{match[0]}]({target})"

        return _NAME.sub(replaced, text)

    def _line(self, line: str, owners: tuple[str, ...], own: str) -> str:
        line = _OF_SPEC.sub(self._of_spec, line)
        parts = _FENCED.split(line)
        for at, part in enumerate(parts):
            if at % 2 == 0:
                parts[at] = _SPEC.sub(self._spec, part)
            elif not parts[at - 1].endswith("[") or not parts[at + 1].startswith("]("):
                parts[at] = self._code(part, owners, own)
        return "".join(parts)

    def _of_spec(self, match: re.Match[str]) -> str:
        name, spec = match[1].replace("::", "."), match[2]
        if name not in self.anchors.get(spec, ()):
            return match[0]
        return f"[`{match[1]}`]({self.page(spec)}#{name}) of {match[2]}.ksy"

    def _spec(self, match: re.Match[str]) -> str:
        if match[1] not in self.specs or match[1] == self.spec.id:
            return match[0]
        return f"[{match[0]}]({self.page(match[1])})"

    def _code(self, code: str, owners: tuple[str, ...], own: str) -> str:
        name = code[1:-1]
        file = _PATH.match(name)
        if file and file[1] in self.specs and file[1] != self.spec.id:
            return f"[{code}]({self.page(file[1])})"
        target = self.target(name, owners)
        return code if target is None or target == f"#{own}" else f"[{code}]({target})"

    def target(self, name: str, owners: tuple[str, ...]) -> str | None:
        """Where a name leads to: nearest first."""
        name = name.replace("::", ".")
        here = self.anchors[self.spec.id]
        for anchor in (*(f"{owner}.{name}" for owner in owners), name):
            if anchor in here:
                return f"#{anchor}"
        spec, _, rest = name.partition(".")
        if spec in self.specs and rest in self.anchors[spec]:
            return f"{self.page(spec)}#{rest}"
        return None


def names_of_pages(specs: tuple[m.SpecFile, ...]) -> list[Names]:
    """For each page what names mean there."""
    by_id = {s.id: s for s in specs}
    anchors = {s.id: frozenset(_anchors(s)) for s in specs}
    return [Names(by_id, s, anchors) for s in specs]


def _anchors(spec: m.SpecFile) -> Iterator[str]:
    """What the page of a spec has anchors for."""
    for named in (spec.constants, spec.named_bytes, spec.strings):
        yield from (item.id for item in named)
    for enum in spec.enums:
        yield enum.name
        yield from (f"{enum.name}.{member.id}" for member in enum.members)
    for s in spec.structures:
        yield s.name
        for parts in (s.fields, s.constants, s.derived, s.faults, s.strings):
            yield from (f"{s.name}.{part.id}" for part in parts)
