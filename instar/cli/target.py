# SPDX-License-Identifier: Apache-2.0
"""Flags that describe the image a command makes or measures for."""

from __future__ import annotations

from instar.cli.flags import Flag, Switch
from instar.cli.target_kinds import OptionOf, Pairs, TargetFormat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.parse import Values
    from instar.options.schema import Setting

GROUP = "Target"
_NO_LISTS: tuple[str, ...] = ()

FORMAT = Flag(
    ("-O", "--target-format"),
    TargetFormat("FMT"),
    "format to measure for (default: raw)",
    GROUP,
    "raw",
)
OPTIONS = Flag(
    ("-o", "--options", "--target-format-options"),
    Pairs(),
    "options of the target",
    GROUP,
    _NO_LISTS,
)
COMPRESS = Flag(("--compress",), Switch(), "as for compressed output", GROUP, default=False)


def _option(name: str, kind: OptionOf, help: str) -> Flag[tuple[Setting, ...]]:
    return Flag((name,), kind, help, GROUP, (), into="settings")


# Other ways to write `-o KEY=VALUE`.
SETTINGS = (
    _option("--cluster-size", OptionOf("cluster_size", "N"), "bytes in a cluster"),
    _option("--refcount-bits", OptionOf("refcount_bits", "N"), "width of a qcow2 reference count"),
    _option("--extended-l2", OptionOf("extended_l2"), "qcow2 with subclusters"),
    _option("--lazy-refcounts", OptionOf("lazy_refcounts"), "qcow2 with lazy refcounts"),
    _option("--compat", OptionOf("compat", "VERSION"), "version of qcow2"),
    _option(
        "--preallocation",
        OptionOf("preallocation", "MODE"),
        "what to allocate in advance",
    ),
    _option("--subformat", OptionOf("subformat", "S"), "variant of vmdk, vpc, vhdx or vdi"),
    _option("--grain-size", OptionOf("grain_size", "N"), "bytes in a vmdk grain"),
    _option("--block-size", OptionOf("block_size", "N"), "bytes in a vhdx block"),
)
FLAGS = (FORMAT, OPTIONS, COMPRESS, *SETTINGS)


def settings(values: Values) -> list[Setting]:
    """What the command line wants of the target: flags of their own first, then all `-o`."""
    from instar.ops.measure import read_option_lists

    lists = values[OPTIONS]
    return [*values[SETTINGS[0]], *read_option_lists(lists)]


def wants_help(lists: tuple[str, ...]) -> bool:
    """Whether an element of `-o` asks for the list of options."""
    words = (word for text in lists for word in text.split(","))
    return any(word in ("help", "?") for word in words)


def topic(values: Values) -> str:
    """The options of the target, with `-o help`. Within a list `help` is an option that `measure`
    does not know, as for qemu-img; `create` takes it there too.
    """
    if "help" not in values[OPTIONS]:
        return ""
    from instar.options.targets import find_target, help_text

    return help_text(find_target(values[FORMAT], values.profile), values.profile)
