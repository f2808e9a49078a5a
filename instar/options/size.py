# SPDX-License-Identifier: Apache-2.0
"""Sizes as people type them: `10G`, `1.5k`, `0x100000`. The only parser of sizes; every option uses
it.

Three generations of qemu-img read them differently, and the profile says which one is wanted: up to
5.2 as a floating-point number with a suffix, from 6.0 to 8.0 and since 8.1 as an integer with an
optional fraction.
"""

from __future__ import annotations

from instar.widths import INT64_MAX, UINT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile

# What a letter after the number multiplies it by; upper and lower case alike.
SUFFIXES = {
    "b": 1,
    "k": 1 << 10,
    "m": 1 << 20,
    "g": 1 << 30,
    "t": 1 << 40,
    "p": 1 << 50,
    "e": 1 << 60,
}

# Where the floating-point generation stops: the largest double that is sure to fit 64 bits after
# rounding.
DOUBLE_LIMIT = 0xFFFFFFFFFFFFFC00

_SPACE = " \t\n\v\f\r"
_DIGITS = "0123456789"
_HEX_DIGITS = "0123456789abcdefABCDEF"


class SizeError(ValueError):
    """Not a size."""


class SizeSyntaxError(SizeError):
    """The text is not a number with an optional suffix."""


class SizeRangeError(SizeError):
    """The text is a number, which does not fit."""


def parse_size(
    text: str, profile: Profile, *, negative_is_syntax: bool, warnings: list[str]
) -> int:
    """Return the bytes that `text` means, 0..2^64-1; a warning that qemu-img would print is
    added to `warnings`.
    """
    body = text.lstrip(_SPACE)
    if profile.size_scientific:
        return _parse_double(body)
    negative = body.startswith("-")
    if body[:1] in ("-", "+"):
        body = body[1:]
    is_hex = body[:2] in ("0x", "0X")
    if is_hex:
        value, rest = _parse_hex(body, text, profile, warnings)
    else:
        value, rest = _parse_decimal(body, profile)
    if value > UINT64_MAX and negative:
        raise SizeRangeError(text)
    if negative:
        # -1 is out of range; -1k never got so far as to be looked at as a number.
        if rest or is_hex or negative_is_syntax:
            raise SizeSyntaxError(text)
        raise SizeRangeError(text)
    if value > UINT64_MAX:
        raise SizeRangeError(text)
    return value


def parse_disk_size(text: str, profile: Profile, warnings: list[str]) -> int:
    """`parse_size` for the size of a disk: 0..2^63-1."""
    value = parse_size(
        text, profile, negative_is_syntax=profile.size_negative_is_syntax, warnings=warnings
    )
    if value > INT64_MAX or (value == INT64_MAX and not profile.size_takes_int64_max):
        raise SizeRangeError(text)
    return value


def parse_length(text: str, profile: Profile, warnings: list[str]) -> int:
    """The number of bytes that a text means, -1 or more than any file has where it is out of range
    for good.
    """
    negative_is_syntax = profile.size_negative_is_syntax
    try:
        return parse_size(text, profile, negative_is_syntax=negative_is_syntax, warnings=warnings)
    except SizeRangeError:
        return -1 if text.lstrip(_SPACE).startswith("-") else UINT64_MAX


def parse_integer(text: str) -> int | None:
    """A number without a suffix, as C reads it: decimal, octal after a 0, hexadecimal after 0x."""
    body = text.lstrip(_SPACE)
    digits = body[1:] if body[:1] in ("-", "+") else body
    is_hex = digits[:2] in ("0x", "0X")
    base = 16 if is_hex else 8 if digits.startswith("0") else 10
    digits = digits[2:] if is_hex else digits
    alphabet = _HEX_DIGITS if is_hex else _DIGITS[:base]
    if not digits or digits.strip(alphabet):
        return None
    value = _integer(digits, base)
    return -value if body.startswith("-") else value


def size_hint(text: str) -> str:
    """How the size is written that was meant, where a unit is too long: `10GB`, `10 GiB`."""
    number = text[: _span(text, f"{_DIGITS}.")]
    unit = text[len(number) :].strip()
    if number and unit[:1].lower() in SUFFIXES and unit[1:].lower() in ("b", "ib"):
        return f"write '{number}{unit[0].upper()}', which counts in powers of 1024"
    return "sizes are bytes, or have one of the suffixes k, M, G, T, P, E: powers of 1024"


def disk_size_message(error: SizeError, text: str, profile: Profile) -> tuple[str, ...]:
    """What qemu-img says about a disk size that cannot be read."""
    if isinstance(error, SizeRangeError):
        if profile.size_range_error == "EiB":
            return ("Image size must be less than 8 EiB!",)
        return (range_message("image size", 0, INT64_MAX),)
    return syntax_message("image size", text, profile)


def range_message(what: str, least: int, most: int) -> str:
    """What qemu-img says about a number that is too small or too large."""
    return f"Invalid {what} specified. Must be between {least} and {most}."


def syntax_message(what: str, text: str, profile: Profile) -> tuple[str, ...]:
    """What qemu-img says about a text that is no size."""
    if profile.size_error == "quoted":
        return (f"Invalid {what} specified: '{text}'",)
    if profile.size_error == "quoted.":
        return (f"Invalid {what} specified: '{text}'.",)
    second = "kilobytes, megabytes, gigabytes, terabytes, petabytes and exabytes."
    if profile.size_error == "bang":
        return (f"Invalid {what} specified! You may use k, M, G, T, P or E suffixes for ", second)
    return (f"Invalid {what} specified. You may use k, M, G, T, P or E suffixes for", second)


def _span(text: str, alphabet: str, start: int = 0) -> int:
    """Return the end of the run of characters of `alphabet` that begins at `start`."""
    end = start
    while end < len(text) and text[end] in alphabet:
        end += 1
    return end


def _integer(digits: str, base: int) -> int:
    """The value of digits, or just something past 64 bits where there are too many of them to be
    worth reading.
    """
    digits = digits.lstrip("0")
    return int(digits or "0", base) if len(digits) <= 20 else UINT64_MAX + 1


def _multiplier(suffix: str, text: str) -> int:
    """The factor of a whole suffix; anything but nothing or one known letter is an error."""
    if not suffix:
        return 1
    factor = SUFFIXES.get(suffix.lower()) if len(suffix) == 1 else None
    if factor is None:
        raise SizeSyntaxError(text)
    return factor


def _parse_hex(body: str, text: str, profile: Profile, warnings: list[str]) -> tuple[int, str]:
    """Hexadecimal: no fraction, and since 8.0 no suffix.

    Returns the value and what followed the digits.
    """
    end = _span(body, _HEX_DIGITS, 2)
    rest = body[end:]
    if end == 2:
        raise SizeSyntaxError(text)
    value = _integer(body[2:end], 16)
    if not rest:
        return value, rest
    if profile.size_hex_suffix != "warn" or value > UINT64_MAX or rest[0].lower() not in SUFFIXES:
        raise SizeSyntaxError(text)
    warnings.append(f"Using a multiplier suffix on hex numbers is deprecated: {text}")
    return value * _multiplier(rest, text), rest


def _parse_decimal(body: str, profile: Profile) -> tuple[int, str]:
    """Digits, an optional fraction, an optional suffix.

    Returns the value and what followed the first digits.
    """
    end = _span(body, _DIGITS)
    rest = body[end:]
    whole = _integer(body[:end], 10)
    if whole > UINT64_MAX and rest:
        raise SizeSyntaxError(body)
    fraction_text = ""
    if rest.startswith("."):
        fraction_end = _span(rest, _DIGITS, 1)
        fraction_text, suffix = rest[1:fraction_end], rest[fraction_end:]
        if end == 0 and not (fraction_text and profile.size_leading_dot):
            raise SizeSyntaxError(body)
    else:
        suffix = rest
        if end == 0:
            raise SizeSyntaxError(body)
    factor = _multiplier(suffix, body)
    if not fraction_text.strip("0"):
        return whole * factor, rest
    return _with_fraction(whole, fraction_text, factor, body, profile), rest


def _with_fraction(whole: int, digits: str, factor: int, body: str, profile: Profile) -> int:
    if profile.size_leading_dot:
        fraction, nonzero = float(f"0.{digits}"), True
        if fraction == 1.0:
            whole, fraction = whole + 1, 0.0
    else:
        # 6.0 to 8.0 take the fraction of the whole number, in which digits get lost.
        fraction = float(f"{whole}.{digits}") % 1.0
        nonzero = fraction != 0.0 and fraction >= _SMALLEST_SEEN
    if factor == 1:
        if nonzero:
            raise SizeSyntaxError(body)
        return whole
    return whole * factor + int(fraction * factor + 0.5)


# 7.2 answers 0 to 0.00000000000000000000001: what is lost against 2^-64 is not seen as a fraction.
_SMALLEST_SEEN = 2.0**-64


def _parse_double(body: str) -> int:
    """The generation up to 5.2: what strtod takes, then a suffix, cut down to an integer."""
    end = _double_end(body)
    if not end:
        raise SizeSyntaxError(body)
    number = body[:end]
    value = float.fromhex(number) if "x" in number.lower() else float(number)
    factor = _multiplier(body[end:], body)
    if factor == 1 and value % 1.0:
        raise SizeSyntaxError(body)
    if value < 0 or value * factor >= DOUBLE_LIMIT:
        raise SizeRangeError(body)
    return int(value * factor)


def _double_end(body: str) -> int:
    """Where the floating-point number at the start of `body` ends; 0 when there is none."""
    start = 1 if body[:1] in ("-", "+") else 0
    is_hex = body[start : start + 2].lower() == "0x"
    alphabet, marks = (_HEX_DIGITS, "pP") if is_hex else (_DIGITS, "eE")
    first = start + 2 if is_hex else start
    end = _span(body, alphabet, first)
    digits = end - first
    if body[end : end + 1] == ".":
        fraction_end = _span(body, alphabet, end + 1)
        digits += fraction_end - end - 1
        if digits:
            end = fraction_end
    if not digits:
        # `0x` alone is the number 0 and the letter x.
        return start + 1 if is_hex else 0
    if body[end : end + 1] and body[end] in marks:
        sign = (
            end + 2
            if body[end + 1 : end + 2] in ("-", "+") and body[end + 1 : end + 2]
            else end + 1
        )
        exponent_end = _span(body, _DIGITS, sign)
        if exponent_end > sign:
            end = exponent_end
    return end
