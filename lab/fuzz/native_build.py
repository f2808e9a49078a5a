# SPDX-License-Identifier: Apache-2.0
"""The programs of the libFuzzer targets: the guest's sources and a harness, compiled with
sanitizers.
"""

from __future__ import annotations

import functools
import os
import subprocess
from pathlib import Path

from lab.fuzz import fields, stores, tables
from lab.lock import alone
from lab.objects import Compiler, digest
from lab.tools import fuzzing_clang
from tests.guest.native import codecs
from tests.guest.native.walkers import GUEST, NATIVE, guest_sources, layout_sources

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "native"
BUILD = ROOT / "build" / "fuzz"
OBJECTS = BUILD / "objects"
FLAGS = (
    *("-std=gnu11", "-Wall", "-Wextra", "-Werror"),
    *("-fno-strict-aliasing", "-fno-omit-frame-pointer"),
    *("-fsanitize=fuzzer,address,undefined", "-fno-sanitize-recover=all"),
)
FAST = ("-g", "-O1")
"""For hours of inputs."""
SHORT = ("-gline-tables-only", "-O0")
"""For a few thousand inputs, which take less time than an optimizer does. No source is compiled
twice, as those are of which libFuzzer learns for some targets what they compare.
"""
UNCOUNTED = HERE / "uncounted.txt"
WRAPPED = {"watch.c": ("message_emit",), "crc32c.c": ("checksum_crc32c", "checksum_crc32c_add")}
"""Functions of the guest that a source of a target wraps or replaces."""
NO_COMPARISONS = "-fno-sanitize-coverage=trace-cmp"
"""Where a mutator knows fields and values, or other code than the target's own; a report of each
comparison makes a target two to five times as slow.
"""


def _guest() -> list[Path]:
    """What every operation is built on."""
    own = [HERE / name for name in ("checks.c", "walked.c", "crc32c.c")]
    own += [NATIVE / name for name in ("io_memory.c", "pages.c", "io_alike.c", "derive.c")]
    return [*guest_sources(), *own]


def sources(program: str) -> list[Path]:
    packed = [HERE / "packed.c", HERE / "mutate.c"]
    operation = {
        name: sorted((GUEST / "ops" / name).glob("*.c"))
        for name in ("info", "map", "measure", "resize")
    }
    match program:
        case "walk":
            return [*_guest(), *operation["info"], *packed, HERE / "walk.c"]
        case "tables":
            return [*_guest(), *operation["info"], *packed, HERE / "watch.c", HERE / "tables.c"]
        case "members":
            return [*_guest(), *packed, HERE / "members.c"]
        case "descriptor" | "luks_text":
            return [*_guest(), *operation["info"], HERE / "watch.c", HERE / f"{program}.c"]
        case "measure_op" | "map_op" | "resize_op":
            own = operation[program.removesuffix("_op")]
            return [*_guest(), *own, *packed, HERE / "watch.c", HERE / f"{program}.c"]
        case "sizes" | "layouts":
            generated = sorted((GUEST / "generated").glob("*.c"))
            return [
                *layout_sources(),
                *generated,
                GUEST / "base" / "checksum.c",
                HERE / "checks.c",
                HERE / f"{program}.c",
            ]
        case "codecs":
            return [*codecs.own_sources(), HERE / "checks.c", HERE / "codecs.c"]
        case "stores":
            return [*sorted((GUEST / "base").glob("c*.c")), HERE / "checks.c", HERE / "stores.c"]
        case "messages":
            return [GUEST / "generated" / "guest_message.c", HERE / "messages.c"]
    return [GUEST / "core" / "block.c", GUEST / "core" / "disks.c", HERE / "block.c"]


def _compiler(program: str, *own: str) -> Compiler:
    BUILD.mkdir(parents=True, exist_ok=True)
    made = {"fields.h": fields, "tables.h": tables, "stores_list.h": stores}
    for name, text in ((name, module.header()) for name, module in made.items()):
        if not (BUILD / name).exists() or (BUILD / name).read_text() != text:
            (BUILD / name).write_text(text)
    include = [f"-I{p}" for p in (GUEST, GUEST / "base", GUEST / "generated", NATIVE, HERE, BUILD)]
    flags = [*FLAGS, f"-fsanitize-coverage-ignorelist={UNCOUNTED}", *include]
    flags += own
    generated = (GUEST / "generated", "*.c")  # which the proofs include
    folders = (generated, (GUEST, "**/*.h"), (HERE, "*.h"), (NATIVE, "*.h"), (BUILD, "*.h"))
    headers = [header for folder, pattern in folders for header in sorted(folder.glob(pattern))]
    return Compiler(program, tuple(flags), digest([UNCOUNTED, codecs.PINS, *headers]), OBJECTS)


@functools.cache
def build(program: str, effort: tuple[str, ...] = FAST) -> Path:
    """Compile and link a target, unless these very sources were compiled before. `effort` says how
    well the compiler is to work.
    """
    found = fuzzing_clang()
    if found is None:
        raise RuntimeError("no clang with libFuzzer")
    if program == "codecs" and (why := codecs.fetch()):
        raise RuntimeError(f"codec libraries: {why}")
    files = sources(program)
    with alone(BUILD):
        return _build(program, found, files, effort)


def _is_compared(program: str, file: Path) -> bool:
    """Whether libFuzzer learns what a source compares its input with."""
    if program == "descriptor":
        return file.parent in (HERE, GUEST / "formats" / "vmdk")
    if program == "luks_text":
        return file.parent in (HERE, GUEST / "base", GUEST / "formats" / "luks")
    return HERE / "mutate.c" not in sources(program)


def _objects(program: str, clang: str, files: list[Path], effort: tuple[str, ...]) -> list[Path]:
    """The target's, and those that want flags of their own."""

    def compiled(files: list[Path], *own: str) -> list[Path]:
        compared = [file for file in files if effort is FAST and _is_compared(program, file)]
        others = [file for file in files if file not in compared]
        return [
            *_compiler(clang, *effort, *own).objects(compared),
            *_compiler(clang, *effort, NO_COMPARISONS, *own).objects(others),
        ]

    match program:
        case "codecs":
            quiet = (*codecs.INCLUDE, *codecs.QUIET)
            library = compiled(codecs.library_sources(), *quiet)
            return [*compiled(files, *codecs.INCLUDE), *library]
        case "stores":
            proofs = compiled(stores.proofs(), "-w", "-include", "stores.h")
            return [*compiled(files), *proofs]
    return compiled(files)


def _build(program: str, clang: str, files: list[Path], effort: tuple[str, ...]) -> Path:
    objects = _objects(program, clang, files, effort)
    name = f"{program}{effort[-1]}"
    path = BUILD / f"{name}-{digest([], *(path.name for path in objects))}"
    if path.exists():
        return path
    for old in BUILD.glob(f"{name}-*"):
        old.unlink()
    wrapped = [f"-Wl,--wrap={name}" for file in files for name in WRAPPED.get(file.name, ())]
    scratch = path.with_suffix(f".{os.getpid()}")
    subprocess.run([clang, *FLAGS, *wrapped, *map(str, objects), "-o", str(scratch)], check=True)
    scratch.rename(path)
    return path
