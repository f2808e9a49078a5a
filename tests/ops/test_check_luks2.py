# SPDX-License-Identifier: Apache-2.0
"""`check` of LUKS2 volumes, which are plain disks to qemu-img: both headers, and their texts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from instar.cli.main import main
from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.sandbox import Sandbox
from lab.images.luks import CONFIG, KEYSLOTS, LEN_HEADER, SUM, TEXT, VOLUME, header2, luks2
from lab.images.partitions import LINUX, record
from tests.wanted import reason, skip_without

Build = Callable[[Path], object]
NAME = "luks header2: "
AT = (0, LEN_HEADER)
FULL = CONFIG.ljust(LEN_HEADER - TEXT, " ")
MAX64 = (1 << 64) - 1


def _halves(*patches: tuple[int, str, int], **how: object) -> Build:
    """The same in both headers."""

    def build(path: Path) -> None:
        halves = [header2(at, *patches, **how) for at in (0, LEN_HEADER)]  # type: ignore[arg-type]
        luks2(path, first=halves[0], second=halves[1])

    return build


def _volume(*patches: tuple[int, str, int], **how: object) -> Build:
    return lambda path: luks2(path, *patches, **how)  # type: ignore[arg-type]


def _text(text: str) -> Build:
    return _halves(text=text)


def _sum(place: int) -> str:
    return f"checksum is not that of the header at byte {place} and its JSON area"


def _rule(place: int, byte: int) -> str:
    return f"magic begins a header at byte {place} that breaks a rule in its byte {byte}"


def _older(newer: int) -> str:
    return f"sequence is 3, and that of the other header, which is the newer, {newer}"


def _both(what: str) -> list[str]:
    """Of the text of each header."""
    return [f"padding of the header at byte {at} is followed by a JSON {what}" for at in AT]


def _slots(size: int, place: int = 0) -> str:
    return (
        f"padding of the header at byte {place} is followed by a JSON text whose `keyslots_size` is"
        f" {size}, past the end of the file"
    )


def _hash(name: str) -> list[str]:
    return [
        f"checksum_algorithm is {name} in the header at byte {at}, which is not known, so that its"
        " checksum was not checked"
        for at in AT
    ]


MISSING = f"magic of the first header is missing, and its copy is at byte {LEN_HEADER}"
NO_NUMBER = "text without a number as `keyslots_size`"
BEGIN = b"LUKS\xba\xbe\0\2"
FAR = 1 << 16
FORMAT = (
    *("-q", "--type", "luks2", "--luks2-metadata-size", "16k", "--luks2-keyslots-size", "1M"),
    *("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", "--disable-locks"),
)
LATER = header2(LEN_HEADER, sequence=4)
SOUND: dict[str, Build] = {
    "sound": _volume(),
    **{
        f"by {hash}": _halves(hash=hash)
        for hash in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
    },
    "spaces": _text(CONFIG.replace(":", " :\n\t ")),
    "names in a text": _text(
        '{"t":"\\"keyslots_size\\":\\"9999999\\"","u":"keyslots_size",' + CONFIG[1:]
    ),
    "what another disk left": _volume(first=b"another disk"),
    "one that moved": _volume(first=b"", second=header2(2 * LEN_HEADER)),
}
BROKEN: dict[str, tuple[Build, int, Sequence[str]]] = {
    "first overwritten": (_volume((700, ">B", 1)), 2, [_sum(0)]),
    "text overwritten": (_volume((TEXT + 20, ">B", 1)), 2, [_sum(0)]),
    "copy overwritten": (_volume((2 * LEN_HEADER - 1, ">B", 1)), 2, [_sum(LEN_HEADER)]),
    "both overwritten": (
        _volume((SUM, ">Q", 1), (LEN_HEADER + SUM, ">Q", 1)),
        2,
        [_sum(0), _sum(LEN_HEADER)],
    ),
    "headers differ": (
        _volume(second=header2(LEN_HEADER, (104, ">Q", 1), (2000, ">B", 1))),
        2,
        ["magic begins a header that differs from the first in byte 2000, and is as new"],
    ),
    "texts differ": (
        _volume(second=header2(LEN_HEADER, text=CONFIG.replace("{", "{ ", 1))),
        2,
        [f"magic begins a header that differs from the first in byte {TEXT + 1}, and is as new"],
    ),
    "first is older": (_volume(second=LATER), 2, [_older(4)]),
    "copy is older": (_volume(first=header2(0, sequence=MAX64)), 2, [_older(MAX64)]),
    "no copy": (
        _volume((LEN_HEADER, ">I", 0)),
        2,
        [f"len_header is {LEN_HEADER}, where no copy of the header is"],
    ),
    "first blank": (_volume(first=b""), 2, [MISSING]),
    "first without its magic": (_volume((5, ">B", 0)), 2, [MISSING]),
    "first blank, copy damaged": (
        _volume((LEN_HEADER + 700, ">B", 1), first=b""),
        2,
        [MISSING, _sum(LEN_HEADER)],
    ),
    "first of another length": (_volume((8, ">Q", 5)), 2, [_rule(0, 8)]),
    "first of a later version": (_volume((6, ">H", 3)), 2, [_rule(0, 6)]),
    "first broken, copy damaged far away": (
        _volume(
            (8, ">Q", 0), (FAR + 700, ">B", 1), place=FAR, size=FAR + VOLUME, second=header2(FAR)
        ),
        2,
        [_rule(0, 8), _sum(FAR)],
    ),
    "copy broken": (_volume((LEN_HEADER + 8, ">Q", MAX64)), 2, [_rule(LEN_HEADER, 8)]),
    "copy from elsewhere": (
        _volume(second=header2(LEN_HEADER, (256, ">Q", 0x8000))),
        2,
        [f"ofs_header is 32768, and the header is at byte {LEN_HEADER}"],
    ),
    "first from elsewhere": (
        _volume(first=header2(0, (256, ">Q", MAX64))),
        2,
        [f"ofs_header is {MAX64}, and the header is at byte 0"],
    ),
    "copy of another length": (
        _volume(second=header2(LEN_HEADER, length=2 * LEN_HEADER), size=4 * LEN_HEADER),
        2,
        [f"len_header is {2 * LEN_HEADER}, and in the first header {LEN_HEADER}"],
    ),
    "copy past the end": (
        _volume((LEN_HEADER + 8, ">Q", 0x400000)),
        2,
        [f"len_header is 4194304 in the header at byte {LEN_HEADER}, past the end of the file"],
    ),
    "nothing but the start of a header": (lambda path: path.write_bytes(BEGIN), 2, [_rule(0, 8)]),
    "file cut off in the first": (
        _volume(size=LEN_HEADER - 1),
        2,
        [
            f"len_header is {LEN_HEADER} in the header at byte 0, past the end of the file",
            f"len_header is {LEN_HEADER}, where no copy of the header is",
        ],
    ),
    "file cut off in the copy": (
        _volume(size=2 * LEN_HEADER - 1),
        2,
        [
            f"len_header is {LEN_HEADER} in the header at byte {LEN_HEADER}, past the end of the"
            " file",
            _slots(KEYSLOTS),
        ],
    ),
    "file cut off in the key slots": (
        _volume(size=2 * LEN_HEADER + KEYSLOTS - 1),
        2,
        [_slots(KEYSLOTS)],
    ),
    "unknown hash": (_halves(hash="whirlpool2"), 1, _hash("whirlpool2")),
    "name of a hash without an end": (
        _halves(hash="sha256" + "x" * 26),
        1,
        _hash("sha256" + "x" * 26),
    ),
    "no text": (_text(""), 2, _both("area that begins with no object")),
    "text without an end": (_text(FULL), 2, _both("area without a zero byte at its end")),
    "something after the text": (
        _halves((LEN_HEADER - 1, ">B", 1)),
        2,
        _both(
            f"text after whose end, in byte {LEN_HEADER - TEXT - 1} of its area, is something else"
        ),
    ),
    "text of another size": (
        _text(CONFIG.replace('"12288"', '"12287"')),
        2,
        _both("text whose `json_size` is not the 12288 bytes of its area")[:1],
    ),
    "no size of key slots": (
        _text(CONFIG.replace("keyslots_size", "keyslots_sized")),
        2,
        _both(NO_NUMBER)[:1],
    ),
    "size of key slots that is too long": (
        _text(CONFIG.replace(f'"{KEYSLOTS}"', '"' + "9" * 8000)),
        2,
        _both(NO_NUMBER)[:1],
    ),
    "largest size of key slots": (
        _text(CONFIG.replace(f'"{KEYSLOTS}"', f'"{10**18 - 1}"')),
        2,
        [_slots(10**18 - 1)],
    ),
    "the newer header counts": (
        _volume(
            second=header2(
                LEN_HEADER, sequence=4, text=CONFIG.replace(f'"{KEYSLOTS}"', f'"{VOLUME}"')
            )
        ),
        2,
        [_older(4), _slots(VOLUME, LEN_HEADER)],
    ),
}


def _check(path: Path, sandbox: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The status, and the problems."""
    status = main(["check", "--sandbox", sandbox, str(path)])
    lines = capsys.readouterr().err.splitlines()
    if status == 1:
        assert lines.pop() == "instar: Check failed"
    assert all(line.startswith(NAME) for line in lines), lines
    return status, [line.removeprefix(NAME) for line in lines]


@pytest.fixture(params=("kvm", "process"))
def sandbox(request: pytest.FixtureRequest) -> str:
    """Each kind that there is."""
    kind: str = request.param
    try:
        Sandbox(kind).close()
    except SandboxUnavailable:
        pytest.skip(reason("kvm", f"there is no {kind} sandbox"))
    return kind


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_wrong(
    name: str, sandbox: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    SOUND[name](tmp_path / "image")
    assert _check(tmp_path / "image", sandbox, capsys) == (0, [])


@pytest.mark.parametrize("name", BROKEN)
def test_each_rule(
    name: str, sandbox: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build, status, expected = BROKEN[name]
    build(tmp_path / "image")
    assert _check(tmp_path / "image", sandbox, capsys) == (status, list(expected))


def test_a_volume_of_version_1_is_no_volume_of_version_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    luks2(tmp_path / "image", (6, ">H", 1), (700, ">B", 1))
    assert main(["check", "-f", "raw", str(tmp_path / "image")]) == 0
    assert capsys.readouterr().err == ""


def test_no_release_of_qemu_img_looks(tmp_path: Path) -> None:
    luks2(tmp_path / "image", (700, ">B", 1))
    assert main(["check", "--qemu-version", "7.2", str(tmp_path / "image")]) == 63


def test_the_largest_headers(
    sandbox: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, most = tmp_path / "image", 0x400000
    halves = [header2(at, length=most) for at in (0, most)]
    luks2(path, first=halves[0], second=halves[1], place=most, size=2 * most + KEYSLOTS)
    assert _check(path, sandbox, capsys) == (0, [])


def test_a_partition_table_in_a_header_is_none(
    sandbox: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bytes of a table are part of a checksum there."""
    path = tmp_path / "image"
    table = record((LINUX, 1, 1 << 30))[446:]
    patches = [(446 + n, ">B", byte) for n, byte in enumerate(table)]
    luks2(path, first=header2(0, hash="unknown"), second=header2(LEN_HEADER, hash="unknown"))
    assert _check(path, sandbox, capsys) == (1, _hash("unknown"))
    luks2(path, *patches, first=header2(0, hash="sha512"))
    status, problems = _check(path, sandbox, capsys)
    assert (status, problems) == (2, [_sum(0)])


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small one, as its own program makes it."""
    skip_without("cryptsetup")
    path = tmp_path_factory.mktemp("cryptsetup") / "volume"
    with open(path, "wb") as file:
        file.truncate(2 << 20)
    subprocess.run(
        ["cryptsetup", "luksFormat", *FORMAT, str(path), "-"],
        input=b"secret",
        check=True,
        capture_output=True,
    )
    return path.read_bytes()


DAMAGE: dict[str, tuple[Callable[[bytearray], object], int, Sequence[str]]] = {
    "none": (lambda _: None, 0, []),
    "first": (lambda v: v.__setitem__(TEXT + 9, v[TEXT + 9] ^ 1), 2, [_sum(0)]),
    "copy": (lambda v: v.__setitem__(LEN_HEADER + 170, 1), 2, [_sum(LEN_HEADER)]),
    "no first": (lambda v: v.__setitem__(slice(0, 6), bytes(6)), 2, [MISSING]),
    "cut off": (lambda v: v.__delitem__(slice(1 << 19, None)), 2, [_slots(1 << 20)]),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_volumes_that_cryptsetup_makes(
    name: str, volume: bytes, sandbox: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage, status, expected = DAMAGE[name]
    content = bytearray(volume)
    damage(content)
    (tmp_path / "image").write_bytes(content)
    assert _check(tmp_path / "image", sandbox, capsys) == (status, list(expected))
