# SPDX-License-Identifier: Apache-2.0
"""What a target is, what is asked of it, and what comes out: the words of specs/abi/target.ksy."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.target import TargetFlag, TargetPreallocation, TargetSubformat
from instar.options.schema import BOOL, SIZE, STR, Option, Setting, read_settings
from instar.options.since import ENUM_ACCEPTS, EXTENT_SIZE_HINT, QCOW2_OPTIONS_ORDER
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from instar.generated.profiles import Profile
    from instar.generated.source import SourceFormat
    from instar.options.schema import Value

PREALLOCATIONS = {
    "off": TargetPreallocation.OFF,
    "metadata": TargetPreallocation.METADATA,
    "falloc": TargetPreallocation.FALLOC,
    "full": TargetPreallocation.FULL,
}
GROWING = {"dynamic": TargetSubformat.DYNAMIC, "fixed": TargetSubformat.FIXED}

SIZE_OPTION = Option("size", SIZE, "size of the virtual disk; the size of the source wins")
BACKING_FILE = Option("backing_file", STR, "file name of the backing image")
BACKING_FMT = Option("backing_fmt", STR, "format of the backing image")
PREALLOCATION = Option(
    "preallocation", STR, "what to allocate in advance", "off", words=tuple(PREALLOCATIONS)
)

# What the layer below the format accepts, whatever the format is.
FILE_OPTIONS = (
    SIZE_OPTION,
    Option("nocow", BOOL, "switch copy-on-write of the file system off", "off", hidden=True),
    Option("preallocation", STR, "what to allocate in advance", "off", hidden=True),
    Option(
        "extent_size_hint",
        SIZE,
        "granularity of allocation that the file system is asked for",
        "1M",
        since=EXTENT_SIZE_HINT,
        hidden=True,
    ),
)
_FILE_ORDER = ("nocow", "preallocation", "extent_size_hint")


@record()
class Target:
    """A format that can be written. `name` is qemu's, `format` its number in the specs.

    `options` are the keys that `-o help` lists; `plan` checks values against each other, in
    qemu-img's order, and returns what the guest needs.
    """

    name: str
    format: SourceFormat
    options: tuple[Option, ...]
    plan: Callable[[Request], Plan]
    compresses: bool = False
    """Whether it can be written compressed."""
    order: str = "size"
    """The options in the order in which `create` shows them; `name=default` is shown always."""
    old_order: str = ""
    """The same, where options were not yet read into a structure."""

    def shown_options(self, profile: Profile) -> list[tuple[str, str | None]]:
        """The options in the order in which a release shows them, and what it shows of those that
        are not given. Those of the file below the format come last.
        """
        order = self.order if profile.number >= QCOW2_OPTIONS_ORDER else self.old_order
        known = self.known_options()
        words = dict.fromkeys((*(order or self.order).split(), *_FILE_ORDER))
        pairs = [word.partition("=") for word in words]
        return [
            (name, default if equals else None)
            for name, equals, default in pairs
            if known[name].known_to(profile)
        ]

    def known_options(self) -> dict[str, Option]:
        """Every key that is accepted: those of the file below the format, then the format's own."""
        return {option.name: option for option in (*FILE_OPTIONS, *self.options)}


@record(kw_only=True)
class Plan:
    """A target as the guest's calculator wants to know it.

    Sets of flags are sums of members of the specs' enums; 0 means the default.
    """

    target: SourceFormat
    flags: int = 0
    preallocation: TargetPreallocation = TargetPreallocation.OFF
    subformat: TargetSubformat = TargetSubformat.DEFAULT
    cluster_size: int = 0
    refcount_bits: int = 0
    table_size: int = 0
    log_size: int = 0
    len_payload: int = 0
    len_text: int = 0
    switches: int = 0


@record()
class Request:
    """What a plan is made from: values by name, whether output is compressed, and the ids of the
    secrets that were given.
    """

    target: Target
    values: Mapping[str, Value]
    compress: bool
    secrets: Collection[str]
    profile: Profile

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return None if value is None else str(value)

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        return None if value is None else int(value)

    def switch(self, name: str) -> bool:
        return bool(self.values.get(name, False))

    def explicit(self, name: str) -> int:
        """A number for the guest, to which 0 means the default: a 0 that was asked for becomes 1,
        which is as wrong everywhere.
        """
        value = self.number(name)
        if value is None:
            return 0
        return value or 1

    @property
    def flags(self) -> int:
        """The flags that several targets have."""
        return (TargetFlag.COMPRESS if self.compress else 0) | (
            TargetFlag.BACKING_FILE if "backing_file" in self.values else 0
        )

    def need_secret(self, name: str) -> None:
        """The option must name a secret that was given."""
        secret = self.text(name)
        if secret is None:
            raise UsageError(f"Parameter '{name}' is required for cipher")
        if secret not in self.secrets:
            raise UsageError(f"No secret with id '{secret}'")


def choose(name: str, value: str, allowed: Collection[str], profile: Profile) -> str:
    """Return `value` if it is one of `allowed`; the error is that of qemu's generated parsers."""
    if value in allowed:
        return value
    if profile.number >= ENUM_ACCEPTS:
        raise UsageError(f"Parameter '{name}' does not accept value '{value}'")
    raise UsageError(f"Invalid parameter '{value}'")


def choose_preallocation(request: Request) -> TargetPreallocation:
    """The preallocation, checked by name."""
    value = str(request.values.get("preallocation", "off"))
    if value not in PREALLOCATIONS:
        raise UsageError(f"invalid parameter value: {value}")
    return PREALLOCATIONS[value]


def choose_growing(request: Request) -> TargetSubformat:
    """`subformat` of the formats that grow or are whole."""
    value = request.text("subformat")
    if value is None:
        return TargetSubformat.DYNAMIC
    return GROWING[choose("subformat", value, GROWING, request.profile)]


def len_backing_name(request: Request) -> int:
    """Bytes of the backing file's name as the target would store it."""
    return len(str(request.values.get("backing_file", "")).encode("utf-8", "surrogateescape"))


def resolved(request: Request) -> dict[str, Value]:
    """The options of a target as they were asked for, with the defaults of the others. What is
    chosen by size has none.
    """
    settings = [
        Setting(option.name, option.default, option.name)
        for option in request.target.options
        if option.default and not option.chosen and option.known_to(request.profile)
    ]
    found = read_settings(settings, request.target.known_options(), request.profile, [])
    return {**found, **request.values}
