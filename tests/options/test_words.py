# SPDX-License-Identifier: Apache-2.0
"""`--object`, `-l` and `--image-opts`."""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.errors import OpenError, UsageError
from instar.generated.profiles import find
from instar.generated.source import SourceFormat, SourceSnapshotKind
from instar.options.objects import ObjectHelp, parse_object
from instar.options.snapshot import Snapshot, parse_snapshot
from instar.options.source import Source, source_from_name, source_from_options
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


@pytest.mark.parametrize("name", ["keyid", "iv"])
def test_object_that_another_decrypts_is_refused_unread(name: str) -> None:
    text = f'{{"qom-type":"secret","id":"s","file":"/missing","{name}":"k"}}'
    with pytest.raises(UsageError, match=f"^instar does not decrypt secrets yet: '{name}' is not"):
        parse_object(text, NEWEST, {"k": Secret("k")})


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
            "driver=raw,file.filename=a,offset=512",
            "Block format 'raw' does not support the option 'offset'",
        ),
        (
            "driver=raw,file.filename=a,file.locking=on",
            "Block protocol 'file' doesn't support the option 'locking'",
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
        ('json:{"driver":"raw"}', "json: names are not followed, use --image-opts"),
    ],
)
def test_names_that_are_no_files_are_refused(name: str, reason: str) -> None:
    with pytest.raises(OpenError) as caught:
        source_from_name(name, None, NEWEST)
    assert caught.value.reason == reason


def test_file_protocol_is_a_file() -> None:
    assert source_from_name("file:a", None, NEWEST) == Source("a", "file:a")
    assert source_from_name("./a:b", "vpc", NEWEST) == Source("./a:b", "./a:b", SourceFormat.VHD)
