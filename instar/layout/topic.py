# SPDX-License-Identifier: Apache-2.0
"""What `explain` knows of a name, as the generated tables hold it."""

from __future__ import annotations

from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    Texts = tuple[tuple[tuple[int, ...] | None, str], ...]


class Part(Record):
    """A name that begins with that of a topic."""

    name: str
    kind: str


class Topic(Record, kw_only=True):
    """A file of `specs/`, or something that it declares."""

    name: str
    """`qcow2.header.cluster_bits`."""
    kind: str
    """`spec`, `structure`, `field`, `value` (computed from fields), `fault`, `constant`, `enum`,
    `member`, `text`, `options`, `option`, or `code` (of an exception).
    """
    title: str = ""
    """Of a spec."""
    place: str = ""
    """Of a field: `bytes 20 to 23`."""
    type: str = ""
    """`unsigned 32-bit number, big-endian`; the size of a structure."""
    unit: str = ""
    number: int | None = None
    """Of a constant or a member."""
    rules: tuple[str, ...] = ()
    """What the value must be: `9..21`."""
    qemu_rules: tuple[str, ...] = ()
    """What qemu, and with it instar, asks instead; the last says how that differs."""
    text: str = ""
    """What an error says of it, or the text that it names."""
    about: str = ""
    """The field that a fault is about, or the enum of a field, as a name."""
    qemu: Texts = ()
    """What qemu-img prints where the rule is broken: (until, text), by release."""
    meaning: str = ""
    practice: str = ""
    """What real writers do."""
    called: str = ""
    """The name that the source has for it."""
    sources: tuple[str, ...] = ()
    """Where it is specified: an address and a title, or the title of a document. In the tables only
    where the spec says that of this very name.
    """
    declared: str = ""
    """The spec that declares it."""
    page: str = ""
    """Its place in the reference: `docs/formats/qcow2.md#header.cluster_bits`."""
    parts: tuple[Part, ...] = ()
    """What it consists of; not in the tables, where the names say it."""
