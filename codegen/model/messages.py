# SPDX-License-Identifier: Apache-2.0
"""The messages of `specs/guest.proto`: what emitters read of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from codegen.model.model import Where

PATH = "specs/guest.proto"
SCALARS = ("uint32", "uint64", "bool", "bytes")


class Label(Enum):
    PLAIN = "plain"
    """Absent means zero, and zero is not sent."""
    OPTIONAL = "optional"
    REPEATED = "repeated"
    ONEOF = "oneof"


@dataclass(frozen=True, slots=True)
class ProtoField:
    name: str
    number: int
    type: str
    """One of `SCALARS`, or the name of a message."""
    label: Label
    doc: str
    is_text: bool = False
    """`bytes` that programs get as a text, decoded as file names are."""

    @property
    def is_message(self) -> bool:
        return self.type not in SCALARS


@dataclass(frozen=True, slots=True)
class Message:
    name: str
    fields: tuple[ProtoField, ...]
    """In order of their numbers."""
    doc: str
    where: Where

    @property
    def is_oneof(self) -> bool:
        return any(f.label is Label.ONEOF for f in self.fields)


@dataclass(frozen=True, slots=True)
class Proto:
    messages: tuple[Message, ...]
    """Each after those that it holds."""
    text: str
    hash8: str


def snake(name: str) -> str:
    """`MeasureResult` -> `measure_result`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
