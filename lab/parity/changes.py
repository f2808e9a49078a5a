# SPDX-License-Identifier: Apache-2.0
"""Sequences of commands that change an image in place: the last one is asked, and what it makes of
the file is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

COPY = "copy.qcow2"
OVERLAY = "overlay.qcow2"

Line = tuple[str, ...]
Sequence = tuple[str, str, tuple[Line, ...], str]
"""A label, the image that is copied, the command lines, and the file that is looked at."""

PLAIN = (
    "q2-cs512.qcow2",
    "q2-cs4k.qcow2",
    "q2-cs64k.qcow2",
    "q2-rb8.qcow2",
    "q2-extl2-1.qcow2",
    "q2-zlib.qcow2",
    "q2-mix-zstd.qcow2",
    "q2-zero.qcow2",
    "q2-snap.qcow2",
    "q2-snap-v2.qcow2",
    "q2-small.qcow2",
)
ODD = (
    "q2-rb1.qcow2",
    "q2-bitmap.qcow2",
    "q2-data.qcow2",
    "q2-dirty.qcow2",
    "q2-corrupt.qcow2",
    "q2-exts.qcow2",
    "same.qed",
    "same.raw",
)


SNAPSHOTS: tuple[tuple[str, ...], ...] = (
    ("-c one",),
    ("-a 1",),
    ("-d first",),
    ("-c one", "-a one"),
    ("-c a", "-d a"),
)


def _lines(command: str, *asked: str) -> tuple[Line, ...]:
    """Command lines on the copy, from the words of each."""
    return tuple((command, *words.split(), COPY) for words in asked)


def snapshots() -> Iterator[Sequence]:
    asked: tuple[str, ...]
    for image in (*PLAIN, *ODD):
        for asked in (
            ("-c one",),
            ("-a 1",),
            ("-d first",),
            ("-c one", "-a one"),
            ("-c a", "-d a"),
        ):
            yield ", ".join(asked), image, _lines("snapshot", *asked), COPY
    for image in ("q2-snap.qcow2", "q2-snap-resize.qcow2", "q2-snap-v2.qcow2"):
        for asked in (
            ("-a small",),
            ("-a 2",),
            ("-d 1",),
            ("-d a", "-c b"),
            ("-c 1", "-d 1"),
            ("-c x", "-c x", "-d x", "-a x"),
            ("-d first", "-d last", "-c last"),
        ):
            yield ", ".join(asked), image, _lines("snapshot", *asked), COPY
    name = "n" * 300
    for asked in (
        (f"-c {name}",),
        (f"-c {name}", f"-a {name}"),
        (f"-c {name}", f"-a {name[:255]}"),
    ):
        label = ", ".join(words.replace(name, "300").replace("n" * 255, "255") for words in asked)
        yield label, "q2-small.qcow2", _lines("snapshot", *asked), COPY
    for words in ("-l -c a", "-a no", "-d no", "-U -c a", ""):
        yield words or "nothing", "q2-small.qcow2", _lines("snapshot", words), COPY


def bitmaps() -> Iterator[Sequence]:
    def lines(*asked: str) -> tuple[Line, ...]:
        return tuple(
            ("bitmap", *words.split(" | ")[0].split(), COPY, *words.split(" | ")[1:])
            for words in asked
        )

    asked: tuple[str, ...]
    for image in (*PLAIN, *ODD):
        for asked in (("--add | b",), ("--add | b", "--add -g 512 --disable | c", "--remove | b")):
            yield ", ".join(asked), image, lines(*asked), COPY
    for words in (
        "--add | b0",
        "--add -g 4K | n",
        "--add -g 1000 | n",
        "--add -g 256 | n",
        "--add -g 4G | n",
        "--add -g 4294971392 | n",
        "--add -g 2G | n",
        "--add -g 0 | n",
        "--add | ",
        "--add | x",
        "--remove | no",
        "--clear | no",
        "--enable | b0",
        "--disable | b0",
        "--clear | b0",
        "--remove | b0",
        "--merge b0 | b0",
        "--merge b0 --add | n",
        "--add --merge b0 | n",
        "--add --disable --merge b0 --enable | n",
        "--add --remove | n",
        "--remove --add | b0",
        "--remove-all",
        "--remove-all --add | n",
        "-g 4K --remove | b0",
        "--add -F qcow2 | n",
        "--add -b copy.qcow2 | n",
        "--merge no | b0",
        "--add",
        " | b0",
    ):
        for image in ("q2-bitmap.qcow2", "q2-bitmap-inuse.qcow2"):
            yield words, image, lines(words), COPY
    for asked in (
        ("--add | b", "--merge b -b q2-bitmap.qcow2 -F qcow2 | b"),
        ("--add -g 1M | a", "--add -g 512 | b"),
    ):
        yield ", ".join(asked), "q2-blank.qcow2", lines(*asked), COPY
    merged = "--add --merge b0 -b q2-bitmap.qcow2 -F qcow2 | n"
    yield merged, "q2-bitmap-inuse.qcow2", lines(merged), COPY


def amendments() -> Iterator[Sequence]:
    asked: tuple[str, ...]
    for image in (*PLAIN, *ODD):
        for asked in (("-o compat=0.10",), ("-o compat=1.1",), ("-o lazy_refcounts=on",)):
            yield ", ".join(asked), image, _lines("amend", *asked), COPY
    for words in (
        "-o size=4M",
        "-o size=1M",
        "-o size=0",
        "-o refcount_bits=1",
        "-o refcount_bits=64",
        "-o refcount_bits=3",
        "-o backing_file=base.raw",
        "-o data_file=x",
        "-o data_file_raw=on",
        "-o data_file_raw=off",
        "-o cluster_size=4096",
        "-o foo=1",
        "-o ,",
        "",
        "-o compat=2",
        "-o lazy_refcounts=on,compat=1.1",
        "-o compat=0.10,refcount_bits=16",
        "-o encrypt.state=active",
        "-o compat=1.1 -o size=3M",
        "-o backing_file=",
        "-p -o compat=1.1",
    ):
        for image in ("q2-small.qcow2", "q2-cs512.qcow2", "q2-rb8.qcow2"):
            yield words or "nothing", image, _lines("amend", words), COPY
    yield (
        "up and down",
        "q2-snap-v2.qcow2",
        _lines("amend", "-o compat=1.1", "-o compat=0.10"),
        COPY,
    )
    yield (
        "lazy on, off",
        "q2-cs4k.qcow2",
        _lines("amend", "-o lazy_refcounts=on", "-o lazy_refcounts=off"),
        COPY,
    )


def _overlay(content: str) -> Line:
    return ("convert", "-O", "qcow2", "-B", COPY, "-F", "qcow2", content, OVERLAY)


def commits() -> Iterator[Sequence]:
    make = (_overlay("q2-zero.qcow2"), _overlay("q2-mix-zlib.qcow2"))
    bases = ("q2-small.qcow2", "q2-cs512.qcow2", "q2-cs4k.qcow2", "q2-blank.qcow2")
    for image, first, words in product(bases, make, ("", "-d", "-q", "-b copy.qcow2", "-b no")):
        line = ("commit", *words.split(), OVERLAY)
        label = f"{first[-2]}, {words or 'plain'}"
        yield f"{label}, base", image, (first, line), COPY
        yield f"{label}, top", image, (first, line), OVERLAY
    for words in ("", "-b x"):
        yield f"alone {words}", "q2-small.qcow2", (("commit", *words.split(), COPY),), COPY


def rebases() -> Iterator[Sequence]:
    for words in (
        "-u -b base.raw -F raw",
        "-u",
        "-u -b ''",
        "-u -b base.raw",
        "-u -b no -F raw",
        "-u -b x -F foo",
        "",
        "-b '' ",
        "-b base.raw -F raw",
        "-b base.qcow2 -F qcow2",
        "-b no -F raw",
        "-b base.raw",
        "-b base.raw -F foo",
        "-u -b " + "x" * 1100 + " -F raw",
        "-u -b " + "x" * 500 + " -F raw",
        "-p -u -b base.raw -F raw",
    ):
        line = ("rebase", *(word.replace("''", "") for word in words.split()), COPY)
        for image in (
            "ov-raw.qcow2",
            "ov-smaller.qcow2",
            "ov-v2.qcow2",
            "q2-small.qcow2",
            "q2-cs512.qcow2",
            "q2-exts.qcow2",
            "q2-hdr104.qcow2",
            "q2-snap.qcow2",
            "q2-bitmap.qcow2",
            "same.raw",
            "qed-ov.qed",
        ):
            label = words if len(words) < 80 else f"{len(words)} bytes"
            yield label or "nothing", image, (line,), COPY


def copies() -> Iterator[Sequence]:
    for words in (
        "-O raw",
        "-O qcow2",
        "bs=4k count=3",
        "bs=1000 skip=2",
        "count=0",
        "skip=99999999",
        "bs=0",
        "bs=x",
        "bs=3G",
        "count=1 bs=64k skip=1 -O raw",
        "foo=1",
        "conv=none",
        "-O foo",
    ):
        for image in ("q2-small.qcow2", "same.raw", "q2-zlib.qcow2"):
            yield words, image, (("dd", *words.split(), f"if={image}", "of=out"),), "out"


def benches() -> Iterator[Sequence]:
    for words in (
        "-c 10",
        "-c 10 -w",
        "-c 10 -w --pattern 7",
        "-c 4 -s 512 -S 4096 -o 512 -w --pattern 9",
        "-c 0",
        "-d 0",
        "-c 10 --flush-interval 2",
        "-c 10 -w --flush-interval 2 -d 1",
        "-c 10 -w --flush-interval 1 -d 2",
        "-c 2 -o 9G",
        "-c x",
        "-s 0",
        "-i foo",
        "-t foo",
        "-n",
        "-q -c 3",
    ):
        yield words, "q2-small.qcow2", _lines("bench", words), COPY


DRAW: dict[str, Callable[[], Iterable[Sequence]]] = {
    "snapshot": snapshots,
    "bitmap": bitmaps,
    "amend": amendments,
    "commit": commits,
    "rebase": rebases,
    "dd": copies,
    "bench": benches,
}
