# SPDX-License-Identifier: Apache-2.0
"""The pieces of the generated `construct` declarations, in addition to construct's own.

Every declaration checks its spec's rules when it parses and when it builds. `build(value,
unchecked=True)` leaves the rules out, for images that are meant to be bad.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import construct
from construct import Container, SizeofError, Subconstruct

from instar.layout import FieldError

Context = Any
Predicate = Callable[[Any, Context], bool]
Size = int | Callable[[Context], int]


class RuleError(construct.ConstructError):  # type: ignore[misc]
    """A rule of the spec is broken; `error` says which."""

    def __init__(self, error: FieldError, path: str) -> None:
        super().__init__(str(error), path)
        self.error = error


def _unchecked(context: Context) -> bool:
    return bool(context._params.get("unchecked", False))


def number(value: Any) -> int:
    """A field in an expression: an absent one counts as zero."""
    return 0 if value is None else int(value)


class Ruled(Subconstruct):  # type: ignore[misc]
    """`subcon`, whose value must pass `predicate`."""

    def __init__(
        self, subcon: Any, structure: str, field: str, predicate: Predicate, rule: str, status: int
    ) -> None:
        super().__init__(subcon)
        self.structure = structure
        self.field = field
        self.predicate = predicate
        self.rule = rule
        self.status = status

    def _check(self, value: Any, context: Context, offset: int, path: str) -> None:
        if not self.predicate(value, context):
            error = FieldError(self.structure, self.field, offset, value, self.rule, self.status)
            raise RuleError(error, path)

    def _parse(self, stream: Any, context: Context, path: str) -> Any:
        offset = stream.tell()
        value = self.subcon._parsereport(stream, context, path)
        self._check(value, context, offset, path)
        return value

    def _build(self, obj: Any, stream: Any, context: Context, path: str) -> Any:
        offset = stream.tell()
        built = self.subcon._build(obj, stream, context, path)
        if not _unchecked(context):
            self._check(built if obj is None else obj, context, offset, path)
        return built


class Text(construct.Construct):  # type: ignore[misc]
    """Bytes in a field of fixed size: padded with zeros when built, cut at the first zero when
    `terminated`.
    """

    def __init__(self, size: Size, terminated: bool) -> None:
        super().__init__()
        self.size = size
        self.terminated = terminated

    def _length(self, context: Context) -> int:
        return self.size(context) if callable(self.size) else self.size

    def _parse(self, stream: Any, context: Context, path: str) -> bytes:
        data: bytes = construct.stream_read(stream, self._length(context), path)
        return data.split(b"\0")[0] if self.terminated else data

    def _build(self, obj: bytes, stream: Any, context: Context, path: str) -> bytes:
        size = self._length(context)
        if len(obj) > size:
            raise construct.StringError(f"{len(obj)} bytes do not fit into {size}", path)
        construct.stream_write(stream, obj.ljust(size, b"\0"), size, path)
        return obj

    def _sizeof(self, context: Context, path: str) -> int:
        if callable(self.size):
            raise SizeofError("depends on the value", path)
        return self.size


class Bounded(Subconstruct):  # type: ignore[misc]
    """`subcon`, not read at all when the image says that it is larger than `bound` bytes."""

    def __init__(self, subcon: Any, size: Callable[[Context], int], bound: int) -> None:
        super().__init__(subcon)
        self.size = size
        self.bound = bound

    def _parse(self, stream: Any, context: Context, path: str) -> Any:
        size = self.size(context)
        if not 0 <= size <= self.bound:
            raise construct.RangeError(f"{size} bytes, at most {self.bound} are allowed", path)
        return self.subcon._parsereport(stream, context, path)


class WithParams(Subconstruct):  # type: ignore[misc]
    """A nested structure that takes parameters."""

    def __init__(self, subcon: Any, params: Callable[[Context], dict[str, int]]) -> None:
        super().__init__(subcon)
        self.params = params

    def _inner(self, context: Context) -> Context:
        inner = Container(context)
        inner["_params"] = Container({**context._params, **self.params(context)})
        return inner

    def _parse(self, stream: Any, context: Context, path: str) -> Any:
        return self.subcon._parsereport(stream, self._inner(context), path)

    def _build(self, obj: Any, stream: Any, context: Context, path: str) -> Any:
        return self.subcon._build(obj, stream, self._inner(context), path)


class Checksummed(Subconstruct):  # type: ignore[misc]
    """A structure with a checksum over its own bytes: checked when parsed, computed when built."""

    def __init__(
        self,
        subcon: Any,
        structure: str,
        field: str,
        place: tuple[int, int, str],
        algorithm: Callable[[bytes], int],
        span: tuple[int, Callable[[Any], int]],
        status: int,
    ) -> None:
        super().__init__(subcon)
        self.structure = structure
        self.field = field
        self.place = place
        self.algorithm = algorithm
        self.span = span
        self.status = status

    def _sum(self, data: bytes, value: Any) -> int:
        offset, width, _ = self.place
        blank = data[:offset] + bytes(width) + data[offset + width :]
        return self.algorithm(blank[self.span[0] : self.span[1](value)])

    def _parse(self, stream: Any, context: Context, path: str) -> Any:
        start = stream.tell()
        value = self.subcon._parsereport(stream, context, path)
        after = stream.tell()
        stream.seek(start)
        data = construct.stream_read(stream, max(self.span[1](value), after - start), path)
        stream.seek(after)
        offset, width, order = self.place
        found = int.from_bytes(data[offset : offset + width], order)  # type: ignore[arg-type]
        if found != self._sum(data, value):
            error = FieldError(
                self.structure,
                self.field,
                start + offset,
                found,
                "must be the checksum",
                self.status,
            )
            raise RuleError(error, path)
        return value

    def _build(self, obj: Any, stream: Any, context: Context, path: str) -> Any:
        scratch = BytesIO()
        built = self.subcon._build(obj, scratch, context, path)
        data = scratch.getvalue()
        if not _unchecked(context):
            offset, width, order = self.place
            right = self._sum(data, built).to_bytes(width, order)  # type: ignore[arg-type]
            data = data[:offset] + right + data[offset + width :]
        construct.stream_write(stream, data, len(data), path)
        return built
