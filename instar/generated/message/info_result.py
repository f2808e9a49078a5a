# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=b4baad7b gen=1
# Generated: edit the spec, then run `make codegen`.
"""InfoResult, and what it holds."""

from __future__ import annotations

from instar.generated.messages import BOOL, BYTES, MESSAGE, TABLES, TEXT, UINT32, UINT64
from instar.record import Record


class Snapshot(Record):
    """An internal snapshot."""

    id: str = ""
    name: str = ""
    vm_state_size: int = 0
    date_sec: int = 0
    date_nsec: int = 0
    vm_clock_nsec: int = 0
    disk_size: int | None = None
    icount: int | None = None


class Bitmap(Record):
    """A persistent bitmap of a qcow2 image."""

    name: str = ""
    granularity: int = 0
    flags: tuple[str, ...] = ()
    """`in-use`, `auto`."""


class Qcow2Details(Record):
    """What a qcow2 header says; absent where its version has no such thing."""

    compat: str = ""
    """As qemu-img spells the version."""
    compression_type: str = ""
    """A name."""
    lazy_refcounts: bool | None = None
    refcount_bits: int = 0
    corrupt: bool | None = None
    extended_l2: bool | None = None
    data_file_raw: bool = False
    encryption: str = ""
    """`aes`, `luks` (of which LuksDetails says more), or nothing."""
    bitmaps: tuple[Bitmap, ...] = ()
    incompatible_features: int = 0
    compatible_features: int = 0
    autoclear_features: int = 0
    data_file: str | None = None
    """As the image names it."""


class VmdkExtent(Record):
    """VmdkExtent of a guest."""

    name: bytes = b""
    virtual_size: int = 0
    cluster_size: int | None = None
    format: str = ""
    """A name of qemu-img's."""
    compressed: bool = False
    disk: int = 0


class VmdkInfo(Record):
    """VmdkInfo of a guest."""

    cid: int = 0
    parent_cid: int = 0
    create_type: str = ""
    """As the descriptor has it."""
    extents: tuple[VmdkExtent, ...] = ()


class KeySlot(Record):
    """A key slot of LUKS."""

    active: bool = False
    iterations: int = 0
    key_offset: int = 0
    stripes: int = 0
    number: int = 0
    """Of version 2, as the rest."""
    kdf: str = ""
    """`argon2id`, `argon2i` or `pbkdf2`."""
    memory: int = 0
    """In KiB."""
    lanes: int = 0


class LuksDetails(Record):
    """What a LUKS header says."""

    version: int = 0
    cipher_alg: str = ""
    cipher_mode: str = ""
    hash_alg: str = ""
    ivgen_alg: str = ""
    ivgen_hash_alg: str = ""
    uuid: str = ""
    payload_offset: int = 0
    master_key_iterations: int = 0
    slots: tuple[KeySlot, ...] = ()
    detached_header: bool = False
    label: str = ""
    sector_size: int = 0
    """Of version 2."""


class Finding(Record):
    """Finding of a guest."""

    id: int = 0
    """Abi/info.ksy."""
    structure: int = 0
    field: int = 0
    offset: int = 0
    value: int = 0
    detail: bytes = b""
    fault: int = 0
    """FAULT_* id of a rule that is broken, or."""
    reason: int = 0
    """parse_status of one that the field itself has."""
    extra: tuple[int, ...] = ()
    """Further numbers that the rule's text names."""


class Limits(Record):
    """What a layout asks of requests, in bytes; 0: nothing."""

    request_alignment: int = 0
    write_zeroes_alignment: int = 0
    discard_alignment: int = 0
    max_write_zeroes: int = 0


class InfoResult(Record):
    """One file of a chain, top first; a run of `info` sends one per member. Fields that a format
    lacks stay absent.
    """

    format: int = 0
    disk: int = 0
    depth: int = 0
    virtual_size: int = 0
    cluster_size: int | None = None
    encrypted: bool = False
    dirty: bool | None = None
    """Absent where qemu's driver says nothing of the image in general."""
    corrupt: bool = False
    backing_file: str | None = None
    """As the image names it."""
    backing_format: str | None = None
    """As the image names it."""
    snapshots: tuple[Snapshot, ...] = ()
    qcow2: Qcow2Details | None = None
    vmdk: VmdkInfo | None = None
    luks: LuksDetails | None = None
    findings: tuple[Finding, ...] = ()
    compressed: bool = False
    children: tuple[int, ...] = ()
    """The disk of the external data file, where it was opened; extents name theirs."""
    limits: Limits | None = None
    opened: bool = False
    """False: all that is known are `findings`."""


TABLES.update(
    {
        Snapshot: {
            10: ("id", TEXT, False, None),
            18: ("name", TEXT, False, None),
            24: ("vm_state_size", UINT64, False, None),
            32: ("date_sec", UINT32, False, None),
            40: ("date_nsec", UINT32, False, None),
            48: ("vm_clock_nsec", UINT64, False, None),
            56: ("disk_size", UINT64, False, None),
            64: ("icount", UINT64, False, None),
        },
        Bitmap: {
            10: ("name", TEXT, False, None),
            16: ("granularity", UINT64, False, None),
            26: ("flags", TEXT, True, None),
        },
        Qcow2Details: {
            10: ("compat", TEXT, False, None),
            18: ("compression_type", TEXT, False, None),
            24: ("lazy_refcounts", BOOL, False, None),
            32: ("refcount_bits", UINT32, False, None),
            40: ("corrupt", BOOL, False, None),
            48: ("extended_l2", BOOL, False, None),
            56: ("data_file_raw", BOOL, False, None),
            66: ("encryption", TEXT, False, None),
            74: ("bitmaps", MESSAGE, True, Bitmap),
            80: ("incompatible_features", UINT64, False, None),
            88: ("compatible_features", UINT64, False, None),
            96: ("autoclear_features", UINT64, False, None),
            106: ("data_file", TEXT, False, None),
        },
        VmdkExtent: {
            10: ("name", BYTES, False, None),
            16: ("virtual_size", UINT64, False, None),
            24: ("cluster_size", UINT64, False, None),
            34: ("format", TEXT, False, None),
            40: ("compressed", BOOL, False, None),
            48: ("disk", UINT32, False, None),
        },
        VmdkInfo: {
            8: ("cid", UINT32, False, None),
            16: ("parent_cid", UINT32, False, None),
            26: ("create_type", TEXT, False, None),
            34: ("extents", MESSAGE, True, VmdkExtent),
        },
        KeySlot: {
            8: ("active", BOOL, False, None),
            16: ("iterations", UINT64, False, None),
            24: ("key_offset", UINT64, False, None),
            32: ("stripes", UINT64, False, None),
            40: ("number", UINT32, False, None),
            50: ("kdf", TEXT, False, None),
            56: ("memory", UINT64, False, None),
            64: ("lanes", UINT32, False, None),
        },
        LuksDetails: {
            8: ("version", UINT32, False, None),
            18: ("cipher_alg", TEXT, False, None),
            26: ("cipher_mode", TEXT, False, None),
            34: ("hash_alg", TEXT, False, None),
            42: ("ivgen_alg", TEXT, False, None),
            50: ("ivgen_hash_alg", TEXT, False, None),
            58: ("uuid", TEXT, False, None),
            64: ("payload_offset", UINT64, False, None),
            72: ("master_key_iterations", UINT64, False, None),
            82: ("slots", MESSAGE, True, KeySlot),
            88: ("detached_header", BOOL, False, None),
            98: ("label", TEXT, False, None),
            104: ("sector_size", UINT32, False, None),
        },
        Finding: {
            8: ("id", UINT32, False, None),
            16: ("structure", UINT32, False, None),
            24: ("field", UINT32, False, None),
            32: ("offset", UINT64, False, None),
            40: ("value", UINT64, False, None),
            50: ("detail", BYTES, False, None),
            56: ("fault", UINT32, False, None),
            64: ("reason", UINT32, False, None),
            74: ("extra", UINT64, True, None),
        },
        Limits: {
            8: ("request_alignment", UINT64, False, None),
            16: ("write_zeroes_alignment", UINT64, False, None),
            24: ("discard_alignment", UINT64, False, None),
            32: ("max_write_zeroes", UINT64, False, None),
        },
        InfoResult: {
            8: ("format", UINT32, False, None),
            16: ("disk", UINT32, False, None),
            24: ("depth", UINT32, False, None),
            32: ("virtual_size", UINT64, False, None),
            40: ("cluster_size", UINT64, False, None),
            48: ("encrypted", BOOL, False, None),
            56: ("dirty", BOOL, False, None),
            64: ("corrupt", BOOL, False, None),
            74: ("backing_file", TEXT, False, None),
            82: ("backing_format", TEXT, False, None),
            90: ("snapshots", MESSAGE, True, Snapshot),
            98: ("qcow2", MESSAGE, False, Qcow2Details),
            106: ("vmdk", MESSAGE, False, VmdkInfo),
            114: ("luks", MESSAGE, False, LuksDetails),
            122: ("findings", MESSAGE, True, Finding),
            128: ("compressed", BOOL, False, None),
            138: ("children", UINT32, True, None),
            154: ("limits", MESSAGE, False, Limits),
            160: ("opened", BOOL, False, None),
        },
    }
)
