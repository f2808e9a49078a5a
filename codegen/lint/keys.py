# SPDX-License-Identifier: Apache-2.0
"""Which keys a spec may have, where and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.load.near import hint
from codegen.load.yamltree import Node, Problem

# Keys, in the order in which they are. Those of one tuple may be in any order among
# themselves.
_INSTAR = "-instar-*"
ROOT_KEYS = (
    ("meta",),
    ("doc",),
    ("doc-ref",),
    ("params", _INSTAR),
    ("seq",),
    ("instances",),
    ("types",),
    ("enums",),
)
TYPE_KEYS = (("doc",), ("doc-ref",), ("params", _INSTAR), ("seq",), ("instances",))
FIELD_KEYS = (
    ("id",),
    ("-orig-id",),
    ("type",),
    ("size", "size-eos"),
    ("encoding", "terminator", "pad-right", "eos-error"),
    ("process",),
    ("repeat",),
    ("repeat-expr", "repeat-until"),
    ("if",),
    ("contents",),
    ("enum",),
    ("valid",),
    (_INSTAR,),
    ("doc",),
    ("doc-ref",),
)
INSTANCE_KEYS = (("-orig-id",), ("pos", "io"), ("value",), *FIELD_KEYS[2:])
PARAM_KEYS = (("id",), ("-orig-id",), ("type",), ("enum",), (_INSTAR,), ("doc",), ("doc-ref",))
META_KEYS = (
    ("id",),
    ("title",),
    ("application",),
    ("file-extension",),
    ("xref",),
    ("license",),
    ("ks-version",),
    ("encoding",),
    ("endian",),
    ("bit-endian",),
    ("imports",),
)
MEMBER_KEYS = (("id",), ("-orig-id",), ("doc",), ("doc-ref",))

INSTAR_KEYS = {
    "root": {
        "-instar-abi",
        "-instar-examples",
        "-instar-history",
        "-instar-id",
        "-instar-magic",
        "-instar-options",
        "-instar-places",
        "-instar-programs",
        "-instar-samples",
        "-instar-strings",
    },
    "type": {
        "-instar-c",
        "-instar-entry",
        "-instar-faults",
        "-instar-practice",
        "-instar-strings",
    },
    "field": {
        "-instar-any",
        "-instar-qemu",
        "-instar-qemu-valid",
        "-instar-bound",
        "-instar-c",
        "-instar-checksum",
        "-instar-practice",
        "-instar-call",
        "-instar-unit",
    },
    "instance": {
        "-instar-unit",
        "-instar-bound",
        "-instar-c",
        "-instar-own",
    },
    "param": {"-instar-bound", "-instar-unit"},
    "meta": set[str](),
    "member": set[str](),
}
"""The closed list, by what has the key."""

_ORDERS = {
    "root": ROOT_KEYS,
    "type": TYPE_KEYS,
    "field": FIELD_KEYS,
    "instance": INSTANCE_KEYS,
    "param": PARAM_KEYS,
    "meta": META_KEYS,
    "member": MEMBER_KEYS,
}

# Keys ---------------------------------------------------------------------------------------------


def _rank(key: str, order: tuple[tuple[str, ...], ...]) -> int | None:
    name = _INSTAR if key.startswith("-instar-") else key
    return next((i for i, group in enumerate(order) if name in group), None)


def _keys(node: Node, kind: str) -> Iterator[Problem]:
    """Unknown keys, and keys out of order."""
    order, last, last_key = _ORDERS[kind], -1, ""
    for key, value in node.items():
        if key.startswith("-instar-") and key not in INSTAR_KEYS[kind]:
            known = any(key in keys for keys in INSTAR_KEYS.values())
            yield value.problem(
                f"key {key!r} has no meaning on a {kind}"
                if known
                else f"unknown key {key!r}{hint(key, INSTAR_KEYS[kind])}"
            )
            continue
        rank = _rank(key, order)
        if key == "-instar-practice":
            continue  # reads well after `doc`, and as well in its place
        if rank is None:
            plain = [name for group in order for name in group]
            yield value.problem(f"unknown key {key!r}{hint(key, plain)}")
        elif rank < last:
            yield value.problem(
                f"key {key!r} comes after {last_key!r}, see the key order in specs/STYLE.md"
            )
        else:
            last, last_key = rank, key


def all_keys(root: Node) -> Iterator[Problem]:
    yield from _keys(root, "root")
    yield from _keys(root.need("meta"), "meta")
    for node in root.listed("seq"):
        yield from _keys(node, "field")
    for _, node in root.mapped("instances"):
        yield from _keys(node, "instance")
    for _, enum in root.mapped("enums"):
        for _, member in enum.items():
            if isinstance(member.value, dict):
                yield from _keys(member, "member")
    for _, node in root.mapped("types"):
        yield from _keys(node, "type")
        for field in node.listed("seq"):
            yield from _keys(field, "field")
        for param in node.listed("params"):
            yield from _keys(param, "param")
        for _, instance in node.mapped("instances"):
            yield from _keys(instance, "instance")
