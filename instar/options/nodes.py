# SPDX-License-Identifier: Apache-2.0
"""Images that are described: `--image-opts driver=qcow2,file.filename=PATH` and
`json:{"driver": "qcow2", "file": {"driver": "file", "filename": PATH}}`, which say the same.

Only the user describes: a description out of an image is never followed.
"""

from __future__ import annotations

from instar.errors import OpenError, UsageError
from instar.generated.source import SECTOR_SIZE, SourceFormat
from instar.options.names import DRIVERS
from instar.options.nearest import nearest
from instar.options.since import JSON_PLACES, NODE_QUOTES
from instar.options.source import (
    ENCRYPT_FORMATS,
    JSON,
    SECRET_KEYS,
    Source,
    find_named,
    no_protocol,
)
from instar.record import Record, replace
from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.generated.profiles import Profile

    Value = str | int | bool | None
    Options = dict[str, Value]

_FILES = ("file", "host_device")
_ON_OFF = ("on", "off")
_EMPTY = 'Use of "backing": "" is deprecated; use "backing": null instead'
_MOST_NESTED = 64
"""Nodes in each other: no chain is longer."""

# What has no effect on an image that is read: how it is cached, and how it would be written.
_GENERIC = {
    "auto-read-only": _ON_OFF,
    "cache.direct": _ON_OFF,
    "cache.no-flush": _ON_OFF,
    "cache.writeback": _ON_OFF,
    "detect-zeroes": (),
    "discard": (),
    "force-share": _ON_OFF,
    "node-name": (),
    "read-only": _ON_OFF,
}
_OF_FILES = {"aio": (), "aio-max-batch": (), "drop-cache": _ON_OFF, "locking": ()}
_OF_FORMATS = {
    SourceFormat.QCOW2: {
        "cache-clean-interval": (),
        "cache-size": (),
        "discard-no-unref": _ON_OFF,
        "l2-cache-entry-size": (),
        "l2-cache-size": (),
        "lazy-refcounts": _ON_OFF,
        "overlap-check": (),
        "pass-discard-other": _ON_OFF,
        "pass-discard-request": _ON_OFF,
        "pass-discard-snapshot": _ON_OFF,
        "refcount-cache-size": (),
    }
}


class _File(Record):
    """A file, or a part of one."""

    path: str
    start: int = 0
    size: int | None = None
    is_device: bool = False
    node: str = ""
    """What qemu-img calls it, where a name alone is not enough."""


def source_from_options(text: str, profile: Profile) -> Source:
    """The source that `--image-opts` describes."""
    return _Reader(text, profile).source(_read_pairs(text, profile))


def source_from_json(text: str, driver: str | None, profile: Profile) -> Source:
    """The source that a `json:` name describes; `driver` wins over its own."""
    reader = _Reader(text, profile)
    options = reader.flat(reader.parse(text.removeprefix(JSON)))
    if driver is not None:
        options["driver"] = driver
    return reader.source(options)


class _Reader:
    """Reads one description; its errors name that."""

    def __init__(self, text: str, profile: Profile) -> None:
        self._text = text
        self._profile = profile
        self._warnings: list[str] = []

    def _error(self, reason: str, hint: str = "") -> OpenError:
        return OpenError(self._text, reason).hinting(hint)

    def parse(self, text: str) -> dict[str, object]:
        """The object that a text is."""
        import json

        try:
            found = json.loads(text)
        except RecursionError:
            raise self._error("Could not parse the JSON options: too deep") from None
        except ValueError as error:
            raise self._error(f"Could not parse the JSON options: {self._wrong(error)}") from None
        if not isinstance(found, dict):
            raise self._error("Invalid JSON object given")
        return found

    def flat(self, found: dict[str, object]) -> Options:
        """The options of an object, named by the way to them."""
        try:
            return dict(_flat("", found))
        except RecursionError:
            raise self._error("Could not parse the JSON options: too deep") from None

    def _wrong(self, error: ValueError) -> str:
        message = str(getattr(error, "msg", error))
        if message == "Extra data":
            return "Expecting at most one JSON value"
        if not str(getattr(error, "doc", "")).strip():
            return "Expecting a JSON value"
        if self._profile.number < JSON_PLACES:
            return "JSON parse error, premature EOI"
        place = f"{getattr(error, 'lineno', 1)}:{getattr(error, 'colno', 1)}"
        return f"{place}: JSON parse error, premature end of input"

    def source(self, options: Options, depth: int = 0) -> Source:
        """The image that options describe; `options` are used up."""
        if depth > _MOST_NESTED:
            raise self._error(f"more than {_MOST_NESTED} images below each other")
        driver = self._take_text(options, "driver")
        format = SourceFormat.UNKNOWN
        if driver is not None and driver not in _FILES:
            self._refuse_protocol(driver)
            format = find_named(driver, self._text, self._profile)
        is_part = driver == "raw" and not options.keys().isdisjoint(("offset", "size"))
        file = self._image_file(driver, options)
        secret_option, secret = self._take_secret(options, format)
        is_cut, backing, below = self._take_backing(options, depth)
        data_file = self._take_data_file(options, depth)
        if options.get("encrypt.format") in ENCRYPT_FORMATS.get(format, ()):
            del options["encrypt.format"]
        is_read_only = options.get("read-only") in ("on", True)
        self._refuse_rest(options, driver, format)
        return Source(
            path=file.path,
            shown=self._text,
            format=SourceFormat.RAW if driver in _FILES else format,
            secret=secret,
            secret_option=secret_option,
            below=below,
            part=(file.start, file.size),
            must_be_device=file.is_device,
            node=file.node,
            is_part=is_part,
            is_read_only=is_read_only,
            is_cut=is_cut,
            backing=backing,
            data_file=data_file,
            warnings=tuple(self._warnings),
        )

    def _image_file(self, driver: str | None, options: Options) -> _File:
        """The file of an image."""
        if driver in _FILES:
            own = {name: options.pop(name) for name in ("filename",) if name in options}
            return self._plain(str(driver), own)
        self._refuse_node(options, "file")
        inner = _take_below(options, "file.")
        if not inner:
            if driver is None:
                raise self._error("Must specify either driver or file")
            raise self._error('A block device must be specified for "file"')
        file = self._file(inner)
        if driver != "raw":
            return file
        return self._cut(file, options)

    def _file(self, options: Options, depth: int = 0) -> _File:
        """A file, in so many nodes of which each is a part of the one below."""
        driver = self._take_text(options, "driver") or "file"
        if driver == "raw" and depth < _MOST_NESTED:
            self._refuse_node(options, "file")
            file = self._cut(self._file(_take_below(options, "file."), depth + 1), options)
            self._refuse_rest(options, driver, SourceFormat.RAW)
            return file
        self._refuse_protocol(driver)
        if driver not in _FILES:
            find_named(driver, self._text, self._profile)
            raise self._error(f"an image in an image is not read: '{driver}' as the file")
        return self._plain(driver, options)

    def _plain(self, driver: str, options: Options) -> _File:
        path = self._take_text(options, "filename")
        for name in options:
            self._check_known(name, options[name], _GENERIC | _OF_FILES, "protocol", driver)
        if not path:
            raise self._error(f"The '{driver}' block driver requires a file name")
        return _File(path, is_device=driver == "host_device")

    def _cut(self, file: _File, options: Options) -> _File:
        """The part that a raw node has of its file."""
        given: Options = {name: options[name] for name in ("offset", "size") if name in options}
        if not given:
            return file
        start, size = self._take_size(options, "offset"), self._take_size(options, "size")
        if size is not None and size % SECTOR_SIZE:
            raise self._error(f"Specified size is not multiple of {SECTOR_SIZE}")
        start = start or 0
        if file.size is not None and start + (size or 0) > file.size:
            raise self._error("a part reaches past the part that it is in")
        if size is None and file.size is not None:
            size = file.size - start
        return replace(file, start=file.start + start, size=size, node=_node(file, given))

    def _take_secret(self, options: Options, format: SourceFormat) -> tuple[str, str | None]:
        """What opens an image, and by which option; an image whose format is detected may need
        any.
        """
        names = [SECRET_KEYS.get(format, "")]
        if format == SourceFormat.UNKNOWN:
            names = sorted({*SECRET_KEYS.values()})
        given = [name for name in names if name in options]
        return (given[0], self._take_text(options, given[0])) if given else ("", None)

    def _take_backing(
        self, options: Options, depth: int
    ) -> tuple[bool, Source | None, tuple[str | None, ...]]:
        """Whether there is nothing below, else what the user says of it, and the secrets of all
        that is.
        """
        if "backing" in options:
            given = options.pop("backing")
            if given not in (None, ""):
                raise self._no_node(given)
            if given == "":
                self._warnings.append(_EMPTY)
            return True, None, ()
        inner = _take_below(options, "backing.")
        if not inner:
            return False, None, ()
        if _names_file(inner):
            backing = self.source(inner, depth + 1)
            return False, backing, (backing.secret, *backing.below)
        return False, None, self._secrets_below(inner)

    def _secrets_below(self, options: Options) -> tuple[str | None, ...]:
        """What opens the images below, whose names and formats are in the images."""
        below = _take_below(options, "backing.")
        found = self._take_secret(options, SourceFormat.UNKNOWN)[1]
        for name in options:
            raise self._unsupported("format", "qcow2", f"backing.{name}", ())
        return (found, *(self._secrets_below(below) if below else ()))

    def _take_data_file(self, options: Options, depth: int) -> Source | None:
        """The file that has the data of a qcow2, in place of the one that the image names."""
        self._refuse_node(options, "data-file")
        inner = _take_below(options, "data-file.")
        if not inner:
            return None
        if "driver" not in inner:
            inner["driver"] = "raw" if _names_file(inner) else "file"
        found = self.source(inner, depth + 1)
        if found.format != SourceFormat.RAW:
            raise self._error("an external data file is a raw image")
        return found

    def _take_text(self, options: Options, name: str) -> str | None:
        value = options.pop(name, None)
        if value is None or isinstance(value, str):
            return value
        raise self._error(f"Invalid parameter type for '{name}', expected: string")

    def _take_size(self, options: Options, name: str) -> int | None:
        from instar.options.schema import Setting, read_size

        if name not in options:
            return None
        value = options.pop(name)
        try:
            return read_size(Setting(name, str(value), name), self._profile, [])
        except UsageError as error:
            shown = printable(self._text)
            raise UsageError(f"Could not open '{shown}': {error}") from None

    def _refuse_node(self, options: Options, name: str) -> None:
        """Nodes have names only where there is more than one command: here there are none."""
        if name in options:
            raise self._no_node(options[name])

    def _no_node(self, value: Value) -> OpenError:
        if self._profile.number >= NODE_QUOTES:
            return self._error(f"Cannot find device='{value}' nor node-name='{value}'")
        return self._error(f"Cannot find device={value} nor node_name={value}")

    def _refuse_protocol(self, driver: str) -> None:
        if driver not in _FILES and driver not in DRIVERS:
            refused = no_protocol(self._text, driver)
            if refused is not None:
                raise refused

    def _refuse_rest(self, options: Options, driver: str | None, format: SourceFormat) -> None:
        known = _GENERIC | _OF_FORMATS.get(format, {})
        kind = "protocol" if driver in _FILES else "format"
        for name, value in options.items():
            self._check_known(name, value, known, kind, driver or "format")

    def _check_known(
        self, name: str, value: Value, known: dict[str, tuple[str, ...]], kind: str, driver: str
    ) -> None:
        if name not in known:
            raise self._unsupported(kind, driver, name, tuple(known))
        if known[name] and value not in (*known[name], True, False):
            raise self._error(f"Parameter '{name}' expects 'on' or 'off'")
        if name == "force-share" and value in ("on", True):
            raise self._error("force-share is not read out of a description", "use -U")

    def _unsupported(self, kind: str, driver: str, name: str, known: Sequence[str]) -> OpenError:
        words = (*known, "filename", "file.filename", "driver", "backing", "offset", "size")
        verb = "does not" if kind == "format" else "doesn't"
        text = f"Block {kind} '{driver}' {verb} support the option '{name}'"
        return self._error(text, nearest(name, (*words, *SECRET_KEYS.values())))


def _names_file(options: Options) -> bool:
    return "filename" in options or any(name.startswith("file.") for name in options)


def _take_below(options: Options, prefix: str) -> Options:
    """The options that begin so, without it; `options` loses them."""
    names = [name for name in options if name.startswith(prefix)]
    return {name.removeprefix(prefix): options.pop(name) for name in names}


def _flat(prefix: str, value: object) -> Iterator[tuple[str, Value]]:
    if isinstance(value, dict) and (value or not prefix):
        for name, inner in sorted(value.items(), key=lambda one: isinstance(one[1], dict | list)):
            yield from _flat(f"{prefix}.{name}" if prefix else name, inner)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _flat(f"{prefix}.{at}", inner)
    elif value is None or isinstance(value, str | int):
        yield prefix, value
    else:
        yield prefix, str(value)


def _node(file: _File, given: dict[str, Value]) -> str:
    """What qemu-img calls a raw node, its members in the order of its tables."""
    inner = file.node or f'{{"driver": "file", "filename": {json_string(file.path)}}}'
    members = [f'"offset": {_json(given["offset"])}'] if "offset" in given else []
    members.append('"driver": "raw"')
    members += [f'"size": {_json(given["size"])}'] if "size" in given else []
    members.append(f'"file": {inner}')
    return f"{{{', '.join(members)}}}"


def _json(value: Value) -> str:
    return json_string(value) if isinstance(value, str) else str(value)


def _read_pairs(text: str, profile: Profile) -> Options:
    """The pairs of a description.

    A first word alone would be the name of a device, of which there are none.
    """
    from instar.options.optstring import expand_short_form, split_options

    options: Options = {}
    for name, value in split_options(text, implied="file"):
        name, value = expand_short_form(name, value)
        if name:
            options[name] = value
    return options
