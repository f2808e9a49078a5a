# SPDX-License-Identifier: Apache-2.0
"""The guest's codecs against Python's zlib and against clusters that qemu-img wrote."""

from __future__ import annotations

import ctypes
import random
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.guest.native import codecs
from tests.guest.native.walkers import GUEST
from tests.wanted import needs

CLUSTER = 1 << 16
SLACK = 1 << 16
FRAME = b"\x28\xb5\x2f\xfd"


@pytest.fixture(scope="module", autouse=True)
def _fetched() -> None:
    if why := codecs.fetch():
        pytest.skip(f"codec libraries: {why}")


def _call(name: str, data: bytes, room: int, slack: int = 0) -> tuple[int, bytes]:
    function = getattr(codecs.library(), name)
    function.restype = ctypes.c_size_t
    out = ctypes.create_string_buffer(b"\xa5" * (room + slack + 1), room + slack + 1)
    result = function(data, ctypes.c_size_t(len(data)), out, ctypes.c_size_t(room))
    assert out.raw[-1] == 0xA5, "wrote past the end"
    return result, out.raw


def _deflate(data: bytes) -> bytes:
    size, out = _call("codec_deflate", data, len(data) - 1)
    return out[:size]


def _inflate(stream: bytes, length: int = CLUSTER) -> bytes | None:
    ok, out = _call("codec_inflate", stream, length, SLACK)
    return out[:length] if ok else None


def _pack(data: bytes) -> bytes:
    size, out = _call("codec_zstd_pack", data, len(data) - 1)
    return out[:size]


def _unpack(frames: bytes, length: int = CLUSTER) -> bytes | None:
    ok, out = _call("codec_zstd_unpack", frames, length)
    return out[:length] if ok else None


def test_no_instructions_are_chosen_by_the_processor() -> None:
    """libdeflate, which would ask it, learns before that it has nothing beyond SSE2."""
    assert _inflate(_deflate(_text())) == _text()
    known = ctypes.c_uint32.in_dll(codecs.library(), "libdeflate_x86_cpu_features").value
    assert known == 1 << 31


def _text(size: int = CLUSTER, seed: int = 1) -> bytes:
    chooser = random.Random(seed)
    words = [chooser.randbytes(chooser.randrange(2, 12)) for _ in range(300)]
    return b"".join(chooser.choices(words, k=size // 4))[:size]


NOISE = random.Random(2).randbytes(CLUSTER)
DATA = [_text(), bytes(CLUSTER), _text(1 << 21, 3), _text(512, 4), NOISE[:30000] + bytes(35536)]


@pytest.mark.parametrize("data", DATA, ids=len)
def test_zlib_with_a_small_window_inflates_what_is_deflated(data: bytes) -> None:
    stream = _deflate(data)
    reader, pieces = zlib.decompressobj(-12), []
    for start in range(0, len(stream), 1000):
        pieces.append(reader.decompress(stream[start : start + 1000]))
    assert b"".join(pieces) == data
    assert reader.eof


@pytest.mark.parametrize("window", [-9, -12, -15])
@pytest.mark.parametrize("level", [0, 1, 6, 9])
@pytest.mark.parametrize("data", [*DATA, NOISE], ids=len)
def test_every_stream_of_zlib_is_inflated(data: bytes, level: int, window: int) -> None:
    writer = zlib.compressobj(level, zlib.DEFLATED, window)
    stream = writer.compress(data) + writer.flush()
    assert _inflate(stream, len(data)) == data
    assert _inflate(stream + bytes(511), len(data)) == data, "a stream ends within its sector"


@pytest.mark.parametrize("level", [0, 1, 9])
def test_a_zlib_stream_is_of_exactly_what_is_wanted(level: int) -> None:
    data = _text()
    stream = zlib.compress(data, level)

    def unpacked(stream: bytes, length: int = CLUSTER) -> bytes | None:
        ok, out = _call("codec_zlib", stream, length)
        return out[:length] if ok else None

    assert unpacked(stream) == unpacked(stream + bytes(511)) == data
    assert unpacked(stream, CLUSTER - 1) is None and unpacked(stream, CLUSTER + 1) is None
    for at in (0, 1, len(stream) - 1):
        assert unpacked(stream[:at] + bytes([stream[at] ^ 1]) + stream[at + 1 :]) is None
    for cut in (0, 1, 5, 6, len(stream) - 1):
        assert unpacked(stream[:cut]) is None


def test_output_is_at_most_2_percent_larger_than_zlibs() -> None:
    text = b"".join(path.read_bytes() for path in sorted(GUEST.glob("generated/*.[ch]")))
    ours = theirs = 0
    for start in range(0, len(text), CLUSTER):
        writer = zlib.compressobj(6, zlib.DEFLATED, -12)
        piece = text[start : start + CLUSTER]
        theirs += len(writer.compress(piece) + writer.flush())
        ours += len(_deflate(piece))
    assert ours <= theirs * 1.02


def test_what_does_not_shrink_is_not_packed() -> None:
    assert _deflate(NOISE) == b""
    assert _pack(NOISE) == b""


@pytest.mark.parametrize("level", [0, 6])
def test_what_a_stream_holds_beyond_a_cluster_is_dropped(level: int) -> None:
    """As in qemu, which stops when the cluster is full."""
    data = _text(CLUSTER * 3)
    writer = zlib.compressobj(level, zlib.DEFLATED, -15)
    assert _inflate(writer.compress(data) + writer.flush()) == data[:CLUSTER]


def test_broken_and_short_streams_are_refused() -> None:
    stream, frame = _deflate(_text()), _pack(_text())
    assert _inflate(stream, CLUSTER + 1) is None
    assert _unpack(frame, CLUSTER + 1) is None
    for cut in (0, 1, 100, len(stream) - 1):
        assert _inflate(stream[:cut]) is None
    for cut in (0, 3, 100, len(frame) - 1):
        assert _unpack(frame[:cut]) is None
    assert _inflate(b"\xff" * 1000) is None
    assert _unpack(b"\xff" * 1000) is None


@pytest.mark.parametrize("data", DATA, ids=len)
def test_frames_name_their_size_and_have_no_checksum(data: bytes) -> None:
    frame = _pack(data)
    assert frame.startswith(FRAME)
    assert frame[4] & 0b100 == 0, "no checksum"
    assert frame[4] & 0b100000, "one segment, so that its size is named"
    assert _unpack(frame, len(data)) == data
    assert _unpack(frame + bytes(100), len(data)) == data


def test_several_frames_make_a_cluster() -> None:
    data = _text()
    assert _unpack(_pack(data[:1000]) + _pack(data[1000:])) == data
    assert _unpack(_pack(data[:1000]) + _pack(data[999:])) is None, "a byte too much"


@needs("qemu-img")
@pytest.mark.parametrize("kind", ["zlib", "zstd"])
def test_clusters_of_qemu_img_are_read(tmp_path: Path, kind: str) -> None:
    clusters = [_text(seed=seed) for seed in range(20)]
    raw, image = tmp_path / "raw", tmp_path / "image"
    raw.write_bytes(b"".join(clusters))
    options = ["-f", "raw", "-O", "qcow2", "-c", "-o", f"compression_type={kind}"]
    subprocess.run(["qemu-img", "convert", *options, str(raw), str(image)], check=True)
    read = {"zlib": _inflate, "zstd": _unpack}[kind]
    assert [read(stream) for stream in _compressed(image.read_bytes(), 20)] == clusters


def _compressed(image: bytes, num: int) -> list[bytes]:
    """The first clusters' streams, up to the end of their last sectors."""
    (l1,) = struct.unpack_from(">Q", image, 40)
    (l2,) = struct.unpack_from(">Q", image, l1)
    entries = struct.unpack_from(f">{num}Q", image, l2 & ~(1 << 63))
    found = []
    for entry in entries:
        assert entry >> 62 == 1, "compressed"
        start, sectors = entry & (1 << 54) - 1, (entry >> 54 & 0xFF) + 1
        found.append(image[start : (start // 512 + sectors) * 512])
    return found
