# SPDX-License-Identifier: Apache-2.0
"""One object of a store, read in ranges of the version that was listed. Stores that can do so
refuse another version themselves, and say of which one a range is; of the others, the version is
compared after the last read.

No request waits longer than it may, and no answer is longer than what was asked for.
"""

from __future__ import annotations

from instar.fleet.ranges import Changed, TransportError
from instar.fleet.where import PATIENCE_S

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping
    from typing import Any

    from instar.fleet.where import Object

    Fetch = Callable[[Any, str, int, int, str], Awaitable[tuple[bytes, str]]]
    """A range, and the pin of the version that it is of, if the store says it."""

_ETAGS = ("ETag", "etag", "versionId", "generation", "md5Hash", "content_md5")
_TIMES = ("mtime", "LastModified", "last_modified", "Last-Modified", "updated", "created")
_PARTIAL, _NOT_FOUND, _PRECONDITION = 206, 404, 412
"""Statuses of HTTP."""
_WEAK = "W/"
"""What an etag begins with that other bytes may have, too."""


class Expired(Exception):
    """The store has another version of the object now."""


def version_of(info: Mapping[str, Any]) -> str:
    """What changes when an object does: its etag or the like, else its size and time."""
    for key in _ETAGS:
        if info.get(key):
            return str(info[key]).strip('"')
    found = next((info[key] for key in _TIMES if info.get(key) is not None), "")
    return f"{info.get('size')}-{found.timestamp() if hasattr(found, 'timestamp') else found}"


def pin_of(fs: Any, info: Mapping[str, Any]) -> str:
    """What the store takes to read this version and no other; "" where it takes nothing."""
    key, _ = _store(fs)
    return str(info.get(key) or "")


def call(fs: Any, name: str, *args: Any, patience: float, **given: Any) -> Any:
    """A method of a file system. Those that work asynchronously end in time."""
    if not getattr(fs, "async_impl", False):
        return getattr(fs, name)(*args, **given)
    return _wait(fs, getattr(fs, f"_{name}")(*args, **given), patience)


def _wait(fs: Any, work: Awaitable[Any], patience: float) -> Any:
    from fsspec.asyn import sync

    async def wait() -> Any:
        return await work

    try:
        return sync(fs.loop, wait, timeout=patience)
    except TimeoutError:
        raise TimeoutError(f"no answer in {patience:g} seconds") from None


class Remote:
    """The object, or the archive that it is a part of."""

    def __init__(self, fs: Any, path: str, object: Object, patience: float = PATIENCE_S) -> None:
        self.size = object.size
        self._fs = fs
        self._path = path
        self._object = object
        self._patience = patience
        self._start = object.within[1] if object.within else 0
        self._is_sure: bool | None = None
        """Whether all that was fetched is known to be of the version; None: nothing was."""
        self.num_checks = 0

    def fetch(self, start: int, end: int) -> bytes:
        return bytes(self._ask(self._fetch, self._start + start, self._start + end))

    def check(self) -> None:
        """Hold the object against what was listed, unless each range was. An object has its version
        from its first byte to its last, so one look after the last read is enough.
        """
        if self._is_sure:
            return
        self.num_checks += 1
        self._fs.invalidate_cache()
        info = self._ask(call, self._fs, "info", self._path, patience=self._patience)
        if version_of(info) != self._object.version:
            raise Changed(self._object.url)

    def _fetch(self, start: int, end: int) -> Any:
        _, fetch = _store(self._fs)
        if fetch is None:
            given = {"start": start, "end": end}
            return call(self._fs, "cat_file", self._path, patience=self._patience, **given)
        pin = self._object.pin
        work = fetch(self._fs, self._path, start, end, pin)
        data, found = _wait(self._fs, work, self._patience)
        is_same = found.strip('"') == pin.strip('"')
        if pin and found and not is_same:
            raise Expired
        is_exact = bool(pin) and is_same and not pin.startswith(_WEAK)
        self._is_sure = is_exact and self._is_sure is not False
        return data

    def _ask(self, function: Callable[..., Any], *args: Any, **given: Any) -> Any:
        try:
            return function(*args, **given)
        except Exception as error:  # stores raise what their libraries raise
            is_gone = isinstance(error, FileNotFoundError) and _status(error) in (0, _NOT_FOUND)
            if is_gone or isinstance(error, Expired) or _status(error) == _PRECONDITION:
                raise Changed(self._object.url) from None
            raise TransportError(self._object.url, reason_of(error)) from error


def reason_of(error: Exception) -> str:
    """What a library says of an error, in one line."""
    if isinstance(error, FileNotFoundError) and isinstance(error.__cause__, Exception):
        error = error.__cause__  # a web server's failures are all called so
    return " ".join(str(error).split()) or type(error).__name__


def _status(error: BaseException | None) -> int:
    """The status of the answer that an error comes from."""
    while error is not None:
        for name in ("status", "status_code", "code"):
            if isinstance(found := getattr(error, name, None), int):
                return found
        response = getattr(error, "response", None)
        if isinstance(response, dict):
            return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        error = error.__cause__
    return 0


async def _exactly(read: Callable[[int], Awaitable[bytes]], length: int) -> bytes:
    """So many bytes of an answer, or as many as there are."""
    data = bytearray()
    while len(data) < length and (part := await read(length - len(data))):
        data += part
    return bytes(data)


async def _http(fs: Any, path: str, start: int, end: int, pin: str) -> tuple[bytes, str]:
    given = dict(fs.kwargs)
    headers = {**given.pop("headers", {}), "Accept-Encoding": "identity"}
    headers["Range"] = f"bytes={start}-{end - 1}"
    if pin and not pin.startswith(_WEAK):  # which never matches
        headers["If-Match"] = pin
    session = await fs.set_session()
    async with session.get(fs.encode_url(path), headers=headers, **given) as answer:
        if answer.status == _NOT_FOUND:
            raise FileNotFoundError(path)
        answer.raise_for_status()
        if answer.status != _PARTIAL:
            raise OSError("the server does not send ranges")
        data = await _exactly(answer.content.read, end - start)
        return data, answer.headers.get("ETag", "")


async def _s3(fs: Any, path: str, start: int, end: int, pin: str) -> tuple[bytes, str]:
    bucket, key, version = fs.split_path(path)
    given = {"Bucket": bucket, "Key": key, "Range": f"bytes={start}-{end - 1}"}
    if version:
        given["VersionId"] = version
    if pin:
        given["IfMatch"] = pin
    answer = await fs._call_s3("get_object", **given)
    async with answer["Body"] as body:
        return await _exactly(body.read, end - start), answer.get("ETag", "")


def s3_pages(call: Callable[..., Any], bucket: str, prefix: str) -> Iterator[Mapping[str, Any]]:
    """All objects below a prefix, page by page: fsspec holds as many as there are."""
    given = {"Bucket": bucket, "Prefix": f"{prefix.rstrip('/')}/" if prefix else ""}
    while True:
        page = call("call_s3", "list_objects_v2", **given)
        for one in page.get("Contents", ()):
            if not one["Key"].endswith("/"):
                name = f"{bucket}/{one['Key']}"
                yield {"name": name, "type": "file", "size": one["Size"], "ETag": one["ETag"]}
        if not page.get("IsTruncated"):
            return
        given["ContinuationToken"] = page["NextContinuationToken"]


async def _gs(fs: Any, path: str, start: int, end: int, pin: str) -> tuple[bytes, str]:
    url = fs.url(path, generation=pin or None)
    headers, data = await fs._call("GET", url, headers={"Range": f"bytes={start}-{end - 1}"})
    return bytes(data), headers.get("x-goog-generation", "")


async def _abfs(fs: Any, path: str, start: int, end: int, pin: str) -> tuple[bytes, str]:
    from azure.core import MatchConditions

    container, blob, version = fs.split_path(path)
    given: dict[str, Any] = {"offset": start, "length": end - start, "version_id": version}
    if pin:
        given.update(etag=pin, match_condition=MatchConditions.IfNotModified)
    async with fs.service_client.get_blob_client(container=container, blob=blob) as client:
        stream = await client.download_blob(**given)
        return bytes(await stream.readall()), str(stream.properties.etag or "")


_STORES: dict[str, tuple[str, Fetch | None]] = {
    "http": ("ETag", _http),
    "s3": ("ETag", _s3),
    "gs": ("generation", _gs),
    "abfs": ("etag", _abfs),
}
"""By protocol: which entry of an object's information pins it, and how a range is read."""


def _store(fs: Any) -> tuple[str, Fetch | None]:
    return next((_STORES[name] for name in protocols(fs) if name in _STORES), ("", None))


def protocols(fs: Any) -> tuple[str, ...]:
    """What the file system's URLs begin with."""
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)
