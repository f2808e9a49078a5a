# SPDX-License-Identifier: Apache-2.0
"""The libFuzzer targets: what they start from, how they are run, how a run is read."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import zlib
from dataclasses import dataclass
from pathlib import Path

from instar.generated.enums.source import SourceFormat
from instar.generated.enums.target import TargetPreallocation
from instar.generated.map import MAX_EXTENTS_DEFAULT, MapConfig, MapFlag
from instar.generated.measure import MeasureConfig
from instar.generated.resize import ResizeConfig
from instar.generated.source import MAX_DEPTH_DEFAULT, SourceFlag, SourceOptions
from instar.generated.target import TargetFlag, TargetOptions
from lab.fuzz import archives, descriptors, packing, seeds, stores, tables
from lab.fuzz.libfuzzer import Run, memory_limit, read_report
from lab.fuzz.native_build import BUILD, FAST, ROOT, build
from lab.images import luks2

REGRESSIONS = ROOT / "tests" / "fuzz" / "regressions"
LONGEST = packing.MAX_INPUT
"""Bytes of an input that is a packed file."""
TIME_LIMIT = 60
"""Seconds that one input may take; ASan makes it some ten times slower."""
MEMORY_LIMIT = 1024
"""MiB that a target may take."""


@dataclass(frozen=True, slots=True)
class Target:
    """A fuzzer. Those of one program differ in what they start from and what FUZZ_FORMAT is."""

    name: str
    program: str
    format: str = ""
    fields: str = ""
    """How the names of the structures begin that a mutator aims at; empty: all."""
    longest: int = LONGEST


FIELDS = {"qcow2": "qcow2_ luks_", "qcow": "qcow1_", "vpc": "vhd_", "hdd": "parallels_"}
"""Of a format whose structures are not called after it, or which is a text."""
DICTIONARIES = {"descriptor": descriptors.words, "walk-hdd": descriptors.hdd_words}
"""Words of the inputs that are texts."""

TARGETS = (
    *(Target(f"walk-{name}", "walk", name, FIELDS.get(name, f"{name}_")) for name in seeds.FORMATS),
    Target("walk-any", "walk"),
    Target("tables", "tables", "qcow2", "qcow2_snapshot qcow2_bitmap_", longest=1 << 14),
    Target("descriptor", "descriptor", longest=1 << 13),
    Target("luks-text", "luks_text", longest=1 << 13),
    Target("members", "members", fields="tar_ zip_"),
    Target("measure-op", "measure_op", longest=LONGEST + MeasureConfig.SIZE + 1),
    Target("map-op", "map_op", longest=LONGEST + MapConfig.SIZE + 1),
    Target("resize-op", "resize_op", longest=LONGEST + ResizeConfig.SIZE + 1),
    Target("sizes", "sizes", longest=1024),
    Target("layouts", "layouts", longest=MeasureConfig.SIZE + 1),
    Target("stores", "stores", longest=stores.LEN_HEAD + stores.FIRST),
    Target("codecs", "codecs", longest=1 << 14),
    Target("messages", "messages", longest=4096),
    Target("block", "block", longest=1024),
)


def find(name: str) -> Target:
    return next(target for target in TARGETS if target.name == name)


def first_inputs(target: Target) -> list[bytes]:
    """What a fuzzer starts from."""
    match target.program:
        case "walk":
            names = [target.format] if target.format else list(seeds.FORMATS)
            found = [data for name in names for data in seeds.seeds(name)]
            return found if target.format else found[::8]
        case "tables":
            found = [data for image in seeds.seeds("qcow2") for data in tables.extract(image)]
            return [data for data in dict.fromkeys(found) if len(data) <= target.longest]
        case "descriptor":
            found = [data for image in seeds.seeds("vmdk") for data in descriptors.extract(image)]
            return [data for data in dict.fromkeys(found) if len(data) <= target.longest]
        case "measure_op" | "map_op" | "resize_op":
            configs = _CONFIGS[target.program]()
            images = [data for name in seeds.FORMATS for data in seeds.seeds(name)[::3]]
            chooser = random.Random(7)
            return [chooser.choice(configs) + data for data in images]
        case "sizes" | "layouts":
            runs = bytes(64 if target.program == "sizes" else 0)
            return [bytes([choice]) + config + runs for config in _configs() for choice in (0, 255)]
        case "stores":
            return stores.first_inputs()
        case "luks_text":
            return luks2.texts()
        case "members":
            return archives.first_inputs()
        case "codecs":
            return _streams()
    return seeds.small(64, target.longest, 5)


def _streams() -> list[bytes]:
    """For both codecs: texts to pack, and what zlib makes of them."""
    texts = [bytes(4096), b"sector %d" * 300, *seeds.small(8, 4096, 5)]
    made = [zlib.compress(text, level, wbits=-12) for text in texts for level in (0, 1, 9)]
    return [bytes([kind, 15]) + data for data in (*texts, *made) for kind in range(4)]


def _source() -> SourceOptions:
    flags = SourceFlag.HAS_SECRET
    return SourceOptions(max_depth=MAX_DEPTH_DEFAULT, request_size=1 << 20, flags=flags)


def _configs(has_source: int = 0) -> list[bytes]:
    v3 = TargetFlag.COMPAT_V3
    asked = [
        *((flags, TargetPreallocation.OFF) for flags in (0, v3, TargetFlag.COMPRESS)),
        *((v3, mode) for mode in TargetPreallocation if mode),
        (v3 | TargetFlag.BACKING_FILE, TargetPreallocation.OFF),
    ]
    return [
        MeasureConfig(
            source=_source(),
            has_source=has_source,
            target=TargetOptions(format=target, flags=flags, preallocation=mode),
            virtual_size=size,
        ).pack()
        for target in SourceFormat
        if target
        for size in (0, 1 << 30, (1 << 40) + 512)
        for flags, mode in asked
    ]


def _measured() -> list[bytes]:
    return [bytes([choice]) + config for config in _configs(1) for choice in (0, 255)]


def _mapped() -> list[bytes]:
    windows = [(0, (1 << 64) - 1), (0, 1 << 20), (1 << 16, 1 << 16), (512, (1 << 64) - 1)]
    flags = [
        0,
        MapFlag.HUMAN,
        MapFlag.IGNORE_ALLOCATED | MapFlag.IGNORE_COMPRESSED,
        MapFlag.UNALLOCATED_UNKNOWN,
    ]
    return [
        b"\0"
        + MapConfig(
            source=_source(),
            start=start,
            length=length,
            flags=flag,
            max_extents=MAX_EXTENTS_DEFAULT,
        ).pack()
        for start, length in windows
        for flag in flags
    ]


def _resized() -> list[bytes]:
    """Sizes that are added to that of the disk, and sizes of disks."""
    modes = (TargetPreallocation.OFF, TargetPreallocation.OFF, *TargetPreallocation)
    return [
        bytes([choice]) + ResizeConfig(source=_source(), new_size=size, preallocation=mode).pack()
        for size in (512, 3 << 20, (3 << 20) + 7, 5 << 30)
        for mode in modes
        for choice in (1, 3, 7, 2)
    ]


_CONFIGS = {"measure_op": _measured, "map_op": _mapped, "resize_op": _resized}


def corpus_folder(target: Target) -> Path:
    """Where a target's inputs are, with the first ones in it."""
    folder = BUILD / "corpus" / target.name
    if not folder.is_dir() or not any(folder.iterdir()):
        folder.mkdir(parents=True, exist_ok=True)
        for data in first_inputs(target):
            (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    return folder


def regressions(target: Target) -> list[Path]:
    """Inputs that once were findings: `walk-qed-what-it-was` belongs to the target `walk-qed`, and
    to `walk-any`.
    """
    name = "walk" if target.name == "walk-any" else target.name
    return sorted(REGRESSIONS.glob(f"{name}-*"))


def run(
    target: Target,
    *arguments: str,
    folders: tuple[Path, ...] = (),
    effort: tuple[str, ...] = FAST,
) -> Run:
    """Run a target with further arguments of libFuzzer. What it finds lies under
    build/fuzz/findings.
    """
    findings = BUILD / "findings"
    findings.mkdir(parents=True, exist_ok=True)
    prefix = findings / f"{target.program}-"
    before = set(findings.iterdir())
    command = [
        *(
            str(build(target.program, effort)),
            f"-max_len={target.longest}",
            f"-timeout={TIME_LIMIT}",
            memory_limit(MEMORY_LIMIT),
        ),
        *("-report_slow_units=60", "-detect_leaks=0"),
        *(f"-artifact_prefix={prefix}", "-print_final_stats=1", *arguments, *map(str, folders)),
    ]
    own = {"FUZZ_FORMAT": target.format, "FUZZ_FIELDS": target.fields}
    if target.name in DICTIONARIES:
        words = BUILD / f"{target.name}.dict"
        words.write_text(descriptors.dictionary(DICTIONARIES[target.name]()))
        command.insert(1, f"-dict={words}")
    environment = os.environ | own | {"UBSAN_OPTIONS": "print_stacktrace=1"}
    done = subprocess.run(
        command, capture_output=True, text=True, errors="replace", env=environment, check=False
    )
    executed, edges, features, inputs = read_report(done.stderr)
    new = sorted(
        path for path in set(findings.iterdir()) - before if path.name.startswith(prefix.name)
    )
    finding = new[0] if new else None
    if done.returncode and finding is None:
        finding = prefix.with_name(f"{target.name}.log")
        finding.write_text(done.stderr)
    return Run(executed, edges, features, inputs, finding, done.stderr)
