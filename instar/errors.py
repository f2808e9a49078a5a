# SPDX-License-Identifier: Apache-2.0
"""What can go wrong, as exceptions that carry data; texts are made when they are shown."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    Hinting = TypeVar("Hinting", bound="InstarError")


class InstarError(Exception):
    """Everything that instar refuses to do, or cannot do. `code` names the kind of error, and stays
    what it is. `hint` is what may have been meant, for people: it is no part of the text.
    """

    code = "error"
    hint = ""

    def hinting(self: Hinting, hint: str) -> Hinting:
        """The same error, with a hint."""
        self.hint = hint
        return self


class UsageError(InstarError):
    """The request itself is wrong: an unknown option, a size that is none, options that exclude
    each other.

    `reports` are the messages in order, each shown after the program's name; one may have further
    lines. `speaker`, if any, replaces the program's name where qemu-img lets somebody else speak
    (its option parser names the command as well).
    """

    code = "usage"

    def __init__(self, *reports: str, speaker: str = "") -> None:
        super().__init__(*reports)
        self.reports = reports
        self.speaker = speaker
        self.warnings: tuple[str, ...] = ()

    def with_warnings(self, warnings: Sequence[str]) -> UsageError:
        """The same error, after warnings that an image gave before it was reached."""
        self.warnings = tuple(warnings)
        return self

    def __str__(self) -> str:
        return "\n".join(self.reports)


class UnknownFormat(UsageError):
    """A new image is to be of a format that is none, or that the release does not know."""

    code = "unknown-format"


class OpenError(InstarError, OSError):
    """A file that was named cannot be opened, or is not something to be read as an image.

    `errno` is the system's error number where it has one, else 0.
    """

    code = "open"

    filename: str

    def __init__(self, filename: str, reason: str, code: int = 0) -> None:
        super().__init__(code, reason, filename)
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.filename, self.reason, self.errno)

    def __str__(self) -> str:
        return f"Could not open '{self.filename}': {self.reason}"


class WriteError(OpenError):
    """A file that is changed, or made, cannot be written to."""

    code = "write"

    @classmethod
    def of(cls, filename: str, error: OSError) -> WriteError:
        """That error, for the file that the user named."""
        return cls(filename, error.strerror or str(error), error.errno or 0)

    def __str__(self) -> str:
        return f"Could not write to '{self.filename}': {self.reason}"


class CreateError(OpenError):
    """A new image cannot be made where it was asked for, or not on its backing image."""

    code = "create"

    def __str__(self) -> str:
        return self.reason


class VerifyFailed(InstarError):
    """An image that was written does not read as its sources do; `offset` is where it differs
    first. A new one did not get its name.
    """

    code = "verify"

    def __init__(self, filename: str, offset: int) -> None:
        super().__init__(filename, offset)
        self.filename = filename
        self.offset = offset

    def __str__(self) -> str:
        return (
            f"'{self.filename}' does not read as what was copied into it, from byte {self.offset}"
            " of the disk on"
        )


class ImageError(InstarError):
    """An image breaks a rule of its format, or needs what is not there.

    `structure`, `field`, `offset` and `reason` say where and what, in the words of the specs:
    `qcow2 header`, `cluster_bits`, 20, `is 63, must be 9..21`. `qemu` is the line that qemu-img
    prints for it, empty where it has none.
    """

    code = "image"

    def __init__(
        self,
        structure: str,
        field: str,
        offset: int | None,
        reason: str,
        *,
        value: int = 0,
        filename: str = "",
        qemu: str = "",
        warnings: Sequence[str] = (),
    ) -> None:
        super().__init__(structure, field, offset, reason)
        self.structure = structure
        self.field = field
        self.offset = offset
        self.reason = reason
        self.value = value
        self.filename = filename
        self.qemu = qemu
        self.warnings = tuple(warnings)
        self.number = self.place = 0
        """The operation's own number of the error, and where on the disk it was, where there are
        such.
        """

    @property
    def detail(self) -> str:
        """The rule that was broken, and where."""
        subject = f"{self.structure}: {self.field} " if self.field else f"{self.structure}: "
        place = f" (at byte {self.offset})" if self.offset is not None else ""
        return f"{subject if self.structure else ''}{self.reason}{place}"

    def __str__(self) -> str:
        return self.qemu or self.detail


class CheckFailed(ImageError):
    """The check of an image could not be finished; `status` is what qemu-img exits with."""

    code = "check"

    status = 1


class NotCheckable(CheckFailed):
    """An image of a format that has no check."""

    code = "no-check"

    status = 63


class CompareFailed(ImageError):
    """A disk that could not be read to its end, or to a difference; `status` is what qemu-img exits
    with.
    """

    code = "compare"

    status = 4


class NameRefused(ImageError):
    """An image names a file that it may not reach: outside its directory, by a protocol, something
    else than a regular file. `name` is what it names, `refusal` why it is not opened and what the
    user can do.
    """

    code = "refused-name"

    name = ""
    refusal = ""


class SandboxError(InstarError):
    """The sandbox could not be set up, died, broke its limits, or said something that cannot be
    true.
    """

    code = "sandbox"

    def details(self) -> str:
        """What more is known, for people who look for the cause; may be several lines."""
        return ""


class LimitError(SandboxError):
    """A run was stopped because it reached a limit: time without progress, memory, files, depth."""

    code = "limit"


def prefixed(error: CreateError | UsageError, prefix: str) -> UsageError:
    """The same after `prefix`; what is reported in two messages has it in the last."""
    *before, last = error.reports if isinstance(error, UsageError) else (str(error),)
    named = UsageError(*before, f"{prefix}{last}")
    return named.with_warnings(getattr(error, "warnings", ())).hinting(error.hint)
