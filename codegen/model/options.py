# SPDX-License-Identifier: Apache-2.0
"""`-instar-options`: what may be asked of a new image, by format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from codegen.model.expr import MemberRef
from codegen.model.kinds import QemuText, Where


class OptionKind(Enum):
    TEXT = "str"
    SWITCH = "bool"
    NUMBER = "num"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Word:
    """A legal value of a text that has few, and the number that it comes to."""

    text: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    kind: OptionKind
    default: str | int | bool | None
    words: tuple[Word, ...]
    """All legal values of a text; none where any is legal."""
    aliases: tuple[tuple[str, str], ...]
    """Further words, and the one that each means; known where `schema` is."""
    on: int | None
    """What a switch comes to when it is on, ..."""
    off: int | None
    """... and off."""
    field: str
    """The field of `options` that the value goes into; "" for none."""
    min: int | None
    max: int | None
    power_of_two: bool
    qemu: tuple[QemuText, ...]
    """What the host prints for a value that is not legal; none where qemu's generated parsers say
    it, or the guest.
    """
    fault: str
    """By this fault of `options` the guest refuses a value."""
    schema: str
    """What the option is called where qemu reads it into a structure; "" where by its own name."""
    since: tuple[int, ...] | None
    shown: str
    """What `create` prints of the option where it is not given; "" for nothing."""
    chosen: bool
    """The default means a choice by the size of the disk."""
    doc: str
    where: Where

    @property
    def is_number(self) -> bool:
        return self.kind in (OptionKind.NUMBER, OptionKind.SIZE)


@dataclass(frozen=True, slots=True)
class Order:
    """Options in the order in which releases before `until` show them."""

    until: tuple[int, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionSet:
    """The options of a format, in the order in which `create` shows them; or some that others
    use.
    """

    id: str
    format: MemberRef | None
    """None for a set that others use."""
    everywhere: bool
    """Every format takes them, besides its own."""
    compresses: bool
    amends: bool
    """They are changed in an image that there is."""
    options: tuple[Option, ...]
    order_before: Order | None
    doc: str
    where: Where

    @property
    def is_shown(self) -> bool:
        """Whether somebody is asked for them."""
        return self.format is not None or self.everywhere or self.amends

    def option(self, name: str) -> Option:
        for option in self.options:
            if option.id == name:
                return option
        raise KeyError(name)
