# SPDX-License-Identifier: Apache-2.0
"""The language of `-o a=b,c`, of `-l snapshot.id=1` and of `--image-opts`: names and values between
commas, `,,` for a comma.
"""

from __future__ import annotations


def is_option_list(text: str) -> bool:
    """Whether `-o` takes this text at all: not empty, no comma in front, no lonely comma at the
    end.
    """
    if not text or text.startswith(","):
        return False
    return (len(text) - len(text.rstrip(","))) % 2 == 0


def split_options(text: str, implied: str = "") -> list[tuple[str, str | None]]:
    """Return names and values in the order given; the value of a bare name is None.

    With `implied`, a first word without `=` is the value of that name (`--object secret,...`).
    """
    found: list[tuple[str, str | None]] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text[end] not in "=,":
            end += 1
        if text[end : end + 1] == "=":
            name = text[at:end]
            value, at = _take_value(text, end + 1)
            found.append((name, value))
        elif implied and not found:
            value, at = _take_value(text, at)
            found.append((implied, value))
        else:
            found.append((text[at:end], None))
            at = end + 1
    return found


def expand_short_form(name: str, value: str | None) -> tuple[str, str]:
    """Give a bare name its value: `name` means `name=on`, and `noname` means `name=off`."""
    if value is not None:
        return name, value
    if name.startswith("no"):
        return name[2:], "off"
    return name, "on"


def _take_value(text: str, at: int) -> tuple[str, int]:
    """Return the value that starts at `at`, with `,,` read as a comma, and where the next name
    starts.
    """
    parts = []
    while True:
        comma = text.find(",", at)
        if comma < 0:
            parts.append(text[at:])
            return "".join(parts), len(text)
        parts.append(text[at:comma])
        if text[comma + 1 : comma + 2] != ",":
            return "".join(parts), comma + 1
        parts.append(",")
        at = comma + 2
