# SPDX-License-Identifier: Apache-2.0
"""LUKS version 2 as a source: content, headers, and texts that lie. No release of qemu-img reads
it: a volume is read where somebody says that it is one.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

import instar
from instar.cli.main import main
from instar.errors import ImageError, InstarError
from instar.generated import key
from instar.sandbox import keys
from lab import steady
from lab.images.luks import LEN_HEADER, header2
from lab.images.luks2 import ARGON2, FIRST, PASSPHRASE, PBKDF2, upgraded, volume
from tests.wanted import needs, reason, skip_without

pytest.importorskip("argon2", reason=reason("argon2-cffi"))
CONTENT = Random(6).randbytes(40960)
OBJECT = ("--object", f"secret,id=s,data={PASSPHRASE}")
ARGON2I = {**ARGON2, "type": "argon2i"}
Edit = Callable[[dict[str, Any]], object]


def described(path: Path) -> str:
    return f"driver=luks,key-secret=s,file.filename={path}"


def read(path: Path, passphrase: str = PASSPHRASE) -> bytes:
    target = path.with_suffix(".raw")
    instar.convert(
        *(path, target), source_format="luks", source_secret="s", secrets={"s": passphrase}
    )
    return target.read_bytes()


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"slots": ((PASSPHRASE, ARGON2),), "sector": 4096, "first": 7},
        {"slots": ((PASSPHRASE, ARGON2I),), "sector": 2048, "len_key": 32},
        {"encryption": "aes-cbc-essiv:sha256", "len_key": 32, "sector": 1024, "hash": "sha512"},
        {"encryption": "aes-cbc-plain64", "len_key": 16, "hash": "sha1"},
        {"slots": (("other", PBKDF2), (PASSPHRASE, ARGON2)), "len_key": 32},
    ],
)
def test_content_is_read(how: dict[str, Any], tmp_path: Path) -> None:
    assert read(volume(tmp_path / "v", CONTENT, **how)) == CONTENT


@pytest.mark.parametrize("encryption", ["aes-xts-plain64", "aes-cbc-plain64"])
def test_parts_of_large_sectors_are_read(encryption: str, tmp_path: Path) -> None:
    how = {"encryption": encryption, "len_key": 32, "sector": 4096}
    path, out = volume(tmp_path / "v", CONTENT, **how), tmp_path / "out"  # type: ignore[arg-type]
    for size, skip, count in ((512, 3, 20), (1024, 7, 9), (512, 8, 9), (4096, 1, 3)):
        words = (f"bs={size}", f"skip={skip}", f"count={count}")
        files = (f"if={described(path)}", f"of={out}")
        assert main(["dd", *OBJECT, "--image-opts", *words, *files]) == 0
        found = out.read_bytes()
        out.unlink()
        assert found == CONTENT[size * skip : size * count]


def test_a_size_is_rounded_down_to_sectors(tmp_path: Path) -> None:
    path = volume(tmp_path / "v", CONTENT, len_key=32, sector=4096)
    with open(path, "ab") as file:
        file.write(bytes(1000))
    assert instar.info(path, format="luks").virtual_size == len(CONTENT)
    volume(path, CONTENT, len_key=32, edit=lambda t: t["segments"]["0"].update(size="1024"))
    assert read(path) == CONTENT[:1024]


def test_another_passphrase_opens_nothing(tmp_path: Path) -> None:
    path = volume(tmp_path / "v", CONTENT, len_key=16, encryption="aes-cbc-plain64")
    with pytest.raises(ImageError, match="Invalid password, cannot unlock any keyslot"):
        read(path, "x")
    with pytest.raises(InstarError, match="Parameter 'key-secret' is required"):
        instar.convert(path, tmp_path / "new", source_format="luks")
    volume(path, CONTENT, len_key=32, edit=lambda t: t["digests"]["0"].update(keyslots=[]))
    with pytest.raises(ImageError, match="cannot unlock any keyslot"):
        read(path)
    assert [*tmp_path.iterdir()] == [path]


def test_the_newest_sound_header_counts(tmp_path: Path) -> None:
    text: list[str] = []

    def keep(one: str) -> str:
        text.append(one)
        return one

    path = volume(tmp_path / "v", CONTENT, len_key=32, raw=keep)
    whole = path.read_bytes()

    def with_headers(first: bytes, copy: bytes) -> Path:
        path.write_bytes(first + copy + whole[FIRST:])
        return path

    shorter = text[0].replace('"dynamic"', '"512"')
    newer = [header2(at, text=shorter, sequence=4) for at in (0, LEN_HEADER)]
    older = [whole[:LEN_HEADER], whole[LEN_HEADER:FIRST]]
    broken = bytes(LEN_HEADER)
    assert read(with_headers(older[0], newer[1])) == CONTENT[:512]
    assert read(with_headers(newer[0], older[1])) == CONTENT[:512]
    assert read(with_headers(older[0], newer[1][:-1] + b"x")) == CONTENT
    assert read(with_headers(broken, older[1])) == CONTENT
    assert read(with_headers(older[0], broken)) == CONTENT
    assert read(with_headers(older[0][:-1] + b"x", newer[1])) == CONTENT[:512]
    with pytest.raises(ImageError, match="Volume is not in LUKS format"):
        read(with_headers(broken, broken))
    with pytest.raises(ImageError, match="luks header2: checksum is not that of the header"):
        read(with_headers(older[0][:-1] + b"x", broken))


def test_only_who_says_luks_gets_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A guest may write such a header into its plain disk."""
    path = volume(tmp_path / "v", CONTENT, len_key=16, encryption="aes-cbc-plain64")
    assert instar.info(path).format == "raw"
    assert main(["info", "-f", "luks", "--qemu-version", "7.2", str(path)]) == 1
    assert "LUKS version 2 is not supported" in capsys.readouterr().err
    for line in (
        ["resize", *OBJECT, "--image-opts", described(path), "+1M"],
        ["amend", *OBJECT, "--image-opts", described(path), "-o", "state=inactive,keyslot=0"],
    ):
        before = path.read_bytes()
        assert main(line) == 1
        assert "LUKS version 2 is not supported" in capsys.readouterr().err
        assert path.read_bytes() == before


@needs("qemu-img")
def test_the_answer_of_a_release_is_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = volume(tmp_path / "v", CONTENT, len_key=16, encryption="aes-cbc-plain64")
    done = steady.qemu_img(tmp_path, ("info", "-f", "luks", str(path)))
    assert main(["info", "--qemu-version", "7.2", "-f", "luks", str(path)]) == done.returncode == 1
    assert capsys.readouterr().err.partition(": ")[2] == done.stderr.partition(": ")[2]


def test_what_info_says(tmp_path: Path) -> None:
    slots = ((PASSPHRASE, ARGON2), ("x", PBKDF2))
    found = instar.info(volume(tmp_path / "v", CONTENT, slots=slots, sector=4096), format="luks")
    assert (found.format, found.encrypted, found.virtual_size) == ("luks", True, len(CONTENT))
    luks = found.luks
    assert luks is not None
    assert (luks.version, luks.cipher_alg, luks.cipher_mode, luks.ivgen_alg) == (
        *(2, "aes-256", "xts"),
        "plain64",
    )
    assert (luks.uuid, luks.sector_size, luks.hash_alg) == ("uuid-2", 4096, "sha256")
    assert [(slot.kdf, slot.iterations, slot.memory, slot.lanes) for slot in luks.slots] == [
        ("argon2id", 2, 32, 2),
        ("pbkdf2", 1000, 0, 0),
    ]


def test_it_is_compared_measured_and_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, plain = volume(tmp_path / "v", CONTENT, len_key=32), tmp_path / "plain"
    plain.write_bytes(CONTENT)
    line = [
        "compare",
        *OBJECT,
        "--image-opts",
        described(path),
        f"driver=raw,file.filename={plain}",
    ]
    assert main(line) == 0
    plain.write_bytes(CONTENT[:-1] + b"\0")
    assert main(line) == 1
    assert main(["measure", "-O", "raw", "-f", "luks", str(path)]) == 0
    assert f"required size: {len(CONTENT)}\n" in capsys.readouterr().out
    assert main(["check", "-f", "luks", str(path)]) == 0


def test_without_argon2_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = volume(tmp_path / "v", CONTENT, len_key=32, slots=((PASSPHRASE, ARGON2),))
    monkeypatch.setitem(sys.modules, "_argon2_cffi_bindings", None)
    with pytest.raises(ImageError, match=r"install the package argon2-cffi"):
        read(path)


def slot(change: dict[str, Any], part: str = "") -> Edit:
    def edit(text: dict[str, Any]) -> None:
        one = text["keyslots"]["0"]
        (one[part] if part else one).update(change)

    return edit


def segment(**change: Any) -> Edit:
    return lambda text: text["segments"]["0"].update(change)


def digest(**change: Any) -> Edit:
    return lambda text: text["digests"]["0"].update(change)


def config(**change: Any) -> Edit:
    return lambda text: text["config"].update(change)


def many_slots(text: dict[str, Any]) -> None:
    one = text["keyslots"]["0"]
    text["keyslots"] = {str(n): {"type": "x"} for n in range(33)} | {"0": one}


def two_in_one_place(text: dict[str, Any]) -> None:
    text["keyslots"]["1"] = text["keyslots"]["0"]


MAX64 = str((1 << 64) - 1)
KDF = {"salt": "AAAAAAAAAAAAAAAA"}
LIES: dict[str, tuple[Edit, str]] = {
    "no text of its size": (config(json_size="12289"), "member `json_size`"),
    "a size that is a number": (config(json_size=12288), "member `json_size`"),
    "reencryption": (
        config(requirements={"mandatory": ["online-reencrypt-v2"]}),
        'requires "online-reencrypt-v2", which is not supported',
    ),
    "requirements of no kind": (config(requirements=[]), "member `requirements`"),
    "a slot of reencryption": (slot({"type": "reencrypt"}), "requires reencrypt"),
    "no segment": (lambda t: t.update(segments={}), "text with 0 segments"),
    "two segments": (lambda t: t["segments"].update({"1": {}}), "text with 2 segments"),
    "a segment that is none": (lambda t: t["segments"].update({"0": 1}), "member `segments`"),
    "a plain segment": (segment(type="linear"), "type linear, which is not read"),
    "integrity": (segment(integrity={"type": "hmac(sha256)"}), "integrity data, .*hmac"),
    "a sector that is too large": (segment(sector_size=8192), "member `sector_size`"),
    "a sector that is no power": (segment(sector_size=1536), "member `sector_size`"),
    "a sector of no bytes": (segment(sector_size=0), "member `sector_size`"),
    "a segment in the header": (segment(offset="0"), "begins at byte 0, in the header"),
    "a segment in key slots": (segment(offset=str(FIRST)), "in the header or inside"),
    "a segment past the end": (segment(offset="1073741824"), "past the end of the file"),
    "a segment that is too long": (segment(size="1073741824"), "past the end of the file"),
    "a segment of no sectors": (segment(size="513"), "member `size`"),
    "a sum that wraps": (
        segment(offset=MAX64[:18], size="999999999999999488"),
        "past the end|header",
    ),
    "a number of 20 digits": (segment(offset=MAX64), "member `offset`"),
    "a negative number": (segment(iv_tweak="-1"), "member `iv_tweak`"),
    "another cipher": (segment(encryption="camellia-xts-plain64"), "by camellia-xts-plain64"),
    "another vector": (segment(encryption="aes-cbc-benbi"), "encrypts by aes-cbc-benbi"),
    "no vector": (segment(encryption="aes-xts"), "encrypts by aes-xts with keys"),
    "no digest of the segment": (digest(segments=["1"]), "member `digests`"),
    "a digest of another kind": (digest(type="sha"), "the derivation sha"),
    "a digest by an unknown hash": (digest(hash="whirlpool"), "the hash whirlpool"),
    "a digest of no iterations": (digest(iterations=0), "member `iterations`"),
    "a digest that is too short": (digest(digest="AAAA"), "member `digest`"),
    "a digest that is no base64": (digest(digest="?" * 44), "member `digest`"),
    "a salt that is too long": (digest(salt="A" * 400), "member `salt`"),
    "a slot of no number": (lambda t: t["keyslots"].update(x={}), "member `keyslots`"),
    "too many slots": (many_slots, "member `keyslots`"),
    "slots in one place": (two_in_one_place, "slot 1 has an area at byte"),
    "a key of no bytes": (slot({"key_size": 0}), "member `key_size`"),
    "a key that is too long": (slot({"key_size": 65}), "member `key_size`"),
    "a key that overflows": (slot({"key_size": 1 << 32}), "member `key_size`"),
    "a priority that is no number": (slot({"priority": "1"}), "member `priority`"),
    "stripes": (slot({"stripes": 1 << 31}, "af"), "has 2147483648 stripes, not 4000"),
    "another split": (slot({"type": "luks9"}, "af"), "member `af`"),
    "an area in the header": (slot({"offset": "4096"}, "area"), "area at byte 4096"),
    "an area past the others": (slot({"offset": MAX64[:18]}, "area"), "an area at byte"),
    "an area that is too small": (slot({"size": "4096"}, "area"), "that is too small"),
    "an area that is too large": (slot({"size": MAX64[:18]}, "area"), "an area at byte"),
    "an area by another cipher": (slot({"encryption": "x"}, "area"), "encrypts by x with keys"),
    "an area with a long key": (slot({"key_size": 1 << 20}, "area"), "keys of 1048576 bytes"),
    "an unknown derivation": (slot({"type": "scrypt"}, "kdf"), "derivation scrypt"),
    "passes without a number": (slot({"kdf": {**ARGON2, **KDF, "time": "4"}}), "member `time`"),
    "no passes": (slot({"kdf": {**ARGON2, **KDF, "time": 0}}), "member `time`"),
    "memory of 4 TiB": (slot({"kdf": {**ARGON2, **KDF, "memory": 1 << 32}}), "member `memory`"),
    "no memory": (slot({"kdf": {**ARGON2, **KDF, "memory": 15}}), "member `memory`"),
    "a thousand lanes": (slot({"kdf": {**ARGON2, **KDF, "cpus": 1000}}), "member `cpus`"),
    "a short salt": (slot({"kdf": {**ARGON2, "salt": "AAAA"}}), "member `salt`"),
}
TEXTS: dict[str, Callable[[str], str]] = {
    "nested": lambda text: text.replace('"tokens": {}', '"tokens": ' + "[" * 99 + "]" * 99),
    "not ended": lambda text: text[:-1],
    "a string that is not ended": lambda text: text.replace('"tokens"', '"tokens'),
    "twice": lambda text: text.replace('"tokens": {}', '"segments": {}'),
    "an array": lambda text: f"[{text}]",
    "something after it": lambda text: text + "x",
    "nothing": lambda _: "",
}


@pytest.fixture(scope="module")
def client() -> Iterator[instar.Client]:
    with instar.Client() as one:
        yield one


@pytest.mark.parametrize("name", LIES)
def test_a_text_that_lies(name: str, client: instar.Client, tmp_path: Path) -> None:
    edit, said = LIES[name]
    path = volume(tmp_path / "v", len_key=16, encryption="aes-cbc-plain64", edit=edit)
    with pytest.raises(ImageError, match=said):
        client.info(path, format="luks")


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_broken(name: str, client: instar.Client, tmp_path: Path) -> None:
    path = volume(tmp_path / "v", len_key=16, encryption="aes-cbc-plain64", raw=TEXTS[name])
    with pytest.raises(ImageError, match="luks header2: padding is followed by a JSON"):
        client.info(path, format="luks")


def test_what_is_not_read_may_be_anything(client: instar.Client, tmp_path: Path) -> None:
    def edit(text: dict[str, Any]) -> None:
        text["tokens"]["0"] = {"type": "x\\u0041\n", "keyslots": [1.5e-3, None, {"a": [[]]}]}
        text["config"]["flags"] = ["allow-discards"]
        text["keyslots"]["7"] = {"type": "another"}

    path = volume(tmp_path / "v", CONTENT, len_key=32, edit=edit)
    assert read(path) == CONTENT


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"memory": (1 << 32) - 1}, "4294967295 KiB of memory, more than 1048576"),
        ({"memory": 1 << 20, "time": 1000}, "with 1000 iterations takes too long"),
    ],
)
def test_a_derivation_that_takes_too_much(
    numbers: dict[str, int], said: str, tmp_path: Path
) -> None:
    path = volume(
        tmp_path / "v", CONTENT, len_key=32, edit=slot({"kdf": {**ARGON2, **KDF, **numbers}})
    )
    with pytest.raises(ImageError, match=said):
        read(path)


TOO_MUCH = ({"memory": (1 << 32) - 1}, {"memory": 1 << 20, "time": 1000})


@pytest.mark.parametrize("numbers", TOO_MUCH)
@pytest.mark.parametrize("other", [PBKDF2, ARGON2])
def test_a_slot_that_asks_too_much_leaves_the_others(
    numbers: dict[str, int], other: dict[str, object], tmp_path: Path
) -> None:
    change = slot({"kdf": {**ARGON2, **KDF, **numbers}})
    slots = (("first", PBKDF2), (PASSPHRASE, other))
    path = volume(tmp_path / "v", CONTENT, len_key=32, slots=slots, edit=change)
    assert read(path) == CONTENT
    with pytest.raises(ImageError, match=r"takes too long|KiB of memory, more than"):
        read(path, "first")


def test_without_argon2_another_slot_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slots = ((PASSPHRASE, ARGON2), (PASSPHRASE, PBKDF2))
    path = volume(tmp_path / "v", CONTENT, len_key=32, slots=slots)
    monkeypatch.setitem(sys.modules, "_argon2_cffi_bindings", None)
    assert read(path) == CONTENT


def test_slots_that_ask_much_share_what_a_run_may_take(tmp_path: Path) -> None:
    """Each is within the bound, all together are not."""
    some: dict[str, object] = {**PBKDF2, "iterations": key.MAX_ITERATIONS // 2}
    path = volume(tmp_path / "v", len_key=32, slots=(("x", PBKDF2),) * 4)

    def edit(text: dict[str, Any]) -> None:
        for one in text["keyslots"].values():
            one["kdf"].update(some)

    volume(path, len_key=32, slots=(("x", PBKDF2),) * 4, edit=edit)
    asked: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_derive", lambda request, _: _no_key(asked, request))
        with pytest.raises(ImageError, match="takes too long"):
            read(path)
    assert asked.count(key.MAX_ITERATIONS // 2) == 1


def _no_key(asked: list[int], request: key.KeyRequest) -> bytearray:
    asked.append(request.iterations)
    return bytearray(request.len_key)


def prefer(**priorities: Any) -> Edit:
    """Of slot `_N`."""

    def edit(text: dict[str, Any]) -> None:
        for name, value in priorities.items():
            text["keyslots"][name[1:]]["priority"] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "order"),
    [
        (prefer(), [1001, 1002, 1003]),
        (prefer(_2=2), [1003, 1001, 1002]),
        (prefer(_0=0, _1=2), [1002, 1003]),
        (prefer(_0=1, _1=7), [1001, 1003]),
        (prefer(_0=0, _1=0, _2=0), []),
    ],
)
def test_slots_are_tried_by_their_priority(
    edit: Edit, order: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slots = tuple(("x", {**PBKDF2, "iterations": number}) for number in (1001, 1002, 1003))
    path = volume(tmp_path / "v", len_key=32, slots=slots, edit=edit)
    asked: list[int] = []
    monkeypatch.setattr(keys, "_derive", lambda request, _: _no_key(asked, request))
    with pytest.raises(ImageError, match="cannot unlock any keyslot"):
        read(path)
    assert [number for number in asked if number > 1000] == order


def test_a_slot_that_is_ignored_does_not_open(tmp_path: Path) -> None:
    path = volume(tmp_path / "v", CONTENT, len_key=32, edit=prefer(_0=0))
    with pytest.raises(ImageError, match="cannot unlock any keyslot"):
        read(path)
    volume(path, CONTENT, len_key=32, edit=prefer(_0=2))
    assert read(path) == CONTENT


@needs("qemu-img")
@pytest.mark.parametrize("hash", ["sha1", "sha256"])
@pytest.mark.parametrize(
    "cipher", ["aes-256", "serpent-256", "serpent-128", "twofish-256", "twofish-128"]
)
def test_volumes_that_were_of_version_1(cipher: str, hash: str, tmp_path: Path) -> None:
    """Their digest has the length that it had."""
    mode, vector = ("cbc", "plain") if cipher == "twofish-128" else ("xts", "plain64")
    options = f"cipher-alg={cipher},cipher-mode={mode},ivgen-alg={vector},hash-alg={hash}"
    (tmp_path / "plain").write_bytes(CONTENT)
    line = (
        *("convert", *OBJECT, "-f", "raw", "-O", "luks"),
        *("-o", f"key-secret=s,iter-time=10,{options}", "plain", "old"),
    )
    steady.qemu_img(tmp_path, line).check_returncode()
    assert read(upgraded(tmp_path / "old", tmp_path / "v")) == CONTENT
    with pytest.raises(ImageError, match="cannot unlock any keyslot"):
        read(tmp_path / "v", "x")


@pytest.mark.parametrize("sector", [512, 4096])
def test_volumes_that_cryptsetup_encrypts(sector: int, tmp_path: Path) -> None:
    """A file in its place, without the kernel's help."""
    skip_without("cryptsetup")
    path = tmp_path / "v"
    path.write_bytes(CONTENT + bytes(1 << 20))
    done = subprocess.run(
        [
            *("cryptsetup", "reencrypt", "--encrypt", "-q", "--type", "luks2", "--disable-locks"),
            *("--luks2-metadata-size", "16k", "--luks2-keyslots-size", "256k"),
            *("--sector-size", str(sector), "--reduce-device-size", "1M"),
            *("--pbkdf", "argon2id", "--pbkdf-memory", "32", "--pbkdf-force-iterations", "4"),
            *("--pbkdf-parallel", "1", "--force-offline-reencrypt", str(path), "-d", "-"),
        ],
        input=PASSPHRASE.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert read(path)[: len(CONTENT)] == CONTENT
