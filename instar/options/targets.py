# SPDX-License-Identifier: Apache-2.0
"""The targets that can be measured, and the keys that `-o` takes for each.

The keys are those of qemu-img's creation options, with the same kinds of values; `-o help` prints
these tables. Keys that change no size are accepted and read all the same, so that a wrong value is
told before a conversion fails on it.
"""

from __future__ import annotations

from instar.errors import UsageError
from instar.options.schema import BOOL, NUM, SIZE, STR, Option
from instar.options.since import (
    DETACHED_HEADER,
    EXTENT_SIZE_HINT,
    KEEP_DATA_FILE,
    VMDK_TOOLS_VERSION,
)
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile


@record()
class Target:
    """A format that can be written. `format` is its name in specs/abi/source.ksy, empty for what
    qemu-img has no size of, and nobody else either.
    """

    name: str
    format: str
    options: tuple[Option, ...]

    def known_options(self) -> dict[str, Option]:
        """Every key that is accepted: the format's own, then those of the file below it."""
        return {option.name: option for option in (*FILE_OPTIONS, *self.options)}


_SIZE = Option("size", SIZE, "size of the virtual disk; the size of the source wins")
_BACKING_FILE = Option("backing_file", STR, "file name of the backing image")
_BACKING_FMT = Option("backing_fmt", STR, "format of the backing image")
_PREALLOCATION = Option(
    "preallocation", STR, "what is reserved ahead: off, metadata, falloc or full", "off"
)

# What the layer below the format accepts, whatever the format is.
FILE_OPTIONS = (
    _SIZE,
    Option("nocow", BOOL, "switch copy-on-write of the file system off", "off", hidden=True),
    Option("preallocation", STR, "what is reserved ahead: off, falloc or full", "off", hidden=True),
    Option(
        "extent_size_hint",
        SIZE,
        "granularity of allocation that the file system is asked for",
        "1M",
        since=EXTENT_SIZE_HINT,
        hidden=True,
    ),
)

_LUKS = (
    Option("key-secret", STR, "id of the secret with the passphrase"),
    Option("cipher-alg", STR, "cipher", "aes-256"),
    Option("cipher-mode", STR, "mode of the cipher", "xts"),
    Option("hash-alg", STR, "hash of the key derivation", "sha256"),
    Option("iter-time", NUM, "milliseconds to spend on key derivation", "2000"),
    Option("ivgen-alg", STR, "generator of initialisation vectors", "plain64"),
    Option("ivgen-hash-alg", STR, "hash of that generator, where it needs one"),
)


def _encrypt(option: Option) -> Option:
    return Option(f"encrypt.{option.name}", option.kind, option.help, option.default)


_RAW = Target("raw", "raw", (_SIZE, _PREALLOCATION))

_QCOW2 = Target(
    "qcow2",
    "qcow2",
    (
        _BACKING_FILE,
        _BACKING_FMT,
        Option("cluster_size", SIZE, "bytes in a cluster, a power of two", "65536"),
        Option("compat", STR, "version of the format: 0.10 (version 2) or 1.1 (version 3)", "1.1"),
        Option(
            "compression_type",
            STR,
            "how clusters are compressed: zlib or zstd",
            "zlib",
            since="opt_compression_type",
        ),
        Option("data_file", STR, "external file for the data", since="opt_data_file"),
        Option(
            "data_file_raw",
            BOOL,
            "keep the external data file readable as a raw image",
            "off",
            since="opt_data_file",
        ),
        *(_encrypt(option) for option in _LUKS if option.name != "key-secret"),
        Option("encrypt.format", STR, "how to encrypt: aes or luks"),
        Option("encrypt.key-secret", STR, "id of the secret with the passphrase or key"),
        Option("encryption", BOOL, "old name of encrypt.format=aes", "off"),
        Option(
            "extended_l2", BOOL, "32 subclusters in each cluster", "off", since="opt_extended_l2"
        ),
        Option(
            "keep_data_file",
            BOOL,
            "use an external data file as it is",
            "off",
            since=KEEP_DATA_FILE,
        ),
        Option("lazy_refcounts", BOOL, "write reference counts late", "off"),
        _PREALLOCATION,
        Option("refcount_bits", NUM, "width of a reference count", "16"),
        _SIZE,
    ),
)

_LUKS_TARGET = Target(
    "luks",
    "luks",
    (
        *_LUKS[1:3],
        Option(
            "detached-header",
            BOOL,
            "put the header into a file of its own",
            "off",
            since=DETACHED_HEADER,
        ),
        *_LUKS[3:],
        _LUKS[0],
        _SIZE,
    ),
)

_VMDK = Target(
    "vmdk",
    "vmdk4",
    (
        Option("adapter_type", STR, "virtual adapter: ide, lsilogic, buslogic or legacyESX", "ide"),
        _BACKING_FILE,
        Option("backing_fmt", STR, "format of the backing image: vmdk"),
        Option("compat6", BOOL, "image of virtual hardware version 6", "off"),
        Option("grain_size", SIZE, "bytes in a grain (instar only)", "65536"),
        Option("hwversion", STR, "virtual hardware version"),
        _SIZE,
        Option(
            "subformat",
            STR,
            "monolithicSparse, monolithicFlat, twoGbMaxExtentSparse, twoGbMaxExtentFlat or"
            " streamOptimized",
            "monolithicSparse",
        ),
        Option("toolsversion", STR, "version of the guest tools", since=VMDK_TOOLS_VERSION),
        Option("zeroed_grain", BOOL, "mark grains as zero instead of writing them", "off"),
    ),
)

_VPC = Target(
    "vpc",
    "vhd",
    (
        Option("force_size", BOOL, "keep the exact size instead of the next geometry", "off"),
        _SIZE,
        Option("subformat", STR, "dynamic or fixed", "dynamic"),
    ),
)

_VHDX = Target(
    "vhdx",
    "vhdx",
    (
        Option("block_size", SIZE, "bytes in a block, a power of two; 0 chooses by size", "0"),
        Option("block_state_zero", BOOL, "mark empty blocks as zero", "on"),
        Option("log_size", SIZE, "bytes of the log, whole megabytes", "1M"),
        _SIZE,
        Option("subformat", STR, "dynamic or fixed", "dynamic"),
    ),
)

_VDI = Target(
    "vdi",
    "vdi",
    (
        _SIZE,
        Option("static", BOOL, "allocate every block", "off"),
        Option("subformat", STR, "dynamic or static (instar only)", "dynamic"),
    ),
)

_QED = Target(
    "qed",
    "qed",
    (
        _BACKING_FILE,
        _BACKING_FMT,
        Option("cluster_size", SIZE, "bytes in a cluster, a power of two", "65536"),
        _SIZE,
        Option("table_size", SIZE, "clusters in each table, a power of two up to 16", "4"),
    ),
)

_QCOW = Target(
    "qcow",
    "qcow1",
    (
        _BACKING_FILE,
        _BACKING_FMT,
        Option("encrypt.format", STR, "how to encrypt: aes"),
        Option("encrypt.key-secret", STR, "id of the secret with the key"),
        Option("encryption", BOOL, "old name of encrypt.format=aes", "off"),
        _SIZE,
    ),
)

_PARALLELS = Target(
    "parallels",
    "parallels",
    (Option("cluster_size", SIZE, "bytes in a block", "1M"), _SIZE),
)

TARGETS = {
    target.name: target
    for target in (
        _RAW,
        _QCOW2,
        _LUKS_TARGET,
        _VMDK,
        _VPC,
        _VHDX,
        _VDI,
        _QED,
        _QCOW,
        _PARALLELS,
    )
}
# Names that people use besides qemu's.
ALIASES = {"vhd": "vpc"}

# Drivers of qemu that cannot be targets: those without creation, and those that cannot be measured.
_NO_CREATION = frozenset(
    [
        "blkdebug",
        "blklogwrites",
        "blkverify",
        "bochs",
        "cloop",
        "copy-before-write",
        "copy-on-read",
        "dmg",
        "ftp",
        "ftps",
        "http",
        "https",
        "null-aio",
        "null-co",
        "nvme",
        "preallocate",
        "quorum",
        "replication",
        "throttle",
        "vvfat",
    ]
)
# These read their options first.
_PROTOCOLS = ("file", "host_device", "nbd")


def find_target(name: str, profile: Profile) -> Target:
    """Return the target of that name, or raise qemu-img's error."""
    name = ALIASES.get(name, name)
    if name == "parallels" and not profile.parallels:
        raise UsageError(f"Unknown file format '{name}'")
    if name in TARGETS:
        return TARGETS[name]
    if name in _NO_CREATION or (name == "nbd" and not profile.nbd_measures):
        raise UsageError(f"Format driver '{name}' does not support image creation")
    if name in _PROTOCOLS:
        return Target(name, "", ())
    raise UsageError(f"Unknown file format '{name}'")


def help_text(target: Target, profile: Profile) -> str:
    """The table that `-o help` prints."""
    lines = [f"Supported {target.name} options:"]
    for option in target.options:
        if not option.known_to(profile):
            continue
        default = f" (default: {option.default})" if option.default else ""
        lines.append(f"  {f'{option.name}=<{option.kind}>':<22} - {option.help}{default}")
    return "\n".join(lines) + "\n"
