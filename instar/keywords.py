# SPDX-License-Identifier: Apache-2.0
"""The keywords that a `Client`, its methods and the functions of the package take, for type
checkers: nothing imports this when it runs.
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
    timeout: float
    deadline: float | None
    allow_paths: Iterable[str | os.PathLike[str]]
    files: bool
    force_share: bool
    strict_backing: bool
    qemu_version: str | None


class ConvertKeywords(TypedDict, total=False):
    """How images are copied, and into what new ones."""

    format: str
    options: Mapping[str, str | int | bool] | None
    source_format: str | None
    source_secret: str | Sequence[str | None] | None
    snapshot: str | None
    sparse: int
    compress: bool
    reflink: str
    rate: int
    platform: str | None
    max_output: int
    max_ratio: int
    space_check: bool
    verify: bool
    salvage: bool
    bitmaps: bool
    skip_broken_bitmaps: bool
    hash: str | None
    backing: Path | None
    backing_format: str | None
    seed: int | None
    secrets: Mapping[str, str | bytes | bytearray] | None


class Wanted(ConvertKeywords, total=False):
    """The same, of one image, which may be written over one that exists."""

    over: bool
    target_is_zero: bool
    on_progress: Callable[[int, int], None] | None


class Window(TypedDict, total=False):
    """The part of a disk that is mapped, and how many runs at most."""

    format: str | None
    snapshot: str | None
    start: int
    length: int | None
    max_extents: int


class NewImage(TypedDict, total=False):
    """An image that is to be made: of `size` bytes, or of the size of its `backing` image.

    `options` are those of `-o`. `platform` is what the image is for: it chooses the format and
    options, and refuses what it does not take. `seed` makes the random parts of the file, the
    same for the same number. `secrets` are passphrases by id, which options such as
    `key-secret` name.
    """

    format: str
    platform: str | None
    size: int | None
    options: Mapping[str, str | int | bool] | None
    backing: Path | None
    backing_format: str | None
    seed: int | None
    on_progress: Callable[[int, int], None] | None
    secrets: Mapping[str, str | bytes | bytearray] | None


class MeasureKeywords(TypedDict, total=False):
    """How an image is measured."""

    format: str | None
    snapshot: str | None
    compress: bool


class InfoKeywords(TypedDict, total=False):
    """What is asked of an image."""

    format: str | None
    safety: bool
    max_virtual_size: int
    max_compression_ratio: int


class CheckKeywords(TypedDict, total=False):
    """How an image is checked."""

    format: str | None
    deep: bool
    max_problems: int


# The keywords of the functions: those of the method of that name, and the settings.


class FileArguments(Settings, total=False):
    format: str | None


class BitmapArguments(FileArguments, total=False):
    granularity: int
    source: Path | None
    source_format: str | None


class AmendArguments(FileArguments, total=False):
    force: bool
    secret: str | None
    secrets: Mapping[str, str | bytes | bytearray] | None
    on_progress: Callable[[int, int], None] | None


class MapArguments(Window, Settings, total=False):
    pass


class MeasureArguments(MeasureKeywords, Settings, total=False):
    size: int | None


class InfoArguments(InfoKeywords, Settings, total=False):
    pass


class CheckArguments(CheckKeywords, Settings, total=False):
    pass


class RepairArguments(FileArguments, total=False):
    max_problems: int
    leaks_only: bool
    discard_unreachable: bool
    plan: bool
    undo: Path | None


class ConvertArguments(Wanted, Settings, total=False):
    pass


class CreateArguments(NewImage, Settings, total=False):
    pass


class CompareArguments(Settings, total=False):
    format: str | None
    other_format: str | None
    strict: bool
    secret: str | Sequence[str | None] | None
    other_secret: str | Sequence[str | None] | None
    secrets: Mapping[str, str | bytes | bytearray] | None


class CommitArguments(FileArguments, total=False):
    base: Path | None
    drop: bool
    force: bool
    allow_write: Sequence[Path]
    rate: int


class RebaseArguments(FileArguments, total=False):
    backing_format: str | None
    unsafe: bool
    compress: bool
    force: bool


class ResizeKeywords(TypedDict, total=False):
    """How the size of a disk changes."""

    relative: bool
    format: str | None
    shrink: bool
    preallocation: str


class ResizeArguments(ResizeKeywords, Settings, total=False):
    pass
