# SPDX-License-Identifier: Apache-2.0
"""The rows of a scan: parts in a directory, each of which appears whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import time
from hashlib import blake2b
from pathlib import Path

from instar.errors import OpenError, UsageError
from instar.fleet.scan import COLUMNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from instar.fleet.scan import Row

FORMS = ("parquet", "jsonl", "csv")
ROWS_OF_PART = 16384
SECONDS_OF_PART = 30.0
"""A part is written when it has so many rows, or its first one is so old."""
_KEY = ("url", "version", "ops", "instar")
_BOOLEANS = {"True": True, "False": False}


def key_of(values: Iterable[object]) -> bytes:
    """A key as it is kept: of ten million, 500 MB."""
    return blake2b(
        "\0".join(map(str, values)).encode("utf-8", "surrogateescape"), digest_size=12
    ).digest()


class Results:
    """A directory of parts of one form."""

    def __init__(self, folder: str, form: str) -> None:
        self.folder = Path(folder)
        self.form = form
        self._rows: list[Row] = []
        self._since = 0.0
        if form == "parquet":
            _pyarrow()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OpenError(folder, error.strerror or "", error.errno or 0) from error

    def done(self) -> set[bytes]:
        """The keys of all rows that there are, of whatever form."""
        return {key_of(row[name] for name in _KEY) for row in read(self.folder, _KEY)}

    def add(self, rows: list[Row]) -> None:
        """Keep rows, and write them when they are a part."""
        self._since = self._since or time.monotonic()
        self._rows += rows
        if len(self._rows) >= ROWS_OF_PART or time.monotonic() - self._since > SECONDS_OF_PART:
            self.flush()

    def forget(self, codes: Iterable[str]) -> int:
        """Drop the rows with these errors, so that they are asked again, part by part; how many
        there were.
        """
        codes, num_dropped = set(codes), 0
        for part in _parts(self.folder):
            rows = list(_READERS[_form(part)](part, list(COLUMNS)))
            left = [row for row in rows if row["error_code"] not in codes]
            if not left:
                part.unlink()
            elif len(left) < len(rows):
                self._put(left, part.name)
            num_dropped += len(rows) - len(left)
        return num_dropped

    def flush(self) -> None:
        """Write what is kept as a part."""
        if self._rows:
            self._put(self._rows, f"part-{time.time_ns():x}-{os.getpid()}.{self.form}")
        self._rows, self._since = [], 0.0

    def _put(self, rows: list[Row], name: str) -> None:
        """A part that is durable before it has its name."""
        partial = self.folder / f".{name}.tmp"
        _WRITERS[_form(Path(name))](rows, partial)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.rename(self.folder / name)
        fd = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def _form(part: Path) -> str:
    return part.suffix.removeprefix(".")


def _parts(folder: Path) -> list[Path]:
    try:
        names = sorted(folder.iterdir())
    except OSError as error:
        raise OpenError(str(folder), error.strerror or "", error.errno or 0) from error
    return [one for one in names if one.name.startswith("part-") and _form(one) in FORMS]


def read(folder: Path, names: Iterable[str] = COLUMNS) -> Iterator[Row]:
    """All rows of a directory, part by part."""
    names = list(names)
    for part in _parts(folder):
        yield from _READERS[_form(part)](part, names)


def _pyarrow() -> Any:
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError(
            "Parquet needs pyarrow: pip install 'instar[scan]', or take --form=jsonl"
        ) from error
    return pyarrow


def _write_parquet(rows: list[Row], path: Path) -> None:
    arrow = _pyarrow()
    types = {"string": arrow.string(), "int64": arrow.int64(), "bool": arrow.bool_()}
    types["double"] = arrow.float64()
    schema = arrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    clean = [{name: _text(value) for name, value in row.items()} for row in rows]
    arrow.parquet.write_table(arrow.Table.from_pylist(clean, schema=schema), path)


def _text(value: Any) -> Any:
    """Names out of images may be no UTF-8."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _write_lines(rows: list[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def _write_csv(rows: list[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.DictWriter(file, list(COLUMNS))
        writer.writeheader()
        writer.writerows(rows)


def _read_parquet(path: Path, names: list[str]) -> Iterator[Row]:
    found = _pyarrow().parquet.ParquetFile(path)
    for batch in found.iter_batches(columns=names):
        yield from batch.to_pylist()


def _read_lines(path: Path, names: list[str]) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield {name: row[name] for name in names}


def _read_csv(path: Path, names: list[str]) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: _typed(row[name], COLUMNS[name]) for name in names}


def _typed(text: str, kind: str) -> object:
    if text == "" and kind != "string":
        return None
    match kind:
        case "int64":
            return int(text)
        case "double":
            return float(text)
        case "bool":
            return _BOOLEANS[text]
    return text or None


_WRITERS = {"parquet": _write_parquet, "jsonl": _write_lines, "csv": _write_csv}
_READERS = {"parquet": _read_parquet, "jsonl": _read_lines, "csv": _read_csv}
