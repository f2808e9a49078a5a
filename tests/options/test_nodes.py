# SPDX-License-Identifier: Apache-2.0
"""Descriptions of images: what they mean, and that no text is anything but a source or an error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instar.errors import InstarError, OpenError
from instar.generated.profiles import find
from instar.generated.source import SourceFormat
from instar.options.nodes import source_from_json, source_from_options
from instar.options.source import Source, source_from_name
from instar.record import replace

PROFILE = find("7.2")


def described(options: object, driver: str | None = None) -> Source:
    return source_from_json(f"json:{json.dumps(options)}", driver, PROFILE)


def bare(source: Source) -> Source:
    """Without what only messages need."""
    return replace(source, shown="", node="")


def file(name: str) -> dict[str, Any]:
    return {"driver": "file", "filename": name}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"driver": "qcow2", "file": file("a")}, Source("a", "", SourceFormat.QCOW2)),
        ({"driver": "qcow2", "file.filename": "a"}, Source("a", "", SourceFormat.QCOW2)),
        ({"file": file("a"), "file.filename": "b"}, Source("a", "")),
        (file("a"), Source("a", "", SourceFormat.RAW)),
        (
            {"driver": "raw", "offset": 512, "size": "1k", "file": file("a")},
            Source("a", "", SourceFormat.RAW, part=(512, 1024), is_part=True),
        ),
        (
            {"driver": "qcow2", "file": {"driver": "raw", "offset": 1024, "file": file("a")}},
            Source("a", "", SourceFormat.QCOW2, part=(1024, None)),
        ),
        (
            {
                "driver": "raw",
                "offset": 512,
                "file": {"driver": "raw", "offset": 1024, "size": 4096, "file": file("a")},
            },
            Source("a", "", SourceFormat.RAW, part=(1536, 3584), is_part=True),
        ),
        (
            {"driver": "qcow2", "backing": None, "file": file("a")},
            Source("a", "", SourceFormat.QCOW2, is_cut=True),
        ),
        (
            {"file": file("a"), "data-file": file("b")},
            Source("a", "", data_file=Source("b", "", SourceFormat.RAW)),
        ),
        (
            {"driver": "luks", "key-secret": "s", "file": file("a")},
            Source("a", "", SourceFormat.LUKS, "s", "key-secret"),
        ),
        (
            {
                "driver": "qcow2",
                "encrypt": {"format": "luks", "key-secret": "s"},
                "file": file("a"),
            },
            Source("a", "", SourceFormat.QCOW2, "s", "encrypt.key-secret"),
        ),
    ],
)
def test_objects_are_read(options: dict[str, Any], expected: Source) -> None:
    found = bare(described(options))
    if found.data_file is not None:
        found = replace(found, data_file=bare(found.data_file))
    assert found == expected


def test_a_chain_is_what_the_user_says() -> None:
    last = {"driver": "raw", "file": file("c")}
    found = described(
        {
            "driver": "qcow2",
            "file": file("a"),
            "backing": {
                "driver": "qcow2",
                "file": file("b"),
                "encrypt.key-secret": "s",
                "backing": {**last, "backing": None},
            },
        }
    )
    assert found.backing is not None and found.backing.backing is not None
    assert [found.path, found.backing.path, found.backing.backing.path] == ["a", "b", "c"]
    assert (found.num_layers, found.below) == (3, ("s", None))
    assert not found.is_plain


def test_both_languages_say_the_same() -> None:
    text = "driver=qcow2,backing.driver=raw,backing.file.filename=b,file.filename=a,read-only=on"
    options = {"driver": "qcow2", "backing": {"driver": "raw", "file": {"filename": "b"}}}
    other = described({**options, "file": {"filename": "a"}, "read-only": True})
    one = source_from_options(text, PROFILE)
    assert one.backing is not None and other.backing is not None
    assert bare(one.backing) == bare(other.backing)
    assert replace(bare(one), backing=None) == replace(bare(other), backing=None)


def test_a_format_that_is_named_apart_wins() -> None:
    assert described({"driver": "qcow2", "file": file("a")}, "raw").format == SourceFormat.RAW


@pytest.mark.parametrize(
    ("options", "reason", "hint"),
    [
        ([], "Invalid JSON object given", ""),
        ({}, "Must specify either driver or file", ""),
        ({"driver": "qcow2"}, 'A block device must be specified for "file"', ""),
        (
            {"driver": "raw", "file": "x"},
            "Cannot find device='x' nor node-name='x'",
            "",
        ),
        (
            {"driver": "qcow2", "file": file("a"), "encrypt.key-secert": "s"},
            "Block format 'qcow2' does not support the option 'encrypt.key-secert'",
            "did you mean 'encrypt.key-secret'?",
        ),
        (
            {"driver": "raw", "file": {**file("a"), "lokcing": "on"}},
            "Block protocol 'file' doesn't support the option 'lokcing'",
            "did you mean 'locking'?",
        ),
        (
            {"driver": "raw", "size": 513, "file": file("a")},
            "Specified size is not multiple of 512",
            "",
        ),
        (
            {"driver": "raw", "read-only": "foo", "file": file("a")},
            "Parameter 'read-only' expects 'on' or 'off'",
            "",
        ),
        (
            {"driver": "raw", "file": {"driver": "nbd", "host": "x"}},
            "Unknown protocol 'nbd'",
            "instar opens files and devices only: attach it with nbd-client or qemu-nbd and name"
            " the device, or copy it into a file",
        ),
        (
            {"driver": "https", "url": "https://x/y"},
            "Unknown protocol 'https'",
            "instar opens files and devices only: download it first, as with curl -O",
        ),
        (
            {"driver": "raw", "force-share": True, "file": file("a")},
            "force-share is not read out of a description",
            "use -U",
        ),
        ({"driver": "qcow2", "file": {"driver": "vmdk", "file": file("a")}}, "an image in", ""),
    ],
)
def test_the_rest_is_refused_by_name(options: object, reason: str, hint: str) -> None:
    with pytest.raises(OpenError) as caught:
        described(options)
    assert caught.value.reason.startswith(reason)
    assert caught.value.hint == hint


def test_descriptions_are_for_the_command_line_only() -> None:
    text = f"json:{json.dumps({'driver': 'raw', 'file': file('a')})}"
    with pytest.raises(OpenError, match="on the command line only"):
        source_from_name(text, None, PROFILE)


def test_depth_is_no_matter() -> None:
    for text in ("json:" + '{"file":' * 100_000, "json:" + '{"file":' * 900 + "0" + "}" * 900):
        with pytest.raises(OpenError):
            source_from_json(text, None, PROFILE)


_NAMES = st.sampled_from(
    (
        *("driver", "file", "filename", "backing", "data-file", "offset", "size", "key-secret"),
        *("encrypt.key-secret", "encrypt", "format", "file.filename", "file.driver", "read-only"),
        *("backing.file.filename", "cache", "cache.direct", "x", "", "."),
    )
)
_WORDS = st.sampled_from(("raw", "qcow2", "luks", "file", "host_device", "a", "nbd", "on", "512"))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 1 << 65) | st.floats() | _WORDS | st.text(),
    lambda inner: st.dictionaries(_NAMES, inner, max_size=5) | st.lists(inner, max_size=2),
    max_leaves=20,
)
_PAIRS = st.lists(st.tuples(_NAMES, _WORDS | st.text()).map("=".join), max_size=8).map(",".join)


@given(st.dictionaries(_NAMES, _VALUES) | _VALUES)
def test_any_object_is_a_source_or_an_error(options: object) -> None:
    try:
        found = described(options)
    except InstarError:
        return
    assert found.path and found.part[0] >= 0


@given(_PAIRS | st.text())
def test_any_text_is_a_source_or_an_error(text: str) -> None:
    for read in (source_from_options, lambda t, p: source_from_json(f"json:{t}", None, p)):
        try:
            found = read(text, PROFILE)
        except InstarError:
            continue
        assert found.path and found.part[0] >= 0
