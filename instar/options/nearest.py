# SPDX-License-Identifier: Apache-2.0
"""What somebody may have meant who typed a word that is not known."""

from __future__ import annotations

import difflib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """A question about the known word that is most like `word`; empty where none is much like it.

    Hyphens and underscores do not count: `clustersize` is `cluster_size`. A word with one letter
    in place of another is more like it than a shorter one: `qcow3` is `qcow2`.
    """
    typed = _plain(word)
    plain = {_plain(name): name for name in known}
    found = difflib.get_close_matches(typed, plain, 3)
    found.sort(key=lambda name: not _is_off_by_one(name, typed))
    return f"did you mean '{plain[found[0]]}'?" if found else ""


def _is_off_by_one(name: str, typed: str) -> bool:
    return len(name) == len(typed) and sum(map(str.__ne__, name, typed)) == 1


def _plain(word: str) -> str:
    return word.lower().replace("_", "").replace("-", "")
