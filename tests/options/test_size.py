# SPDX-License-Identifier: Apache-2.0
"""Sizes as three generations of qemu-img read them; every row was asked of a real one."""

from __future__ import annotations

import pytest

from instar.generated.profiles import find
from instar.options.size import (
    SizeError,
    SizeRangeError,
    SizeSyntaxError,
    disk_size_message,
    parse_disk_size,
    parse_size,
)

KIB, MIB, EIB = 1 << 10, 1 << 20, 1 << 60
ERAS = ("5.2-debian", "7.2-debian", "11.1.3-debian")

GOOD = [
    ("0", 0, 0, 0),
    ("08", 8, 8, 8),
    ("1k", KIB, KIB, KIB),
    ("1K", KIB, KIB, KIB),
    ("1b", 1, 1, 1),
    ("1.0b", 1, 1, 1),
    ("+1M", MIB, MIB, MIB),
    ("  5", 5, 5, 5),
    ("\t5", 5, 5, 5),
    ("1.", 1, 1, 1),
    ("1.k", KIB, KIB, KIB),
    ("1e", EIB, EIB, EIB),
    ("1.5e", EIB * 3 // 2, EIB * 3 // 2, EIB * 3 // 2),
    ("0x1", 1, 1, 1),
    ("0X1F", 31, 31, 31),
    ("+0x1", 1, 1, 1),
    # rounded to the nearest byte since 6.0, cut off before
    ("1.0005k", 1024, 1025, 1025),
    ("0.50049k", 512, 513, 513),
    # doubles lose digits
    ("9007199254740993", 9007199254740992, 9007199254740993, 9007199254740993),
    # the fraction of 7.999... is that of 8.0 where the whole number is looked at
    ("0.00000000000000000000001k", 0, 0, 0),
]


@pytest.mark.parametrize(("text", "double", "middle", "newest"), GOOD)
def test_good_size_is_read(text: str, double: int, middle: int, newest: int) -> None:
    for era, expected in zip(ERAS, (double, middle, newest), strict=True):
        assert parse_disk_size(text, find(era), []) == expected, era


S, R = SizeSyntaxError, SizeRangeError
BAD: list[tuple[str, object, object, object]] = [
    ("", S, S, S),
    (" ", S, S, S),
    ("junk", S, S, S),
    (".", S, S, S),
    (".k", S, S, S),
    ("1M ", S, S, S),
    ("1 M", S, S, S),
    ("10MB", S, S, S),
    ("1Q", S, S, S),
    ("1.5", S, S, S),
    ("1.5b", S, S, S),
    ("0x", S, S, S),
    ("0xk", S, S, S),
    ("0b1", S, S, S),
    ("inf", S, S, S),
    ("nan", S, S, S),
    ("++1", S, S, S),
    ("1,5k", S, S, S),
    ("1.5.5k", S, S, S),
    ("1\u0663", S, S, S),
    ("-1", R, S, R),
    ("-1k", R, S, S),
    ("-0x1", R, S, S),
    ("-5z", S, S, S),
    ("-0", 0, S, R),
    ("-99999999999999999999", R, R, R),
    ("8E", R, R, R),
    ("16E", R, R, R),
    ("99999999999999999999999k", R, S, S),
    ("99999999999999999999999", R, R, R),
    ("9223372036854775807", R, (1 << 63) - 1, (1 << 63) - 1),
    ("9223372036854775808", R, R, R),
    ("7.9999999999999999999E", R, 7 * EIB, R),
    ("1e3", 1000, S, S),
    ("1e+3", 1000, S, S),
    ("1e-3", S, S, S),
    (".5M", MIB // 2, S, MIB // 2),
    ("0x10k", 16 * KIB, 16 * KIB, S),
    ("0x1p4", 16, S, S),
    ("0x1.8p1k", 3 * KIB, S, S),
    ("0.00000000000000000000001", S, 0, S),
]


@pytest.mark.parametrize(("text", "double", "middle", "newest"), BAD)
def test_bad_size_is_refused(text: str, double: object, middle: object, newest: object) -> None:
    for era, expected in zip(ERAS, (double, middle, newest), strict=True):
        if isinstance(expected, int):
            assert parse_disk_size(text, find(era), []) == expected, era
        else:
            with pytest.raises(SizeError) as caught:
                parse_disk_size(text, find(era), [])
            assert caught.type is expected, era


def test_hex_with_suffix_is_warned_about_in_between() -> None:
    warnings: list[str] = []
    assert parse_disk_size("0x10k", find("7.2"), warnings) == 16 * KIB
    assert warnings == ["Using a multiplier suffix on hex numbers is deprecated: 0x10k"]


def test_very_long_number_is_out_of_range() -> None:
    with pytest.raises(SizeRangeError):
        parse_size("9" * 100_000, find(None), negative_is_syntax=False, warnings=[])
    with pytest.raises(SizeRangeError):
        parse_size("0x" + "f" * 100_000, find(None), negative_is_syntax=False, warnings=[])
    assert parse_size("0" * 100_000 + "7", find(None), negative_is_syntax=False, warnings=[]) == 7


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("5.0", "Invalid image size specified! You may use k, M, G, T, P or E suffixes for "),
        ("9.0", "Invalid image size specified. You may use k, M, G, T, P or E suffixes for"),
        ("10.0", "Invalid image size specified: 'x'."),
        ("11.1", "Invalid image size specified: 'x'"),
    ],
)
def test_message_is_that_of_the_release(version: str, expected: str) -> None:
    assert disk_size_message(SizeSyntaxError("x"), "x", find(version))[0] == expected
