# SPDX-License-Identifier: Apache-2.0
"""The libFuzzer targets: how they are built, what they start from, how a run is read."""

from __future__ import annotations

import functools
import hashlib
import os
import random
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from instar.generated.map import MapConfig, MapFlag
from instar.generated.measure import PREALLOCATION_SHIFT, MeasureConfig, MeasureFlag, MeasurePreallocation
from instar.generated.source import MAX_DEPTH_DEFAULT, SourceFlag, SourceFormat, SourceOptions
from tests.fuzz import descriptors, fields, packing, seeds, tables
from tests.fuzz.libfuzzer import read_report
from tests.native.walkers import GUEST, NATIVE

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "native"
BUILD = ROOT / "build" / "fuzz"
REGRESSIONS = Path(__file__).parent / "regressions"
FLAGS = (
    *("-std=gnu11", "-g", "-O1", "-Wall", "-Wextra", "-Werror", "-fno-strict-aliasing", "-fno-omit-frame-pointer"),
    *("-fsanitize=fuzzer,address,undefined", "-fno-sanitize-recover=all"),
)
UNCOUNTED = HERE / "uncounted.txt"
WRAPPED = {"watch.c": ("message_emit",), "crc32c.c": ("checksum_crc32c", "checksum_crc32c_add")}
"""Functions of the guest that a source of a target stands before."""
NO_COMPARISONS = "-fno-sanitize-coverage=trace-cmp"
"""Where a mutator knows fields and values; being told of each comparison makes a target two to five times as slow."""
IN_GUEST_ONLY = ("io_guest.c", "mem.c", "op_entry.c")
LONGEST = packing.MAX_INPUT
"""Bytes of an input that is a packed file."""
TIME_LIMIT = 60
"""Seconds that one input may take; ASan makes it some ten times slower."""


@dataclass(frozen=True, slots=True)
class Target:
    """A fuzzer. Those of one program differ in what they start from and what FUZZ_FORMAT is."""

    name: str
    program: str
    format: str = ""
    fields: str = ""
    """How the names of the structures begin that a mutator aims at; empty: all."""
    longest: int = LONGEST


FIELDS = {"qcow2": "qcow2_ luks_", "qcow": "qcow1_", "vpc": "vhd_"}
"""Of a format whose structures are not called after it."""

TARGETS = (
    *(Target(f"walk-{name}", "walk", name, FIELDS.get(name, f"{name}_")) for name in seeds.FORMATS),
    Target("walk-any", "walk"),
    Target("tables", "tables", "qcow2", "qcow2_snapshot qcow2_bitmap_", longest=1 << 14),
    Target("descriptor", "descriptor", longest=1 << 13),
    Target("measure-op", "measure_op", longest=LONGEST + MeasureConfig.SIZE + 1),
    Target("map-op", "map_op", longest=LONGEST + MapConfig.SIZE + 1),
    Target("sizes", "sizes", longest=1024),
    Target("messages", "messages", longest=4096),
    Target("block", "block", longest=1024),
)


def find(name: str) -> Target:
    return next(target for target in TARGETS if target.name == name)


def clang() -> str | None:
    """A clang that has libFuzzer, None where there is none."""
    found = shutil.which(os.environ.get("CLANG", "clang"))
    if found is None:
        return None
    command = [found, "-fsanitize=fuzzer", "-x", "c", "-", "-o", os.devnull]
    probe = b"int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n) { return d && n > 1 ? 0 : 0; }"
    return found if subprocess.run(command, input=probe, capture_output=True, check=False).returncode == 0 else None


def _guest() -> list[Path]:
    """What every operation stands on."""
    lib = [p for p in sorted((GUEST / "lib").glob("*.c")) if p.name not in IN_GUEST_ONLY]
    own = [HERE / "checks.c", HERE / "walked.c", HERE / "crc32c.c", NATIVE / "io_memory.c"]
    return [*lib, *sorted((GUEST / "generated").glob("*.c")), *sorted((GUEST / "formats").glob("*.c")), *own]


def sources(program: str) -> list[Path]:
    packed = [HERE / "packed.c", HERE / "mutate.c"]
    operation = {name: sorted((GUEST / "ops" / name).glob("*.c")) for name in ("info", "map", "measure")}
    match program:
        case "walk":
            return [*_guest(), *operation["info"], *packed, HERE / "walk.c"]
        case "tables":
            return [*_guest(), *operation["info"], *packed, HERE / "watch.c", HERE / "tables.c"]
        case "descriptor":
            return [*_guest(), *operation["info"], HERE / "watch.c", HERE / "descriptor.c"]
        case "measure_op" | "map_op":
            own = operation["measure" if program == "measure_op" else "map"]
            return [*_guest(), *own, *packed, HERE / "watch.c", HERE / f"{program}.c"]
        case "sizes":
            sizes = [p for p in operation["measure"] if p.name.startswith("size")]
            generated = sorted((GUEST / "generated").glob("*.c"))
            return [*sizes, *generated, GUEST / "lib" / "checksum.c", HERE / "checks.c", HERE / "sizes.c"]
        case "messages":
            return [GUEST / "generated" / "guest_message.c", HERE / "messages.c"]
    return [GUEST / "core" / "block.c", GUEST / "core" / "disks.c", HERE / "block.c"]


@functools.cache
def build(program: str) -> Path:
    """Compile a target, unless these very sources were compiled before."""
    compiler = clang()
    if compiler is None:
        raise RuntimeError("no clang with libFuzzer")
    files = sources(program)
    headers = {"fields.h": fields.header(), "tables.h": tables.header()}
    wrapped = [name for file in files for name in WRAPPED.get(file.name, ())]
    flags = [*FLAGS, f"-fsanitize-coverage-ignorelist={UNCOUNTED}", *(f"-Wl,--wrap={name}" for name in wrapped)]
    flags += [NO_COMPARISONS] if HERE / "mutate.c" in files else []
    state = hashlib.sha256(" ".join([*flags, *headers.values()]).encode() + UNCOUNTED.read_bytes())
    for file in [*files, *sorted(GUEST.glob("*/*.h")), *sorted(HERE.glob("*.h")), *sorted(NATIVE.glob("*.h"))]:
        state.update(file.name.encode() + file.read_bytes())
    path = BUILD / f"{program}-{state.hexdigest()[:16]}"
    if path.exists():
        return path
    BUILD.mkdir(parents=True, exist_ok=True)
    for old in BUILD.glob(f"{program}-*"):
        old.unlink()
    for name, text in headers.items():
        (BUILD / name).write_text(text)
    scratch = path.with_suffix(f".{os.getpid()}")
    include = [f"-I{p}" for p in (GUEST, GUEST / "lib", GUEST / "generated", NATIVE, HERE, BUILD)]
    subprocess.run([compiler, *flags, *include, *map(str, files), "-o", str(scratch)], check=True)
    scratch.rename(path)
    return path


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
        case "measure_op" | "map_op":
            configs = _measured() if target.program == "measure_op" else _mapped()
            images = [data for name in seeds.FORMATS for data in seeds.seeds(name)[::3]]
            chooser = random.Random(7)
            return [chooser.choice(configs) + data for data in images]
        case "sizes":
            return [bytes([choice]) + config + bytes(64) for config in _configs() for choice in (0, 255)]
    return seeds.small(64, target.longest, 5)


def _source() -> SourceOptions:
    flags = SourceFlag.HAS_SECRET | SourceFlag.RAW_BACKING
    return SourceOptions(max_depth=MAX_DEPTH_DEFAULT, request_size=1 << 20, flags=flags)


def _configs(has_source: int = 0) -> list[bytes]:
    v3, shift = MeasureFlag.COMPAT_V3, PREALLOCATION_SHIFT
    full, falloc = v3 | MeasurePreallocation.FULL << shift, v3 | MeasurePreallocation.FALLOC << shift
    metadata = v3 | MeasurePreallocation.METADATA << shift
    return [
        MeasureConfig(source=_source(), has_source=has_source, target=target, flags=flags, virtual_size=size).pack()
        for target in SourceFormat
        if target
        for size in (0, 1 << 30, (1 << 40) + 512)
        for flags in (0, v3, metadata, falloc, full, MeasureFlag.COMPRESS, v3 | MeasureFlag.BACKING_FILE)
    ]


def _measured() -> list[bytes]:
    return [bytes([choice]) + config for config in _configs(1) for choice in (0, 255)]


def _mapped() -> list[bytes]:
    windows = [(0, (1 << 64) - 1), (0, 1 << 20), (1 << 16, 1 << 16), (512, (1 << 64) - 1)]
    flags = [0, MapFlag.HUMAN, MapFlag.IGNORE_ALLOCATED | MapFlag.IGNORE_COMPRESSED, MapFlag.UNALLOCATED_UNKNOWN]
    return [
        b"\0" + MapConfig(source=_source(), start=start, length=length, flags=flag).pack()
        for start, length in windows
        for flag in flags
    ]


def corpus_folder(target: Target) -> Path:
    """Where a target's inputs are, with the first ones in it."""
    folder = BUILD / "corpus" / target.name
    if not folder.is_dir() or not any(folder.iterdir()):
        folder.mkdir(parents=True, exist_ok=True)
        for data in first_inputs(target):
            (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    return folder


def regressions(target: Target) -> list[Path]:
    """Inputs that once were findings: `walk-qed-what-it-was` belongs to the target `walk-qed`, and to `walk-any`."""
    name = "walk" if target.name == "walk-any" else target.name
    return sorted(REGRESSIONS.glob(f"{name}-*"))


@dataclass(frozen=True, slots=True)
class Run:
    """What a fuzzer did: how many inputs, what they reached, what it found."""

    executed: int
    edges: int
    features: int
    inputs: int
    finding: Path | None
    report: str


def run(target: Target, *arguments: str, folders: tuple[Path, ...] = ()) -> Run:
    """Run a target with further arguments of libFuzzer. What it finds lies under build/fuzz/findings."""
    findings = BUILD / "findings"
    findings.mkdir(parents=True, exist_ok=True)
    prefix = findings / f"{target.program}-"
    before = set(findings.iterdir())
    command = [
        *(str(build(target.program)), f"-max_len={target.longest}", f"-timeout={TIME_LIMIT}", "-rss_limit_mb=1024"),
        *("-report_slow_units=60", "-detect_leaks=0"),
        *(f"-artifact_prefix={prefix}", "-print_final_stats=1", *arguments, *map(str, folders)),
    ]
    own = {"FUZZ_FORMAT": target.format, "FUZZ_FIELDS": target.fields}
    if target.program == "descriptor":
        words = BUILD / "descriptor.dict"
        words.write_text(descriptors.dictionary())
        command.insert(1, f"-dict={words}")
    environment = os.environ | own | {"UBSAN_OPTIONS": "print_stacktrace=1"}
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, check=False)
    executed, edges, features, inputs = read_report(done.stderr)
    new = sorted(set(findings.iterdir()) - before)
    finding = new[0] if new else None
    if done.returncode and finding is None:
        finding = prefix.with_name(f"{target.name}.log")
        finding.write_text(done.stderr)
    return Run(executed, edges, features, inputs, finding, done.stderr)
