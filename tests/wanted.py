# SPDX-License-Identifier: Apache-2.0
"""Tests that want a tool skip without it, with a reason that the closing table counts
(tests/conftest.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from lab.tools import tools

REASON = re.compile(r"\bwants ([\w.-]+)")
NEVER_A_PACKAGE = ("kvm",)
"""A machine has it or not; `make test-deps` cannot bring it."""


def reason(name: str, why: str = "") -> str:
    """What a skipped test says."""
    assert name in tools(), name
    return f"wants {name}{': ' * bool(why)}{why}"


def skip_without(name: str) -> None:
    """Skip the running test where the tool is missing."""
    if not tools()[name].is_there():
        pytest.skip(reason(name))


def needs(name: str) -> pytest.MarkDecorator:
    """A mark: the test is skipped where the tool is missing."""
    return pytest.mark.skipif(not tools()[name].is_there(), reason=reason(name))


def count(reasons: Iterable[str]) -> Counter[str]:
    """How many tests were skipped for want of each tool; "" for another reason."""
    found = (REASON.search(text) for text in reasons)
    return Counter(match[1] if match else "" for match in found)


def table(counts: Counter[str]) -> list[str]:
    """The table that closes a run: how many, for want of what, and the command that provides it."""
    rows = sorted(((n, name) for name, n in counts.items() if name), reverse=True)
    lines = [f"{n:6}  want {name:10}  {tools()[name].provided_by}" for n, name in rows]
    if counts[""]:
        lines.append(f"{counts['']:6}  do not apply here (-rs lists them)")
    return lines


def could_be_had(counts: Counter[str]) -> list[str]:
    """The tools that were missing although a package provides them."""
    return sorted(name for name in counts if name and name not in NEVER_A_PACKAGE)
