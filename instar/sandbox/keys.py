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
        needed = 0 if known is not None else _needed(request)
        if not self._pays(needed):
            self._answer(request, KeyStatus.TOO_MANY_ITERATIONS)
            return
        if secret is None:
            found = self._from_guest(request)
        else:
            found = known or _derive(request, secret.value)
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
        is_derived = request.method == KeyMethod.PBKDF2
        if is_derived != (request.hash in HASHES) or is_derived != bool(request.iterations):
            reason = f"a key by hash {request.hash} in {request.iterations} iterations"
            raise GuestProtocolError(self._kind, reason)
        return request

    def _from_guest(self, request: KeyRequest) -> bytearray:
        """A key from bytes that the guest gave."""
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


def _recipe(request: KeyRequest) -> bytes:
    """What a secret's key depends on."""
    return replace(request, secret=0, len_password=0, status=KeyStatus.OK).pack()


def _needed(request: KeyRequest) -> int:
    if request.method != KeyMethod.PBKDF2:
        return 0
    return cost(request.hash, request.iterations, request.len_key)


def _derive(request: KeyRequest, password: bytearray) -> bytearray:
    match request.method:
        case KeyMethod.LOOK:
            return bytearray(request.len_key)
        case KeyMethod.AS_IT_IS:
            return password[: request.len_key].ljust(request.len_key, b"\0")
    import hashlib

    name = HASHES[TargetCipherHash(request.hash)]
    salt = request.salt[: request.len_salt]
    return bytearray(hashlib.pbkdf2_hmac(name, password, salt, request.iterations, request.len_key))
