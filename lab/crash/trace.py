# SPDX-License-Identifier: Apache-2.0
"""What a program does to the files of a directory, from strace: writes, lengths, names, syncs."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from lab.crash.storage import NAMES, Barrier, Length, Names, State, Storage, Traced, Write, Zero

SYNCS = ("fsync", "fdatasync", "syncfs", "sync_file_range")
WRITES = ("write", "writev", "pwrite64", "pwritev", "pwritev2")
CALLS = (
    *SYNCS,
    *WRITES,
    *("open", "openat", "creat", "lseek", "ftruncate", "truncate", "fallocate"),
    *("copy_file_range", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat"),
    *("sync", "sendfile", "splice", "mmap"),
)
_TEXT = r"(?:\\x[0-9a-f]{2})*"
_LINE = re.compile(r"(\d+) +(.*)")
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+|\?)(.*)")
_UNFINISHED = " <unfinished ...>"
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)")
_DESCRIPTOR = re.compile(rf"(?:AT_FDCWD|\d+)<({_TEXT})>(?:\(deleted\))?")
_STRING = re.compile(rf'"({_TEXT})"')
_OWN = re.compile(r"/proc/self/fd/(\d+)")
_PUNCH = re.compile(r"FALLOC_FL_(PUNCH_HOLE|ZERO_RANGE)")


class NotModelled(Exception):
    """A call whose effect on the files is not known here."""


def record(
    line: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
) -> tuple[int, list[Traced]]:
    """Run a command in the directory. Returns its exit status and what it did to the files there,
    in order.
    """
    before = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    calls = ",".join(f"?{name}" for name in CALLS)
    strace = ["strace", "-f", "-y", "-v", "-xx", "-s", str(1 << 26), "-o", str(log)]
    done = subprocess.run(
        [*strace, "-e", f"trace={calls}", "-e", "signal=none", *line],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return done.returncode, Reader(folder, before).read(log.read_text("ascii").splitlines())


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """The calls, each when it ended; a sync when it began, as what ends meanwhile may be too late
    for it.
    """
    begun: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line)
        if found is None:
            raise NotModelled(line[:200])
        process, text = found.groups()
        if text.endswith(_UNFINISHED):
            text = text[: -len(_UNFINISHED)]
            if text.split("(", 1)[0] in SYNCS:
                yield f"{text}) = 0"
            else:
                begun[process] = text
        elif rest := _RESUMED.match(text):
            if process in begun:
                yield begun.pop(process) + rest[1]
        elif text[0] not in "+-":
            yield text


def _plain(text: str) -> str:
    return _data(text).decode("utf-8", "surrogateescape")


def _data(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


class Reader:
    """Turns calls into steps. Files are known by the paths that strace shows of descriptors."""

    def __init__(self, folder: Path, before: State) -> None:
        self.folder = os.path.realpath(folder)
        self.now = Storage.of(before)
        self.trace: list[Traced] = []
        self._unnamed: dict[str, int] = {}
        self._next = len(before)
        self._open: dict[int, str] = {}
        self._places: dict[tuple[int, str], int] = {}

    def read(self, lines: Sequence[str]) -> list[Traced]:
        """All that the calls do."""
        for line in _whole(lines):
            found = _CALL.fullmatch(line)
            if found is None:
                raise NotModelled(line[:200])
            name, given = found[1], found[2]
            result = -1 if found[3] == "?" else int(found[3], 0)  # the process ended meanwhile
            if result >= 0:
                self._call(name, given, result, found[4])
        return self.trace

    def _call(self, name: str, given: str, result: int, shown: str) -> None:
        if name in ("open", "openat", "creat"):
            self._opened(name, given, result, shown)
        elif name in ("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat"):
            self._named(name, given)
        elif name == "mmap":
            if "MAP_SHARED" in given and "PROT_WRITE" in given and self._file(given) is not None:
                raise NotModelled(f"{name} of {given[:200]}")
        elif name == "sync":
            self.trace.append(Barrier(None))
        else:
            self._on_file(name, given, result)

    # --- descriptors

    def _path(self, given: str, at: int = 0) -> str:
        """The path of the n-th descriptor; empty where there is none."""
        found = _DESCRIPTOR.findall(given)
        return _plain(found[at]) if at < len(found) else ""

    def _name(self, path: str) -> str:
        """The name in the directory; empty for what is elsewhere."""
        head, name = os.path.split(path)
        return name if head == self.folder else ""

    def _file(self, given: str, at: int = 0) -> int | None:
        path = self._path(given, at)
        name = self._name(path)
        return self.now.names.get(name, self._unnamed.get(path))

    def _opened(self, name: str, given: str, result: int, shown: str) -> None:
        path = self._path(f"{result}{shown.strip()}")
        self._open[result] = path
        self._places[result, path] = 0
        if not self._name(path):
            return
        if "O_TMPFILE" in given:
            self._unnamed[path] = self._new()
        elif self._file(f"{result}{shown.strip()}") is None:
            if "O_CREAT" in given or name == "creat":
                self._do(Names(((self._name(path), self._new()),)))
        elif "O_TRUNC" in given or name == "creat":
            number = self._file(f"{result}{shown.strip()}")
            if number is not None:
                self._do(Length(number, 0))

    def _new(self) -> int:
        self._next += 1
        return self._next

    def _do(self, step: Write | Zero | Length | Names) -> None:
        self.now.do(step)
        self.trace.append(step)

    # --- names

    def _named(self, name: str, given: str) -> None:
        paths = self._arguments(given)
        if name.startswith("unlink"):
            if own := self._name(paths[0]):
                self._do(Names(((own, None),)))
            return
        number = self._linked(paths[0])
        old, new = self._name(paths[0]), self._name(paths[1])
        if number is None or not new:
            if old or new:
                raise NotModelled(f"{name} of {paths}")
            return
        gone = ((old, None),) if name.startswith("rename") else ()
        self._do(Names((*gone, (new, number))))

    def _arguments(self, given: str) -> list[str]:
        """The paths of a call, each from the directory before it."""
        homes = [_plain(text) for text in _DESCRIPTOR.findall(given)]
        names = [_plain(text) for text in _STRING.findall(given)]
        homes = homes or [self.folder] * len(names)
        return [
            os.path.normpath(os.path.join(home, name))
            for home, name in zip(homes, names, strict=True)
        ]

    def _linked(self, path: str) -> int | None:
        own = _OWN.fullmatch(path)
        path = self._open.get(int(own[1]), "") if own else path
        return self.now.names.get(self._name(path), self._unnamed.get(path))

    # --- content

    def _on_file(self, name: str, given: str, result: int) -> None:
        path = self._path(given)
        if name in SYNCS:
            self._sync(name, given, path)
            return
        if name == "truncate":
            if own := self._name(self._arguments(given)[0]):
                raise NotModelled(f"{name} of {own}")
            return
        key = int(given.split("<", 1)[0]), path
        if name == "lseek":
            self._places[key] = result
            return
        source, target = self._file(given), self._file(given, 1)
        if name == "copy_file_range" and target is not None:
            self._copy(given, target, result)
        elif name in ("sendfile", "splice") and (source is not None or target is not None):
            raise NotModelled(f"{name} of {path}")
        elif source is not None and name in _CONTENT:
            place = self._places.get(key, 0)
            if name in ("write", "writev"):
                self._places[key] = place + result
            self._do(_CONTENT[name](source, given, result, place))

    def _sync(self, name: str, given: str, path: str) -> None:
        number = self._file(given)
        if name == "syncfs":
            self.trace.append(Barrier(None))
        elif path == self.folder:
            self.trace.append(Barrier(NAMES))
        elif number is not None and name != "sync_file_range":  # which promises nothing
            self.trace.append(Barrier(number))

    def _copy(self, given: str, target: int, result: int) -> None:
        source = self._file(given)
        places = re.findall(r"\[(\d+)\]", given)
        if len(places) != 2:
            raise NotModelled(f"copy_file_range of {given[:200]}")
        start, at = int(places[0]), int(places[1])
        content = (
            bytes(self.now.files[source])
            if source is not None
            else Path(self._path(given)).read_bytes()
        )
        self._do(Write(target, at, content[start : start + result]))


def _numbers(given: str) -> list[int]:
    return [int(text) for text in re.findall(r"(?<=, )-?\d+(?=,|$)", given)]


def _written(given: str, result: int) -> bytes:
    return b"".join(_data(text) for text in _STRING.findall(given))[:result]


def _write_at(place: int) -> Callable[[int, str, int, int], Write]:
    """A write whose offset is the argument so far from the end."""

    def write(file: int, given: str, result: int, _: int) -> Write:
        return Write(file, _numbers(given)[place], _written(given, result))

    return write


def _write_on(file: int, given: str, result: int, place: int) -> Write:
    return Write(file, place, _written(given, result))


def _length(file: int, given: str, result: int, place: int) -> Length:
    return Length(file, _numbers(given)[-1])


def _allocate(file: int, given: str, result: int, place: int) -> Zero | Length:
    start, length = _numbers(given)[-2:]
    if _PUNCH.search(given):
        return Zero(file, start, length)
    if "FALLOC_FL" in given and "KEEP_SIZE" not in given:
        raise NotModelled(f"fallocate of {given[:200]}")
    least = 0 if "KEEP_SIZE" in given else start + length
    return Length(file, least, least=True)


_CONTENT: dict[str, Callable[[int, str, int, int], Write | Zero | Length]] = {
    "pwrite64": _write_at(-1),
    "pwritev": _write_at(-1),
    "pwritev2": _write_at(-2),
    "write": _write_on,
    "writev": _write_on,
    "ftruncate": _length,
    "fallocate": _allocate,
}
