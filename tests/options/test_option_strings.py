# SPDX-License-Identifier: Apache-2.0
"""`-o a=b,c`: the language, and what comes out of it for a target."""

from __future__ import annotations

import pytest

from instar.errors import UsageError
from instar.generated.profiles import find
from instar.generated.source import SourceFormat
from instar.generated.target import TargetFlag, TargetOptions, TargetPreallocation
from instar.ops.measure import read_option_lists
from instar.options.names import driver_name
from instar.options.optstring import expand_short_form, is_option_list, split_options
from instar.options.schema import Setting, read_settings
from instar.options.targets import MODULES, find_target, help_text, load, make_plan
from instar.options.targets.request import Request

NEWEST = find(None)


@pytest.mark.parametrize("text", ["", ",", "a,", ",a", "a,,,", ",,a"])
def test_list_with_a_lonely_comma_is_none(text: str) -> None:
    assert not is_option_list(text)


@pytest.mark.parametrize("text", ["a", "a=1,,", "a,,,b", "=", "a=b=c"])
def test_list_is_one(text: str) -> None:
    assert is_option_list(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a=1,b=2", [("a", "1"), ("b", "2")]),
        ("a=1,,b=2", [("a", "1,b=2")]),
        ("a=1,,", [("a", "1,")]),
        ("a=1,,,b", [("a", "1,"), ("b", None)]),
        ("a,,b=1", [("a", None), ("", None), ("b", "1")]),
        ("a==", [("a", "=")]),
        ("=", [("", "")]),
        (" a =1", [(" a ", "1")]),
    ],
)
def test_pairs_are_split(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert split_options(text) == expected


def test_first_word_may_have_an_implied_name() -> None:
    assert split_options("secret,id=a", implied="type") == [("type", "secret"), ("id", "a")]
    assert split_options("id=a,secret", implied="type") == [("id", "a"), ("secret", None)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a", ("a", "on")),
        ("noa", ("a", "off")),
        ("nonsense", ("nsense", "off")),
        ("no", ("", "off")),
    ],
)
def test_bare_name_is_a_switch(name: str, expected: tuple[str, str]) -> None:
    assert expand_short_form(name, None) == expected


def plan(
    options: str, target: str = "qcow2", version: str | None = None, secrets: tuple[str, ...] = ()
) -> TargetOptions:
    profile = find(version)
    found = find_target(target, profile)
    settings = read_option_lists([options] if options else [])
    values = read_settings(settings, found.known_options(), profile, [])
    return make_plan(Request(found, values, False, secrets, profile))


SIZE_TEXT = (
    "Parameter '{}' expects a non-negative number below 2^64\n"
    "Optional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-\n"
    "and exabytes, respectively."
)
REFUSED = [
    ("nonsense=1", "Invalid parameter 'nonsense'"),
    ("nonsense", "Invalid parameter 'nsense'"),
    ("foo=1,lazy_refcounts=9", "Invalid parameter 'foo'"),
    ("lazy_refcounts=9,foo=1", "Parameter 'lazy_refcounts' expects 'on' or 'off'"),
    ("lazy_refcounts=ON", "Parameter 'lazy_refcounts' expects 'on' or 'off'"),
    ("cluster_size=x", SIZE_TEXT.format("cluster_size")),
    ("cluster_size=64kb", SIZE_TEXT.format("cluster_size")),
    ("cluster_size=-1", "Value '-1' is out of range for parameter 'cluster_size'"),
    ("cluster_size=16E", "Value '16E' is out of range for parameter 'cluster_size'"),
    ("refcount_bits=16k", "Parameter 'refcount_bits' expects a number"),
    ("refcount_bits=08", "Parameter 'refcount_bits' expects a number"),
    (
        "refcount_bits=18446744073709551616",
        "Value '18446744073709551616' is too large for parameter 'refcount_bits'",
    ),
    ("cluster_size=256", "Cluster size must be a power of two between 512 and 2048k"),
    ("cluster_size=0", "Cluster size must be a power of two between 512 and 2048k"),
    ("cluster_size=3,compat=3", "Cluster size must be a power of two between 512 and 2048k"),
    (
        "extended_l2=on,cluster_size=8k,compat=3",
        "Extended L2 entries are only supported with cluster sizes of at least 16384 bytes",
    ),
    ("compat=v3,refcount_bits=3", "Invalid compatibility level: 'v3'"),
    ("compat", "Invalid compatibility level: 'on'"),
    (
        "refcount_bits=3,preallocation=x",
        "Refcount width must be a power of two and may not exceed 64 bits",
    ),
    (
        "compat=0.10,refcount_bits=8,preallocation=x",
        "Different refcount widths than 16 bits require compatibility level 1.1 or above"
        " (use compat=1.1 or greater)",
    ),
    ("preallocation=Full", "invalid parameter value: Full"),
    ("encrypt.format=luks,preallocation=x", "invalid parameter value: x"),
    ("encrypt.format=luks", "Parameter 'encrypt.key-secret' is required for cipher"),
    ("encrypt.format=luks,encrypt.key-secret=no", "No secret with id 'no'"),
    (
        "encrypt.format=luks,encrypt.hash-alg=b,encrypt.cipher-alg=a",
        "Parameter 'cipher-alg' does not accept value 'a'",
    ),
]


@pytest.mark.parametrize(("options", "message"), REFUSED)
def test_first_error_is_that_of_qemu_img(options: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        plan(options)
    assert caught.value.reports == (message,)


@pytest.mark.parametrize(
    "options",
    [
        "lazy_refcounts=on,compat=0.10",
        "extended_l2=on,compat=0.10",
        "compression_type=anything",
        "encrypt.format=anything",
        "data_file=x,compat=0.10",
        "nocow=on,extent_size_hint=1M,size=5G",
        "refcount_bits= 0x10",
        "id=whatever",
        "nopreallocation",
    ],
)
def test_what_qemu_img_does_not_check_is_accepted(options: str) -> None:
    assert plan(options).format == SourceFormat.QCOW2


def test_last_value_of_a_key_wins() -> None:
    assert plan("cluster_size=4k,cluster_size=1M").cluster_size == 1 << 20


def test_qcow2_plan_names_what_was_asked_for() -> None:
    assert plan("compat=0.10,backing_file=,preallocation=falloc,cluster_size=2M") == TargetOptions(
        format=SourceFormat.QCOW2,
        flags=TargetFlag.BACKING_FILE,
        preallocation=TargetPreallocation.FALLOC,
        cluster_size=2 << 20,
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", 2068480),
        ("cipher-alg=aes-128", 1052672),
        ("cipher-alg=aes-192", 1544192),
        ("cipher-alg=aes-128,cipher-mode=cbc", 528384),
        ("cipher-alg=serpent-256,cipher-mode=ctr", 1052672),
    ],
)
def test_luks_header_is_as_long_as_qemu_img_says(options: str, expected: int) -> None:
    asked = ",".join(filter(None, ("key-secret=s", options)))
    assert plan(asked, "luks", secrets=("s",)).len_payload == expected


@pytest.mark.parametrize(
    ("target", "options", "message"),
    [
        ("vmdk", "subformat=flat", "invalid parameter value: flat"),
        ("vmdk", "adapter_type=", "invalid parameter value: "),
        ("vmdk", "compat6=on,hwversion=5", "compat6 cannot be enabled with hwversion set"),
        ("vmdk", "subformat=monolithicFlat,backing_file=b", "Flat image can't have backing file"),
        ("vmdk", "backing_file=b,backing_fmt=raw", "backing_file must be a vmdk image"),
        ("vpc", "subformat=x", "Parameter 'subformat' does not accept value 'x'"),
        ("vhdx", "log_size=0", "Log size must be a multiple of 1 MB"),
        ("vdi", "preallocation=metadata", "Unsupported preallocation mode: metadata"),
        ("qcow", "encrypt.format=luks", "Unsupported encryption format"),
        ("raw", "cluster_size=64k", "Invalid parameter 'cluster_size'"),
        ("file", "nocow=on", "Block driver 'file' does not support size measurement"),
        ("parallels", "preallocation=x", "invalid parameter value: x"),
    ],
)
def test_other_targets_refuse_in_the_words_of_create(
    target: str, options: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        plan(options, target)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("version", "options", "message"),
    [
        ("3.1", "data_file=x", "Invalid parameter 'data_file'"),
        ("5.0", "compression_type=zlib", "Invalid parameter 'compression_type'"),
        ("5.1", "extended_l2=on", "Invalid parameter 'extended_l2'"),
        ("10.0", "keep_data_file=on", "Invalid parameter 'keep_data_file'"),
        ("5.2", "encrypt.format=luks,encrypt.cipher-mode=x", "Invalid parameter 'x'"),
    ],
)
def test_keys_come_with_their_release(version: str, options: str, message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("'", ".")):
        plan(options, version=version)


@pytest.mark.parametrize(
    ("name", "version", "message"),
    [
        ("nonsense", None, "Unknown file format 'nonsense'"),
        ("", None, "Unknown file format ''"),
        ("QCOW2", None, "Unknown file format 'QCOW2'"),
        ("bochs", None, "Format driver 'bochs' does not support image creation"),
        ("nbd", "4.2", "Format driver 'nbd' does not support image creation"),
        ("parallels", "5.2-debian", "Unknown file format 'parallels'"),
    ],
)
def test_unknown_target_is_named(name: str, version: str | None, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_target(name, find(version))
    assert str(caught.value) == message


def test_vhd_is_another_name_of_vpc() -> None:
    assert find_target("vhd", NEWEST) is load(SourceFormat.VHD)


@pytest.mark.parametrize("format", MODULES)
def test_help_lists_every_key_of_a_target(format: SourceFormat) -> None:
    lines = help_text(load(format), NEWEST).splitlines()
    assert lines[0] == f"Supported {driver_name(format)} options:"
    assert [line.split("=")[0].strip() for line in lines[1:]] == sorted(
        option.name for option in load(format).options
    )


def test_help_tells_defaults() -> None:
    assert (
        "  cluster_size=<size>    - bytes in a cluster, a power of two (default: 65536)\n"
        in help_text(load(SourceFormat.QCOW2), NEWEST)
    )


def test_flag_is_named_as_it_was_typed() -> None:
    settings = [Setting("cluster_size", "x", "--cluster-size")]
    with pytest.raises(UsageError, match="'--cluster-size' expects"):
        read_settings(settings, load(SourceFormat.QCOW2).known_options(), NEWEST, [])


@pytest.mark.parametrize(
    ("target", "options", "message"),
    [
        ("raw", "", "Compression not supported for this file format"),
        ("vhdx", "", "Compression not supported for this file format"),
        (
            "qcow2",
            "preallocation=full",
            "Compression and preallocation not supported at the same time",
        ),
    ],
)
def test_compression_is_refused_where_it_cannot_be(target: str, options: str, message: str) -> None:
    found = find_target(target, NEWEST)
    settings = read_option_lists([options] if options else [])
    values = read_settings(settings, found.known_options(), NEWEST, [])
    with pytest.raises(UsageError) as caught:
        make_plan(Request(found, values, True, (), NEWEST))
    assert str(caught.value) == message
