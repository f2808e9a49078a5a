# SPDX-License-Identifier: Apache-2.0
"""The size calculators, compiled natively; and the options of a target as a `MeasureConfig`."""

from __future__ import annotations

import ctypes
import functools
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from instar.generated import source
from instar.generated.enums.target import TargetPreallocation
from instar.generated.formats.vmdk import VmdkNewDescriptor
from instar.generated.measure import MeasureConfig
from instar.generated.source import SourceFormat, SourceOptions
from instar.generated.target import TargetError, TargetFlag, TargetOptions, TargetSubformat
from tests.guest.native.walkers import layout_sources

ROOT = Path(__file__).resolve().parents[3]
FLAGS = (
    "-std=c11",
    "-O1",
    "-g",
    "-fPIC",
    "-shared",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-Wshadow",
    "-Wconversion",
    "-Wno-sign-conversion",
    "-fsanitize=undefined,integer-divide-by-zero",
    "-fsanitize-undefined-trap-on-error",
)

Runs = Sequence[tuple[int, int]]

TARGETS = {
    "unknown": SourceFormat.UNKNOWN,
    "raw": SourceFormat.RAW,
    "qcow2": SourceFormat.QCOW2,
    "luks": SourceFormat.LUKS,
    "vmdk": SourceFormat.VMDK4,
    "vpc": SourceFormat.VHD,
    "vhdx": SourceFormat.VHDX,
    "vdi": SourceFormat.VDI,
    "qed": SourceFormat.QED,
    "qcow": SourceFormat.QCOW1,
    "parallels": SourceFormat.PARALLELS,
}
SUBFORMATS = {
    "monolithicSparse": TargetSubformat.MONOLITHIC_SPARSE,
    "monolithicFlat": TargetSubformat.MONOLITHIC_FLAT,
    "twoGbMaxExtentSparse": TargetSubformat.TWO_GB_MAX_EXTENT_SPARSE,
    "twoGbMaxExtentFlat": TargetSubformat.TWO_GB_MAX_EXTENT_FLAT,
    "streamOptimized": TargetSubformat.STREAM_OPTIMIZED,
    "dynamic": TargetSubformat.DYNAMIC,
    "fixed": TargetSubformat.FIXED,
}
PREALLOCATION = {mode.name.lower(): mode for mode in TargetPreallocation}


class _Answer(ctypes.Structure):
    _fields_ = [
        ("required", ctypes.c_uint64),
        ("fully_allocated", ctypes.c_uint64),
        ("unit", ctypes.c_uint64),
        ("error", ctypes.c_uint32),
        ("field", ctypes.c_uint32),
        ("counted", ctypes.c_uint32),
        ("reserved", ctypes.c_uint32),
    ]


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a calculator answered, or why it refused."""

    required: int
    fully_allocated: int
    error: TargetError = TargetError.OK
    field: int = 0


@functools.cache
def library() -> ctypes.CDLL:
    """`size_native.c` and the calculators, every warning an error, undefined behaviour a crash."""
    sources = layout_sources()
    folders = [ROOT / "guest", ROOT / "guest/base", ROOT / "guest/generated"]
    with tempfile.TemporaryDirectory(prefix="instar-sizes-") as scratch:
        target = Path(scratch, "sizes.so")
        sources.append(Path(__file__).with_name("size_native.c"))
        command = [os.environ.get("CC", "cc"), *FLAGS, *(f"-I{f}" for f in folders)]
        subprocess.run([*command, *map(str, sources), "-o", str(target)], check=True)
        loaded = ctypes.CDLL(str(target))
    loaded.size_native.restype = None
    loaded.size_native.argtypes = [
        ctypes.c_char_p,
        ctypes.c_void_p,
        ctypes.c_size_t,
        ctypes.POINTER(_Answer),
    ]
    loaded.size_native_geometry.restype = ctypes.c_uint64
    loaded.size_native_geometry.argtypes = [ctypes.c_uint64]
    loaded.size_native_bitmaps.restype = ctypes.c_uint32
    loaded.size_native_bitmaps.argtypes = [
        ctypes.c_uint64,
        ctypes.c_uint64,
        ctypes.c_uint32,
        ctypes.POINTER(ctypes.c_uint32),
        ctypes.c_size_t,
        ctypes.POINTER(ctypes.c_uint64),
    ]
    return loaded


def config(
    target: str, options: str, virtual_size: int, *, has_source: bool, len_payload: int = 0
) -> MeasureConfig:
    """`-O target -o options`, with the option names of qemu-img."""
    pairs = [pair.partition("=")[::2] for pair in options.split(",") if pair]
    given = dict(pairs)
    flags = 0 if given.pop("compat", "1.1") == "0.10" else TargetFlag.COMPAT_V3
    preallocation = PREALLOCATION[given.pop("preallocation", "off")]
    flags |= TargetFlag.EXTENDED_L2 if given.pop("extended_l2", "off") == "on" else 0
    flags |= TargetFlag.FORCE_SIZE if given.pop("force_size", "off") == "on" else 0
    flags |= TargetFlag.COMPAT6 if given.pop("compat6", "off") == "on" else 0
    flags |= TargetFlag.ZEROED_GRAIN if given.pop("zeroed_grain", "off") == "on" else 0
    flags |= TargetFlag.NO_ZERO_STATE if given.pop("block_state_zero", "on") == "off" else 0
    text = VmdkNewDescriptor
    adapter = given.pop("adapter_type", text.DEFAULT_ADAPTER)
    flags |= TargetFlag.SCSI_ADAPTER if adapter != text.DEFAULT_ADAPTER else 0
    texts = adapter + given.pop("hwversion", text.DEFAULT_HW_VERSION)
    texts += given.pop("toolsversion", text.DEFAULT_TOOLS_VERSION)
    if backing := given.pop("backing_file", ""):
        flags |= TargetFlag.BACKING_FILE
        texts = backing if target == "qcow" else texts + text.PARENT.replace("%", backing)
    static = (
        TargetSubformat.FIXED if given.pop("static", "off") == "on" else TargetSubformat.DEFAULT
    )
    subformat = SUBFORMATS[given.pop("subformat")] if "subformat" in given else static
    answer = MeasureConfig(
        source=SourceOptions(max_depth=1, request_size=source.SECTOR_SIZE),
        virtual_size=virtual_size,
        target=TargetOptions(
            cluster_size=int(given.pop("cluster_size", given.pop("block_size", "0"))),
            log_size=int(given.pop("log_size", "0")),
            len_payload=len_payload,
            format=TARGETS[target],
            subformat=subformat,
            flags=flags,
            preallocation=preallocation,
            refcount_bits=int(given.pop("refcount_bits", "0")),
            table_size=int(given.pop("table_size", "0")),
            len_text=len(texts),
        ),
        has_source=has_source,
    )
    assert not given, f"unknown options {given}"
    return answer


def calculate(configuration: MeasureConfig, runs: Runs = ()) -> Sizes:
    """The sizes for a disk whose data is in `runs` of (start, length)."""
    flat = (ctypes.c_uint64 * (2 * len(runs)))(*(number for run in runs for number in run))
    answer = _Answer()
    library().size_native(configuration.pack(), flat, len(runs), ctypes.byref(answer))
    assert answer.error or answer.counted, "more was counted than the disk has"
    return Sizes(answer.required, answer.fully_allocated, TargetError(answer.error), answer.field)


def measured(
    target: str, options: str, virtual_size: int, runs: Runs | None = None, len_payload: int = 0
) -> Sizes:
    """`instar measure` for a size (runs is None) or for a source with data in `runs`."""
    configuration = config(
        target, options, virtual_size, has_source=runs is not None, len_payload=len_payload
    )
    return calculate(configuration, runs or ())
