# SPDX-License-Identifier: Apache-2.0
"""Names out of images: loops, depth, and every way out of the directory."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from lab.images.qcow2 import DATA_FILE, beside_data_file, extension, over, qcow2
from tests.hostile.catalogue import hostile


def backing(name: str, attacks: str, text: bytes, format: bytes = b"raw") -> None:
    hostile(f"backing-{name}.qcow2", attacks, over(text, format))


backing("absolute", "a file of the host as backing file", b"/etc/passwd")
backing("above", "a file outside of the folder", b"../../../../../../../../etc/passwd")
backing("above-and-back", "a way out and in again", b"../x/../../etc/passwd")
backing("dot-dot", "the folder above", b"..")
backing("folder", "a folder as backing file", b".")
backing("slashes", "slashes that are read as an absolute name", b"////etc/passwd")
backing("unc", "a network path of Windows", b"\\\\server\\share\\disk.qcow2")
backing("url", "an address", b"http://169.254.169.254/latest/meta-data/")
backing("ftp", "an address", b"ftp://127.0.0.1/x")
backing("nbd", "a network disk", b"nbd:127.0.0.1:10809:exportname=x")
backing("nbd-unix", "a socket of the host", b"nbd+unix:///x?socket=/run/docker.sock")
backing("ssh", "a login elsewhere", b"ssh://root@127.0.0.1/etc/shadow")
backing(
    "json",
    "a pseudo-name that says anything",
    b'json:{"driver":"raw","file":{"driver":"file","filename":"/etc/passwd"}}',
)
backing("json-deep", "time: 1000 brackets", b"json:" + b'{"file":' * 100)
backing("fat", "a folder of the host as a disk", b"fat:rw:/etc")
backing("file-protocol", "an absolute name behind a protocol", b"file:/etc/passwd")
backing("file-protocol-json", "a protocol behind a protocol", b"file:json:{}")
backing("host-device", "a device behind a protocol", b"host_device:/dev/sda")
backing("blkdebug", "a rules file of the host", b"blkdebug:/etc/passwd:x.raw")
backing("proc", "the memory of the process that asks", b"/proc/self/mem")
backing("proc-fd", "an open file of the process that asks", b"/proc/self/fd/0")
backing("device", "a device that never ends", b"/dev/zero")
backing("random", "a device that blocks", b"/dev/random")
backing("tty", "the terminal", b"/dev/tty")
backing("nul", "a name that a zero byte cuts", b"/etc/passwd\0.qcow2")
backing("only-nul", "a name of a zero byte", b"\0")
backing("newline", "the terminal: a name of two lines", b"x\ninstar: all is well")
backing(
    "newline-qemu",
    "the message: a name whose second line looks like qemu-img's",
    b"x\nqemu-img: all is well",
)
backing(
    "escapes", "the terminal: control characters in the name", b"\x1b]0;owned\x07\x1b[2J\x9b31m"
)
backing("not-utf-8", "a name that is no UTF-8", b"\xff\xfe\x80")
backing("bidi", "the terminal: a name that reads from right to left", "\u202egpj.wocq".encode())
backing("long", "a name of 1023 bytes", b"x" * 1023)
backing("percent", "a name that printf would read", b"%s%s%n%x")
backing("format-unknown", "a format that nobody knows", b"x", b"evil")
backing("format-nbd", "a protocol as format", b"x", b"nbd")
backing("format-with-escapes", "the terminal: control characters in a format", b"x", b"\x1b[2J\r\n")
backing("empty-file-name", "an empty protocol", b":")


def loop(length: int) -> Callable[[Path], None]:
    """`length` images, of which each names the next."""

    def build(path: Path) -> None:
        names = [path.name, *(f"loop-{n}.qcow2" for n in range(1, length))]
        for number, name in enumerate(names):
            over(names[(number + 1) % length].encode(), b"qcow2")(path.with_name(name))

    return build


def chain(depth: int) -> Callable[[Path], None]:
    def build(path: Path) -> None:
        names = [path.name, *(f"layer-{n}.qcow2" for n in range(1, depth + 1))]
        for name, below in pairwise(names):
            over(below.encode(), b"qcow2")(path.with_name(name))
        qcow2(entries={})(path.with_name(names[-1]))

    return build


for number in (1, 2, 3):
    hostile(f"loop-of-{number}.qcow2", f"time: a chain of {number} that never ends", loop(number))
hostile("chain-of-17.qcow2", "depth: 17 images below this one", chain(17))
hostile("chain-of-200.qcow2", "depth and file descriptors: 200 images below this one", chain(200))


def hard_links(path: Path) -> None:
    over(b"other-name.qcow2", b"qcow2")(path)
    os.link(path, path.with_name("other-name.qcow2"))


hostile("loop-of-hard-links.qcow2", "a chain of one file with two names", hard_links)


def link(target: str, name: str = "link") -> Callable[[Path], None]:
    def build(path: Path) -> None:
        path.with_name(name).symlink_to(target)
        over(name.encode(), b"raw")(path)

    return build


hostile("link-absolute.qcow2", "a symbolic link to a file of the host", link("/etc/passwd"))
hostile(
    "link-above.qcow2", "a symbolic link out of the folder", link("../../../../../../etc/passwd")
)
hostile("link-to-itself.qcow2", "a symbolic link that is a loop", link("link"))
hostile("link-to-proc.qcow2", "a link of /proc to an open file", link("/proc/self/fd/0"))


def folder_link(path: Path) -> None:
    path.with_name("sub").symlink_to("/etc")
    over(b"sub/passwd", b"raw")(path)


hostile("link-folder.qcow2", "a folder on the way that is a symbolic link to another", folder_link)


def fifo(path: Path) -> None:
    os.mkfifo(path.with_name("fifo"))
    over(b"fifo", b"raw")(path)


def unix_socket(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket")
    finally:
        os.chdir(before)
    over(b"socket", b"raw")(path)


hostile("backing-fifo.qcow2", "a FIFO that nobody writes to", fifo)
hostile("backing-socket.qcow2", "a socket", unix_socket)
hostile("itself-a-fifo.qcow2", "the image itself is a FIFO", os.mkfifo)
hostile("itself-a-folder.qcow2", "the image itself is a folder", os.mkdir)


def data_file(name: str, attacks: str, text: bytes) -> None:
    hostile(f"data-file-{name}.qcow2", attacks, beside_data_file(text))


data_file("absolute", "a file of the host as data file", b"/etc/passwd")
data_file("above", "a file outside of the folder as data file", b"../../etc/passwd")
data_file(
    "json", "a pseudo-name as data file", b'json:{"driver":"nbd","host":"127.0.0.1","port":"1"}'
)
data_file("itself", "a data file that is the image", b"data-file-itself.qcow2")
data_file("missing", "a data file that is not there", b"missing")
data_file("nul", "a name that a zero byte cuts", b"/etc/passwd\0x")
data_file("empty", "a data file of no name", b"")
hostile(
    "data-file-without-bit.qcow2",
    "a data file that no feature admits",
    qcow2(extensions=extension(DATA_FILE, b"/etc/passwd")),
)


def raw_data_is_hole(path: Path) -> None:
    qcow2((72, ">Q", 4), (88, ">Q", 2), extensions=extension(DATA_FILE, b"fifo"))(path)
    os.mkfifo(path.with_name("fifo"))


hostile("data-file-fifo.qcow2", "a FIFO as data file", raw_data_is_hole)
