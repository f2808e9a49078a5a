# SPDX-License-Identifier: Apache-2.0
"""`amend`: options of an image change, in place."""

from __future__ import annotations

from contextlib import nullcontext

from instar.errors import SandboxError, UsageError
from instar.generated import key
from instar.generated.amend import LEN_MEMORY, AmendConfig
from instar.generated.edit import EditError
from instar.generated.messages import AmendResult
from instar.ops.access import source_secrets
from instar.ops.create_names import place_of_backing
from instar.ops.encryption import slot_iterations
from instar.ops.in_place import FEW, SLACK, Target, most_bitmaps, most_tables
from instar.ops.info import Question as Looked
from instar.ops.info import ask as look
from instar.ops.result import Result
from instar.options import amending, key_slots
from instar.options.names import DRIVERS, driver_name
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Change
    from instar.ops.run import Job, Outcome, Runner
    from instar.options.amending import Wanted
    from instar.options.key_slots import SlotChange
    from instar.options.schema import Setting
    from instar.secret import Secret

_REWRITES = 8
"""How often a table may be written in one change."""
_KEY_MATERIAL = 4 << 20
"""More than all key slots of LUKS take."""


class Amended(Result, kw_only=True):
    """An image with other options. `compat`, `lazy_refcounts` and `refcount_bits` are those of a
    qcow2 image, None for others.
    """

    filename: str
    format: str
    old_virtual_size: int
    new_virtual_size: int
    compat: str | None
    lazy_refcounts: bool | None
    refcount_bits: int | None
    active_keyslots: int | None
    """How many key slots of LUKS are in use; None where there are none."""
    old_file_size: int
    new_file_size: int


class Question(Record, kw_only=True):
    """The options that an image is to have."""

    target: Target
    settings: tuple[Setting, ...]
    force: bool = False
    """Whether the end of the disk, the last key and what version 2 has not may be lost."""
    forgets: bool = False
    """Whether bitmaps and the end of a disk are lost without being forced, as by qemu-img."""
    secrets: Mapping[str, Secret] = {}
    on_progress: Callable[[int, int], None] | None = None


def ask(question: Question, runner: Runner) -> Amended:
    """Amend the image. What is refused has not changed it."""
    _check_options(question)
    with question.target.begin("amend", runner) as change:
        wanted = _wanted(question, change)
        slots = _slots(wanted, change)
        job, room = _job(question, change, wanted, slots), _room(wanted, change, runner)
        with _data_of(change, wanted):
            outcome = change.work(job, *room)
        if outcome.code == EditError.NO_ROOM:
            raise UsageError("No space left in the file header").with_warnings(change.warnings)
        after = change.attest(_expected(wanted, slots, _result(outcome, wanted, slots)))
        _try_key(question, change, slots, runner)
        change.commit()
        qcow2, luks = after.qcow2, after.luks
        return Amended(
            filename=question.target.source.shown,
            format=after.format,
            old_virtual_size=change.before.virtual_size,
            new_virtual_size=after.virtual_size,
            compat=None if qcow2 is None else qcow2.compat,
            lazy_refcounts=None if qcow2 is None else qcow2.lazy_refcounts,
            refcount_bits=None if qcow2 is None else qcow2.refcount_bits,
            active_keyslots=None if luks is None else sum(slot.active for slot in luks.slots),
            old_file_size=change.old_file_size,
            new_file_size=change.new_file_size,
            warnings=change.warnings,
            sandbox=after.sandbox,
        )


def _check_options(question: Question) -> None:
    """What is wrong with options of a format that was said, before anything is opened."""
    target = question.target
    name = driver_name(target.source.format)
    if target.access.beyond_qemu and name is not None:
        amending.read(question.settings, name, target.profile, [])


def _wanted(question: Question, change: Change) -> Wanted:
    """What is asked for, unless it is refused."""
    profile, warnings = question.target.profile, list[str]()
    try:
        values = amending.read(question.settings, change.before.format, profile, warnings)
        wanted = amending.Wanted(
            values=values,
            before=change.before,
            profile=profile,
            secrets=question.secrets,
            force=question.force,
            forgets=question.forgets,
            iterations=slot_iterations,
        )
        if question.on_progress is not None:
            question.on_progress(0, 1)
        warnings += amending.check(wanted)
    except UsageError as error:
        raise error.with_warnings((*change.warnings, *warnings)) from None
    change.warnings += tuple(warnings)
    return wanted


def _slots(wanted: Wanted, change: Change) -> SlotChange | None:
    try:
        return amending.slots(wanted)
    except UsageError as error:
        raise error.with_warnings(change.warnings) from None


def _job(question: Question, change: Change, wanted: Wanted, slots: SlotChange | None) -> Job:
    target = question.target
    access = replace(target.access, keys=target.source.secret is not None)
    config = AmendConfig(
        source=change.opened_by(access),
        change=amending.amendment(wanted, slots, progress=question.on_progress is not None),
    )
    return replace(
        change.job("amend", config.pack(), LEN_MEMORY),
        access=access,
        secrets={
            **source_secrets([target.source], question.secrets),
            **({} if slots is None else slots.secrets),
        },
        on_progress=question.on_progress,
    )


def _room(wanted: Wanted, change: Change, runner: Runner) -> tuple[int, int]:
    """The most that the file grows by, and the most that is written."""
    if not wanted.is_qcow2:
        return 0, _KEY_MATERIAL
    image, size = change.before, max(change.before.virtual_size, wanted.size)
    cluster = image.cluster_size or 0
    counts = (change.old_file_size // max(cluster, 1) + 1) * wanted.refcount_bits // 8
    tables = most_tables(image, size, runner) + most_bitmaps(image) + SLACK
    room = tables + 3 * counts + FEW * cluster
    zeros = 0
    if wanted.goes_down:
        known = [one.disk_size or 0 for one in image.snapshots]
        zeros = sum((image.virtual_size, *known)) + FEW * cluster
    written = _REWRITES * room + zeros + _KEY_MATERIAL
    return room + (zeros if image.backing_filename else 0), written


def _data_of(change: Change, wanted: Wanted) -> AbstractContextManager[None]:
    """The data file gets the size of the disk."""
    if not change.has_data_file or "size" not in wanted.values:
        return nullcontext()
    return change.resizing_data(wanted.size)


def _result(outcome: Outcome, wanted: Wanted, slots: SlotChange | None) -> int:
    """The key slots that the guest has changed; the rest is as it was asked for, as it says."""
    if outcome.code:
        raise outcome.unexpected()
    result, luks = outcome.the(AmendResult), wanted.before.luks
    changed = result.key_slots
    is_true = not changed
    if slots is not None and luks is not None:
        is_true = key_slots.may_change(luks, slots.request, changed, force=wanted.force)
    if result.virtual_size != wanted.size or not is_true:
        raise SandboxError("the guest has changed what it was not asked to")
    return changed


def _expected(wanted: Wanted, slots: SlotChange | None, changed: int) -> ImageInfo:
    found = amending.expected(wanted)
    if wanted.names_backing and found.backing_filename is not None:
        full = place_of_backing(found.filename, found.backing_filename)
        found = replace(found, full_backing_filename=full)
    if slots is None or found.luks is None:
        return found
    return replace(found, luks=key_slots.expected(found.luks, slots.request, changed))


def _try_key(question: Question, change: Change, slots: SlotChange | None, runner: Runner) -> None:
    """A fresh guest opens the image with the new secret, before anything is changed for good."""
    new = None if slots is None else slots.secrets.get(key.NEW_IMAGE)
    if new is None:
        return
    target = question.target
    asked = Looked(
        source=replace(target.source, secret=new.id, format=DRIVERS[change.before.format]),
        profile=target.profile,
        access=replace(target.access, keys=True),
        secrets=question.secrets,
    )
    look(asked, runner, change.transaction.view())
