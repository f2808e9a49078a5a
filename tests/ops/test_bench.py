# SPDX-License-Identifier: Apache-2.0
"""Benchmarks: what is written where, what is refused, and the words of each release."""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

import instar
import instar.aio
from instar.cli.main import main
from instar.sandbox import transfer
from lab.images.qcow2 import CLUSTER, COMPRESSED, COPIED, DATA, SPARE, qcow2_bytes
from lab.parity.store import Answer
from lab.parity.tools import Instar, QemuImg
from tests.wanted import needs

QEMU = shutil.which("qemu-img")
needs_qemu_img = needs("qemu-img")
SIZE = 1 << 20
SAMPLE = 8
DONE = "Run completed in N seconds.\n"


def line(count: int, kind: str, size: int, depth: int = 64, start: int = 0, step: int = 0) -> str:
    return (
        f"Sending {count} {kind} requests, {size} bytes each, {depth} in parallel"
        f" (starting at offset {start}, step size {step or size})\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "raw").write_bytes(random.Random(7).randbytes(SIZE))
    return tmp_path


def bench(folder: Path, words: str, version: str = "") -> Answer:
    return Instar(folder).ask(["bench", *words.split()], version)


def written(folder: Path, *, start: int, step: int, size: int, count: int, pattern: int) -> bytes:
    content = bytearray((folder / "raw").read_bytes())
    for _ in range(count):
        content[start : start + size] = bytes([pattern]) * size
        start = (start + step) % len(content)
    return bytes(content)


@pytest.mark.parametrize(
    ("count", "size", "start", "step"),
    [
        (3, 4096, 0, 4096),
        (300, 4096, 8192, 12288),  # around the end of the disk
        (5, 100, 1, 333),
        (3, 1 << 19, 0, 1 << 18),  # over one another
        (2, 1, SIZE - 1, 1),
    ],
)
def test_what_is_written_is_where_the_requests_are(
    folder: Path, count: int, size: int, start: int, step: int
) -> None:
    wanted = written(folder, start=start, step=step, size=size, count=count, pattern=9)
    words = f"-w -f raw --pattern 9 -c {count} -s {size} -o {start} -S {step} raw"
    assert bench(folder, words) == Answer(0, line(count, "write", size, 64, start, step) + DONE)
    assert (folder / "raw").read_bytes() == wanted


@needs_qemu_img
@pytest.mark.parametrize("seed", range(SAMPLE))
def test_a_qcow2_has_afterwards_what_qemu_img_writes(tmp_path: Path, seed: int) -> None:
    assert QEMU is not None
    chance = random.Random(seed)
    options = f"cluster_size={chance.choice((512, 4096, 65536))}"
    base, disk, other = (tmp_path / name for name in ("base", "disk", "other"))
    base.write_bytes(chance.randbytes(SIZE))
    make = [QEMU, "create", "-q", "-f", "qcow2", "-b", "base", "-F", "raw", "-o", options, "disk"]
    subprocess.run(make, cwd=tmp_path, check=True)
    shutil.copy(disk, other)
    size = chance.choice((1, 512, 700, 4096, 70_000))
    words = f"-w --pattern {chance.randrange(256)} -s {size} -c {chance.randrange(1, 60)}"
    words += f" -o {chance.randrange(SIZE - size)} -S {chance.choice((512, 4096, 65536))}"
    words += f" -d {chance.choice((1, 7))} --flush-interval {chance.choice((0, 7, 11))} -f qcow2"
    theirs = QemuImg(Path(QEMU), tmp_path).ask(["bench", *words.split(), "other"])
    ours = Instar(tmp_path).ask(["bench", *words.split(), "disk"], "7.2")
    assert (ours.rc, ours.stdout) == (theirs.rc, theirs.stdout)
    assert subprocess.run([QEMU, "compare", "-q", disk, other], check=False).returncode == 0
    assert subprocess.run([QEMU, "check", "-q", disk], check=False).returncode == 0
    assert base.read_bytes() == random_again(seed)


def random_again(seed: int) -> bytes:
    chance = random.Random(seed)
    chance.choice((512, 4096, 65536))
    return chance.randbytes(SIZE)


def test_reading_goes_through_the_chain_and_changes_nothing(folder: Path) -> None:
    for suffix, name in enumerate(("raw", "mid")):
        words = ["create", "-q", "-f", "qcow2", "-b", name, "-F", ("raw", "qcow2")[suffix]]
        assert Instar(folder).ask([*words, ("mid", "top")[suffix]], "").rc == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert bench(folder, "-s 64k -c 100 top") == Answer(0, line(100, "read", 65536) + DONE)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    os.unlink(folder / "raw")
    assert bench(folder, "top").rc == 1


def test_a_small_image_is_read_as_often_as_is_asked_for(folder: Path) -> None:
    (folder / "small").write_bytes(bytes(range(256)) * 16)
    words = "-c 70000 -s 4k small"
    assert bench(folder, words) == Answer(0, line(70000, "read", 4096) + DONE)


def test_a_request_past_the_end_comes_after_the_line(folder: Path) -> None:
    before = (folder / "raw").read_bytes()
    for kind, word in (("read", ""), ("write", "-w -f raw")):
        said = bench(folder, f"{word} -c 2 -o 1M raw")
        error = "instar: Failed request: Input/output error\n"
        assert said == Answer(1, line(2, kind, 4096, 64, SIZE), error)
    assert (folder / "raw").read_bytes() == before
    (folder / "empty").touch()
    assert bench(folder, "empty").rc == 1


def test_what_cannot_be_read_fails_the_request(folder: Path) -> None:
    broken = qcow2_bytes(
        entries={0: DATA | COPIED, 1: COMPRESSED | SPARE}, pieces={SPARE: b"\xff" * 512}
    )
    (folder / "bad").write_bytes(broken)
    said = bench(folder, f"-c 3 -s 512 -S {CLUSTER} bad", "7.2")
    assert said == Answer(
        1, line(3, "read", 512, 64, 0, CLUSTER), "instar: Failed request: Input/output error\n"
    )


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("-w -s 1 raw", "'raw' looks like a raw image; its format must be given (-f)"),
        ("-w -o 1 raw", "'raw' looks like a raw image; its format must be given (-f)"),
        ("-w -U -f raw raw", "force-share=on can only be used with read-only images"),
        ("-w disk.vdi", "An existing vdi image is not written over yet"),
        ("-n raw", "aio=native was specified, but it requires cache.direct=on"),
        ("--flush-interval 9 raw", "--flush-interval is only available in write tests"),
        ("-w -d 8 --flush-interval 7 raw", "Flush interval can't be smaller than depth"),
        ("-i x raw", "Invalid aio option: x"),
        ("-t x raw", "Invalid cache mode"),
    ],
)
def test_what_is_refused_changes_nothing(folder: Path, words: str, error: str) -> None:
    assert Instar(folder).ask(["create", "-q", "-f", "vdi", "disk.vdi", "1M"], "").rc == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    said = bench(folder, words)
    assert (said.rc, said.stdout) == (1, "") and error in said.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_guess_is_warned_about(folder: Path) -> None:
    said = bench(folder, "-w -c 1 raw")
    assert said.rc == 0 and said.stderr.startswith("WARNING: Image format was not specified")


@pytest.mark.parametrize(
    ("words", "version", "error"),
    [
        ("-c -1", "7.2", "Invalid request count specified"),
        ("-c 1k", "10.0", "Invalid request count specified: '1k'."),
        ("-c 1k", "11.1", "Invalid request count specified: '1k'"),
        ("-c 0", "11.1", "Invalid request count specified. Must be between 1 and 2147483647."),
        ("-c 08", "7.2", "Invalid request count specified"),
        ("-d x", "7.2", "Invalid queue depth specified"),
        ("--pattern 256", "7.2", "Invalid pattern byte specified"),
        ("--pattern -1", "10.0", "Invalid pattern byte specified. Must be between 0 and 255."),
        ("-s 3G", "5.2", "Invalid buffer size specified. Must be between 0 and 2147483647."),
        ("-s 0", "10.0", "Invalid buffer size specified. Must be between 1 and 2147483647."),
        ("-s -1", "5.2", "Invalid buffer size specified. Must be between 0 and 2147483647."),
        ("-S 3G", "7.2", "Invalid step_size specified. Must be between 0 and 2147483647."),
        ("-S x", "11.1", "Invalid step size specified: 'x'"),
        ("-o 8E", "11.1", "Invalid offset specified. Must be between 0 and 9223372036854775807."),
        ("-o x", "10.0", "Invalid offset specified: 'x'."),
    ],
)
def test_numbers_are_refused_in_the_words_of_the_release(
    folder: Path, words: str, version: str, error: str
) -> None:
    said = bench(folder, f"{words} raw", version)
    assert said == Answer(1, "", f"instar: {error}\n")


def test_numbers_are_read_as_c_reads_them(folder: Path) -> None:
    for text, count in (("0x10", 16), ("010", 8), ("+5", 5)):
        assert bench(folder, f"-c {text} raw").stdout == line(count, "read", 4096) + DONE
    assert re.fullmatch(r"Sending 0 .*\n.*\n", bench(folder, "-c 0 raw", "7.2").stdout)


@pytest.mark.parametrize("format", ["raw", "qcow2"])
def test_a_run_that_is_killed_says_what_it_has_written_over(format: str, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    instar.create(disk, format=format, size=SIZE)
    length, at = disk.stat().st_size, os.fork()
    if at == 0:
        transfer.flush = _die  # type: ignore[assignment]
        words = ["-w", "-c", "2", "-f", format, "--sandbox", "process", str(disk)]
        os._exit(main(["bench", "-q", *words]))
    assert os.waitstatus_to_exitcode(os.waitpid(at, 0)[1]) == -signal.SIGKILL
    (said,) = instar.info(disk, format=format).warnings
    assert said.endswith(
        "bench was interrupted while it wrote over this disk, which has old and new content"
    )
    assert main(["recover", str(disk)]) == 0
    assert instar.info(disk, format=format).warnings == ()
    assert [path.name for path in tmp_path.iterdir()] == ["disk"]
    if format == "qcow2":
        assert instar.check(disk).is_clean
    else:
        assert disk.stat().st_size == length


def _die(*given: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_program_gets_a_typed_result(folder: Path) -> None:
    with instar.Client() as client:
        read = client.bench(folder / "raw", format="raw", count=3, size=512)
        assert (read.count, read.size, read.is_write) == (3, 512, False)
        assert read.filename == str(folder / "raw") and read.sandbox in ("kvm", "process")
        assert read.bytes_per_second == 512 * read.requests_per_second > 0
        wanted = written(folder, start=512, step=1024, size=512, count=3, pattern=7)
        done = client.bench(
            folder / "raw", format="raw", count=3, size=512, step=1024, offset=512, pattern=7
        )
        assert done.is_write and (folder / "raw").read_bytes() == wanted


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"count": 0}, "count"),
        ({"size": 0}, "size"),
        ({"depth": -1}, "depth"),
        ({"pattern": 256}, "pattern"),
        ({"flush_interval": 64}, "flush_interval needs a pattern"),
        ({"flush_interval": 1, "pattern": 0}, "less than depth"),
    ],
)
def test_numbers_of_a_program_are_checked(folder: Path, asked: Any, message: str) -> None:
    before = (folder / "raw").read_bytes()
    with pytest.raises(instar.UsageError, match=message):
        instar.bench(folder / "raw", **asked)
    assert (folder / "raw").read_bytes() == before
    with pytest.raises(TypeError, match="no argument 'cuont'"):
        instar.bench(folder / "raw", cuont=1)  # type: ignore[call-arg]


def test_the_async_twin_says_the_same(folder: Path) -> None:
    async def ask() -> instar.Benchmark:
        async with instar.aio.Client(jobs=1) as client:
            with pytest.raises(instar.UsageError, match="secrets do not leave"):
                await client.bench(folder / "raw", secrets={"one": "text"})
            return await client.bench(folder / "raw", format="raw", count=2)

    found = asyncio.run(ask())
    assert (found.count, found.size, found.is_write) == (2, 4096, False)
