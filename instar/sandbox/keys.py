# SPDX-License-Identifier: Apache-2.0
"""Keys that are derived from secrets. Passphrases reach no guest; a guest asks for keys
(`specs/abi/key.ksy`), which are bounded in how long they take.
"""

from __future__ import annotations

import time

from instar.generated import key, memory
from instar.generated.key import KeyRequest, KeyStatus
from instar.generated.target import TargetCipherHash
from instar.layout.hashes import HASHES
from instar.record import replace
from instar.sandbox.errors import GuestProtocolError
from instar.secret import wipe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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


class Deriver:
    """Answers the requests for keys of one run."""

    __slots__ = ("_deadline", "_kind", "_left", "_secrets", "_view")

    def __init__(
        self, view: memoryview, kind: str, secrets: Sequence[Secret], deadline: Deadline
    ) -> None:
        self._view = view
        self._kind = kind
        self._secrets = secrets
        self._deadline = deadline
        self._left = key.MAX_ITERATIONS

    def serve(self) -> None:
        """Derive what the exchange asks for."""
        request = self._request()
        password = self._password(request)
        if password is None:
            self._answer(request, KeyStatus.NO_SECRET)
            return
        needed = cost(request.hash, request.iterations, request.len_key)
        if needed > self._left:
            self._answer(request, KeyStatus.TOO_MANY_ITERATIONS)
            return
        self._left -= needed
        self._derive(request, password)
        self._deadline.check()

    def _request(self) -> KeyRequest:
        """The request, copied once and checked."""
        data = bytes(self._view[_REQUEST : _REQUEST + KeyRequest.SIZE])
        try:
            request = KeyRequest.unpack(data)
        except ValueError as error:
            raise GuestProtocolError(self._kind, str(error)) from error
        if request.hash not in HASHES or not request.iterations:
            reason = f"a key by hash {request.hash} in {request.iterations} iterations"
            raise GuestProtocolError(self._kind, reason)
        return request

    def _password(self, request: KeyRequest) -> bytearray | None:
        """The secret, or a copy of what the guest gave."""
        if request.secret == key.NO_SECRET:
            return bytearray(self._view[_PASSWORD : _PASSWORD + request.len_password])
        if request.secret < len(self._secrets):
            return self._secrets[request.secret].value
        return None

    def _derive(self, request: KeyRequest, password: bytearray) -> None:
        import hashlib

        name = HASHES[TargetCipherHash(request.hash)]
        self._view[_KEY : _KEY + request.len_key] = hashlib.pbkdf2_hmac(
            name, password, request.salt, request.iterations, request.len_key
        )
        if request.secret == key.NO_SECRET:
            wipe(password)
            wipe(self._view[_PASSWORD : _PASSWORD + key.MAX_LEN])
        self._answer(request, KeyStatus.OK)

    def _answer(self, request: KeyRequest, status: KeyStatus) -> None:
        answer = replace(request, status=status).pack()
        self._view[_REQUEST : _REQUEST + len(answer)] = answer
