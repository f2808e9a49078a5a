# SPDX-License-Identifier: Apache-2.0
"""The commands that the laboratory interrupts, each with the small image that it changes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

DISK = "disk.img"
SOURCE = "source.img"
PROGRAM = """
import sys
import instar
with instar.Client() as client:
    errors = [answer.error for answer in client.{} if answer.error]
sys.exit(f"instar: {{errors[0]}}" if errors else 0)
"""


@dataclass(frozen=True, slots=True)
class Case:
    """`make` are the commands that make the files; `pokes` are laid over the image after that.

    `again`: the command is run again after a crash, as it makes a new file or repairs. `over`: it
    copies over the disk, each sector of which is old or new until it is done.
    """

    name: str
    format: str
    line: tuple[str, ...]
    make: tuple[tuple[str, ...], ...] = ()
    pokes: tuple[tuple[int, bytes], ...] = ()
    again: bool = False
    over: bool = False
    own: tuple[str, ...] = ()
    """What the command line says to instar besides."""
    call: str = ""
    """What a program asks of a client instead, of several images."""
    beside: tuple[tuple[str, str], ...] = ()
    """Names and formats of other images that the command writes. Until it has ended, they may have
    a part of what it writes.
    """
    files: bool = False
    """Whether the disk is in other files: all of them are as before the command or as after it
    once the next one has ended.
    """
    adds: tuple[str, ...] = ()
    """Names of those that the command makes."""

    def __str__(self) -> str:
        return f"{self.name} {self.format}"

    def instars(self) -> list[str]:
        """The words for Python that run it with instar."""
        if self.call:
            return ["-c", PROGRAM.format(self.call)]
        return ["-m", "instar", *self.line, *self.own]

    def lay_out(self, folder: Path) -> None:
        """Make the files in an empty directory."""
        for words in self.make:
            subprocess.run(words, cwd=folder, check=True, capture_output=True)
        for start, data in self.pokes:
            with open(folder / DISK, "r+b") as file:
                file.seek(start)
                file.write(data)


def _image(format: str, size: str, options: str = "", name: str = DISK) -> tuple[str, ...]:
    chosen = ("-o", options) if options else ()
    return ("qemu-img", "create", "-q", "-f", format, *chosen, name, size)


def _written(*commands: str, format: str = "qcow2", name: str = DISK) -> tuple[str, ...]:
    return ("qemu-io", "-f", format, *(word for one in commands for word in ("-c", one)), name)


def _snapshot(flag: str, name: str) -> tuple[str, ...]:
    return ("qemu-img", "snapshot", flag, name, DISK)


_DATA = "write -P 1 0 24k"
_PLAIN = (_image("qcow2", "256k", "cluster_size=4k"), _written(_DATA))
_SAVED = (*_PLAIN, _snapshot("-c", "a"), _written("write -P 2 4k 32k", "write -z 16k 4k"))
_TINY = (
    _image("qcow2", "256k", "cluster_size=512"),
    _written("write -P 1 0 8k", "write -P 2 60k 10k", "write -P 3 200k 20k"),
)
_SOURCE = (
    _image("qcow2", "192k", "cluster_size=4k", SOURCE),
    _written("write -P 5 0 20k", "write -P 6 100k 9k", name=SOURCE),
)
_NOTED = (
    *_SOURCE,
    ("qemu-img", "bitmap", "--add", "-g", "512", SOURCE, "a"),
    _written("write -P 7 30k 5k", name=SOURCE),
)
"""A source with a persistent bitmap."""
_COUNTS = 2 * 4096
"""Where such an image has its reference counts."""
_NEW = {
    "raw": "preallocation=full",
    "qcow2": "cluster_size=4k,preallocation=metadata",
    "qed": "",
    "vdi": "",
    "vmdk": "",
    "vpc": "",
    "vhdx": "",
    "parallels": "",
}


def _resizes() -> Iterator[Case]:
    line = ("resize", "-q", "-f", "qcow2")
    yield Case("resize, more", "qcow2", (*line, DISK, "400k"), _PLAIN)
    yield Case("resize, longer L1 and counts", "qcow2", (*line, DISK, "4M"), _TINY)
    yield Case("resize --shrink, within one L2", "qcow2", (*line, "--shrink", DISK, "8k"), _PLAIN)
    yield Case("resize --shrink, over several L2", "qcow2", (*line, "--shrink", DISK, "64k"), _TINY)
    shrink = (*line, "--shrink", DISK, "32k")
    bitten = (*_TINY, _written("write -P 4 32k 220k"))
    yield Case("resize --shrink, full image", "qcow2", shrink, bitten)
    grown = (*line, "--preallocation=metadata", DISK, "400k")
    yield Case("resize --preallocation=metadata", "qcow2", grown, _PLAIN)
    grown = (*line, "--preallocation=full", DISK, "320k")
    yield Case("resize --preallocation=full", "qcow2", grown, _PLAIN)
    for format, size in (("raw", "300k"), ("qed", "4M")):
        make = (_image(format, "128k"), _written("write -P 1 0 64k", format=format))
        yield Case("resize, more", format, ("resize", "-q", "-f", format, DISK, size), make)
    yield from _growths()


def _growths() -> Iterator[Case]:
    """Disks that qemu-img does not resize. Their tables have to be elsewhere, or blocks do."""
    for format, options, size in (
        ("vdi", "", "140M"),
        ("vdi", "static=on", "4M"),
        ("vpc", "", "300M"),
        ("vpc", "subformat=fixed", "4M"),
        ("parallels", "cluster_size=4k", "6M"),
        ("vhdx", "", "20M"),
        ("vmdk", "", "80M"),
    ):
        make = (
            _image(format, "3M", options),
            _written("write -P 1 0 64k", "write -P 2 2M 200k", format=format),
        )
        title = f"resize, more, {options}" if options else "resize, more"
        yield Case(title, format, ("resize", "-q", "-f", format, DISK, size), make)
    for kind, size, longer, adds in (
        ("monolithicFlat", "1M", "2M", ()),
        ("twoGbMaxExtentFlat", "1M", "2M", ()),
        ("twoGbMaxExtentSparse", "18G", "21G", ("disk-s010.img", "disk-s011.img")),
    ):
        make = (
            _image("vmdk", size, f"subformat={kind}"),
            _written("write -P 2 500k 200k", format="vmdk"),
        )
        line = ("resize", "-q", "-f", "vmdk", DISK, longer)
        yield Case(f"resize, more, {kind}", "vmdk", line, make, files=True, adds=adds)


def _data_files() -> Iterator[Case]:
    """The data is in another file, which has as much of the disk as it had or is to have."""
    own, data = ("--allow-write", "."), (("data", "raw"),)
    line = ("resize", "-q", "-f", "qcow2")
    for options, name, rest in (
        ("data_file=data", "resize, more", (DISK, "400k")),
        ("data_file=data,data_file_raw=on", "resize, more, raw", (DISK, "400k")),
        ("data_file=data", "resize --shrink", ("--shrink", DISK, "32k")),
        ("data_file=data", "resize --preallocation=full", ("--preallocation=full", DISK, "400k")),
    ):
        make = (_image("qcow2", "256k", f"cluster_size=4k,{options}"), _written(_DATA))
        title = f"{name}, data file"
        yield Case(title, "qcow2", (*line, *rest), make, own=own, beside=data)
    rebased = _rebased("qcow2", "data_file=data,")
    yield replace(rebased, name="rebase, data file", own=own)
    yield _committed("qcow2", "cluster_size=4k", "96k", "data_file=data")


def _unclosed() -> Iterator[Case]:
    """Reference counts are put right first."""
    lost, leaked = b"\0\0", b"\0\2"
    for what, count in (("counts too low", lost), ("counts too high", leaked)):
        pokes = ((79, b"\1"), *((_COUNTS + 2 * (6 + n), count) for n in range(2)))
        line = ("resize", "-q", "-f", "qcow2", DISK, "400k")
        yield Case(f"resize, not closed, {what}", "qcow2", line, _PLAIN, pokes)
    snapshot = ("snapshot", "-c", "b", DISK)
    yield Case("snapshot -c, not closed", "qcow2", snapshot, _SAVED, pokes)


def _snapshots() -> Iterator[Case]:
    yield Case("snapshot -c", "qcow2", ("snapshot", "-c", "b", DISK), _SAVED)
    yield Case("snapshot -a", "qcow2", ("snapshot", "-a", "a", DISK), _SAVED)
    yield Case("snapshot -d", "qcow2", ("snapshot", "-d", "a", DISK), _SAVED)
    tiny = (*_TINY, _snapshot("-c", "a"), _written("write -P 7 30k 40k"))
    for flag, name in (("-c", "b"), ("-a", "a"), ("-d", "a")):
        title = f"snapshot {flag}, several L2"
        yield Case(title, "qcow2", ("snapshot", flag, name, DISK), tiny)


def _together() -> Iterator[Case]:
    """Three images in one call, of which all are looked at."""
    names = ("a.img", DISK, "c.img")
    make = tuple(
        words
        for name in names
        for words in (_image("qcow2", "256k", "cluster_size=4k", name), _written(_DATA, name=name))
    )
    others = tuple((name, "qcow2") for name in names if name != DISK)
    for line, call in (
        (("snapshot", "-c", "b", DISK), f"snapshot_many({names}, 'create', 'b', jobs=1)"),
        (("resize", "-q", DISK, "4G"), f"resize_many({names}, 4 << 30, jobs=1)"),
    ):
        yield Case(f"{line[0]} of three in one call", "qcow2", line, make, call=call, beside=others)


def _bitmaps() -> Iterator[Case]:
    made = ("qemu-img", "bitmap", "--add", "-g", "512", "-f", "qcow2", DISK, "a")
    noted = (*_PLAIN, made, _written("write -P 2 4k 32k", "write -P 3 100k 1k"))
    both = (*noted, (*made[:2], "--add", "--merge", "a", "-f", "qcow2", DISK, "b"))
    for name, make, actions in (
        ("--add, the first", _PLAIN, ("--add",)),
        ("--add", noted, ("--add",)),
        ("--merge", both, ("--merge", "a")),
        ("--clear", both, ("--clear",)),
        ("--remove", both, ("--remove",)),
    ):
        line = ("bitmap", *actions, "-f", "qcow2", DISK, "b")
        yield Case(f"bitmap {name}", "qcow2", line, make)


def _amendments() -> Iterator[Case]:
    base = (
        _image("raw", "64k", name="base"),
        _written("write -P 3 0 64k", format="raw", name="base"),
    )
    top = ("qemu-img", "create", "-q", "-f", "qcow2", "-o", "cluster_size=4k", *_on("raw"), DISK)
    zeros = _written("write -P 1 0 12k", "write -z 4k 8k", "write -z 20k 12k")
    older = (
        _image("qcow2", "256k", "cluster_size=512,compat=0.10"),
        *_TINY[1:],
        _snapshot("-c", "a"),
    )
    line = ("amend", "-q", "-f", "qcow2", "-o")
    for options, make in (
        ("compat=0.10", (*base, top, zeros, _snapshot("-c", "a"))),
        ("compat=1.1", older),
        ("refcount_bits=64", _TINY),
        ("refcount_bits=8,lazy_refcounts=on,size=400k", _SAVED),
    ):
        yield Case(f"amend {options}", "qcow2", (*line, options, DISK), make)


def _repairs() -> Iterator[Case]:
    lost, leaked = b"\0\0", b"\0\2"
    line = ("check", "-q", "-f", "qcow2", "-r")
    for what, counts in (("leaks", (leaked, leaked)), ("all", (lost, leaked))):
        pokes = tuple((_COUNTS + 2 * (6 + n), count) for n, count in enumerate(counts))
        yield Case(f"check -r {what}", "qcow2", (*line, what, DISK), _PLAIN, pokes, again=True)
    pokes = tuple((_COUNTS + 2 * n, leaked) for n in (5, 6, 8))
    yield Case("check -r all, with a snapshot", "qcow2", (*line, "all", DISK), _SAVED, pokes, True)


def _rebases() -> Iterator[Case]:
    make = (
        _image("raw", "64k", name="one.raw"),
        _image("raw", "64k", name="another.raw"),
        ("qemu-img", "create", "-q", "-f", "qcow2", "-b", "one.raw", "-F", "raw", DISK),
        _written("write -P 1 0 8k"),
    )
    line = ("rebase", "-u", "-f", "qcow2", "-b", "another.raw", "-F", "raw", DISK)
    yield Case("rebase -u", "qcow2", line, make)
    for format in ("qcow2", "qed"):
        yield _rebased(format)


def _rebased(format: str, options: str = "") -> Case:
    """A disk that keeps its content on another image."""
    top = ("-o", f"{options}cluster_size=4k", "-b", "one.raw", "-F", "raw")
    make = (
        _image("raw", "96k", name="one.raw"),
        _written("write -P 1 0 40k", "write -P 2 60k 10k", format="raw", name="one.raw"),
        _image("qcow2", "128k", name="two.qcow2"),
        _written("write -P 1 0 20k", "write -P 3 90k 30k", name="two.qcow2"),
        ("qemu-img", "create", "-q", "-f", format, *top, DISK, "128k"),
        _written("write -P 4 8k 8k", format=format),
    )
    line = ("rebase", "-f", format, "-b", "two.qcow2", "-F", "qcow2", DISK)
    return Case("rebase", format, line, make, again=True)


def _commits() -> Iterator[Case]:
    """The disk is that of the image above, which reads the same at any time."""
    for format, options, size in (
        ("raw", "cluster_size=4k", "96k"),
        ("qcow2", "cluster_size=4k", "96k"),
        ("qed", "cluster_size=4k,compat=0.10", "96k"),
        ("vdi", "cluster_size=4k", "128k"),
        ("vpc", "cluster_size=4k", "128k"),
        ("vmdk", "cluster_size=4k", "128k"),
        ("vhdx", "cluster_size=4k", "128k"),
    ):
        yield _committed(format, options, size)


def _committed(format: str, options: str, size: str, below: str = "") -> Case:
    """`below` are options of the backing image."""
    make = (
        _image(format, size, below, name="base"),
        _written("write -P 1 0 40k", format=format, name="base"),
        ("qemu-img", "create", "-q", "-f", "qcow2", "-o", options, *_on(format), DISK, "128k"),
        _written("write -P 3 8k 8k", "write -P 4 50k 20k", "write -z 0 4k"),
    )
    return Case(
        f"commit into {format}{', data file' if below else ''}",
        "qcow2",
        ("commit", "-q", "-f", "qcow2", DISK),
        make,
        again=True,
        own=("--allow-write", "."),
        beside=(("base", format),),
    )


def _overwrites() -> Iterator[Case]:
    """Data goes over data, over zeros and where nothing is."""
    for format, options in (
        ("raw", ""),
        ("qcow2", "cluster_size=4k"),
        ("qed", "cluster_size=4k"),
        ("vdi", ""),
        ("vpc", ""),
        ("vmdk", ""),
        ("vmdk", "subformat=twoGbMaxExtentSparse"),
        ("vhdx", "block_size=1M"),
    ):
        make = (
            *_SOURCE,
            _image(format, "256k", options),
            _written("write -P 1 0 16k", "write -P 2 104k 20k", format=format),
        )
        saved = _SAVED if format == "qcow2" else ()
        line = ("convert", "-n", "-f", "qcow2", "-O", format, SOURCE, DISK)
        title = "convert -n, split" if "Extent" in options else "convert -n"
        yield Case(title, format, line, make, again=True, over=True)
        if saved:
            title = "convert -n, with a snapshot"
            yield Case(title, format, line, (*_SOURCE, *saved), again=True, over=True)
    copied = ("convert", "-n", "--bitmaps", "-f", "qcow2", "-O", "qcow2", SOURCE, DISK)
    same = (_image("qcow2", "192k", "cluster_size=4k"), _written("write -P 1 0 16k"))
    yield Case("convert -n --bitmaps", "qcow2", copied, (*_NOTED, *same), over=True)


def _on(format: str) -> tuple[str, ...]:
    return ("-b", "base", "-F", format)


def _new_files() -> Iterator[Case]:
    for format, options in _NEW.items():
        chosen = ("-o", options) if options else ()
        line = ("create", "-q", "-f", format, *chosen, DISK, "192k")
        yield Case("create", format, line, again=True)
        if format in ("vhdx", "parallels"):  # whose least image is of megabytes
            continue
        copy = ("convert", "-f", "qcow2", "-O", format, SOURCE, DISK)
        yield Case("convert", format, copy, _SOURCE, again=True)
    copies = ("-f", "qcow2", "-O", "qcow2", SOURCE, DISK)
    yield Case("convert --bitmaps", "qcow2", ("convert", "--bitmaps", *copies), _NOTED, again=True)
    over = (*_SOURCE, *_PLAIN)
    yield Case("convert, over another image", "qcow2", ("convert", *copies), over, again=True)


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _resizes()
    yield from _data_files()
    yield from _unclosed()
    yield from _snapshots()
    yield from _together()
    yield from _bitmaps()
    yield from _amendments()
    yield from _repairs()
    yield from _rebases()
    yield from _commits()
    yield from _overwrites()
    yield from _new_files()


def environment(scratch: Path) -> dict[str, str]:
    """Of the commands: nothing but a PATH, and where instar's sandbox may be chosen."""
    kept = {name: os.environ[name] for name in ("PATH", "INSTAR_SANDBOX") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC", "HOME": str(scratch)}
