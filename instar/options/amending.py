# SPDX-License-Identifier: Apache-2.0
"""The options that `amend` changes: read, checked in qemu-img's order, and what they make of an
image.
"""

from __future__ import annotations

import os

from instar.generated import refusals
from instar.generated.edit import EditAmendFlag, EditAmendment
from instar.generated.formats.qcow2 import (
    Qcow2AutoclearFeature,
    Qcow2CompatibleFeature,
    Qcow2IncompatibleFeature,
)
from instar.generated.profiles import DEFAULT
from instar.options import backing, since
from instar.options.refusing import refused
from instar.options.schema import read_settings
from instar.options.targets.request import check_value
from instar.record import Record, replace
from instar.widths import INT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from instar.generated.messages import LuksDetails, Qcow2Details
    from instar.generated.profiles import Profile
    from instar.layout.options import Option, Value
    from instar.ops.image_info import ImageInfo
    from instar.options.key_slots import SlotChange
    from instar.options.schema import Setting
    from instar.secret import Secret

MODULES = {"qcow2": "qcow2_amend", "luks": "luks_amend"}
"""The formats whose images are amended, and where their options are."""
_DEPRECATED = "Deprecated use of amend to alter the backing file; use qemu-img rebase instead"
_VERSION_2 = "0.10"
_PREFIX = "encrypt."


def options_of(format: str, profile: Profile = DEFAULT) -> dict[str, Option]:
    """What of an image can be changed, by name."""
    is_early = format == "luks" and profile.number < since.AMEND_KEY_SLOTS
    if format not in MODULES or is_early:
        raise refused(refusals.FORMAT_NOT_AMENDED, profile, name=format)
    module = __import__(f"instar.generated.options.{MODULES[format]}", fromlist=["OPTIONS"])
    rows: tuple[Option, ...] = module.OPTIONS
    return {option.name: option for option in rows}


def help_text(format: str, profile: Profile) -> str:
    """The table that `-o help` prints."""
    from instar.options.targets import option_lines

    lines = option_lines(options_of(format, profile).values(), profile)
    return "\n".join((f"Amend options for '{format}':", *lines)) + "\n"


def read(
    settings: Iterable[Setting], format: str, profile: Profile, warnings: list[str]
) -> dict[str, Value]:
    """The values of settings, the first bad one being the error."""
    from instar.options.targets import find_target

    rows = options_of(format, profile)
    values: dict[str, Value] = {}
    created = find_target(format, profile).known_options()
    for setting in settings:
        if setting.name not in rows and setting.name in created:
            raise refused(refusals.OPTION_OF_CREATION, profile, name=setting.name)
        values |= read_settings((setting,), rows, profile, warnings)
    return values


class Wanted(Record, kw_only=True):
    """What is asked for, and the image that it is asked of."""

    values: Mapping[str, Value]
    before: ImageInfo
    profile: Profile
    secrets: Mapping[str, Secret]
    force: bool
    """Whether what the new version has not may be lost, and the last key."""
    forgets: bool
    """Whether bitmaps and the end of the disk may be lost all the same."""
    iterations: Callable[[LuksDetails, int], int]
    """How often a key is derived in so many milliseconds."""

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return None if value is None else str(value)

    def number(self, name: str) -> int:
        return int(self.values.get(name, 0))

    @property
    def is_qcow2(self) -> bool:
        return self.before.qcow2 is not None

    @property
    def qcow2(self) -> Qcow2Details:
        assert self.before.qcow2 is not None
        return self.before.qcow2

    @property
    def slot_values(self) -> dict[str, Value]:
        """Values about key slots."""
        prefix = _PREFIX if self.is_qcow2 else ""
        return {
            name.removeprefix(prefix): value
            for name, value in self.values.items()
            if name.startswith(prefix)
        }

    @property
    def size(self) -> int:
        """Of the disk afterwards."""
        return self.number("size") or self.before.virtual_size

    @property
    def compat(self) -> str:
        """The version afterwards, as qemu-img spells it."""
        found, option = self.text("compat"), options_of("qcow2")["compat"]
        return self.qcow2.compat if found is None else option.plain(found)

    @property
    def goes_down(self) -> bool:
        """Whether the version does."""
        return self.compat == _VERSION_2 != self.qcow2.compat

    @property
    def refcount_bits(self) -> int:
        """Afterwards."""
        return self.number("refcount_bits") or self.qcow2.refcount_bits

    @property
    def names_backing(self) -> bool:
        """Whether the backing image gets another name."""
        is_named = "backing_file" in self.values or "backing_fmt" in self.values
        return is_named and self.profile.number < since.AMEND_NO_BACKING


def check(wanted: Wanted) -> tuple[str, ...]:
    """Refuse what the image cannot have, as far as no table of it has to be read. Returns
    warnings.
    """
    if not wanted.is_qcow2:
        return ()
    rows = options_of("qcow2")
    if wanted.slot_values:
        _check_encryption(wanted)
    _check_word(wanted, rows["compat"])
    external = wanted.qcow2.incompatible_features & Qcow2IncompatibleFeature.EXTERNAL_DATA
    if "data_file" in wanted.values and not external:
        raise refused(refusals.QCOW2_AMENDED_DATA_FILE, wanted.profile)
    if wanted.values.get("data_file_raw") and not wanted.qcow2.data_file_raw:
        raise refused(refusals.QCOW2_AMENDED_RAW_FILE, wanted.profile)
    if "refcount_bits" in wanted.values:
        check_value(rows["refcount_bits"], wanted.number("refcount_bits"), wanted.profile)
    warnings = _check_backing(wanted)
    if wanted.number("size") > INT64_MAX:
        raise refused(refusals.SIZE_NEGATIVE, wanted.profile).with_warnings(warnings)
    if wanted.size < wanted.before.virtual_size and not (wanted.force or wanted.forgets):
        size = wanted.before.virtual_size
        raise refused(refusals.SIZE_CUTS, wanted.profile, size).with_warnings(warnings)
    return warnings


def _check_encryption(wanted: Wanted) -> None:
    match wanted.qcow2.encryption:
        case "":
            raise refused(refusals.QCOW2_AMENDED_PLAIN, wanted.profile)
        case "aes":
            raise refused(refusals.QCOW2_AMENDED_CIPHER, wanted.profile)


def slots(wanted: Wanted) -> SlotChange | None:
    """The change of key slots, if one is asked for."""
    from instar.options.key_slots import Asked, change

    values = wanted.slot_values
    if wanted.before.luks is None or (wanted.is_qcow2 and not values):
        return None
    asked = Asked(
        rows=options_of("luks"),
        values=values,
        luks=wanted.before.luks,
        profile=wanted.profile,
        force=wanted.force,
        secrets=wanted.secrets,
    )
    return change(asked, wanted.iterations)


def _check_word(wanted: Wanted, option: Option) -> None:
    given = wanted.text(option.name)
    if given is not None:
        check_value(option, option.plain(given), wanted.profile)


def _check_backing(wanted: Wanted) -> tuple[str, ...]:
    given = (wanted.text("backing_file"), wanted.text("backing_fmt"))
    if given in ((None, None), _backing(wanted.before)):
        return ()
    if wanted.names_backing:
        return (_DEPRECATED,)
    raise refused(refusals.QCOW2_AMENDED_BACKING, wanted.profile)


def _backing(image: ImageInfo) -> tuple[str | None, str | None]:
    return image.backing_filename, image.backing_format


# --- what the guest is asked for ---


def amendment(wanted: Wanted, slots: SlotChange | None, *, progress: bool) -> EditAmendment:
    """What the guest learns."""
    from instar.options.key_slots import request_of

    data_file = os.fsencode(wanted.text("data_file") or "")
    if len(data_file) > EditAmendment.LEN_DATA_FILE_MAX:
        raise refused(refusals.DATA_FILE_NAME_LONG, wanted.profile)
    compat = wanted.text("compat")
    return EditAmendment(
        flags=sum(flag for flag, is_on in _flags(wanted) if is_on)
        | (EditAmendFlag.PROGRESS if progress else 0)
        | (0 if slots is None else slots.flags),
        version=0 if compat is None else options_of("qcow2")["compat"].number(compat),
        refcount_bits=wanted.number("refcount_bits"),
        len_data_file=len(data_file),
        size=wanted.number("size"),
        data_file=data_file.ljust(EditAmendment.LEN_DATA_FILE_MAX, b"\0"),
        backing=backing.packed(wanted.text("backing_file"), wanted.text("backing_fmt")),
        key_slot=request_of(slots),
    )


def _flags(wanted: Wanted) -> Iterable[tuple[int, bool]]:
    values = wanted.values
    yield EditAmendFlag.LAZY_REFCOUNTS, values.get("lazy_refcounts") is True
    yield EditAmendFlag.EAGER_REFCOUNTS, values.get("lazy_refcounts") is False
    yield EditAmendFlag.DATA_FILE, "data_file" in values
    yield EditAmendFlag.NOT_RAW, values.get("data_file_raw") is False
    yield EditAmendFlag.BACKING_NAME, wanted.names_backing and "backing_file" in values
    yield EditAmendFlag.BACKING_FORMAT, wanted.names_backing and "backing_fmt" in values
    yield EditAmendFlag.FORCE, wanted.force
    yield EditAmendFlag.DROP_BITMAPS, wanted.forgets


# --- what the image must be afterwards ---


def expected(wanted: Wanted) -> ImageInfo:
    """The image as it must be afterwards, but for its key slots and where its backing image is."""
    before = wanted.before
    if not wanted.is_qcow2:
        return before
    name, format = _backing(before)
    if wanted.names_backing:
        given, given_format = wanted.text("backing_file"), wanted.text("backing_fmt")
        name = name if given is None else given or None
        format = format if given_format is None else given_format or None
    return replace(
        before,
        virtual_size=wanted.size,
        qcow2=_details(wanted),
        backing_filename=name,
        full_backing_filename=before.full_backing_filename if name else None,
        backing_format=format if name else None,
    )


def _details(wanted: Wanted) -> Qcow2Details:
    found = _of_version(wanted)
    if "data_file" in wanted.values:
        found = replace(found, data_file=wanted.text("data_file") or None)
    if wanted.values.get("data_file_raw") is False:
        raw = Qcow2AutoclearFeature.RAW_EXTERNAL_DATA
        features = found.autoclear_features & ~raw
        found = replace(found, data_file_raw=False, autoclear_features=features)
    lazy = wanted.values.get("lazy_refcounts")
    if wanted.compat == _VERSION_2 or lazy is None:
        return found
    bit = Qcow2CompatibleFeature.LAZY_REFCOUNTS
    features = found.compatible_features & ~bit | (bit if lazy else 0)
    return replace(found, lazy_refcounts=lazy, compatible_features=features)


def _of_version(wanted: Wanted) -> Qcow2Details:
    found = replace(wanted.qcow2, refcount_bits=wanted.refcount_bits, compat=wanted.compat)
    if wanted.compat == wanted.qcow2.compat:
        return found
    if not wanted.goes_down:
        return replace(found, lazy_refcounts=False, corrupt=False, extended_l2=False)
    return replace(
        found,
        compression_type="zlib",
        lazy_refcounts=None,
        corrupt=None,
        extended_l2=None,
        bitmaps=(),
        incompatible_features=0,
        compatible_features=0,
        autoclear_features=0,
    )
