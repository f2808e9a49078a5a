# SPDX-License-Identifier: Apache-2.0
"""How often the keys of a new image are derived: as long as was asked for on this processor."""

from __future__ import annotations

from instar.generated import key, refusals
from instar.generated.target import TargetEncryption, TargetEncryptionMethod
from instar.layout.hashes import HASHES
from instar.options.refusing import refused
from instar.record import replace
from instar.sandbox import keys
from instar.widths import UINT32_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.messages import LuksDetails
    from instar.options.encryption import Wanted

_LEAST_ITERATIONS = 1000
_DIGEST_BYTES = 20
_DIGEST_SHARE = 8
"""The digest of the master key gets an eighth of the time."""


def target_encryption(asked: Wanted | None, *, steady: bool = False) -> TargetEncryption:
    """What the guest learns. `steady` counts iterations by a fixed rate, for files that are the
    same wherever they are made; else this processor is measured, as qemu-img does.
    """
    if asked is None:
        return TargetEncryption()
    chosen = asked.encryption
    if chosen.method != TargetEncryptionMethod.LUKS:
        return chosen
    shares = ((_DIGEST_BYTES, _DIGEST_SHARE), (chosen.len_key, 1))
    master, slot = (
        _iterations(
            asked.iter_time,
            share,
            keys.STEADY_RATE if steady else keys.rate(chosen.hash, size),
        )
        for size, share in shares
    )
    digest_cost = keys.cost(chosen.hash, master, _DIGEST_BYTES)
    # Nobody could open an image whose key takes longer than a run may.
    if digest_cost + keys.cost(chosen.hash, slot, chosen.len_key) > key.MAX_ITERATIONS:
        raise refused(refusals.DERIVATION_SLOW, value=slot)
    return replace(chosen, master_iterations=master, slot_iterations=slot)


def slot_iterations(luks: LuksDetails, milliseconds: int) -> int:
    """How often the key of a slot is derived, in a header that there is."""
    hash = next((number for number, name in HASHES.items() if name == luks.hash_alg), None)
    bits = luks.cipher_alg.rpartition("-")[2]
    if hash is None or not bits.isdecimal():
        raise refused(refusals.UNSUPPORTED_HASH, given=luks.hash_alg)
    length = int(bits) // 8 * (2 if luks.cipher_mode == "xts" else 1)
    return _iterations(milliseconds, 1, keys.rate(hash, length))


def _iterations(milliseconds: int, share: int, rate: int) -> int:
    """As many as fit the time, of which a share is for this derivation."""
    if rate * milliseconds >> 64:
        raise refused(refusals.DERIVATION_UNSCALED, value=rate)
    count = rate * milliseconds // (1000 * share)
    if count > UINT32_MAX:
        most = str(UINT32_MAX)
        raise refused(refusals.DERIVATION_TOO_MANY, value=count, given=most)
    return max(count, _LEAST_ITERATIONS)
