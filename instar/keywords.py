# SPDX-License-Identifier: Apache-2.0
"""The keywords that a `Client`, its methods and the functions of the package take, for type
checkers and for the reference page: nothing imports this when it runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypedDict

Path = str | os.PathLike[str]
Readable = Path | int
"""An image that is only read: its name, or the descriptor of an open file."""


class Settings(TypedDict, total=False):
    """What a `Client` is made with."""

    sandbox: str
    """`auto`, `kvm` or `process` (default: `auto`)."""
    timeout: float
    """Seconds without progress before a run is stopped (default: 60)."""
    deadline: float | None
    """Seconds that a run may take in all; None for no limit (default: 600)."""
    allow_paths: Iterable[str | os.PathLike[str]]
    """Directories, in addition to the image's own, whose files an image may name."""
    files: bool
    """False follows no name out of an image (default: True)."""
    force_share: bool
    """Read an image that another process is writing."""
    strict_backing: bool
    """Refuse a backing image that looks raw where its format is not declared."""
    qemu_version: str | None
    """The release of qemu-img whose answers are wanted (default: the newest recorded one)."""


class ConvertKeywords(TypedDict, total=False):
    """How images are copied, and into what new ones."""

    format: str
    """Format of the new image (default: `raw`)."""
    options: Mapping[str, str | int | bool] | None
    """Options of the format, as after `-o`."""
    source_format: str | None
    """Format of the sources (default: detected)."""
    source_secret: str | Sequence[str | None] | None
    """Id of the passphrase that opens the sources, or one id for a source and each image below
    it.
    """
    snapshot: str | None
    """Internal snapshot of the source to copy."""
    sparse: int
    """Do not write runs of zeros at least this long; 0 writes everything (default: 4096)."""
    compress: bool
    """Compress clusters (qcow2, qcow, vmdk)."""
    reflink: str
    """Share blocks with the source: `auto`, `always` or `never` (default: `auto`)."""
    rate: int
    """Write at most this many bytes a second; 0 for no limit."""
    platform: str | None
    """The platform that the image is for: it chooses format, options and size."""
    max_output: int
    """Write at most this many bytes, or raise `LimitError`; 0 for no limit."""
    max_ratio: int
    """Refuse a source with more than this many times the data that its blocks hold; 0 for no
    limit (default: 200).
    """
    space_check: bool
    """Fail before anything is written if the file system may have no room (default: True)."""
    verify: bool
    """Read the target and the sources again, and compare."""
    salvage: bool
    """Write zeros for what cannot be read, and report it."""
    bitmaps: bool
    """Copy the persistent bitmaps."""
    skip_broken_bitmaps: bool
    """Leave out bitmaps that are marked as inconsistent, instead of failing."""
    hash: str | None
    """`sha256` hashes the disk of the new image."""
    backing: Path | None
    """Backing image of the new image: what the source shares with it is not written."""
    backing_format: str | None
    """Format of the backing image."""
    seed: int | None
    """Derive the random parts of the file from this number."""
    secrets: Mapping[str, str | bytes | bytearray] | None
    """Passphrases by id. They are copied, and the copies overwritten after use."""


class Wanted(ConvertKeywords, total=False):
    """The same, of one image, which may be written over one that exists."""

    over: bool
    """Write over the disk of an image that exists, in place."""
    target_is_zero: bool
    """With `over`: the target already reads as zeros."""
    allow_write: Sequence[Path]
    """With `over`: directories whose files may be written although only an image names them."""
    on_progress: Callable[[int, int], None] | None
    """Called with the bytes that are done, and all bytes."""


class Window(TypedDict, total=False):
    """The part of a disk that is mapped, and how many runs at most."""

    format: str | None
    """Format of the image (default: detected)."""
    snapshot: str | None
    """Internal snapshot to map."""
    start: int
    """First byte of the disk to map (default: 0)."""
    length: int | None
    """Number of bytes to map (default: up to the end)."""
    max_extents: int
    """Number of runs after which the map ends with a `LimitError` (default: 2^24)."""


class Looked(TypedDict, total=False):
    """What of an image is looked at."""

    format: str | None
    """Format of the image (default: detected)."""
    select: str
    """Name of the node to begin at (default: the whole image)."""
    depth: int
    """Number of levels to go down."""
    first: int
    """Number of the first element to list, if `select` names a list."""
    max_elements: int
    """Number of elements to list of each list."""
    max_nodes: int
    """Number of nodes to list in all."""


class NewImage(TypedDict, total=False):
    """An image that is to be made."""

    format: str
    """Format of the image (default: `raw`)."""
    platform: str | None
    """The platform that the image is for: it chooses format and options."""
    size: int | None
    """Bytes of the disk (default: the size of the backing image)."""
    options: Mapping[str, str | int | bool] | None
    """Options of the format, as after `-o`."""
    backing: Path | None
    """Backing image."""
    backing_format: str | None
    """Format of the backing image."""
    seed: int | None
    """Derive the random parts of the file from this number."""
    on_progress: Callable[[int, int], None] | None
    """Called with the bytes that are written or reserved, and all bytes at most."""
    secrets: Mapping[str, str | bytes | bytearray] | None
    """Passphrases by id, which options such as `key-secret` name."""


class MeasureKeywords(TypedDict, total=False):
    """How an image is measured."""

    format: str | None
    """Format of the image (default: detected)."""
    snapshot: str | None
    """Internal snapshot to measure."""
    compress: bool
    """Measure for compressed clusters."""


class InfoKeywords(TypedDict, total=False):
    """What is asked of an image."""

    format: str | None
    """Format of the image (default: detected)."""
    safety: bool
    """Report what is suspicious about the image, as `findings`."""
    max_virtual_size: int
    """Largest disk without a finding; 0 for any (default: 64 TiB)."""
    max_compression_ratio: int
    """Largest ratio of data to file without a finding; 0 for any (default: 200)."""


class CheckKeywords(TypedDict, total=False):
    """How an image is checked."""

    format: str | None
    """Format of the image (default: detected)."""
    deep: bool
    """Name the users of damaged clusters of a qcow2 image."""
    max_problems: int
    """Number of problems to list; all are counted (default: 1000)."""


# The keywords of the functions: those of the method of that name, and the settings.


class FileArguments(Settings, total=False):
    format: str | None
    """Format of the image (default: detected)."""


class ViewArguments(Settings, Looked, total=False):
    """Settings, and what of an image is looked at."""


class OwnersArguments(FileArguments, total=False):
    max_nodes: int | None
    """Number of runs to list (default: 50000)."""


class LocateArguments(FileArguments, total=False):
    guest: int | None
    """A place on the disk."""
    file: int | None
    """A place in the file."""


class BitmapArguments(FileArguments, total=False):
    granularity: int
    """With `add`: bytes of the disk for each bit; 0 chooses."""
    source: Path | None
    """With `merge`: the image that has the other bitmap."""
    source_format: str | None
    """Format of that image."""


class AmendArguments(FileArguments, total=False):
    force: bool
    """Also do what loses data."""
    allow_write: Sequence[Path]
    """Directories whose files may be written although only an image names them."""
    secret: str | None
    """Id of the passphrase that opens the image."""
    secrets: Mapping[str, str | bytes | bytearray] | None
    """Passphrases by id."""
    on_progress: Callable[[int, int], None] | None
    """Called with the steps that are done, and all steps."""


class MapArguments(Window, Settings, total=False):
    pass


class MeasureArguments(MeasureKeywords, Settings, total=False):
    size: int | None
    """Measure an empty disk of this many bytes, instead of an image."""


class InfoArguments(InfoKeywords, Settings, total=False):
    pass


class CheckArguments(CheckKeywords, Settings, total=False):
    pass


class RepairArguments(FileArguments, total=False):
    max_problems: int
    """Number of problems to list; all are counted (default: 1000)."""
    leaks_only: bool
    """Repair leaked clusters only."""
    discard_unreachable: bool
    """Free what a broken pointer may have led to."""
    plan: bool
    """Write nothing; the answer lists what would be written."""
    undo: Path | None
    """New file that keeps what `restore` needs."""


class BenchKeywords(TypedDict, total=False):
    """What `bench` is asked for, besides the settings."""

    format: str | None
    """Format of the image (default: detected)."""
    count: int
    """Number of requests (default: 75000)."""
    depth: int
    """Requests at once (default: 64)."""
    size: int
    """Bytes of each request (default: 4096)."""
    step: int
    """Bytes from the start of one request to that of the next; 0: `size`."""
    offset: int
    """Where in the disk the first request starts."""
    pattern: int | None
    """The byte to write; None: read."""
    flush_interval: int
    """Requests after which what is written is made to last; 0: only at the end."""
    allow_write: Sequence[Path]
    """With a pattern: directories whose files may be written although only an image names them."""
    secret: str | Sequence[str | None] | None
    """Id of the passphrase that opens the image, or one id for it and each image below it."""
    secrets: Mapping[str, str | bytes | bytearray] | None
    """Passphrases by id."""


class BenchArguments(BenchKeywords, Settings, total=False):
    pass


class CompareKeywords(TypedDict, total=False):
    """What `compare` is asked for, besides the settings."""

    format: str | None
    """Format of the first image (default: detected)."""
    other_format: str | None
    """Format of the other image."""
    strict: bool
    """Sizes, and what is allocated, have to be the same too."""
    secret: str | Sequence[str | None] | None
    """Id of the passphrase that opens the first image, or one id for it and each image below it."""
    other_secret: str | Sequence[str | None] | None
    """The same for the other image."""
    secrets: Mapping[str, str | bytes | bytearray] | None
    """Passphrases by id."""
    on_progress: Callable[[int, int], None] | None
    """Hears how many bytes of how many are compared."""


class CompareArguments(CompareKeywords, Settings, total=False):
    pass


class ConvertArguments(Wanted, Settings, total=False):
    pass


class CreateArguments(NewImage, Settings, total=False):
    pass


class CommitArguments(FileArguments, total=False):
    base: Path | None
    """Merge into this image of the chain (default: the backing image)."""
    drop: bool
    """Do not empty the image afterwards."""
    force: bool
    """Commit an image that has internal snapshots."""
    allow_write: Sequence[Path]
    """Directories whose files may be written although only an image names them."""
    rate: int
    """Write at most this many bytes a second; 0 for no limit."""


class RebaseArguments(FileArguments, total=False):
    backing_format: str | None
    """Format of the new backing image."""
    unsafe: bool
    """Change the name only; the new backing image must have the same content."""
    compress: bool
    """Compress the clusters that are copied."""
    force: bool
    """Rebase an image that has internal snapshots."""
    allow_write: Sequence[Path]
    """Directories whose files may be written although only an image names them."""


class ResizeKeywords(TypedDict, total=False):
    """How the size of a disk changes."""

    relative: bool
    """`size` is added to the disk, or taken away."""
    format: str | None
    """Format of the image (default: detected)."""
    shrink: bool
    """Let the disk become shorter; its end is lost."""
    preallocation: str
    """What to reserve of what is added (default: `off`)."""
    allow_write: Sequence[Path]
    """Directories whose files may be written although only an image names them."""


class ResizeArguments(ResizeKeywords, Settings, total=False):
    secret: str | None
    """Id of the passphrase that opens the image."""
    secrets: Mapping[str, str | bytes | bytearray] | None
    """Passphrases by id."""
