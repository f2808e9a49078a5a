# SPDX-License-Identifier: Apache-2.0
"""Options of `amend` that change the key slots of LUKS, in qemu-img's words and order."""

from __future__ import annotations

import os

from instar.generated import key, refusals
from instar.generated.edit import EditAmendFlag, EditKeySlot, EditSlotAction
from instar.generated.formats.luks import NUM_KEY_SLOTS, STRIPES
from instar.options.refusing import refused
from instar.options.targets.request import choose
from instar.record import Record, replace
from instar.widths import UINT32_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from instar.generated.messages import KeySlot, LuksDetails
    from instar.generated.profiles import Profile
    from instar.layout.options import Option, Value
    from instar.secret import Secret


class Asked(Record, kw_only=True):
    """What is asked of key slots: values of `Option`s by their names, less a prefix."""

    rows: Mapping[str, Option]
    values: Mapping[str, Value]
    luks: LuksDetails
    profile: Profile
    force: bool
    secrets: Mapping[str, Secret]


class SlotChange(Record, kw_only=True):
    """A change of key slots, and the secrets for it by the number that the guest asks for."""

    request: EditKeySlot
    flags: int
    secrets: Mapping[int, Secret]


def change(asked: Asked, iterations: Callable[[LuksDetails, int], int]) -> SlotChange:
    """What the guest is asked for. `iterations` says how many take so many milliseconds."""
    state = asked.values.get("state")
    if state is None:
        raise refused(refusals.OPTION_MISSING, asked.profile, name="state")
    if choose("state", str(state), asked.rows["state"].words, asked.profile) == "active":
        return _add(asked, iterations)
    return _erase(asked)


def _add(asked: Asked, iterations: Callable[[LuksDetails, int], int]) -> SlotChange:
    values = asked.values
    if "new-secret" not in values:
        raise refused(refusals.NEW_SECRET_MISSING, asked.profile)
    if "old-secret" in values:
        raise refused(refusals.OLD_SECRET_UNUSED, asked.profile)
    slot = _slot(asked)
    if slot is None:
        slot = _first_free(asked)
    elif asked.luks.slots[slot].active and not asked.force:
        raise refused(refusals.SLOT_IN_USE, asked.profile, slot)
    secret = _secret(asked, "new-secret")
    time = int(values.get("iter-time", asked.rows["iter-time"].default or 0))
    return SlotChange(
        request=_request(EditSlotAction.ADD, slot, iterations(asked.luks, time)),
        flags=0,
        secrets={key.NEW_IMAGE: secret},
    )


def _first_free(asked: Asked) -> int:
    for number, slot in enumerate(asked.luks.slots):
        if not slot.active:
            return number
    raise refused(refusals.NO_FREE_SLOT, asked.profile)


def _erase(asked: Asked) -> SlotChange:
    for name in ("new-secret", "iter-time"):
        if name in asked.values:
            raise refused(refusals.UNUSED_WHEN_ERASING, asked.profile, name=name)
    secrets = {}
    if "old-secret" in asked.values:
        secrets[key.OLD_SECRET] = _secret(asked, "old-secret")
    slot = _slot(asked)
    if slot is None and not secrets:
        raise refused(refusals.NOTHING_TO_ERASE, asked.profile)
    return SlotChange(
        request=_request(EditSlotAction.ERASE, NUM_KEY_SLOTS if slot is None else slot, 0),
        flags=EditAmendFlag.OLD_SECRET if secrets else 0,
        secrets=secrets,
    )


def _slot(asked: Asked) -> int | None:
    given = asked.values.get("keyslot")
    if given is None:
        return None
    slot = int(given) & UINT32_MAX
    if slot >= NUM_KEY_SLOTS:
        last = str(NUM_KEY_SLOTS - 1)
        raise refused(refusals.NO_SUCH_SLOT, asked.profile, slot, given=last)
    return slot


def _secret(asked: Asked, name: str) -> Secret:
    id = str(asked.values[name])
    found = asked.secrets.get(id)
    if found is None:
        raise refused(refusals.UNKNOWN_SECRET, asked.profile, name=id)
    if not found.is_text:
        raise refused(refusals.SECRET_NOT_TEXT, asked.profile, name=id)
    return found


def _request(action: int, slot: int, iterations: int) -> EditKeySlot:
    entropy = os.urandom(len(EditKeySlot().entropy))
    return EditKeySlot(action=action, slot=slot, iterations=iterations, entropy=entropy)


def expected(luks: LuksDetails, wanted: EditKeySlot, changed: int) -> LuksDetails:
    """The slots as they must be afterwards, by those that the guest says it has changed."""
    slots = (
        _changed(slot, wanted) if changed >> number & 1 else slot
        for number, slot in enumerate(luks.slots)
    )
    return replace(luks, slots=tuple(slots))


def _changed(slot: KeySlot, wanted: EditKeySlot) -> KeySlot:
    if wanted.action == EditSlotAction.ERASE:
        return replace(slot, active=False, iterations=0)
    return replace(slot, active=True, iterations=wanted.iterations, stripes=STRIPES)


def may_change(luks: LuksDetails, wanted: EditKeySlot, changed: int, *, force: bool) -> bool:
    """Whether the guest may have changed these slots, a bit each."""
    active = sum(1 << number for number, slot in enumerate(luks.slots) if slot.active)
    if wanted.slot < NUM_KEY_SLOTS and changed & ~(1 << wanted.slot):
        return False
    if wanted.action == EditSlotAction.ADD:
        return changed == 1 << wanted.slot
    return not changed & ~active and (force or changed not in (0, active))


def request_of(found: SlotChange | None) -> EditKeySlot:
    """What the guest learns, if nothing is asked for too."""
    return EditKeySlot() if found is None else found.request
