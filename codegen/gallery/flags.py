# SPDX-License-Identifier: Apache-2.0
"""Sets of flags for the Kaitai gallery: a type of bits in the place of a number and the values of
its bits, which are members of an enum ("Set of `incompatible_feature`") or constants ("Bit of
`flags`").
"""

from __future__ import annotations

import re
from typing import Any

Tree = Any
_WIDTH = re.compile(r"u([1248])(le|be)?\Z")
_SET = re.compile(r"Set of `(\w+)`")


def with_bits(file: Tree) -> Tree:
    """The file of a format, changed to have a type of bits for each set of flags."""
    said: dict[str, str] = {}
    for name, owner in [*file["types"].items()]:
        for field in owner.get("seq", []):
            width = _WIDTH.match(str(field.get("type")))
            bits = _bits(file, owner, field)
            if width and bits:
                made = f"{name}_{field['id']}"
                little = (width[2] or file["meta"]["endian"]) == "le"
                seq = _sequence(bits, int(width[1]) * 8, little)
                file["types"][made] = {"doc": f"Bits of `{name}.{field['id']}`.", "seq": seq}
                _ask_bits(owner, field, made, bits)
                said |= {f"`{n}`": f"`{field['id']}.{bit}`" for n, (_, bit, _) in bits.items()}
    return _texts(file, {name: text for name, text in said.items() if "::" in name})


Bits = dict[str, tuple[int, str, str]]
"""How expressions name each: its number, and its name and documentation as a field."""


def _bits(file: Tree, owner: Tree, field: Tree) -> Bits:
    doc = str(field.get("doc", ""))
    if named := _SET.match(doc):
        members = file["enums"].get(named[1], {})
        return {
            f"{named[1]}::{member['id']}": (value.bit_length() - 1, member["id"], member["doc"])
            for value, member in members.items()
        }
    own = f"Bit of `{field['id']}`, "
    return {
        name: (
            instance["value"].bit_length() - 1,
            name.removeprefix("flag_"),
            instance["doc"].removeprefix(own).capitalize(),
        )
        for name, instance in owner.get("instances", {}).items()
        if str(instance.get("doc", "")).startswith(own)
    }


def _sequence(bits: Bits, width: int, little: bool) -> list[Tree]:
    """Named bits and what is between them, from the end that is read first."""
    found = {number: (name, doc) for number, name, doc in bits.values()}
    out: list[Tree] = []
    gap = 0

    def close() -> None:
        if gap:
            reserved = sum(one["id"].startswith("reserved") for one in out) + 1
            out.append({"id": f"reserved{reserved}", "type": f"b{gap}"})

    for number in range(width) if little else reversed(range(width)):
        if number not in found:
            gap += 1
            continue
        close()
        gap = 0
        name, doc = found[number]
        out.append({"id": name, "type": "b1", "doc": doc})
    close()
    return out


def _ask_bits(owner: Tree, field: Tree, made: str, bits: Bits) -> None:
    """The field's type has the bits, and values are asked for them. What works with the number
    itself goes: it says what one reader knows.
    """
    ident, instances = field["id"], owner.get("instances", {})
    for key in ("enum", "valid", "-instar-any", "-instar-qemu-valid"):
        field.pop(key, None)
    field["type"] = made
    for name, (_, bit, _) in bits.items():
        instances.pop(name, None)
        asked = re.compile(rf"\({ident}\s*&\s*{name}(?:\.to_i)?\)\s*!=\s*0")
        for instance in instances.values():
            if isinstance(instance.get("value"), str):
                instance["value"] = asked.sub(f"{ident}.{bit}", instance["value"])
    number = re.compile(rf"\b{ident}\b(?!\.)|" + "|".join(map(re.escape, bits)))
    for name in [name for name, i in instances.items() if number.search(str(i.get("value")))]:
        del instances[name]


def _texts(tree: Tree, said: dict[str, str]) -> Tree:
    """With other words in its texts."""
    if isinstance(tree, list):
        return [_texts(item, said) for item in tree]
    if isinstance(tree, dict):
        return {key: _texts(value, said) for key, value in tree.items()}
    if isinstance(tree, str):
        for old, new in said.items():
            tree = tree.replace(old, new)
    return tree
