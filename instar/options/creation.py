# SPDX-License-Identifier: Apache-2.0
"""What `create` checks of options that `measure` does not, in qemu-img's words and order."""

from __future__ import annotations

from instar.generated import refusals
from instar.generated.target import TargetFlag, TargetPreallocation
from instar.options import since
from instar.options.encryption import check_words
from instar.options.refusing import refused, words
from instar.options.targets import is_driver
from instar.options.targets.request import choose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile
    from instar.layout.options import Option
    from instar.options.targets.request import Request, Target


def check(request: Request) -> None:
    """Refuse what the format's driver refuses; what it shares with `measure` is left to that."""
    request.checked("extent_size_hint")
    check_words(request)
    if request.target.name == "qcow2":
        _check_qcow2(request)
        return
    _check_backing_format(request)
    request.checked("preallocation")
    reserved = request.number("preallocation")
    if reserved == TargetPreallocation.METADATA and request.target.name != "luks":
        raise request.refused(refusals.PREALLOCATION_METADATA)


def _check_qcow2(request: Request) -> None:
    from instar.options.targets.qcow2 import check_cluster_size, check_refcount_bits

    _check_words(request)
    extended = request.switch("extended_l2")
    is_version_2 = not request.number("compat") & TargetFlag.COMPAT_V3
    if extended and is_version_2:
        raise request.refused(refusals.QCOW2_EXTENDED_L2_VERSION)
    check_cluster_size(request)
    has_backing = request.text("backing_file") is not None
    if has_backing and request.number("preallocation") and not extended:
        raise request.refused(refusals.QCOW2_BACKING_PREALLOCATION)
    if request.switch("lazy_refcounts") and is_version_2:
        raise request.refused(refusals.QCOW2_LAZY_REFCOUNTS_VERSION)
    if not has_backing and "backing_fmt" in request.values:
        raise request.refused(refusals.QCOW2_FORMAT_OF_NO_BACKING)
    check_refcount_bits(request, is_version_2=is_version_2, creates=True)
    _check_data_file(request, is_version_2=is_version_2)
    if is_version_2 and request.number("compression_type"):
        raise request.refused(refusals.QCOW2_COMPRESSION_VERSION)


def _check_words(request: Request) -> None:
    for name in ("compat", "preallocation", "compression_type"):
        value, option = request.text(name), request.option(name)
        if value is not None and value not in dict(option.aliases):
            choose(option.schema or name, value, _legal(option, request.profile), request.profile)
    _check_backing_format(request)


def _check_backing_format(request: Request) -> None:
    """The name of the backing image's format, which may be one that is not opened."""
    format = request.text("backing_fmt")
    if format is None or is_driver(format):
        return
    match request.target.name:
        case "qcow2" | "qed":
            choose("backing-fmt", format, (), request.profile)
        case "qcow":
            raise request.refused(refusals.BACKING_FORMAT_UNKNOWN, given=format)


def _legal(option: Option, profile: Profile) -> tuple[str, ...]:
    """The words of an option; builds of some releases lack zstd."""
    return tuple(word for word in option.words if word != "zstd" or profile.zstd)


def _check_data_file(request: Request, *, is_version_2: bool) -> None:
    has_file = "data_file" in request.values
    if has_file and is_version_2:
        raise request.refused(refusals.QCOW2_DATA_FILE_VERSION)
    if request.switch("data_file_raw"):
        if not has_file:
            raise request.refused(refusals.QCOW2_RAW_DATA_FILE_MISSING)
        if "backing_file" in request.values:
            raise request.refused(refusals.QCOW2_RAW_DATA_FILE_BACKING)
    if request.switch("keep_data_file"):
        _check_kept_file(request, has_file=has_file)


def _check_kept_file(request: Request, *, has_file: bool) -> None:
    """An existing data file that is to stay as it is."""
    reserves = request.number("preallocation")
    if not has_file:
        raise request.refused(refusals.QCOW2_KEPT_DATA_FILE_MISSING)
    if reserves in (TargetPreallocation.FALLOC, TargetPreallocation.FULL):
        raise request.refused(refusals.QCOW2_KEPT_DATA_FILE_OVERWRITTEN)
    if not reserves and not request.switch("data_file_raw"):
        raise request.refused(refusals.QCOW2_KEPT_DATA_FILE_HIDDEN)


def check_has_backing(
    target: Target, name: str | None, format: str | None, profile: Profile
) -> None:
    """Whether such an image may have a backing file at all."""
    known = target.known_options()
    if name is not None and "backing_file" not in known:
        raise refused(refusals.BACKING_UNSUPPORTED, profile, name=target.name)
    if format is not None and "backing_fmt" not in known:
        raise refused(refusals.BACKING_FORMAT_UNSUPPORTED, profile, name=target.name)


def check_backing(target: Target, filename: str, name: str | None, profile: Profile) -> None:
    """What is wrong with the name of a backing file, before it is opened."""
    check_has_backing(target, name, None, profile)
    if name is not None and name == filename:
        raise refused(refusals.BACKING_IS_IMAGE, profile)
    if name == "":
        raise refused(refusals.BACKING_EMPTY, profile)


def needs_format(profile: Profile, found: str) -> str:
    """What to say of a backing image whose format is only detected (`found`), or not even that: an
    error from the release on that wants it named, before it a warning.
    """
    fault = refusals.BACKING_FORMAT_DETECTED if found else refusals.BACKING_FORMAT_MISSING
    if profile.number >= since.BACKING_NEEDS_FORMAT:
        raise refused(fault, profile, given=found)
    return words(fault, profile, given=found)
