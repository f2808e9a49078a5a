# SPDX-License-Identifier: Apache-2.0
"""What a long run has found so far, in a file from which the next one goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO


class Done:
    """Answers by question, each a line of JSON; kept in memory alone where there is no file."""

    def __init__(self, known: dict[str, Any], log: TextIO | None) -> None:
        self._known, self._log = known, log

    @classmethod
    @contextmanager
    def at(cls, path: Path | None) -> Iterator[Done]:
        """With what the file has."""
        if path is None:
            yield cls({}, None)
            return
        path.touch()
        lines = path.read_text("utf-8").splitlines()
        with open(path, "a", encoding="utf-8", buffering=1) as log:
            yield cls(dict(json.loads(line) for line in lines), log)

    def get(self, question: str) -> Any:  # what `put` was given
        """None where there is no answer."""
        return self._known.get(question)

    def put(self, question: str, answer: object) -> None:
        """One more."""
        self._known[question] = answer
        if self._log is not None:
            self._log.write(f"{json.dumps((question, answer))}\n")
