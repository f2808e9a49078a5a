# SPDX-License-Identifier: Apache-2.0
"""The guest's walkers as a native program, built under the sanitizers on first use, and its answers
as values.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from instar.generated import errors
from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFlag, SourceFormat
from lab.lock import alone
from lab.objects import Compiler, digest

ROOT = Path(__file__).resolve().parents[3]
GUEST = ROOT / "guest"
NATIVE = ROOT / "tests" / "guest" / "native"
BUILD = ROOT / "build" / "native"
FLAGS = (
    *(
        "-std=gnu11",
        "-g1",
        "-O0",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-Wno-maybe-uninitialized",
        "-fno-strict-aliasing",
        "-fno-omit-frame-pointer",
    ),
    *("-fsanitize=address,undefined", "-fno-sanitize-recover=all"),
)
LAYERS = ("base", "crypto", "io", "stages", "formats", "formats/*", "generated")
IN_GUEST_ONLY = ("io_guest.c", "mem.c", "op_entry.c")  # need the call table


def compiler() -> str | None:
    """The C compiler, None where there is none."""
    return shutil.which(os.environ.get("CC", "cc"))


def guest_sources() -> list[Path]:
    """The guest's files below the operations, but for those that need the call table."""
    files = [p for layer in LAYERS for p in sorted(GUEST.glob(f"{layer}/*.c"))]
    return [p for p in files if p.name not in IN_GUEST_ONLY]


def layout_sources() -> list[Path]:
    """What `measure` computes sizes with: pure functions, so that nothing else is needed."""
    formats = GUEST / "formats"
    shared = ("cost.c", "targets.c", "qcow2/refcounts.c", "vhd/geometry.c")
    named = [*shared, "vmdk/descriptor_length.c"]
    return [*(formats / name for name in named), *sorted(formats.glob("*/layout.c"))]


def sources() -> list[Path]:
    """What the native programs are made of, but for their own file."""
    own = ("io_native.c", "io_alike.c", "derive.c", "serve.c")
    return [*guest_sources(), *(NATIVE / name for name in own)]


@functools.cache
def build(program: str = "walkdump") -> Path:
    """Compile a native program, unless these very sources were compiled before."""
    cc = compiler()
    if cc is None:
        raise RuntimeError("no C compiler")
    files = [*sources(), NATIVE / f"{program}.c"]
    with alone(BUILD):
        return _build(program, cc, files)


def _build(program: str, cc: str, files: list[Path]) -> Path:
    headers = sorted([*GUEST.glob("**/*.h"), *NATIVE.glob("*.h")])
    include = [f"-I{GUEST}", f"-I{GUEST / 'base'}", f"-I{GUEST / 'generated'}", f"-I{NATIVE}"]
    compiled = Compiler(cc, (*FLAGS, *include), digest(headers), BUILD / "objects").objects(files)
    path = BUILD / f"{program}-{digest([], *(path.name for path in compiled))}"
    if path.exists():
        return path
    for old in BUILD.glob(f"{program}-*"):
        old.unlink()
    scratch = path.with_suffix(f".{os.getpid()}")
    subprocess.run([cc, *FLAGS, *map(str, compiled), "-o", str(scratch)], check=True)
    scratch.rename(path)
    return path


@dataclass(frozen=True, slots=True)
class Extent:
    """A record as a walker or the chain yields it."""

    start: int
    length: int
    depth: int
    flags: int
    disk: int
    host_offset: int

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a walk ended: numbers of structures.h, and the image's text that goes with them."""

    structure: int
    field: int
    reason: int
    fault: int
    disk: int
    offset: int
    value: int
    detail: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Lines of numbers, and the fault that ended them."""

    rows: tuple[tuple[int, ...], ...]
    fault: Fault | None

    @property
    def extents(self) -> list[Extent]:
        return [Extent(*row) for row in self.rows]


class Run(NamedTuple):
    """What a native program did with a request: `status` is negative for a signal."""

    status: int
    out: bytes
    err: bytes


class Server:
    """A native program that starts with the first request and has a process for each: see serve.h.
    One at a time asks.
    """

    def __init__(self, program: str) -> None:
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, arguments: Iterable[str], directory: Path, input: bytes = b"") -> Run:
        """As the program by itself would answer in that directory."""
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [build(self._program), "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            atexit.register(self._process.communicate)
        pipes = self._process.stdin, self._process.stdout
        assert pipes[0] is not None and pipes[1] is not None
        words = b"".join(os.fsencode(word) + b"\0" for word in (str(directory), *arguments))
        pipes[0].write(b"%d %d\n%s%s" % (len(words), len(input), words, input))
        pipes[0].flush()
        status, *lengths = map(int, pipes[1].readline().split())
        return Run(status, *(pipes[1].read(length) for length in lengths))


SERVER = Server("walkdump")


def ask(
    what: str,
    image: Path,
    *,
    format: SourceFormat = SourceFormat.UNKNOWN,
    flags: SourceFlag | int = SourceFlag.HAS_SECRET,
    quirks: int = 0,
    unit: int = 1 << 16,
    snapshot: str = "",
    window: tuple[int, int] | None = None,
) -> Answer:
    """Run walkdump. What is neither an answer nor a fault raises: a sanitizer's report, a signal,
    the time limit.
    """
    command = [f"-f{int(format)}", f"-g{int(flags)}", f"-q{quirks}", f"-u{unit}"]
    if snapshot:
        command += ["-l", snapshot]
    if window:
        command += ["-w", f"{window[0]}:{window[1]}"]
    run = SERVER.run([*command, what, str(image)], image.parent)
    if run.status not in (0, 1) or run.err:
        raise AssertionError(
            f"{' '.join(command)} {what} {image}: {run.status}\n{run.err.decode()}"
        )
    lines = run.out.decode("utf-8", "backslashreplace").splitlines()
    fault = None
    if run.status == 1:
        at = next(i for i, line in enumerate(lines) if line.startswith("fault "))
        words = " ".join(lines[at:]).split(" ", 8)[1:]
        fault = Fault(*map(int, words[:7]), words[7])  # type: ignore[call-arg, arg-type]
        lines = lines[:at]
    return Answer(tuple(tuple(map(int, line.split())) for line in lines), fault)


def said(answer: Answer) -> tuple[str, str, int, int]:
    """Structure, field, offset and value of the fault."""
    fault = answer.fault
    assert fault is not None
    if fault.fault:
        known = errors.FAULTS[fault.fault]
        return errors.STRUCTURES[known.structure], known.field, fault.offset, fault.value
    field = errors.FIELDS[fault.structure][fault.field - 1]
    return errors.STRUCTURES[fault.structure], field, fault.offset, fault.value


def is_data(extent: Extent) -> bool:
    """Whether `measure` counts it."""
    wanted = ExtentFlag.DATA | ExtentFlag.ALLOCATED
    return extent.flags & (wanted | ExtentFlag.ZERO) == wanted


def count_units(extents: list[Extent], unit: int) -> int:
    """Units that hold data: from where data starts, rounded down, to its end, rounded up, and on
    from there.
    """
    units = position = 0
    for extent in extents:
        start = max(extent.start, position)
        if is_data(extent) and start < extent.end:
            position = -(-extent.end // unit) * unit
            units += position // unit - start // unit
    return units
