# SPDX-License-Identifier: Apache-2.0
"""Flags of a benchmark, and its question."""

from __future__ import annotations

import os

from instar.cli import in_place, shared
from instar.cli.flags import Flag, Kind, Switch
from instar.cli.kinds import CacheMode
from instar.cli.sizes import Length
from instar.errors import OpenError, UsageError
from instar.generated.bench import BenchConfig
from instar.widths import UINT8_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.flags import Place
    from instar.cli.parse import Values
    from instar.ops.bench import Question
    from instar.options.source import Source

_REQUESTS = "Requests"
_WRITING = "Writing"
_SAME_AS_SIZE = 0
_DIRECT = ("none", "off", "directsync")


class Number(Kind[int]):
    """A whole number, refused in the words of the release."""

    metavar = "N"

    def __init__(self, what: str, low: int, high: int, *, early_low: int = 0) -> None:
        self.what = what
        self.low, self.high = low, high
        self.early_low = early_low

    def read(self, text: str, before: int, place: Place) -> int:
        from instar.options.size import parse_integer, range_message, syntax_message

        value, profile = parse_integer(text), place.profile
        is_early = profile.usage == "legacy"
        if value is not None and (self.early_low if is_early else self.low) <= value <= self.high:
            return value
        if is_early:
            raise UsageError(f"Invalid {self.what} specified")
        if value is None:
            raise UsageError(*syntax_message(self.what, text, profile))
        raise UsageError(range_message(self.what, self.low, self.high))


class Aio(Kind[str]):
    """How qemu-img would wait for the system; instar's sandboxes have ways of their own."""

    metavar = "AIO"

    def words(self) -> tuple[str, ...]:
        return ("threads", "native", "io_uring")

    def read(self, text: str, before: str, place: Place) -> str:
        if text not in self.words():
            raise UsageError(f"Invalid aio option: {text}")
        return text


class Cache(CacheMode):
    """The same of the cache."""

    def read(self, text: str, before: str, place: Place) -> str:
        if text not in self.words():
            raise UsageError("Invalid cache mode")
        return text


COUNT = Flag(
    ("-c", "--count"),
    Number("request count", 1, BenchConfig.NUM_REQUESTS_MAX),
    "number of requests (default: 75000)",
    _REQUESTS,
    75000,
)
DEPTH = Flag(
    ("-d", "--depth"),
    Number("queue depth", 1, BenchConfig.DEPTH_MAX, early_low=1),
    "number of requests at once (default: 64)",
    _REQUESTS,
    64,
)
OFFSET = Flag(
    ("-o", "--offset"),
    Length("offset"),
    "start of the first request (default: 0)",
    _REQUESTS,
    0,
)
SIZE = Flag(
    ("-s", "--buffer-size"),
    Length("buffer size", 1, BenchConfig.LEN_REQUEST_MAX),
    "length of each request (default: 4k)",
    _REQUESTS,
    4096,
)
STEP = Flag(
    ("-S", "--step-size"),
    Length("step size", 0, BenchConfig.STEP_MAX, early="step_size"),
    "distance between starts of requests (default: 0, the length of one)",
    _REQUESTS,
    _SAME_AS_SIZE,
)
WRITE = Flag(
    ("-w", "--write"),
    Switch(),
    "write instead of read: overwrite the disk in place",
    _WRITING,
    default=False,
)
PATTERN = Flag(
    ("--pattern",),
    Number("pattern byte", 0, UINT8_MAX),
    "byte to write (default: 0)",
    _WRITING,
    0,
)
FLUSH_INTERVAL = Flag(
    ("--flush-interval",),
    Number("flush interval", 0, BenchConfig.FLUSH_INTERVAL_MAX),
    "flush after every N requests (default: 0, only at the end)",
    _WRITING,
    0,
)
NO_DRAIN = Flag(
    ("--no-drain",),
    Switch(),
    "accepted and ignored: a flush always waits for all writes",
    _WRITING,
    default=False,
)
_THREADS, _WRITEBACK = "threads", "writeback"
AIO = Flag(("-i", "--aio"), Aio(), "accepted and ignored", _REQUESTS, _THREADS)
NATIVE = Flag(("-n", "--native"), Switch(), "the same as -i native", _REQUESTS, default=False)
CACHE = Flag(("-t", "--cache"), Cache("cache"), "accepted and ignored", _REQUESTS, _WRITEBACK)
FLAGS = (
    *(COUNT, DEPTH, OFFSET, SIZE, STEP, AIO, NATIVE, CACHE),
    *(WRITE, PATTERN, FLUSH_INTERVAL, NO_DRAIN),
)


def question(values: Values) -> Question:
    """The question of a command line."""
    from instar.ops.bench import Question

    _check(values)
    filename = values[shared.WORDS][0]
    source, secrets = shared.source(values, filename), values[shared.OBJECT]
    if _is_cached_native(values) and not _fails_before(values, source):
        text = "aio=native was specified, but it requires cache.direct=on, which was not specified."
        raise OpenError(source.shown, text)
    return Question(
        source=source,
        profile=values.profile,
        access=shared.access(values, has_snapshot=False),
        secrets=secrets,
        count=values[COUNT],
        depth=values[DEPTH],
        size=values[SIZE],
        step=values[STEP] or values[SIZE],
        offset=values[OFFSET],
        pattern=values[PATTERN] if values[WRITE] else None,
        flush_interval=values[FLUSH_INTERVAL],
        allow_write=in_place.may_write(values),
    )


def _is_cached_native(values: Values) -> bool:
    is_native = values[NATIVE] or values[AIO] == "native"
    return is_native and values[CACHE] not in _DIRECT


def _fails_before(values: Values, source: Source) -> bool:
    """Whether the file says something else first."""
    is_shared = values[WRITE] and values[shared.FORCE_SHARE]
    return is_shared or not os.access(source.path, os.R_OK)


def _check(values: Values) -> None:
    """What does not go together."""
    if not values[FLUSH_INTERVAL]:
        return
    if not values[WRITE]:
        raise UsageError("--flush-interval is only available in write tests")
    if values[FLUSH_INTERVAL] < values[DEPTH]:
        raise UsageError("Flush interval can't be smaller than depth")
