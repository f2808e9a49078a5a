# SPDX-License-Identifier: Apache-2.0
"""Keys for guests: derived from secrets that no guest sees, within bounds, and overwritten."""

from __future__ import annotations

import hashlib
import pickle
import sys
from typing import Any

import pytest

from instar.generated import key, memory
from instar.generated.key import KeyMethod, KeyRequest, KeyStatus
from instar.generated.target import TargetCipherHash
from instar.layout.hashes import HASHES
from instar.record import replace
from instar.sandbox import keys
from instar.sandbox.access import Reach
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.keys import Deriver
from instar.sandbox.limits import Deadline
from instar.sandbox.sandbox import Sandbox
from instar.secret import Secret
from tests.sandbox.conftest import Try
from tests.wanted import reason

SHA256 = int(TargetCipherHash.SHA256)
PASSPHRASE = b"correct horse"
SALT = bytes(32)
CONTROL = memory.OFS_CONTROL


def secrets() -> dict[int, Secret]:
    return {0: Secret("other", b"x"), 1: Secret("s", PASSPHRASE)}


REACH = Reach(secrets=secrets())


@pytest.mark.parametrize("hash", sorted(HASHES))
def test_a_guest_gets_the_key_of_a_secret(attempt: Try, hash: int) -> None:
    result, said = attempt("ACTION_KEY", 1, int(hash), 7, 30, reach=REACH)
    assert (result.ok, said) == (
        True,
        [hashlib.pbkdf2_hmac(HASHES[TargetCipherHash(hash)], PASSPHRASE, SALT, 7, 30).hex()],
    )


def test_a_guest_derives_from_bytes_of_its_own(attempt: Try) -> None:
    result, said = attempt("ACTION_KEY", key.NO_SECRET, SHA256, 3, 20, 6, text=b"master")
    assert (result.ok, said) == (
        True,
        [hashlib.pbkdf2_hmac("sha256", b"master", SALT, 3, 20).hex()],
    )


@pytest.mark.parametrize("number", [0, 2, key.NO_SECRET - 1])
def test_there_is_no_key_without_a_secret(attempt: Try, number: int) -> None:
    given = REACH if number else Reach()
    result, said = attempt("ACTION_KEY", number, SHA256, 1, 32, reach=given)
    assert not result.ok
    assert "KeyRequest" in said[0] or "fault" in said[0]


def test_iterations_are_bounded_before_any_is_done(attempt: Try) -> None:
    result, _ = attempt("ACTION_KEY", 0, SHA256, (1 << 32) - 1, 32, reach=REACH)
    assert not result.ok


@pytest.mark.parametrize(
    ("hash", "iterations", "length", "method"),
    [
        (0, 1, 32, KeyMethod.PBKDF2),
        (99, 1, 32, KeyMethod.PBKDF2),
        (SHA256, 0, 32, KeyMethod.PBKDF2),
        (SHA256, 1, 0, KeyMethod.PBKDF2),
        (SHA256, 0, 16, KeyMethod.AS_IT_IS),
        (0, 1, 16, KeyMethod.LOOK),
        (0, 0, 16, 99),
    ],
)
def test_what_is_no_request_ends_the_run(
    attempt: Try, hash: int, iterations: int, length: int, method: int
) -> None:
    with pytest.raises(GuestProtocolError):
        attempt("ACTION_KEY", 0, hash, iterations, length, 0, method, reach=REACH)


@pytest.mark.parametrize(("length", "key"), [(16, PASSPHRASE + bytes(3)), (5, PASSPHRASE[:5])])
def test_old_ciphers_have_the_passphrase_itself(attempt: Try, length: int, key: bytes) -> None:
    _, said = attempt("ACTION_KEY", 1, 0, 0, length, 0, KeyMethod.AS_IT_IS, reach=REACH)
    assert said == [key.hex()]


def test_a_look_shows_whether_there_is_a_secret_and_nothing_of_it(attempt: Try) -> None:
    result, said = attempt("ACTION_KEY", 1, 0, 0, 16, 0, KeyMethod.LOOK, reach=REACH)
    assert (result.ok, said) == (True, ["00" * 16])
    assert not attempt("ACTION_KEY", 2, 0, 0, 16, 0, KeyMethod.LOOK, reach=REACH)[0].ok


def test_memory_is_overwritten_when_a_run_with_secrets_ends(sandbox: Sandbox, attempt: Try) -> None:
    _, said = attempt("ACTION_KEY", 1, SHA256, 7, 32, reach=REACH)
    found = bytes(sandbox._memory.view)
    assert bytes.fromhex(said[0]) not in found
    assert said[0].encode() not in found
    assert PASSPHRASE not in found


def exchange(secret: int = 0, len_password: int = 0, iterations: int = 1) -> bytearray:
    return placed(
        KeyRequest(
            secret=secret,
            len_password=len_password,
            hash=SHA256,
            iterations=iterations,
            len_key=32,
            len_salt=32,
        )
    )


def placed(wanted: KeyRequest) -> bytearray:
    """The memory of a guest that asks so."""
    view = bytearray(CONTROL + memory.LEN_CONTROL)
    request = wanted.pack()
    view[CONTROL + key.OFS_REQUEST : CONTROL + key.OFS_REQUEST + len(request)] = request
    return view


def status(view: bytearray) -> int:
    start = CONTROL + key.OFS_REQUEST
    return KeyRequest.unpack(bytes(view[start : start + KeyRequest.SIZE])).status


def answers(deriver: Deriver, view: bytearray, num: int) -> list[int]:
    """The statuses of one request, made so often."""
    found = []
    for _ in range(num):
        deriver.serve()
        found.append(status(view))
    return found


OK, TOO_MANY = KeyStatus.OK, KeyStatus.TOO_MANY_ITERATIONS
PASSES = KeyRequest(
    method=KeyMethod.ARGON2ID, iterations=3, memory=2048, lanes=2, len_key=24, len_salt=16, secret=1
)


@pytest.mark.parametrize("method", keys.ARGON2)
def test_argon2_is_that_of_its_package(method: KeyMethod) -> None:
    """Whose own function is called here."""
    low_level = pytest.importorskip(
        "argon2.low_level", reason=reason("argon2-cffi"), exc_type=ImportError
    )
    kind = {KeyMethod.ARGON2I: low_level.Type.I, KeyMethod.ARGON2ID: low_level.Type.ID}[method]
    view = placed(replace(PASSES, method=method))
    deriver = Deriver(memoryview(view), "test", secrets(), Deadline(None, "test"))
    deriver._left = 3 * 2048 + key.MIN_COST
    assert answers(deriver, view, 2) == [OK, OK]
    expected = low_level.hash_secret_raw(PASSPHRASE, bytes(16), 3, 2048, 2, 24, kind)
    assert bytes(view[CONTROL + key.OFS_KEY :][:24]) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"memory": key.MAX_MEMORY + 1}, KeyStatus.TOO_MUCH_MEMORY),
        ({"memory": (1 << 32) - 1, "iterations": (1 << 32) - 1}, KeyStatus.TOO_MUCH_MEMORY),
        ({"iterations": key.MAX_ITERATIONS // 2048 + 1}, TOO_MANY),
        ({"iterations": (1 << 32) - 1, "memory": key.MAX_MEMORY}, TOO_MANY),
        ({"secret": 7}, KeyStatus.NO_SECRET),
    ],
)
def test_argon2_is_bounded_before_it_begins(
    change: dict[str, int], expected: KeyStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> bytearray:
        raise AssertionError

    monkeypatch.setattr(keys, "_argon2", never)
    view = placed(replace(PASSES, **change))
    deriver = Deriver(memoryview(view), "test", secrets(), Deadline(None, "test"))
    assert answers(deriver, view, 1) == [expected]


@pytest.mark.parametrize(
    "change",
    [
        {"hash": SHA256},
        {"iterations": 0},
        {"lanes": 0},
        {"lanes": 9, "memory": 71},
        {"memory": 15},
        {"len_salt": 7},
        {"len_key": 3},
        {"secret": key.NO_SECRET},
        {"method": KeyMethod.PBKDF2, "hash": SHA256},
        {"method": KeyMethod.LOOK, "iterations": 0, "lanes": 0},
    ],
)
def test_what_argon2_does_not_take_ends_the_run(change: dict[str, int]) -> None:
    view = placed(replace(PASSES, **change))
    with pytest.raises(GuestProtocolError, match="a key by hash"):
        Deriver(memoryview(view), "test", secrets(), Deadline(None, "test")).serve()


def test_without_the_package_there_is_no_argon2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_argon2_cffi_bindings", None)
    view = placed(PASSES)
    deriver = Deriver(memoryview(view), "test", secrets(), Deadline(None, "test"))
    assert answers(deriver, view, 1) == [KeyStatus.NO_ARGON2]


def test_memory_that_there_is_none_of_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        Argon2_id, ARGON2_VERSION_13, ARGON2_OK = 2, 19, 0

        @staticmethod
        def argon2_hash(*_: object) -> int:
            return -22

    bindings = pytest.importorskip(
        "_argon2_cffi_bindings", reason=reason("argon2-cffi"), exc_type=ImportError
    )
    monkeypatch.setattr(bindings, "lib", Library)
    view = placed(PASSES)
    deriver = Deriver(memoryview(view), "test", secrets(), Deadline(None, "test"))
    assert answers(deriver, view, 1) == [KeyStatus.TOO_MUCH_MEMORY]


def test_the_bound_is_that_of_the_whole_run() -> None:
    view = exchange(secret=key.NO_SECRET, iterations=key.MIN_COST + 1)
    deriver = Deriver(memoryview(view), "test", secrets(), Deadline(None, "test"))
    deriver._left = 2 * key.MIN_COST + 2
    assert answers(deriver, view, 3) == [OK, OK, TOO_MANY]


@pytest.mark.parametrize("secret", [0, key.NO_SECRET])
def test_requests_that_take_no_time_end_too(secret: int) -> None:
    view = exchange(secret)
    deriver = Deriver(memoryview(view), "test", secrets(), Deadline(None, "test"))
    deriver._left = 2 * key.MIN_COST
    assert answers(deriver, view, 3) == [OK, OK, TOO_MANY]


def test_a_key_is_derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two guests open the same image: to look at it, and to read it."""
    derived = []
    found = hashlib.pbkdf2_hmac

    def count(*arguments: Any) -> bytes:
        derived.append(arguments)
        return found(*arguments)

    monkeypatch.setattr(hashlib, "pbkdf2_hmac", count)
    given, keys = secrets(), []
    for secret in (0, 0, 1):
        view = exchange(secret)
        Deriver(memoryview(view), "test", given, Deadline(None, "test")).serve()
        keys.append(bytes(view[CONTROL + key.OFS_KEY : CONTROL + key.OFS_KEY + 32]))
    assert len(derived) == 2
    assert keys[0] == keys[1] != keys[2]
    kept = [*given[0].keys.values()]
    given[0].wipe()
    assert (kept, given[0].keys) == ([bytearray(32)], {})


def test_the_guests_password_is_overwritten() -> None:
    view = exchange(secret=key.NO_SECRET, len_password=6)
    at = CONTROL + key.OFS_PASSWORD
    view[at : at + 6] = b"master"
    Deriver(memoryview(view), "test", {}, Deadline(None, "test")).serve()
    assert b"master" not in view
    assert hashlib.pbkdf2_hmac("sha256", b"master", SALT, 1, 32) in view


def test_a_long_key_costs_as_often_as_its_hash_is_repeated() -> None:
    assert [keys.cost(SHA256, 5, length) for length in (20, 32, 33, 64)] == [5, 5, 10, 10]


def test_secrets_are_not_shown_and_can_be_overwritten() -> None:
    secret = Secret("s", PASSPHRASE)
    assert "correct" not in f"{secret!r} {secret}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    value = secret.value
    secret.wipe()
    assert value == bytes(len(PASSPHRASE))


@pytest.mark.parametrize(
    ("value", "is_text"), [(b"abc", True), ("ä".encode(), True), (b"\xff", False), (b"a\0b", False)]
)
def test_passphrases_are_text(value: bytes, is_text: bool) -> None:
    assert Secret("s", value).is_text is is_text
