# SPDX-License-Identifier: Apache-2.0
"""What somebody may have meant by a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def hint(name: str, known: Iterable[str]) -> str:
    """The end of a message on an unknown name: the known one that it is most like, if any is."""
    found = get_close_matches(name, known, 1, 0.75)
    return f", did you mean {found[0]!r}?" if found else ""


def no_such(kind: str, name: str, known: Iterable[str]) -> str:
    """The message on a name that nothing of this kind has."""
    return f"no {kind} is named {name!r}{hint(name, known)}"
