# SPDX-License-Identifier: Apache-2.0
"""The parts of a file on its reference page: a drawing of what leads to what, the way from a place
on the disk to a byte of the file, and what the entries of a table mean.
"""

from __future__ import annotations

from collections.abc import Iterator

from codegen.docs.links import Names
from codegen.docs.text import cell
from codegen.model import model as m
from codegen.model.expr import DerivedRef, Element, Expr, FieldRef, constant, walk
from codegen.model.relations import SAID, Meaning, Place
from codegen.out.spelled import spelled


def needs(place: Place) -> set[str]:
    """The places that one is found by."""
    found = [place.at, place.count, place.size, place.byte, place.search, place.condition]
    if place.index is not None:
        found.append(place.index.expr)
    named = {name for expr in found if expr is not None for name in _named(expr)}
    return named | ({place.same} if place.same else set())


def _named(expr: Expr) -> set[str]:
    """Places that an expression names."""
    return {
        node.path[0]
        for node in walk(expr)
        if isinstance(node, FieldRef | DerivedRef | Element) and len(node.path) > 1
    }


def ways(spec: m.SpecFile) -> list[list[Place]]:
    """Of each kind of data, the places that lead to that of an offset of the disk, and the data."""
    return [way(spec, place.id) for place in spec.places if place.byte is not None]


def way(spec: m.SpecFile, to: str = "") -> list[Place]:
    """The places that lead to a kind of data, "" for the first."""
    data = [place.id for place in spec.places if place.byte is not None]
    if not data:
        return []
    wanted = {to or data[0]}
    for place in reversed(spec.places):
        if place.id in wanted:
            wanted |= needs(place)
    return [place for place in spec.places if place.id in wanted]


def place_lines(names: Names) -> list[str]:
    """What is where, and how to get there."""
    spec = names.spec
    if not spec.places:
        return []
    out = ["## The whole file", "", *_drawing(names), ""]
    out += ["| part | where and what it is |", "|---|---|"]
    for place in spec.places:
        what = _what(names, place)
        out.append(f"| {_name(names, place)} | At `{_code(place.at)}`. {what} |")
    return [*out, "", *_steps(names)]


def _code(expr: Expr) -> str:
    value = constant(expr)
    return cell(spelled(expr)) if value is None else f"{value:#x}" if value > 9 else str(value)


def _name(names: Names, place: Place) -> str:
    if place.type is None:
        return f"**{place.id}**"
    return f"[**{place.id}**]({names.page(place.type.spec)}#{place.type.name})"


def _what(names: Names, place: Place) -> str:
    said = []
    if place.match and place.type is not None:
        fields = " and ".join(f"`{name}` is `{data.hex(' ')}`" for name, data in place.match)
        said.append(f"The {names.type(place.type)} whose {fields}, of `{_code_of(place.count)}`.")
    elif place.type is not None and place.count is not None:
        said.append(f"`{_code(place.count)}` x {names.type(place.type)}.")
    elif place.type is not None:
        said.append(f"One {names.type(place.type)}.")
    elif place.size is not None:
        packed = ", compressed" if place.is_packed else ""
        said.append(f"`{_code(place.size)}` bytes{packed}.")
    if place.condition is not None:
        said.append(f"Only if `{_code(place.condition)}`.")
    if place.doc:
        said.append(names.text(cell(place.doc)))
    return " ".join(said)


def _code_of(expr: Expr | None) -> str:
    return "" if expr is None else _code(expr)


# --- the drawing


def _parent(place: Place, spec: m.SpecFile) -> Place | None:
    """The last place that says where this one is."""
    named = _named(place.at)
    return next((p for p in reversed(spec.places) if p.id in named), None)


def _drawing(names: Names) -> list[str]:
    """A tree: each part under the one that says where it is."""
    spec = names.spec
    levels: dict[str, int] = {}
    for place in spec.places:
        parent = _parent(place, spec)
        levels[place.id] = 0 if parent is None else levels[parent.id] + 1
    depth = max(levels.values()) + 1
    rows = []
    for place in _in_tree_order(spec):
        level = levels[place.id]
        lead = [*[""] * (level - 1), "&#8627;"] if level else []
        before = "".join(f'<td class="lead">{text}</td>' for text in lead)
        kind = "field" if place.condition is None else "field optional"
        span = f' colspan="{depth - level}"' if depth - level > 1 else ""
        rows.append(f'<tr>{before}<td{span} class="{kind}">{_label(place)}</td></tr>')
    return ['<div class="diagram"><table class="diagram file">', *rows, "</table></div>"]


def _in_tree_order(spec: m.SpecFile) -> list[Place]:
    below: dict[str | None, list[Place]] = {}
    for place in spec.places:
        parent = _parent(place, spec)
        below.setdefault(None if parent is None else parent.id, []).append(place)

    def under(name: str | None) -> list[Place]:
        return [one for place in below.get(name, []) for one in (place, *under(place.id))]

    return under(None)


def _label(place: Place) -> str:
    if place.type is None:
        note = "bytes" if place.byte is None else "compressed" if place.is_packed else "data"
        return f"{place.id} <small>{note}</small>"
    link = f'<a href="#{place.type.name}">{place.id}</a>'
    many = place.count is not None and not place.match
    return f"{link} <small>{'a table of' if many else 'one'} {place.type.name}</small>"


# --- from the disk to the file


def _steps(names: Names) -> list[str]:
    found = ways(names.spec)
    if not found:
        return []
    out = ["### From an offset of the disk to the file", ""]
    for places in found:
        if len(found) > 1:
            out += [f"To a {places[-1].id.replace('_', ' ')}:", ""]
        steps = [text for place in places for text in _step(names, place)]
        out += [*(f"{number}. {text}" for number, text in enumerate(steps, 1)), ""]
    return out


def _step(names: Names, place: Place) -> Iterator[str]:
    if place.same and place.type is not None:
        yield f"Read the same bytes as {names.type(place.type)}."
    elif place.type is not None:
        where = f"Of {_name(names, place)} at `{_code(place.at)}`, take the"
        if place.index is not None:
            yield f"{where} {names.type(place.type)} number `{_code(place.index.expr)}`."
        elif place.search is not None:
            yield f"{where} first {names.type(place.type)} with `{_code(place.search)}`."
    elif place.byte is not None:
        test = "the entry means data" if place.condition is None else _code(place.condition)
        test = test if place.condition is None else f"`{test}`"
        unpacked = "Unpacked, the" if place.is_packed else "The"
        yield (
            f"{unpacked} byte is number `{_code(place.byte)}` of the {place.id} at "
            f"`{_code(place.at)}`, if {test}."
        )


def meaning_lines(names: Names, structure: m.Structure) -> list[str]:
    """What the values of an entry mean, in the order in which they are to be asked."""
    if not structure.cases:
        return []
    out = ["What it means, by the first condition that holds:", ""]
    out += ["| if | it is | so |", "|---|---|---|"]
    for case in structure.cases:
        test = "otherwise" if case.when is None else f"`{_code(case.when)}`"
        doc = names.text(cell(case.doc), structure.name)
        said = f"{_sentence(case.means)} {doc}".strip()
        out.append(f"| {test} | {case.means.value} | {said} |")
    return [*out, ""]


def _sentence(meaning: Meaning) -> str:
    return SAID[meaning][0].upper() + SAID[meaning][1:] + "."
