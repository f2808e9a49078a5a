# SPDX-License-Identifier: Apache-2.0
"""What a guest's error says, from the tables that the specs make: structure, field and rule, and
qemu-img's words for it.
"""

from __future__ import annotations

import os

from instar.errors import ImageError, NameRefused, SandboxError
from instar.generated import errors as tables
from instar.generated.attach import AttachKind, AttachStatus
from instar.text import printable, printable_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    from instar.generated.errors import QemuTexts
    from instar.generated.messages import Error

    class Member(Protocol):
        """A file of a run."""

        name: str
        depth: int

    class RefusedName(Protocol):
        """A name that the host did not attach."""

        @property
        def text(self) -> str: ...

        @property
        def disk(self) -> int: ...

        @property
        def name(self) -> str: ...

        @property
        def kind(self) -> int: ...

        @property
        def status(self) -> int: ...


# Files below a backing image or a parent, rather than next to the image.
_CHAINED = (int(AttachKind.BACKING), int(AttachKind.PARENT))
_CYCLE = int(AttachStatus.CYCLE)
_IN_USE = "Is another process using the image"
# What the policy refuses, rather than what is not there or does not end.
_FORBIDDEN = (
    AttachStatus.ESCAPES,
    AttachStatus.PROTOCOL,
    AttachStatus.SPECIAL,
    AttachStatus.BAD_NAME,
    AttachStatus.FORBIDDEN,
)
_OPENING = "qemu-img: Could not open '{{{}}}'"
PLACE = "{place}"
"""In what qemu-img says when it fails: where on the disk it was."""
_SPOKEN = ("qemu-img: ", "Failed to load snapshot: ")


def image_error(
    error: Error,
    shown: str,
    disks: Sequence[Member],
    refusals: Sequence[RefusedName],
    number: tuple[int, ...],
    walking: str,
    *,
    alone: bool = False,
) -> ImageError:
    """Make the exception for an error message.

    `shown` is how the user named the image, `number` the release of qemu-img whose words are
    wanted, `walking` what that says when it fails after opening. `alone` is for chains whose
    members are opened one by one, and whose errors say nothing of those above.
    """
    fault = tables.FAULTS.get(error.fault)
    disk = disks[error.disk] if error.disk < len(disks) else None
    filename = disk.name if disk else shown
    if fault is not None:
        structure, field, texts = fault.structure, fault.field, fault.qemu
        reason = _fill(fault.text, error, filename, walking)
    else:
        structure = error.structure
        field = _field_name(structure, error.field)
        texts = tables.QEMU.get((structure, error.field), ())
        reason = _rule_text(error)
    depth = disk.depth if disk else 0
    if alone and disk is not None and depth:
        shown, depth = disk.name, 0
    # qemu-img itself says what the user called the image, its drivers what the file is called.
    text = _text_for(texts, number).replace(_OPENING.format("file"), _OPENING.format("shown"))
    text = _fill(text, error, filename, walking, shown)
    refusal = refusals[-1] if refusals and _is_attach(structure) else None
    if refusal is not None:
        chained = refusal.kind in _CHAINED
        # Escaped before lines are split: a line break in a name must not make a line of its
        # own.
        text, depth = printable(refusal.text), depth + chained
        if alone and chained:
            shown, depth = os.path.join(os.path.dirname(filename), refusal.name), 0
            if refusal.status == _CYCLE:
                text = f"qemu-img: Backing file '{printable(shown)}' creates an infinite loop."
        reason = f"{reason}: {printable(refusal.name)}"
    kind = NameRefused if refusal is not None and refusal.status in _FORBIDDEN else ImageError
    found = kind(
        tables.STRUCTURES.get(structure, ""),
        field,
        error.offset if structure and not _is_attach(structure) else None,
        reason,
        value=error.value,
        filename=filename,
        qemu=_wrap(text, printable(shown), depth),
    )
    found.number, found.place = error.code, error.place
    if isinstance(found, NameRefused) and refusal is not None:
        found.name, found.refusal = refusal.name, printable(refusal.text)
    return found


def refusal_text(error: Error, number: tuple[int, ...]) -> str | None:
    """Why a new image's layout refuses its options or size; None for other errors."""
    fault = tables.FAULTS.get(error.fault)
    if fault is None or tables.STRUCTURES.get(fault.structure) != "target options":
        return None
    return _fill(_text_for(fault.qemu, number) or fault.text, error, "", "")


def host_text(
    fault: int,
    number: tuple[int, ...] | None,
    value: int = 0,
    *,
    name: str = "",
    given: str = "",
) -> str:
    """What the release says of a fault of options that the host finds (`generated.refusals`)."""
    texts = tables.FAULTS[fault].qemu
    text = texts[-1][1] if number is None else _text_for(texts, number)
    return text.format(value=value, name=name, given=given)


def rule_words(error: Error) -> tuple[str, str, str]:
    """The structure and field that an error is about, and what is wrong; empty for nothing."""
    fault = tables.FAULTS.get(error.fault)
    if fault is not None:
        structure, field, reason = fault.structure, fault.field, _fill(fault.text, error, "", "")
    else:
        structure, field = error.structure, _field_name(error.structure, error.field)
        reason = _rule_text(error) if error.reason else ""
    return tables.STRUCTURES.get(structure, ""), field, reason


def problem_line(error: Error, number: tuple[int, ...]) -> str:
    """What qemu-img says of something that its check finds; empty where it only counts it."""
    fault = tables.FAULTS.get(error.fault)
    if fault is None:
        raise SandboxError(f"the guest reports fault {error.fault:#x}, which means nothing")
    return _fill(_text_for(fault.qemu, number), error, "", "")


def line_form(fault: int, number: tuple[int, ...]) -> Callable[[int, int, int, int], str] | None:
    """What makes `problem_line` quickly from the value and the further numbers; None for lines that
    need more.
    """
    import re

    found = tables.FAULTS.get(fault)
    template = _text_for(found.qemu, number) if found is not None else ""
    if not template or re.search(r"[i#]\w+\}|\{detail|\{file|\{shown|\{walking|\{place", template):
        return None
    places = {f"extra{place}": str(place + 1) for place in range(3)}
    return re.sub(r"\{(\w+)", lambda name: "{" + places.get(name.group(1), "0"), template).format


def tolerated_line(error: Error, number: tuple[int, ...]) -> str:
    """The text for a rule that is broken, but does not keep the image from being used; empty where
    the release says nothing.
    """
    fault = tables.FAULTS.get(error.fault)
    if fault is None:
        raise SandboxError(f"the guest warns of fault {error.fault:#x}, which means nothing")
    return _fill(_text_for(fault.qemu, number) if fault.qemu else fault.text, error, "", "")


def told_apart(error: Error, number: tuple[int, ...]) -> tuple[str, str]:
    """What qemu's driver says of a fault, and the error of the system that qemu-img makes of it;
    empty where it has no words.
    """
    fault = tables.FAULTS.get(error.fault)
    text = "" if fault is None else _fill(_text_for(fault.qemu, number), error, "", "")
    *driver, last = text.split("\n")
    _, said, reason = last.rpartition(": ")
    return "\n".join(driver), reason if said and last.startswith(_SPOKEN) else ""


def error_line(error: ImageError, *, exact: bool) -> str:
    """The message for an error: qemu-img's words, with the detail after them unless they are
    wanted exactly.
    """
    if not error.qemu:
        name = f"{printable(error.filename)}: " if error.filename else ""
        return f"{name}{error.detail}"
    if exact:
        return printable_lines(error.qemu)
    lines = error.qemu.split("\n")
    spoken = [line.removeprefix("qemu-img: ") for line in lines if line.startswith("qemu-img: ")]
    if lines[-1].startswith(_IN_USE):  # that says everything, and no byte is wrong
        return printable_lines(error.qemu)
    line = printable((spoken or lines)[0])
    return line if line.endswith(error.detail) else f"{line} [{error.detail}]"


def _wrap(text: str, shown: str, depth: int) -> str:
    """qemu-img reports what failed from the outside in."""
    if not text:
        return ""
    if any(line.startswith(_SPOKEN) for line in text.split("\n")):
        return text
    return f"Could not open '{shown}': {'Could not open backing file: ' * depth}{text}"


def _is_attach(structure: int) -> bool:
    return tables.STRUCTURES.get(structure) == "attach exchange"


def _field_name(structure: int, field: int) -> str:
    names = tables.FIELDS.get(structure, ())
    return names[field - 1] if 0 < field <= len(names) else ""


def _rule_text(error: Error) -> str:
    rule = tables.RULES.get((error.structure, error.field, error.reason), "")
    reason = tables.REASONS.get(error.reason)
    if reason == "truncated":
        return "lies past the end of the file"
    if reason == "checksum":
        return f"is {error.value:#x}, which the contents do not have"
    if reason == "bad_magic":
        return f"must be {rule}"
    wide = (error.structure, error.field) in tables.HEXADECIMAL
    value = f"{error.value:#x}" if wide else str(error.value)
    return f"is {value}, must be {rule}" if rule else f"is {value}"


def _text_for(texts: QemuTexts, number: tuple[int, ...]) -> str:
    """The text of the release: the first whose end is not reached yet."""
    for until, text in texts:
        if until is None or number < until:
            return text
    return ""


class _Number(int):
    """A number that can also be shown as if it were signed: `{value:i32}`, `{value:i64}`."""

    def __format__(self, spec: str) -> str:
        if spec in ("i32", "i64"):
            half = 1 << int(spec[1:]) - 1
            return str((int(self) + half) % (2 * half) - half)
        if spec == "#x" and self == 0:
            return "0"  # as C's "%#x" does
        return int.__format__(int(self), spec)


class _Names(dict[str, object]):
    """What a text may name. Names of other fields stand for the value."""

    def __missing__(self, key: str) -> object:
        return self["value"]


def _fill(text: str, error: Error, file: str, walking: str, shown: str = "") -> str:
    if "{" not in text:
        return text
    names = _Names(
        value=_Number(error.value),
        # A line break in a name must not make a line of its own.
        file=printable(file),
        shown=printable(shown),
        detail=printable(error.detail.decode("utf-8", "surrogateescape")),
        walking=walking.replace(PLACE, str(error.place)),
        place=error.place,
    )
    for place, extra in enumerate(error.extra):
        names[f"extra{place}"] = _Number(extra)
    return text.format_map(names)
