# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/view.ksy spec=ff3b2ba6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration and answer of the view operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


NO_TYPE = 0xFFFFFFFF
"""Type of a node that is no object."""
UNKNOWN_COUNT = 0xFFFFFFFFFFFFFFFF
"""How many there are is only known to who reads them all."""
NOT_ON_DISK = 0xFFFFFFFFFFFFFFFF
"""Place on the disk of what is not of the disk."""
MAX_STEPS = 12
"""Steps of a path."""
MAX_DEPTH = 24
"""Nodes inside each other."""
MAX_DATA = 512
"""Bytes of one text that are sent."""
MAX_BYTES = 64
"""Bytes that are no text are sent where they are no more than these; longer ones may be the
disk's.
"""
MAX_ENCODED = 0x500000
"""Characters of one text in base64 whose bytes are looked at."""
DEPTH_DEFAULT = 3
"""Levels that are shown unless the user says how many."""
MAX_ELEMENTS_DEFAULT = 64
"""Elements of each list that are sent unless the user says how many."""
MAX_NODES_DEFAULT = 50000
"""Nodes, or runs, that are sent unless the user allows more."""

if TYPE_CHECKING:

    class ViewMode(int):
        """Values of mode."""

        TREE: ClassVar[ViewMode]
        OWNERS: ClassVar[ViewMode]
        AT_GUEST: ClassVar[ViewMode]
        AT_FILE: ClassVar[ViewMode]

else:
    ViewMode = Values(TREE=0, OWNERS=1, AT_GUEST=2, AT_FILE=3)


if TYPE_CHECKING:

    class ViewOwner(int):
        """Values of owner."""

        UNKNOWN: ClassVar[ViewOwner]
        HEADER: ClassVar[ViewOwner]
        L1: ClassVar[ViewOwner]
        L2: ClassVar[ViewOwner]
        BAT: ClassVar[ViewOwner]
        REFCOUNTS: ClassVar[ViewOwner]
        BITMAPS: ClassVar[ViewOwner]
        SNAPSHOTS: ClassVar[ViewOwner]
        DATA: ClassVar[ViewOwner]
        COMPRESSED: ClassVar[ViewOwner]
        LOG: ClassVar[ViewOwner]
        DESCRIPTOR: ClassVar[ViewOwner]
        METADATA: ClassVar[ViewOwner]
        KEYS: ClassVar[ViewOwner]
        LEAKED: ClassVar[ViewOwner]
        OVERLAP: ClassVar[ViewOwner]

else:
    ViewOwner = Values(
        UNKNOWN=0,
        HEADER=1,
        L1=2,
        L2=3,
        BAT=4,
        REFCOUNTS=5,
        BITMAPS=6,
        SNAPSHOTS=7,
        DATA=8,
        COMPRESSED=9,
        LOG=10,
        DESCRIPTOR=11,
        METADATA=12,
        KEYS=13,
        LEAKED=14,
        OVERLAP=15,
    )


if TYPE_CHECKING:

    class ViewNodeKind(int):
        """Values of node_kind."""

        NUMBER: ClassVar[ViewNodeKind]
        BITS: ClassVar[ViewNodeKind]
        BYTES: ClassVar[ViewNodeKind]
        TEXT: ClassVar[ViewNodeKind]
        OBJECT: ClassVar[ViewNodeKind]
        LIST: ClassVar[ViewNodeKind]
        COMPUTED: ClassVar[ViewNodeKind]

else:
    ViewNodeKind = Values(NUMBER=0, BITS=1, BYTES=2, TEXT=3, OBJECT=4, LIST=5, COMPUTED=6)


if TYPE_CHECKING:

    class ViewNodeFlag(int):
        """Values of node_flag."""

        ELEMENT: ClassVar[ViewNodeFlag]
        NEGATIVE: ClassVar[ViewNodeFlag]
        BROKEN: ClassVar[ViewNodeFlag]
        MORE: ClassVar[ViewNodeFlag]
        CUT: ClassVar[ViewNodeFlag]
        DEEPER: ClassVar[ViewNodeFlag]
        ENCODED: ClassVar[ViewNodeFlag]

else:
    ViewNodeFlag = Values(ELEMENT=1, NEGATIVE=2, BROKEN=4, MORE=8, CUT=16, DEEPER=32, ENCODED=64)


if TYPE_CHECKING:

    class ViewError(int):
        """Values of error."""

        OK: ClassVar[ViewError]
        NO_VIEW: ClassVar[ViewError]
        NO_SUCH_NODE: ClassVar[ViewError]
        TOO_MUCH: ClassVar[ViewError]
        OTHER_TABLES: ClassVar[ViewError]

else:
    ViewError = Values(OK=0, NO_VIEW=1, NO_SUCH_NODE=2, TOO_MUCH=3, OTHER_TABLES=4)


class ViewConfig(Record, kw_only=True):
    """What to read of the file."""

    SIZE: ClassVar[int] = 768
    MAX_NODES_MIN: ClassVar[int] = 1
    MAX_NODES_MAX: ClassVar[int] = 0xF42400
    MAX_ELEMENTS_MIN: ClassVar[int] = 1
    MAX_ELEMENTS_MAX: ClassVar[int] = 0xF42400
    DEPTH_MAX: ClassVar[int] = 24
    NUM_STEPS_MAX: ClassVar[int] = 12
    ROWS_MAX: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616sQIIQII12QIIQ")

    magic: int = 0x57454956
    """`VIEW`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to read the file, which is disk 0; its format, if the user says it."""
    tables: int = 0
    """Hash of the tables of views. The guest refuses another."""
    max_nodes: int
    """Nodes, or runs, to send at most. 1..16000000."""
    max_elements: int
    """Elements of each list to send at most. 1..16000000."""
    first_element: int = 0
    """Number of the first element of the list that the path leads to."""
    depth: int = 0
    """How far to go down from the node that the path leads to; 0 is that node alone. At most 24."""
    num_steps: int = 0
    """Steps of the path that count. At most 12."""
    steps: tuple[int, ...] = (0,) * 12
    """From the root to the node that is asked for, by turns the number of an attribute and, of a
    list, that of an element.
    """
    mode: int = 0
    """What is asked."""
    rows: int = 0
    """1: elements that follow each other by a rule are one node, the first; see `node`. At most
    1.
    """
    place: int = 0
    """The place that `at_guest` or `at_file` asks for."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x57454956:
            raise FieldError("view config", "magic", base, self.magic, "0x57454956", 2)
        if self.version != 1:
            raise FieldError("view config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        if not 1 <= self.max_nodes <= 16000000:
            raise FieldError(
                "view config", "max_nodes", base + 632, self.max_nodes, "1..16000000", 3
            )
        if not 1 <= self.max_elements <= 16000000:
            raise FieldError(
                "view config", "max_elements", base + 636, self.max_elements, "1..16000000", 3
            )
        if self.depth > 24:
            raise FieldError("view config", "depth", base + 648, self.depth, "at most 24", 3)
        if self.num_steps > 12:
            raise FieldError(
                "view config", "num_steps", base + 652, self.num_steps, "at most 12", 3
            )
        if self.mode not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "view config",
                "mode",
                base + 752,
                self.mode,
                "one of 0 (tree), 1 (owners), 2 (at_guest), 3 (at_file)",
                6,
            )
        if self.rows > 1:
            raise FieldError("view config", "rows", base + 756, self.rows, "at most 1", 3)

    def pack(self) -> bytes:
        """Return the 768 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.tables,
            self.max_nodes,
            self.max_elements,
            self.first_element,
            self.depth,
            self.num_steps,
            *self.steps,
            self.mode,
            self.rows,
            self.place,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> ViewConfig:
        """Check and return the view config at the start of `data`."""
        if len(data) < 768:
            raise FieldError("view config", "", base + len(data), len(data), "needs more bytes", 1)
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x57454956:
            raise FieldError("view config", "magic", base, v_magic, "0x57454956", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("view config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_tables = int.from_bytes(data[624:632], "little")
        v_max_nodes = int.from_bytes(data[632:636], "little")
        if not 1 <= v_max_nodes <= 16000000:
            raise FieldError("view config", "max_nodes", base + 632, v_max_nodes, "1..16000000", 3)
        v_max_elements = int.from_bytes(data[636:640], "little")
        if not 1 <= v_max_elements <= 16000000:
            raise FieldError(
                "view config", "max_elements", base + 636, v_max_elements, "1..16000000", 3
            )
        v_first_element = int.from_bytes(data[640:648], "little")
        v_depth = int.from_bytes(data[648:652], "little")
        if v_depth > 24:
            raise FieldError("view config", "depth", base + 648, v_depth, "at most 24", 3)
        v_num_steps = int.from_bytes(data[652:656], "little")
        if v_num_steps > 12:
            raise FieldError("view config", "num_steps", base + 652, v_num_steps, "at most 12", 3)
        v_steps = tuple(int.from_bytes(data[i : i + 8], "little") for i in range(656, 752, 8))
        v_mode = int.from_bytes(data[752:756], "little")
        if v_mode not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "view config",
                "mode",
                base + 752,
                v_mode,
                "one of 0 (tree), 1 (owners), 2 (at_guest), 3 (at_file)",
                6,
            )
        v_rows = int.from_bytes(data[756:760], "little")
        if v_rows > 1:
            raise FieldError("view config", "rows", base + 756, v_rows, "at most 1", 3)
        v_place = int.from_bytes(data[760:768], "little")
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            tables=v_tables,
            max_nodes=v_max_nodes,
            max_elements=v_max_elements,
            first_element=v_first_element,
            depth=v_depth,
            num_steps=v_num_steps,
            steps=v_steps,
            mode=v_mode,
            rows=v_rows,
            place=v_place,
        )


class ViewRun(Record, kw_only=True):
    """Some bytes of the file, and whose they are."""

    SIZE: ClassVar[int] = 136
    NUM_STEPS_MAX: ClassVar[int] = 12
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQQQII12Q")

    offset: int = 0
    """Where they are in the file."""
    length: int = 0
    """How many they are."""
    guest: int = 0
    """The first one's place on the disk, or `not_on_disk`."""
    guest_length: int = 0
    """Bytes of the disk that they are. As many as in the file unless they are compressed."""
    owner: int = 0
    """Whose they are."""
    num_steps: int = 0
    """Steps of the path to the node that leads there. At most 12."""
    steps: tuple[int, ...] = (0,) * 12
    """From the root to the node, as in `config`, but before the number of an attribute is 65536
    times its owner's type.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.owner not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
        ):
            raise FieldError(
                "view run",
                "owner",
                base + 32,
                self.owner,
                "one of 0 (unknown), 1 (header), 2 (l1), 3 (l2), 4 (bat), 5 (refcounts), 6 "
                "(bitmaps), 7 (snapshots), 8 (data), 9 (compressed), 10 (log), 11 "
                "(descriptor), 12 (metadata), 13 (keys), 14 (leaked), 15 (overlap)",
                6,
            )
        if self.num_steps > 12:
            raise FieldError("view run", "num_steps", base + 36, self.num_steps, "at most 12", 3)

    def pack(self) -> bytes:
        """Return the 136 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.offset,
            self.length,
            self.guest,
            self.guest_length,
            self.owner,
            self.num_steps,
            *self.steps,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> ViewRun:
        """Check and return the view run at the start of `data`."""
        if len(data) < 136:
            raise FieldError("view run", "", base + len(data), len(data), "needs more bytes", 1)
        v_offset = int.from_bytes(data[0:8], "little")
        v_length = int.from_bytes(data[8:16], "little")
        v_guest = int.from_bytes(data[16:24], "little")
        v_guest_length = int.from_bytes(data[24:32], "little")
        v_owner = int.from_bytes(data[32:36], "little")
        if v_owner not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
        ):
            raise FieldError(
                "view run",
                "owner",
                base + 32,
                v_owner,
                "one of 0 (unknown), 1 (header), 2 (l1), 3 (l2), 4 (bat), 5 (refcounts), 6 "
                "(bitmaps), 7 (snapshots), 8 (data), 9 (compressed), 10 (log), 11 "
                "(descriptor), 12 (metadata), 13 (keys), 14 (leaked), 15 (overlap)",
                6,
            )
        v_num_steps = int.from_bytes(data[36:40], "little")
        if v_num_steps > 12:
            raise FieldError("view run", "num_steps", base + 36, v_num_steps, "at most 12", 3)
        v_steps = tuple(int.from_bytes(data[i : i + 8], "little") for i in range(40, 136, 8))
        return cls(
            offset=v_offset,
            length=v_length,
            guest=v_guest,
            guest_length=v_guest_length,
            owner=v_owner,
            num_steps=v_num_steps,
            steps=v_steps,
        )


class ViewNode(Record, kw_only=True):
    """One node of the tree."""

    SIZE: ClassVar[int] = 88
    DEPTH_MAX: ClassVar[int] = 24
    LEN_DATA_MAX: ClassVar[int] = 512
    FIRST_BIT_MAX: ClassVar[int] = 63
    NUM_BITS_MAX: ClassVar[int] = 64
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIIHHIIQQQQIIQQQ")

    owner: int = 0
    """Type of the object whose attribute it is."""
    attribute: int = 0
    """Number of the attribute."""
    object: int = 0
    """Type of the object, or `no_type`."""
    kind: int = 0
    """What it is."""
    flags: int = 0
    """Set of `node_flag`. Such that (flags & ~0x7f) == 0."""
    depth: int = 0
    """0 for the node that was asked for. At most 24."""
    len_data: int = 0
    """Bytes of the batch's `data` that are its own bytes; those of the nodes before come first.
    At most 512.
    """
    index: int = 0
    """Number of an element in its list."""
    offset: int = 0
    """Where it is in the file."""
    length: int = 0
    """How long it is there. 0 for a value that is computed, and for a list."""
    value: int = 0
    """The number, its magnitude where it is negative, or how many elements a list has."""
    first_bit: int = 0
    """Of bits, how many are before them in the byte at `offset`. At most 63."""
    num_bits: int = 0
    """How many bits; 0 for all that is no bits. At most 64."""
    num_alike: int = 0
    """Elements that the node stands for, itself included. 0 for what is no element."""
    step: int = 0
    """How much more each of them is than the one before, as a number; 0, they are the same."""
    means: int = 0
    """What an entry of a table means, a number of the tables; 0, nothing."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.kind not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ):
            raise FieldError(
                "view node",
                "kind",
                base + 12,
                self.kind,
                "one of 0 (number), 1 (bits), 2 (bytes), 3 (text), 4 (object), 5 (list), 6 "
                "(computed)",
                6,
            )
        if not ((self.flags & (~0x7F)) == 0):
            raise FieldError(
                "view node", "flags", base + 14, self.flags, "such that (flags & ~0x7f) == 0", 7
            )
        if self.depth > 24:
            raise FieldError("view node", "depth", base + 16, self.depth, "at most 24", 3)
        if self.len_data > 512:
            raise FieldError("view node", "len_data", base + 20, self.len_data, "at most 512", 3)
        if self.first_bit > 63:
            raise FieldError("view node", "first_bit", base + 56, self.first_bit, "at most 63", 3)
        if self.num_bits > 64:
            raise FieldError("view node", "num_bits", base + 60, self.num_bits, "at most 64", 3)

    def pack(self) -> bytes:
        """Return the 88 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.owner,
            self.attribute,
            self.object,
            self.kind,
            self.flags,
            self.depth,
            self.len_data,
            self.index,
            self.offset,
            self.length,
            self.value,
            self.first_bit,
            self.num_bits,
            self.num_alike,
            self.step,
            self.means,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> ViewNode:
        """Check and return the view node at the start of `data`."""
        if len(data) < 88:
            raise FieldError("view node", "", base + len(data), len(data), "needs more bytes", 1)
        v_owner = int.from_bytes(data[0:4], "little")
        v_attribute = int.from_bytes(data[4:8], "little")
        v_object = int.from_bytes(data[8:12], "little")
        v_kind = int.from_bytes(data[12:14], "little")
        if v_kind not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ):
            raise FieldError(
                "view node",
                "kind",
                base + 12,
                v_kind,
                "one of 0 (number), 1 (bits), 2 (bytes), 3 (text), 4 (object), 5 (list), 6 "
                "(computed)",
                6,
            )
        v_flags = int.from_bytes(data[14:16], "little")
        if not ((v_flags & (~0x7F)) == 0):
            raise FieldError(
                "view node", "flags", base + 14, v_flags, "such that (flags & ~0x7f) == 0", 7
            )
        v_depth = int.from_bytes(data[16:20], "little")
        if v_depth > 24:
            raise FieldError("view node", "depth", base + 16, v_depth, "at most 24", 3)
        v_len_data = int.from_bytes(data[20:24], "little")
        if v_len_data > 512:
            raise FieldError("view node", "len_data", base + 20, v_len_data, "at most 512", 3)
        v_index = int.from_bytes(data[24:32], "little")
        v_offset = int.from_bytes(data[32:40], "little")
        v_length = int.from_bytes(data[40:48], "little")
        v_value = int.from_bytes(data[48:56], "little")
        v_first_bit = int.from_bytes(data[56:60], "little")
        if v_first_bit > 63:
            raise FieldError("view node", "first_bit", base + 56, v_first_bit, "at most 63", 3)
        v_num_bits = int.from_bytes(data[60:64], "little")
        if v_num_bits > 64:
            raise FieldError("view node", "num_bits", base + 60, v_num_bits, "at most 64", 3)
        v_num_alike = int.from_bytes(data[64:72], "little")
        v_step = int.from_bytes(data[72:80], "little")
        v_means = int.from_bytes(data[80:88], "little")
        return cls(
            owner=v_owner,
            attribute=v_attribute,
            object=v_object,
            kind=v_kind,
            flags=v_flags,
            depth=v_depth,
            len_data=v_len_data,
            index=v_index,
            offset=v_offset,
            length=v_length,
            value=v_value,
            first_bit=v_first_bit,
            num_bits=v_num_bits,
            num_alike=v_num_alike,
            step=v_step,
            means=v_means,
        )
