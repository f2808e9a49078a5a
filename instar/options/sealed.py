# SPDX-License-Identifier: Apache-2.0
"""Secrets that another secret decrypts: AES-256 in CBC mode, padded to whole blocks.

The standard library has no AES. This one is slow, and its time depends on the key: it decrypts a
passphrase of the user who runs it, once.
"""

from __future__ import annotations

from instar.errors import UsageError
from instar.secret import wipe

LEN_KEY = 32
LEN_BLOCK = 16
_ROUNDS = 14
_POLYNOMIAL = 0x11B
_AFFINE = 0x63


def unseal(key: bytearray, iv: bytearray, sealed: bytearray) -> bytearray:
    """What was encrypted, without the padding."""
    if len(sealed) % LEN_BLOCK:
        raise UsageError(f"Length {len(sealed)} must be a multiple of block size {LEN_BLOCK}")
    value = decrypt(key, iv, sealed)
    padding = value[-1] if value else 0
    if padding > LEN_BLOCK:
        wipe(value)
        raise UsageError(f"Incorrect number of padding bytes ({padding}) found on decrypted data")
    del value[len(value) - padding :]
    return value


def check_lengths(key: bytearray, iv: bytearray | None) -> None:
    """In qemu-img's words and order."""
    if len(key) != LEN_KEY:
        raise UsageError(f"Key should be {LEN_KEY} bytes in length")
    if iv is None:
        raise UsageError("IV is required to decrypt secret")
    if len(iv) != LEN_BLOCK:
        raise UsageError(f"IV should be {LEN_BLOCK} bytes in length not {len(iv)}")


def decrypt(key: bytearray, iv: bytearray, data: bytearray) -> bytearray:
    """Whole blocks."""
    keys, before, value = _expand(key), iv, bytearray(len(data))
    for at in range(0, len(data), LEN_BLOCK):
        block = data[at : at + LEN_BLOCK]
        value[at : at + LEN_BLOCK] = _xor(_block(keys, block), before)
        before = block
    for round_key in keys:
        wipe(round_key)
    return value


def _block(keys: list[bytearray], block: bytearray) -> bytearray:
    state = _xor(block, keys[_ROUNDS])
    for number in reversed(range(_ROUNDS)):
        # Rows are shifted back: byte `i` is of row `i % 4`.
        state = bytearray(_INVERSE[state[(i - 4 * (i % 4)) % LEN_BLOCK]] for i in range(LEN_BLOCK))
        state = _xor(state, keys[number])
        if number:
            state = _unmix(state)
    return state


def _unmix(state: bytearray) -> bytearray:
    """Each column times the inverse polynomial."""
    mixed = bytearray(LEN_BLOCK)
    for i in range(LEN_BLOCK):
        first = i - i % 4
        for step, factor in enumerate((14, 11, 13, 9)):
            mixed[i] ^= _product(state[first + (i + step) % 4], factor)
    return mixed


def _expand(key: bytearray) -> list[bytearray]:
    """The keys of all rounds."""
    words = [key[at : at + 4] for at in range(0, LEN_KEY, 4)]
    constant = 1
    while len(words) < 4 * (_ROUNDS + 1):
        word = words[-1]
        if len(words) % 8 == 0:
            word = bytearray(_FORWARD[byte] for byte in word[1:] + word[:1])
            word[0] ^= constant
            constant = _product(constant, 2)
        elif len(words) % 8 == 4:
            word = bytearray(_FORWARD[byte] for byte in word)
        words.append(_xor(words[-8], word))
    return [bytearray().join(words[at : at + 4]) for at in range(0, len(words), 4)]


def _xor(one: bytearray, other: bytearray) -> bytearray:
    return bytearray(a ^ b for a, b in zip(one, other, strict=True))


def _product(one: int, other: int) -> int:
    """In the field of 256 elements."""
    found = 0
    while other:
        found ^= one if other & 1 else 0
        one <<= 1
        one ^= _POLYNOMIAL if one >> 8 else 0
        other >>= 1
    return found


def _substitution() -> bytes:
    """The inverse of each element, and an affine map of its bits. Three is a generator: its powers
    and those of its inverse are all pairs.
    """
    box, power, inverse = bytearray(256), 1, 1
    box[0] = _AFFINE
    for _ in range(255):
        box[power] = _AFFINE
        for turn in range(5):
            box[power] ^= (inverse << turn | inverse >> (8 - turn)) & 0xFF
        power, inverse = _product(power, 3), _product(inverse, _INVERSE_OF_THREE)
    return bytes(box)


_INVERSE_OF_THREE = 0xF6
_FORWARD = _substitution()
_INVERSE = bytes(_FORWARD.index(value) for value in range(256))
