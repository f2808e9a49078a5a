# SPDX-License-Identifier: Apache-2.0
"""`scan`: what is asked of each object in a worker, and the row that comes of it."""

from __future__ import annotations

import time

from instar.errors import InstarError, UsageError
from instar.fleet.objects import LOCAL
from instar.fleet.ranges import DEFAULT_BUDGET, Changed, Ranges
from instar.fleet.remote import Remote, protocols
from instar.fleet.where import Where
from instar.options.source import Elsewhere
from instar.record import Record
from instar.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from instar.client import Client
    from instar.fleet.where import Object

    Row = dict[str, Any]

MEASURE = "measure:"
OPERATIONS = ("info", "safety", "check")
TRANSIENT = ("transport", "changed", "worker", "guest-timeout", "no-sandbox")
"""Codes of errors that may be gone the next time; the others come from the image, and stay."""
SEVERITIES = ("", "low", "medium", "high")

COLUMNS: dict[str, str] = {
    "url": "string",
    "version": "string",
    "size": "int64",
    "ops": "string",
    "instar": "string",
    "format": "string",
    "virtual_size": "int64",
    "allocated": "int64",
    "cluster_size": "int64",
    "encrypted": "bool",
    "snapshots": "int64",
    "backing": "string",
    "findings": "string",
    "severity": "string",
    "corruptions": "int64",
    "leaks": "int64",
    "check_errors": "int64",
    "measured": "string",
    "required": "int64",
    "fully_allocated": "int64",
    "error_op": "string",
    "error_code": "string",
    "error": "string",
    "requests": "int64",
    "bytes_read": "int64",
    "seconds": "double",
}
"""Names and types of the columns of a row. What was not asked or not answered is null."""
_FIRST, _LAST = list(COLUMNS).index("format"), list(COLUMNS).index("fully_allocated")
ANSWERS = tuple(COLUMNS)[_FIRST : _LAST + 1]
"""The columns that come from the image."""


def operations(text: str) -> tuple[str, ...]:
    """The operations in a list such as `info,safety,measure:qcow2`."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for one in found:
        if one not in OPERATIONS and not one.startswith(MEASURE):
            names = ", ".join((*OPERATIONS, f"{MEASURE}FORMAT"))
            raise UsageError(f"--ops takes {names}, not '{one}'")
    if sum(one.startswith(MEASURE) for one in found) > 1:
        raise UsageError("--ops measures for one format")
    if not found:
        raise UsageError("--ops names no operation")
    return found


class Asked(Record):
    """What is asked of every object."""

    ops: tuple[str, ...]
    where: Where = Where()
    budget: int = DEFAULT_BUDGET


def key(object: Object, asked: Asked) -> tuple[str, str, str, str]:
    """What makes a row the same as another."""
    return object.url, object.version, ",".join(asked.ops), __version__


def blank(object: Object, asked: Asked) -> Row:
    """A row without answers."""
    found: Row = dict.fromkeys(COLUMNS)
    url, version, ops, instar = key(object, asked)
    found.update(url=url, version=version, size=object.size, ops=ops, instar=instar)
    found.update(requests=0, bytes_read=0, seconds=0.0)
    return found


def lost(object: Object, asked: Asked, error: InstarError) -> Row:
    """The row of an object that no worker came back from."""
    found = blank(object, asked)
    _note(found, error)
    return found


def row(client: Client, asked: Asked, object: Object) -> Row:
    """The row of one object. Nothing that an image or a store does is more than an error in it."""
    begin = time.monotonic()
    found = blank(object, asked)
    try:
        _ask(client, asked, object, found)
    except InstarError as error:
        _note(found, error)
    except Exception as error:  # a fault of ours; a run of days goes on all the same
        found.update(error_code="internal", error=repr(error))
    found["seconds"] = round(time.monotonic() - begin, 6)
    return found


def _ask(client: Client, asked: Asked, object: Object, found: Row) -> None:
    if object.error is not None:
        raise object.error
    fs, path = asked.where.open(object.within[0] if object.within else object.url)
    remote = Remote(fs, path, object, asked.where.patience)
    ranges = Ranges(object.url, remote, asked.budget)
    is_local = LOCAL in protocols(fs) and object.within is None
    given = path if is_local else Elsewhere(object.url, ranges, object.size)
    try:
        _ask_each(client, asked, given, found)
        remote.check()
    except Changed:  # whatever was read may be of two objects
        found.update(dict.fromkeys(ANSWERS))
        raise
    finally:
        if not is_local:
            requests = ranges.num_requests + remote.num_checks
            found.update(requests=requests, bytes_read=ranges.num_bytes)


def _ask_each(client: Client, asked: Asked, path: Any, found: Row) -> None:
    """Every operation; the first error is the row's."""
    for op in asked.ops:
        ask = _measure if op.startswith(MEASURE) else _ASK[op]
        try:
            ask(client, path, op, found)
        except Changed:
            raise
        except InstarError as error:
            if found["error_code"] is None:
                found["error_op"] = op
            _note(found, error)
            if error.code not in ("no-check", "refused-name"):
                return  # the others would say the same


def _note(found: Row, error: InstarError) -> None:
    """That an object has changed explains all that went wrong before."""
    if found["error_code"] is None or isinstance(error, Changed):
        found.update(error_code=error.code, error=str(error))


def _info(client: Client, path: Any, op: str, found: Row) -> None:
    image = client.info(path)
    found.update(
        format=image.format,
        virtual_size=image.virtual_size,
        allocated=image.actual_size,
        cluster_size=image.cluster_size,
        encrypted=image.encrypted,
        snapshots=len(image.snapshots),
        backing=image.backing_filename,
    )


def _safety(client: Client, path: Any, op: str, found: Row) -> None:
    image = client.info(path, safety=True)
    worst = max((SEVERITIES.index(one.severity) for one in image.findings), default=0)
    found.update(
        format=image.format,
        virtual_size=image.virtual_size,
        findings=" ".join(sorted({one.name for one in image.findings})),
        severity=SEVERITIES[worst],
    )


def _check(client: Client, path: Any, op: str, found: Row) -> None:
    check = client.check(path, max_problems=0)
    found.update(corruptions=check.corruptions, leaks=check.leaks, check_errors=check.check_errors)


def _measure(client: Client, path: Any, op: str, found: Row) -> None:
    target = op.removeprefix(MEASURE)
    measured = client.measure(path, target)
    found.update(
        measured=target, required=measured.required, fully_allocated=measured.fully_allocated
    )


_ASK: dict[str, Callable[[Client, Any, str, Row], None]] = {
    "info": _info,
    "safety": _safety,
    "check": _check,
}
