# SPDX-License-Identifier: Apache-2.0
"""`--object`, `-l` and `--image-opts`."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from instar.errors import OpenError, UsageError
from instar.generated.profiles import find
from instar.generated.source import SourceFormat, SourceSnapshotKind
from instar.options.nodes import source_from_options
from instar.options.objects import ObjectHelp, parse_object
from instar.options.sealed import decrypt
from instar.options.snapshot import Snapshot, parse_snapshot
from instar.options.source import Source, source_from_name
from instar.secret import Secret

NEWEST, OLD = find(None), find("5.2-debian")


@pytest.mark.parametrize(
    "text",
    [
        "secret,id=s,data=x",
        "id=s,data=,qom-type=secret",
        '{"qom-type":"secret","id":"s","data":"x"}',
    ],
)
def test_secret_is_defined(text: str) -> None:
    assert parse_object(text, NEWEST, {}).id == "s"


@pytest.mark.parametrize(
    ("text", "newest", "old"),
    [
        ("", "Parameter 'qom-type' is missing", "Parameter 'qom-type' is missing"),
        ("secret", "Parameter 'id' is missing", "Parameter 'id' is missing"),
        (
            "foo,id=x",
            "Parameter 'qom-type' does not accept value 'foo'",
            "invalid object type: foo",
        ),
        (
            "secret,id=s",
            "Either 'file' or 'data' must be provided",
            "Either 'file' or 'data' must be provided",
        ),
        (
            "secret,id=s,data=x,foo=1",
            "Parameter 'foo' is unexpected",
            "Property 'secret.foo' not found",
        ),
        (
            "secret,id=s,data=x,format=y",
            "Parameter 'format' does not accept value 'y'",
            "Invalid parameter 'y'",
        ),
        ("secret,id=s,file=a,data=b", "'file' and 'data' are mutually exclusive", None),
        ("secret,id=s,data=x,keyid=k", "No secret with id 'k'", "No secret with id 'k'"),
        ("secret,id=s,data", "Expected '=' after parameter 'data'", ""),
        ('{"qom-type"', None, "Parameter 'id' is missing"),
    ],
)
def test_bad_object_is_refused(text: str, newest: str | None, old: str | None) -> None:
    for profile, message in ((NEWEST, newest), (OLD, old)):
        if message == "":
            assert parse_object(text, profile, {}).id == "s"
        elif message is not None:
            with pytest.raises(UsageError) as caught:
                parse_object(text, profile, {})
            assert str(caught.value) == message


def test_object_with_a_taken_id_is_refused() -> None:
    known = {"s": Secret("s")}
    with pytest.raises(UsageError, match="attempt to add duplicate property 's'"):
        parse_object("secret,id=s,data=x", NEWEST, known)
    with pytest.raises(UsageError, match="Duplicate ID 's' for object"):
        parse_object("secret,id=s,data=x", OLD, known)


KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
IV = "AAECAwQFBgcICQoLDA0ODw=="
SEALED = "ZAETodKTx4svTYAmaIyeXg=="
"""123456, by `openssl enc -aes-256-cbc`."""


def _keys() -> dict[str, Secret]:
    key = parse_object(f"secret,id=k,format=base64,data={KEY}", NEWEST, {})
    return {"k": key, "short": Secret("short", b"abc")}


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (f"data={SEALED},keyid=k,format=base64", "IV is required to decrypt secret"),
        (f"data={SEALED},keyid=k,iv=AAAA", "IV should be 16 bytes in length not 3"),
        ("data=*,keyid=k,iv=A*A", "Base64 data contains invalid characters"),
        (f"data=*,keyid=k,iv={IV},format=base64", "Base64 data contains invalid characters"),
        (f"data={SEALED},keyid=short", "Key should be 32 bytes in length"),
        ("data=x,keyid=nope,iv=AAAA", "No secret with id 'nope'"),
        (f"data=abc,keyid=k,iv={IV}", "Length 3 must be a multiple of block size 16"),
        (
            f"data=abcdefghijklmnop,keyid=k,iv={IV}",
            r"Incorrect number of padding bytes \(111\) found on decrypted data",
        ),
        ("data=x,file=y,keyid=nope", "'file' and 'data' are mutually exclusive"),
        ("keyid=nope", "Either 'file' or 'data' must be provided"),
        ("file=/missing/file,keyid=nope", "Unable to read /missing/file"),
    ],
)
def test_a_secret_that_cannot_be_decrypted_is_refused(words: str, error: str) -> None:
    with pytest.raises(UsageError, match=f"^{error}"):
        parse_object(f"secret,id=s,{words}", NEWEST, _keys())


def test_a_secret_is_decrypted_by_another(tmp_path: Path) -> None:
    file = tmp_path / "sealed"
    file.write_bytes(base64.b64decode(SEALED))
    for words in (f"data={SEALED},format=base64", f"file={file}"):
        found = parse_object(f"secret,id=s,{words},keyid=k,iv={IV}", NEWEST, _keys())
        assert found.value == b"123456"
    empty = parse_object(f"secret,id=s,data=,keyid=k,iv={IV}", NEWEST, _keys())
    assert empty.value == b""
    assert parse_object("secret,id=s,data=x,iv=zz", NEWEST, {}).value == b"x"


def test_aes_gives_the_known_answer() -> None:
    """The standard's own example, SP 800-38A F.2.6."""
    key = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"
    sealed = (
        "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
        "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"
    )
    plain = (
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
    )
    found = decrypt(*(bytearray.fromhex(text) for text in (key, bytes(range(16)).hex(), sealed)))
    assert found.hex() == plain


def test_secret_file_must_be_readable(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    with pytest.raises(UsageError, match=r"Unable to read .*: No such file or directory"):
        parse_object(f"secret,id=s,file={missing}", NEWEST, {})
    missing.write_bytes(b"passphrase")
    assert parse_object(f"secret,id=s,file={missing}", NEWEST, {}).id == "s"


@pytest.mark.parametrize("text", ["help", "secret,help", "secret,?"])
def test_object_help_is_help(text: str) -> None:
    with pytest.raises(ObjectHelp):
        parse_object(text, NEWEST, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("first", Snapshot(SourceSnapshotKind.ID_OR_NAME, "first")),
        ("", Snapshot(SourceSnapshotKind.ID_OR_NAME, "")),
        ("id=1", Snapshot(SourceSnapshotKind.ID_OR_NAME, "id=1")),
        ("snapshot.id=1", Snapshot(SourceSnapshotKind.ID, "1")),
        ("snapshot.name=a,", Snapshot(SourceSnapshotKind.NAME, "a")),
        ("snapshot.id=1,snapshot.name=a", Snapshot(SourceSnapshotKind.ID_AND_NAME, "a", "1")),
        ("snapshot.name=a,snapshot.name=b,id=x", Snapshot(SourceSnapshotKind.NAME, "b")),
    ],
)
def test_snapshot_is_read(text: str, expected: Snapshot) -> None:
    assert parse_snapshot(text, NEWEST, []) == expected


def test_bad_snapshot_description_is_refused() -> None:
    warnings: list[str] = []
    with pytest.raises(UsageError) as caught:
        parse_snapshot("snapshot.id=1,foo", NEWEST, warnings)
    assert caught.value.reports == (
        "Invalid parameter 'foo'",
        "Failed in parsing snapshot param 'snapshot.id=1,foo'",
    )
    assert warnings == ["short-form boolean option 'foo' deprecated\nPlease use foo=on instead\n"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("driver=qcow2,file.filename=a", Source("a", "", SourceFormat.QCOW2)),
        ("file.filename=a,file.driver=file", Source("a", "")),
        ("driver=raw,driver=qcow2,file.filename=a,,b,", Source("a,b", "", SourceFormat.QCOW2)),
        ("driver=luks,key-secret=s,file.filename=a", Source("a", "", SourceFormat.LUKS, "s")),
        (
            "driver=qcow2,encrypt.key-secret=s,file.filename=a",
            Source("a", "", SourceFormat.QCOW2, "s"),
        ),
        ("driver=file,filename=a", Source("a", "", SourceFormat.RAW)),
    ],
)
def test_image_opts_are_read(text: str, expected: Source) -> None:
    found = source_from_options(text, NEWEST)
    assert (found.path, found.shown, found.format, found.secret) == (
        expected.path,
        text,
        expected.format,
        expected.secret,
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Must specify either driver or file"),
        ("a.raw", "Cannot find device='a.raw' nor node-name='a.raw'"),
        ("driver=qcow2", 'A block device must be specified for "file"'),
        ("driver=foo,file.filename=a", "Unknown driver 'foo'"),
        (
            "driver=qcow2,file.filename=a,offset=512",
            "Block format 'qcow2' does not support the option 'offset'",
        ),
        (
            "driver=raw,file.filename=a,file.looking=on",
            "Block protocol 'file' doesn't support the option 'looking'",
        ),
        ("driver=raw,file.driver=nbd,file.host=x", "Unknown protocol 'nbd'"),
        ("driver=raw,file.filename=", "The 'file' block driver requires a file name"),
    ],
)
def test_image_opts_refuse_the_rest_by_name(text: str, reason: str) -> None:
    with pytest.raises(OpenError) as caught:
        source_from_options(text, NEWEST)
    assert str(caught.value) == f"Could not open '{text}': {reason}"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nbd:localhost:1", "Unknown protocol 'nbd'"),
        ("http://x/y", "Unknown protocol 'http'"),
        ("", "The 'file' block driver requires a file name"),
        ('json:{"driver":"raw"}', "json: names are followed on the command line only"),
    ],
)
def test_names_that_are_no_files_are_refused(name: str, reason: str) -> None:
    with pytest.raises(OpenError) as caught:
        source_from_name(name, None, NEWEST)
    assert caught.value.reason == reason


def test_file_protocol_is_a_file() -> None:
    assert source_from_name("file:a", None, NEWEST) == Source("a", "file:a")
    assert source_from_name("./a:b", "vpc", NEWEST) == Source("./a:b", "./a:b", SourceFormat.VHD)
