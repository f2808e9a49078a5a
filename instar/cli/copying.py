# SPDX-License-Identifier: Apache-2.0
"""Flags that say what is copied into a new image and how, and what `convert` makes of them."""

from __future__ import annotations

from instar.cli import in_place, new_image, shared, target
from instar.cli.flags import Choice, Flag, Kind, Switch, Text
from instar.cli.kinds import CacheMode, SourceFormat
from instar.cli.registry import Rule
from instar.cli.sizes import DiskSize, Length
from instar.errors import UsageError
from instar.generated.convert import LEN_SPARSE_DEFAULT, ConvertConfig
from instar.generated.source import SECTOR_SIZE
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.cli.flags import Place
    from instar.cli.parse import Values
    from instar.cli.registry import Command
    from instar.ops.conversion import Question
    from instar.ops.convert_over import Over

_COPY = "Copying"
LIMITS = "Limits of the result"
_MAX_SPARSE = ConvertConfig.LEN_SPARSE_MAX
_MAX_PARALLEL = 16


class SparseSize(Length):
    """The shortest run of zeros that is not written."""

    def __init__(self) -> None:
        super().__init__("buffer size for sparse output")

    def read(self, text: str, before: int, place: Place) -> int:
        value = super().read(text, before, place)
        if value > _MAX_SPARSE or value % SECTOR_SIZE:
            raise UsageError(
                f"Invalid {self.what} specified. Valid sizes are multiples of {SECTOR_SIZE} up to"
                f" {_MAX_SPARSE}. Select 0 to disable sparse detection (fully allocates output)."
            )
        return value


class Coroutines(Kind[int]):
    """How much qemu-img does at once; what it writes is the same."""

    metavar = "N"

    def read(self, text: str, before: int, place: Place) -> int:
        is_number = text.isascii() and text.isdigit()
        if is_number and 1 <= int(text) <= _MAX_PARALLEL:
            return int(text)
        if place.profile.usage == "legacy":
            raise UsageError(
                "Invalid number of coroutines. Allowed number of coroutines is between 1 and"
                f" {_MAX_PARALLEL}"
            )
        if is_number:
            raise UsageError(
                f"Invalid number of coroutines specified. Must be between 1 and {_MAX_PARALLEL}."
            )
        stop = "." if place.profile.usage == "info" else ""
        raise UsageError(f"Invalid number of coroutines specified: '{text}'{stop}")


FORMAT = replace(shared.FORMAT, names=("-f", "--source-format"))
TARGET_FORMAT = replace(
    target.FORMAT,
    names=(*target.FORMAT.names, "--output-format"),
    help="format of the new image (default: raw)",
)
OPTIONS = replace(target.OPTIONS, help="options of the format")
COMPRESS = Flag(
    ("-c", "--compress"), Switch(), "compress clusters (qcow2, qcow, vmdk)", _COPY, default=False
)
BACKING: Flag[str | None] = Flag(
    ("-B", "-b", "--backing"),
    Text("FILE", is_path=True),
    "backing image of the new one: what the source shares with it is not written",
    target.GROUP,
)
BACKING_FORMAT: Flag[str | None] = Flag(
    ("-F", "--backing-format"), SourceFormat("FMT"), "format of the backing image", target.GROUP
)
SPARSE = Flag(
    ("-S", "--sparse-size"),
    SparseSize(),
    "do not write runs of zeros at least this long; 0: write all zeros (default:"
    f" {LEN_SPARSE_DEFAULT >> 10}k)",
    _COPY,
    LEN_SPARSE_DEFAULT,
)
REFLINK = Flag(
    ("--reflink",),
    Choice("auto", "always", "never"),
    "share blocks with the source where the file system can; zeros in them are not looked for"
    " (default: auto)",
    _COPY,
    "auto",
)
_UNSAFE, _WRITEBACK = "unsafe", "writeback"
IMAGE_OPTS = replace(shared.IMAGE_OPTS, names=("--image-opts", "--source-image-opts"))
TARGET_CACHE = Flag(
    ("-t", "--target-cache", "--output-cache"),
    CacheMode("cache"),
    "accepted; the new image is synced in any case",
    _COPY,
    _UNSAFE,
)
SOURCE_CACHE = Flag(
    ("-T", "--source-cache"),
    CacheMode("source cache"),
    "accepted and ignored",
    _COPY,
    _WRITEBACK,
)
PARALLEL = Flag(("-m", "--parallel"), Coroutines(), "accepted and ignored", _COPY, 8)
UNORDERED = Flag(("-W", "--oob-writes"), Switch(), "accepted and ignored", _COPY, default=False)
NO_CREATE = Flag(
    ("-n", "--no-create"),
    Switch(),
    "write over the disk of an image that exists, in place",
    target.GROUP,
    default=False,
)
TARGET_IS_ZERO = Flag(
    ("--target-is-zero",),
    Switch(),
    "with -n: the target already reads as zeros; write none",
    target.GROUP,
    default=False,
)
TARGET_IMAGE_OPTS = Flag(
    ("--target-image-opts",),
    Switch(),
    "with -n: OUTPUT is a description, like driver=qcow2,file.filename=PATH",
    target.GROUP,
    default=False,
)
OFFLOAD = Flag(
    ("-C", "--copy-range-offloading"),
    Switch(),
    "write all data of the source; do not look for zeros in it",
    _COPY,
    default=False,
)
RATE = Flag(
    ("-r", "--rate", "--rate-limit"),
    DiskSize("RATE", "rate limit"),
    "write at most this many bytes a second; 0: no limit (default: 0)",
    _COPY,
    0,
)
SALVAGE = Flag(
    ("--salvage",),
    Switch(),
    "write zeros for what cannot be read, and report it",
    _COPY,
    default=False,
)
NO_SPACE_CHECK = Flag(
    ("--no-space-check",),
    Switch(),
    "begin to write even if the file system may be too full for the new image",
    LIMITS,
    default=False,
)
BITMAPS = Flag(
    ("--bitmaps",),
    Switch(),
    "copy the persistent bitmaps of the source (qcow2)",
    _COPY,
    default=False,
)
SKIP_BROKEN = Flag(
    ("--skip-broken-bitmaps",),
    Switch(),
    "with --bitmaps: leave out, with a warning, bitmaps that may be wrong",
    _COPY,
    default=False,
)
RULES = (
    Rule("Use of --skip-broken-bitmaps requires --bitmaps", ((SKIP_BROKEN,),), (BITMAPS,)),
    Rule("Cannot enable copy offloading when -c is used", ((OFFLOAD,), (COMPRESS,))),
    Rule("Cannot enable copy offloading when -S is used", ((OFFLOAD,), (SPARSE,))),
    Rule("Cannot use copy offloading in salvaging mode", ((OFFLOAD,), (SALVAGE,))),
    Rule("--target-image-opts requires use of -n flag", ((TARGET_IMAGE_OPTS,),), (NO_CREATE,)),
    Rule("-o has no effect when skipping image creation", ((OPTIONS,), (NO_CREATE,))),
    Rule("--target-is-zero requires use of -n flag", ((TARGET_IS_ZERO,),), (NO_CREATE,)),
)
FLAGS = (
    *(TARGET_FORMAT, OPTIONS, BACKING, BACKING_FORMAT, new_image.SEED),
    *(NO_CREATE, TARGET_IS_ZERO, TARGET_IMAGE_OPTS, OFFLOAD, SALVAGE, RATE),
    *(BITMAPS, SKIP_BROKEN),
    *(FORMAT, IMAGE_OPTS, shared.SNAPSHOT, shared.OBJECT, shared.FORCE_SHARE),
    *(
        shared.STRICT_BACKING,
        COMPRESS,
        SPARSE,
        REFLINK,
        TARGET_CACHE,
        SOURCE_CACHE,
        PARALLEL,
        UNORDERED,
    ),
)
_FEWEST = 2


def _over(values: Values, filename: str) -> Over | None:
    """The image that is written over, if that is asked for."""
    from instar.ops.convert_over import Over

    if not values[NO_CREATE]:
        return None
    if values[BACKING] is not None:
        if values[TARGET_IS_ZERO]:
            raise UsageError(
                "Cannot use --target-is-zero when the destination image has a backing file"
            )
        raise UsageError("-B has no effect on an image that exists, which is kept as it is")
    is_plain = not values[TARGET_IMAGE_OPTS]
    if not is_plain and values.has(TARGET_FORMAT):
        raise UsageError("--image-opts and --format are mutually exclusive")
    is_named = is_plain and (values.exact or values.has(TARGET_FORMAT))
    format = values[TARGET_FORMAT] if is_named else None
    source = shared.named(values, filename, format, described=not is_plain)
    return Over(
        source=source,
        must_be_raw=is_plain,
        is_zero=values[TARGET_IS_ZERO],
        allow_write=in_place.may_write(values),
    )


def question(values: Values, command: Command, words: Sequence[str]) -> Question:
    """The question of a command line, with the files in `words`."""
    from instar.ops.conversion import Question
    from instar.ops.create import origin
    from instar.ops.measure import read_option_lists

    lists = values[OPTIONS]
    secrets = values[shared.OBJECT]
    if len(words) < _FEWEST:
        text = "Must specify image file name"
        raise UsageError(text if values.exact else shared.hinted(text, command, values.profile))
    *sources, filename = words
    return Question(
        sources=tuple(shared.source(values, name) for name in sources),
        filename=filename,
        format=values[TARGET_FORMAT],
        profile=values.profile,
        access=shared.access(values),
        settings=tuple(read_option_lists(lists)),
        len_sparse=values[SPARSE],
        compress=values[COMPRESS],
        reflink="never" if values.exact else values[REFLINK],
        backing=values[BACKING],
        backing_format=values[BACKING_FORMAT],
        secrets=secrets,
        origin=origin(new_image.seed(values)),
        over=_over(values, filename),
        unscanned=values[OFFLOAD],
        rate=values[RATE],
        salvage=values[SALVAGE],
        each_lost=values[SALVAGE] and values.exact,
        bitmaps=values[BITMAPS],
        skip_broken=values[SKIP_BROKEN],
    )
