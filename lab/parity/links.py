# SPDX-License-Identifier: Apache-2.0
"""A folder in which one case at a time makes and changes files next to the corpus."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Links:
    """Links to the files of the corpus. What a case leaves is put back, rather than all links made
    anew: there are hundreds.
    """

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        # Next to the corpus: links do not cross file systems.
        self._held = tempfile.TemporaryDirectory(prefix=".cases-", dir=corpus.parent)
        self.folder = Path(self._held.name)
        self._inodes = {entry.name: entry.inode() for entry in os.scandir(corpus)}
        self._restore()

    @contextmanager
    def lent(self) -> Iterator[Path]:
        """The folder, for one case."""
        try:
            yield self.folder
        finally:
            self._restore()

    def _restore(self) -> None:
        missing = dict(self._inodes)
        for entry in list(os.scandir(self.folder)):
            if missing.get(entry.name) == entry.inode():
                del missing[entry.name]
            elif entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)
        for name in missing:
            os.link(self._corpus / name, self.folder / name)
