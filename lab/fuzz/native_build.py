# SPDX-License-Identifier: Apache-2.0
"""The programs of the libFuzzer targets: the guest's sources and a harness, compiled with
sanitizers.
"""

from __future__ import annotations

import functools
import hashlib
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from lab.fuzz import fields, tables
from lab.lock import alone
from lab.tools import fuzzing_clang
from tests.guest.native.walkers import GUEST, NATIVE, guest_sources, layout_sources

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "native"
BUILD = ROOT / "build" / "fuzz"
OBJECTS = BUILD / "objects"
FLAGS = (
    *(
        "-std=gnu11",
        "-g",
        "-O1",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-fno-strict-aliasing",
        "-fno-omit-frame-pointer",
    ),
    *("-fsanitize=fuzzer,address,undefined", "-fno-sanitize-recover=all"),
)
UNCOUNTED = HERE / "uncounted.txt"
WRAPPED = {"watch.c": ("message_emit",), "crc32c.c": ("checksum_crc32c", "checksum_crc32c_add")}
"""Functions of the guest that a source of a target stands before."""
NO_COMPARISONS = "-fno-sanitize-coverage=trace-cmp"
"""Where a mutator knows fields and values; being told of each comparison makes a target two to five
times as slow.
"""


def _guest() -> list[Path]:
    """What every operation stands on."""
    own = [HERE / "checks.c", HERE / "walked.c", HERE / "crc32c.c", NATIVE / "io_memory.c"]
    return [*guest_sources(), *own]


def sources(program: str) -> list[Path]:
    packed = [HERE / "packed.c", HERE / "mutate.c"]
    operation = {
        name: sorted((GUEST / "ops" / name).glob("*.c")) for name in ("info", "map", "measure")
    }
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
            generated = sorted((GUEST / "generated").glob("*.c"))
            return [
                *layout_sources(),
                *generated,
                GUEST / "base" / "checksum.c",
                HERE / "checks.c",
                HERE / "sizes.c",
            ]
        case "messages":
            return [GUEST / "generated" / "guest_message.c", HERE / "messages.c"]
    return [GUEST / "core" / "block.c", GUEST / "core" / "disks.c", HERE / "block.c"]


@dataclass(frozen=True, slots=True)
class Compiler:
    """A compiler with its flags. What it makes of a source is kept, and used while nothing that it
    read has changed.
    """

    program: str
    flags: tuple[str, ...]
    seen: str
    """Of the headers, which any source may include."""

    def compile(self, source: Path) -> Path:
        """The object of a source."""
        state = hashlib.sha256(
            f"{self.flags} {self.seen} {source}".encode() + source.read_bytes()
        ).hexdigest()
        path = OBJECTS / f"{source.stem}-{state[:16]}.o"
        if not path.exists():
            scratch = path.with_suffix(f".{os.getpid()}")
            subprocess.run(
                [self.program, *self.flags, "-c", str(source), "-o", str(scratch)], check=True
            )
            scratch.rename(path)
        return path


def _compiler(program: str, is_told_of_comparisons: bool) -> Compiler:
    OBJECTS.mkdir(parents=True, exist_ok=True)
    for name, text in {"fields.h": fields.header(), "tables.h": tables.header()}.items():
        if not (BUILD / name).exists() or (BUILD / name).read_text() != text:
            (BUILD / name).write_text(text)
    include = [f"-I{p}" for p in (GUEST, GUEST / "base", GUEST / "generated", NATIVE, HERE, BUILD)]
    flags = [*FLAGS, f"-fsanitize-coverage-ignorelist={UNCOUNTED}", *include]
    flags += [] if is_told_of_comparisons else [NO_COMPARISONS]
    state = hashlib.sha256(UNCOUNTED.read_bytes())
    for folder, pattern in ((GUEST, "**/*.h"), (HERE, "*.h"), (NATIVE, "*.h"), (BUILD, "*.h")):
        for header in sorted(folder.glob(pattern)):
            state.update(header.name.encode() + header.read_bytes())
    return Compiler(program, tuple(flags), state.hexdigest())


@functools.cache
def build(program: str) -> Path:
    """Compile and link a target, unless these very sources were compiled before."""
    found = fuzzing_clang()
    if found is None:
        raise RuntimeError("no clang with libFuzzer")
    files = sources(program)
    with alone(BUILD):
        return _build(program, found, files)


def _build(program: str, clang: str, files: list[Path]) -> Path:
    compiler = _compiler(clang, is_told_of_comparisons=HERE / "mutate.c" not in files)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(compiler.compile, files))
    state = hashlib.sha256(" ".join(path.name for path in objects).encode())
    path = BUILD / f"{program}-{state.hexdigest()[:16]}"
    if path.exists():
        return path
    for old in BUILD.glob(f"{program}-*"):
        old.unlink()
    wrapped = [f"-Wl,--wrap={name}" for file in files for name in WRAPPED.get(file.name, ())]
    scratch = path.with_suffix(f".{os.getpid()}")
    subprocess.run([clang, *FLAGS, *wrapped, *map(str, objects), "-o", str(scratch)], check=True)
    scratch.rename(path)
    return path
