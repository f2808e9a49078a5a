# SPDX-License-Identifier: Apache-2.0
"""What an image's names may reach, and what was refused: light enough for any caller to import."""

from __future__ import annotations

from instar.generated import boot, source
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.sandbox.locks import Share


@record()
class Policy:
    """Limits on files that images name."""

    allow_paths: tuple[str, ...] = ()
    """Directories below which names may lead, in addition to the directory of the image that names
    them (`--allow-path`).
    """
    max_depth: int = source.MAX_DEPTH_DEFAULT
    """Longest chain of backing images and parents, the first image counted as 0."""
    max_disks: int = boot.MAX_DISKS
    """Files of a run, those given included."""
    share: Share | None = None
    """Which of qemu's locks are taken on attached files."""
    files: bool = True
    """Whether names are followed at all (`--no-files`)."""
    made: tuple[tuple[str, int], ...] = ()
    """Files that have no name yet, by the name that they are to have, and their descriptors: all
    that is found where names are not followed.
    """


@record()
class Refusal:
    """A name that was not attached. The host's own knowledge, not the guest's word."""

    disk: int
    """The file whose bytes hold the name."""
    name: str
    status: int
    """Member of `AttachStatus`."""
    text: str
    """Why, in qemu-img's words where it has any: `Could not open 'base.img': No such file or
    directory`.
    """
    kind: int
    """Member of `AttachKind`: what the file would have been to the image."""
