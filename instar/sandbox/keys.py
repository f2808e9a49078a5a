# SPDX-License-Identifier: Apache-2.0
"""Keys that are derived from secrets. Passphrases reach no guest; a guest asks for keys
(`specs/abi/key.ksy`), which are bounded in how long they take.
"""

from __future__ import annotations

import time

from instar.generated import key, memory
from instar.generated.key import KeyMethod, KeyRequest, KeyStatus
from instar.generated.target import TargetCipherHash
from instar.layout.hashes import HASHES
from instar.record import replace
from instar.sandbox.errors import GuestProtocolError
from instar.secret import wipe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from instar.sandbox.limits import Deadline
    from instar.secret import Secret

STEADY_RATE = 1_000_000
"""Iterations in a second that count as this machine's where a file has to be reproducible."""

ARGON2 = (KeyMethod.ARGON2I, KeyMethod.ARGON2ID)

_MEASURED_NS = 50_000_000
_FIRST = 1 << 12
_REQUEST = memory.OFS_CONTROL + key.OFS_REQUEST
_PASSWORD = memory.OFS_CONTROL + key.OFS_PASSWORD
_KEY = memory.OFS_CONTROL + key.OFS_KEY


def cost(hash: int, iterations: int, length: int) -> int:
    """Iterations as often as the hash is repeated for a key of so many bytes."""
    return iterations * -(-length // digest_size(hash))


def digest_size(hash: int) -> int:
    """Bytes of a digest."""
    import hashlib

    return hashlib.new(HASHES[TargetCipherHash(hash)]).digest_size


def rate(hash: int, length: int) -> int:
    """Iterations in a second of this thread's processor time, for a key of so many bytes."""
    import hashlib

    name, iterations = HASHES[TargetCipherHash(hash)], _FIRST
    while True:
        start = time.thread_time_ns()
        hashlib.pbkdf2_hmac(name, b"password", bytes(32), iterations, length)
        taken = time.thread_time_ns() - start
        if taken >= _MEASURED_NS:
            return iterations * 1_000_000_000 // taken
        iterations *= 2


def source_secret(number: int, depth: int = 0) -> int:
    """The number of the secret of a source, or of an image so far below it."""
    return key.FIRST_SOURCE + number + depth * key.PER_LAYER


class Deriver:
    """Answers the requests for keys of one run."""

    __slots__ = ("_deadline", "_kind", "_left", "_secrets", "_view")

    def __init__(
        self,
        view: memoryview,
        kind: str,
        secrets: Mapping[int, Secret],
        deadline: Deadline,
    ) -> None:
        self._view = view
        self._kind = kind
        self._secrets = secrets
        self._deadline = deadline
        self._left = key.MAX_ITERATIONS

    def serve(self) -> None:
        """Derive what the exchange asks for."""
        request = self._request()
        secret = self._secrets.get(request.secret)
        if secret is None and request.secret != key.NO_SECRET:
            self._answer(request, KeyStatus.NO_SECRET)
            return
        known = None if secret is None else secret.keys.get(_recipe(request))
        fits = request.memory <= key.MAX_MEMORY
        if not self._pays(_needed(request) if fits and known is None else 0):
            self._answer(request, KeyStatus.TOO_MANY_ITERATIONS)
            return
        try:
            if not fits:
                raise MemoryError
            found = known or self._derived(request, secret)
        except MemoryError:
            self._answer(request, KeyStatus.TOO_MUCH_MEMORY)
            return
        except ImportError:
            self._answer(request, KeyStatus.NO_ARGON2)
            return
        if secret is not None:
            secret.keys[_recipe(request)] = found
        self._view[_KEY : _KEY + request.len_key] = found
        self._answer(request, KeyStatus.OK)
        self._deadline.check()

    def _pays(self, iterations: int) -> bool:
        """Whether the run has so many left. Each request takes some."""
        cost = max(iterations, key.MIN_COST)
        if cost > self._left:
            return False
        self._left -= cost
        return True

    def _request(self) -> KeyRequest:
        """The request, copied once and checked."""
        data = bytes(self._view[_REQUEST : _REQUEST + KeyRequest.SIZE])
        try:
            request = KeyRequest.unpack(data)
        except ValueError as error:
            raise GuestProtocolError(self._kind, str(error)) from error
        fine = _is_argon2(request) if request.method in ARGON2 else _is_plain(request)
        if not fine:
            reason = (
                f"a key by hash {request.hash} in {request.iterations} iterations,"
                f" {request.memory} KiB and {request.lanes} lanes"
            )
            raise GuestProtocolError(self._kind, reason)
        return request

    def _derived(self, request: KeyRequest, secret: Secret | None) -> bytearray:
        """A key from a secret, or from bytes that the guest gave."""
        if secret is not None:
            return _derive(request, secret.value)
        given = self._view[_PASSWORD : _PASSWORD + request.len_password]
        password = bytearray(given)
        try:
            return _derive(request, password)
        finally:
            wipe(password)
            wipe(self._view[_PASSWORD : _PASSWORD + key.MAX_LEN])

    def _answer(self, request: KeyRequest, status: KeyStatus) -> None:
        answer = replace(request, status=status).pack()
        self._view[_REQUEST : _REQUEST + len(answer)] = answer


def _is_plain(request: KeyRequest) -> bool:
    """Whether it asks for PBKDF2 or for nothing that takes time, and for no more."""
    is_derived = request.method == KeyMethod.PBKDF2
    known = is_derived == (request.hash in HASHES) and is_derived == bool(request.iterations)
    return known and not (request.memory or request.lanes)


def _is_argon2(request: KeyRequest) -> bool:
    """Whether Argon2 takes these numbers, and a secret with them."""
    return (
        request.secret != key.NO_SECRET
        and request.hash == TargetCipherHash.NONE
        and request.iterations > 0
        and request.lanes > 0
        and request.memory >= request.lanes * key.MIN_MEMORY_OF_LANE
        and request.len_salt >= key.MIN_SALT_OF_ARGON2
        and request.len_key >= key.MIN_KEY_OF_ARGON2
    )


def _recipe(request: KeyRequest) -> bytes:
    """What a secret's key depends on."""
    return replace(request, secret=0, len_password=0, status=KeyStatus.OK).pack()


def _needed(request: KeyRequest) -> int:
    if request.method in ARGON2:
        return request.iterations * request.memory
    if request.method != KeyMethod.PBKDF2:
        return 0
    return cost(request.hash, request.iterations, request.len_key)


def _derive(request: KeyRequest, password: bytearray) -> bytearray:
    match request.method:
        case KeyMethod.LOOK:
            return bytearray(request.len_key)
        case KeyMethod.AS_IT_IS:
            return password[: request.len_key].ljust(request.len_key, b"\0")
        case KeyMethod.ARGON2I | KeyMethod.ARGON2ID:
            return _argon2(request, password)
    import hashlib

    name = HASHES[TargetCipherHash(request.hash)]
    salt = request.salt[: request.len_salt]
    return bytearray(hashlib.pbkdf2_hmac(name, password, salt, request.iterations, request.len_key))


def _argon2(request: KeyRequest, password: bytearray) -> bytearray:
    """The package's own function makes copies of the password that stay."""
    from _argon2_cffi_bindings import ffi, lib

    is_usual = request.method == KeyMethod.ARGON2ID
    found = bytearray(request.len_key)
    status = lib.argon2_hash(
        *(request.iterations, request.memory, request.lanes),
        *(ffi.from_buffer(password), len(password)),
        *(ffi.from_buffer(request.salt), request.len_salt),
        *(ffi.from_buffer(found), len(found)),
        *(ffi.NULL, 0),
        lib.Argon2_id if is_usual else lib.Argon2_i,
        lib.ARGON2_VERSION_13,
    )
    if status != lib.ARGON2_OK:
        raise MemoryError(f"Argon2 fails with status {status}")
    return found
