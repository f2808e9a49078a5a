# SPDX-License-Identifier: Apache-2.0
"""What a target's options come to, in the words of specs/abi/measure.ksy; checked in the order in
which qemu-img checks.
"""

from __future__ import annotations

from instar.errors import UsageError
from instar.options.since import ENUM_ACCEPTS
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from instar.generated.profiles import Profile
    from instar.options.schema import Value
    from instar.options.targets import Target

# Targets that can be written compressed.
_COMPRESSING = ("qcow2", "qcow", "vmdk")
PREALLOCATIONS = ("off", "metadata", "falloc", "full")


@record(kw_only=True)
class Plan:
    """A target as the guest's calculator wants to know it.

    Names are enum members of the specs; 0 means the default.
    """

    target: str
    flags: frozenset[str] = frozenset()
    preallocation: str = "off"
    subformat: str = "default"
    cluster_size: int = 0
    refcount_bits: int = 0
    table_size: int = 0
    log_size: int = 0
    len_payload: int = 0
    len_text: int = 0
    switches: frozenset[str] = frozenset()


@record()
class Request:
    """What a plan is made from: values by name, whether output is compressed, and the ids of the
    secrets that were given.
    """

    target: Target
    values: Mapping[str, Value]
    compress: bool
    secrets: Collection[str]
    profile: Profile

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return None if value is None else str(value)

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        return None if value is None else int(value)

    def switch(self, name: str) -> bool:
        return bool(self.values.get(name, False))


def make_plan(request: Request) -> Plan:
    """Check the values of a target against each other and return what the guest needs."""
    if not request.target.format:
        raise UsageError(f"Block driver '{request.target.name}' does not support size measurement")
    if request.compress:
        _check_compression(request)
    match request.target.name:
        case "raw":
            return Plan(target=request.target.format)
        case "qcow2":
            from instar.options.qcow2 import plan_qcow2

            return plan_qcow2(request)
        case "luks":
            from instar.options.luks import plan_luks

            return plan_luks(request)
    from instar.options.others import plan_other

    return plan_other(request)


def _check_compression(request: Request) -> None:
    """What qemu-img convert says to compressed output that cannot be."""
    if request.target.name not in _COMPRESSING:
        raise UsageError("Compression not supported for this file format")
    if request.values.get("preallocation", "off") != "off":
        raise UsageError("Compression and preallocation not supported at the same time")


def choose(name: str, value: str, allowed: Collection[str], profile: Profile) -> str:
    """Return `value` if it is one of `allowed`; the error is that of qemu's generated parsers."""
    if value in allowed:
        return value
    if profile.number >= ENUM_ACCEPTS:
        raise UsageError(f"Parameter '{name}' does not accept value '{value}'")
    raise UsageError(f"Invalid parameter '{value}'")


def choose_preallocation(request: Request) -> str:
    """The preallocation, checked by name."""
    value = str(request.values.get("preallocation", "off"))
    if value not in PREALLOCATIONS:
        raise UsageError(f"invalid parameter value: {value}")
    return value


def len_backing_name(request: Request) -> int:
    """Bytes of the backing file's name as the target would store it."""
    return len(str(request.values.get("backing_file", "")).encode("utf-8", "surrogateescape"))
