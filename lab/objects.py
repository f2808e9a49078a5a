# SPDX-License-Identifier: Apache-2.0
"""Objects of C sources, kept: each is compiled once, for all programs that it goes into."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path


def digest(files: Iterable[Path], *words: str) -> str:
    """Of the files' names and bytes, and of the words."""
    state = hashlib.sha256(" ".join(words).encode())
    for file in files:
        state.update(file.name.encode() + file.read_bytes())
    return state.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Compiler:
    """A compiler with its flags. What it makes of a source is used while nothing that it read has
    changed.
    """

    program: str
    flags: tuple[str, ...]
    seen: str
    """Of the headers, which any source may include."""
    folder: Path

    def objects(self, sources: Iterable[Path]) -> list[Path]:
        """The objects of sources, compiled side by side."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(self._object, sources))

    def _object(self, source: Path) -> Path:
        state = digest([source], self.program, *self.flags, self.seen, str(source))
        path = self.folder / f"{source.stem}-{state}.o"
        if not path.exists():
            scratch = path.with_suffix(f".{os.getpid()}")
            subprocess.run(
                [self.program, *self.flags, "-c", str(source), "-o", str(scratch)], check=True
            )
            scratch.rename(path)
        return path
