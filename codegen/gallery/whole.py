# SPDX-License-Identifier: Apache-2.0
"""`codegen gallery DIR`: a format and its view as one file for the Kaitai gallery, without
our own keys and with no type that the whole image does not need.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from codegen.gallery.flags import with_bits

FORMATS = {"qcow2": "qcow2_image", "vhd": "vhd_image", "vhdx": "vhdx_image", "vmdk": "vmdk_image"}
WIDTH = 80
FOLD_WIDTH = 40  # an expression is folded at the first space from here on
DOC_WIDTH = 66  # columns of documentation, whose deepest place is 14 columns in
_WORD = re.compile(r"[A-Za-z_]\w*")
KEY_ORDER = (
    "id",
    "-orig-id",
    "io",
    "pos",
    "value",
    "size",
    "size-eos",
    "type",
    "enum",
    "contents",
    "pad-right",
    "terminator",
    "encoding",
    "valid",
    "repeat",
    "repeat-expr",
    "repeat-until",
    "if",
    "doc",
    "doc-ref",
)
"""Of a field, as the gallery's style guide has them."""
TYPE_KEY_ORDER = ("doc", "doc-ref", "params", "seq", "instances", "types", "enums")

Tree = Any


class _Dumper(yaml.SafeDumper):
    """Long texts are blocks; lists are indented as in the gallery."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    is_long = "\n" in text or len(text) > WIDTH // 2
    folds = is_long and "\n" not in text and not text.startswith(" ")
    style = ">" if folds else "|" if is_long else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _plain(tree: Tree) -> Tree:
    """Without our keys; keys in the gallery's order."""
    if isinstance(tree, list):
        return [_plain(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    kept = {k: _plain(v) for k, v in tree.items() if not str(k).startswith("-instar-")}
    if "doc" in kept:
        kept["doc"] = _wrapped(kept["doc"])
    if "meta" in kept:
        return kept
    is_type = "seq" in kept or "instances" in kept or "params" in kept
    order = TYPE_KEY_ORDER if is_type else KEY_ORDER
    return {key: kept.pop(key) for key in order if key in kept} | kept


def _names(tree: Tree) -> Iterator[str]:
    """Every word of every text but documentation: what a type may name."""
    if isinstance(tree, list):
        for item in tree:
            yield from _names(item)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _WORD.findall(str(key))
            if key not in ("doc", "doc-ref"):
                yield from _names(value)
    elif isinstance(tree, str):
        yield from _WORD.findall(tree)


def _renamed(tree: Tree, names: dict[str, str]) -> Tree:
    """With the types of the view named anew where the format has a type of that name."""
    if isinstance(tree, list):
        return [_renamed(item, names) for item in tree]
    if not isinstance(tree, dict):
        return tree
    out = {}
    for key, value in tree.items():
        if key == "type" and isinstance(value, str):
            head = _WORD.match(value)
            if head and head[0] in names and "::" not in value:
                value = names[head[0]] + value[head.end() :]
        elif key == "cases":
            value = {k: names.get(v, v) for k, v in value.items()}
        out[key] = _renamed(value, names)
    return out


def _unqualified(tree: Tree, prefix: str) -> Tree:
    if isinstance(tree, list):
        return [_unqualified(item, prefix) for item in tree]
    if isinstance(tree, dict):
        return {_unqualified(k, prefix): _unqualified(v, prefix) for k, v in tree.items()}
    return tree.replace(prefix, "") if isinstance(tree, str) else tree


def _types_of(tree: Tree) -> Iterator[str]:
    """The types that a tree names: as those of fields, in cases, or by their size."""
    if isinstance(tree, list):
        for item in tree:
            yield from _types_of(item)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key == "type" and isinstance(value, str):
                yield from _WORD.findall(value)[:1]
            elif key == "cases":
                yield from value.values()
            else:
                yield from _types_of(value)
    elif isinstance(tree, str):
        yield from re.findall(r"sizeof<(\w+)>", tree)


def _reachable(root: Tree, types: dict[str, Tree]) -> dict[str, Tree]:
    wanted, seen = set(_types_of(root)), set[str]()
    while found := (wanted & types.keys()) - seen:
        seen |= found
        for name in found:
            wanted |= set(_types_of(types[name]))
    return {name: tree for name, tree in types.items() if name in seen}


def merged(format_file: Tree, view: Tree, name: str) -> Tree:
    """One tree that needs no other."""
    format_file = with_bits(format_file)
    own = view.get("types", {})
    shared = {n: f"{n}_at" for n in own if n in format_file["types"]}
    view = _renamed(view, shared)
    view["types"] = {shared.get(n, n): tree for n, tree in view.get("types", {}).items()}
    view = _unqualified(view, f"{name}::")
    meta = {k: v for k, v in view["meta"].items() if k != "imports"} | {"id": name}
    for key in ("title", "bit-endian"):
        if key in format_file["meta"]:
            meta[key] = format_file["meta"][key]
    body = {k: view[k] for k in ("seq", "instances") if k in view}
    types = _reachable(body, view["types"] | format_file["types"])
    enums = {
        k: v for k, v in format_file.get("enums", {}).items() if k in set(_names([body, types]))
    }
    whole = {"meta": meta, "doc": format_file["doc"], "doc-ref": format_file["doc-ref"]}
    tree = whole | body | {"types": types, "enums": enums}
    return _plain(_prefixed(tree, _better_names(types)))


def _wrapped(text: str) -> str:
    """Prose in lines that fit where types are; what is indented stays as it is."""
    if len(text) <= WIDTH // 2:
        return text
    blocks = text.rstrip("\n").split("\n\n")
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: str) -> str:
    """A paragraph, a list or lines of code, as narrow as documentation is."""
    if block.startswith("- "):
        items = re.split(r"\n(?=- )", block)
        return "\n".join(textwrap.fill(i, DOC_WIDTH, subsequent_indent="  ") for i in items)
    if block.startswith(" "):
        return "\n".join(_code(line) for line in block.split("\n"))
    return block if "\n " in block else textwrap.fill(block, DOC_WIDTH)


def _code(line: str) -> str:
    """A long line of code goes on in the next one, where it has a gap if it has one."""
    indent = " " * (len(line) - len(line.lstrip()))
    if len(line) > DOC_WIDTH:
        line = re.sub(r"(?<=\S) {2,}", f"\n{indent}  ", line)
    return "\n".join(
        textwrap.fill(part, DOC_WIDTH, subsequent_indent=f"{indent}    ")
        if len(part) > DOC_WIDTH
        else part
        for part in line.split("\n")
    )


def _prefixed(tree: Tree, names: dict[str, str]) -> Tree:
    """With other names of fields and values, wherever they appear."""
    if isinstance(tree, list):
        return [_prefixed(item, names) for item in tree]
    if isinstance(tree, dict):
        return {
            names.get(k, k): v if k in ("-orig-id", "doc-ref") else _prefixed(v, names)
            for k, v in tree.items()
        }
    if isinstance(tree, str):
        return _WORD.sub(lambda word: names.get(word[0], word[0]), tree)
    return tree


SUFFIXES = {"_offset": "ofs_", "_length": "len_"}
"""What a name of a place or a length ends with, and what the gallery wants it to begin with."""
COUNTS = {"max_table_entries": "num_table_entries"}
"""Names of counts, and what the gallery wants."""


def _better_names(types: dict[str, Tree]) -> dict[str, str]:
    """New names of fields and values: prefixes for suffixes, where that name is free."""
    parts = list(types.values())
    taken = {f["id"] for t in parts for f in t.get("seq", [])}
    taken |= {name for t in parts for name in t.get("instances", {})}
    out = {name: better for name, better in COUNTS.items() if name in taken}
    for name in sorted(taken):
        for suffix, prefix in SUFFIXES.items():
            better = prefix + name.removesuffix(suffix)
            if name.endswith(suffix) and better not in taken:
                out[name] = better
    return out


def rendered(tree: Tree) -> str:
    return yaml.dump(
        tree,
        Dumper=_Dumper,
        sort_keys=False,
        default_flow_style=False,
        width=FOLD_WIDTH,
        allow_unicode=True,
    )


def gallery(root: Path) -> dict[str, str]:
    """The file of each format that the gallery lacks, or has less of."""

    def load(path: str) -> Tree:
        return yaml.safe_load((root / "specs" / path).read_text())

    return {
        f"{name}.ksy": rendered(
            merged(load(f"formats/{name}.ksy"), load(f"views/{view}.ksy"), name)
        )
        for name, view in FORMATS.items()
    }
