# SPDX-License-Identifier: Apache-2.0
"""LUKS encryption, as a target of its own and inside qcow2, and the room that its header takes.

The header holds one slot of key material for each passphrase. A slot is as long as the disk's key
times the anti-forensic stripes, rounded up to the area that the header itself takes; all slots have
room, used or not. Nothing of this depends on a passphrase.
"""

from __future__ import annotations

from instar.generated import refusals
from instar.generated.options import luks as rows
from instar.generated.source import SourceFormat
from instar.options.targets.request import Request, Target, target_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions

CHECKED = ("cipher-alg", "cipher-mode", "ivgen-alg", "ivgen-hash-alg", "hash-alg")
"""What a cipher is made of; all have few words."""


def plan_luks(request: Request) -> TargetOptions:
    """Check a luks target."""
    return target_options(
        request,
        len_payload=payload_offset(request, ""),
        preallocation=request.number("preallocation"),
    )


def payload_offset(request: Request, prefix: str) -> int:
    """Check the options whose names start with `prefix` and return the bytes before the encrypted
    payload.
    """
    request.checked(*(prefix + name for name in CHECKED))
    if request.switch(f"{prefix}detached-header") and not request.creates:
        raise request.refused(refusals.OPTION_UNEXPECTED, name="detached-header")
    request.need_secret(f"{prefix}key-secret")
    return header_bytes(len_key(request, prefix))


def len_key(request: Request, prefix: str) -> int:
    """Bytes of the disk's key. The mode XTS takes two keys."""
    keys = 2 if request.value(f"{prefix}cipher-mode") == "xts" else 1
    return keys * request.number(f"{prefix}cipher-alg")


def header_bytes(len_key: int) -> int:
    """Bytes of a LUKS1 header with its key material, for a disk key of `len_key` bytes."""
    from instar.generated.formats.luks import HEADER_AREA_BYTES, NUM_KEY_SLOTS, SECTOR_SIZE, STRIPES

    material = -(-len_key * STRIPES // SECTOR_SIZE) * SECTOR_SIZE
    slot = -(-material // HEADER_AREA_BYTES) * HEADER_AREA_BYTES
    return HEADER_AREA_BYTES + NUM_KEY_SLOTS * slot


TARGET = Target("luks", SourceFormat.LUKS, rows.OPTIONS, plan_luks, is_drawn=True)
