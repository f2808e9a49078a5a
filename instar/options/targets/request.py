# SPDX-License-Identifier: Apache-2.0
"""What a target is, what is asked of it, and what the guest learns of it."""

from __future__ import annotations

from instar.generated import refusals
from instar.generated.options.file import OPTIONS as FILE_OPTIONS
from instar.generated.target import TargetFlag, TargetOptions
from instar.options.refusing import refused
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from instar.errors import UsageError
    from instar.generated.profiles import Profile
    from instar.generated.source import SourceFormat
    from instar.layout.options import Option, Value


class Order(Record):
    """The options in the order in which releases before `until` show them."""

    until: tuple[int, ...]
    names: tuple[str, ...]


class Target(Record):
    """A format that can be written. `name` is qemu's, `format` its number in the specs.

    `options` are the keys that `-o help` lists; `plan` checks values against each other, in
    qemu-img's order, and returns what the guest needs.
    """

    name: str
    format: SourceFormat
    options: tuple[Option, ...]
    plan: Callable[[Request], TargetOptions]
    compresses: bool = False
    """Whether it can be written compressed."""
    order_before: Order | None = None
    is_drawn: bool = False
    """Whether a new image has random parts, or says when it was made."""
    _known: dict[str, Option] = later(dict)
    """Of `known_options`, from the first call on."""

    def shown_options(self, profile: Profile) -> list[Option]:
        """The options in the order in which a release shows them; those of the file below the
        format come last.
        """
        known = {option.name: option for option in self.options}
        before = self.order_before
        names = tuple(known) if before is None or profile.number >= before.until else before.names
        rows = [known[name] for name in names]
        rows += [option for option in FILE_OPTIONS if option.name not in known]
        return [option for option in rows if option.known_to(profile)]

    def known_options(self) -> Mapping[str, Option]:
        """Every key that is accepted: those of the file below the format, then the format's own."""
        if not self._known:
            self._known.update({one.name: one for one in (*FILE_OPTIONS, *self.options)})
        return self._known


class Request(Record):
    """What a plan is made from: values by name, whether output is compressed, the ids of the
    secrets that were given, and whether the image is made, not only measured.
    """

    target: Target
    values: Mapping[str, Value]
    compress: bool
    secrets: Collection[str]
    profile: Profile
    creates: bool = False

    def option(self, name: str) -> Option:
        """The row of an option."""
        return self.target.known_options()[name]

    def text(self, name: str) -> str | None:
        """A value as it was given."""
        value = self.values.get(name)
        return None if value is None else str(value)

    def switch(self, name: str) -> bool:
        """Whether a switch was switched on."""
        return bool(self.values.get(name, False))

    def value(self, name: str) -> Value | None:
        """What was given, or the default."""
        return self.values.get(name, self.option(name).default)

    def is_default(self, name: str) -> bool:
        """Whether the value is the default, given or not."""
        return self.value(name) == self.option(name).default

    def number(self, name: str) -> int:
        """What the value comes to in the specs."""
        return self.option(name).number(self.values.get(name))

    def checked(self, *names: str) -> None:
        """Refuse the first value that its row does not allow, and no other layer refuses."""
        for name in names:
            if name in self.values:
                check_value(self.option(name), self.values[name], self.profile)

    def refused(self, fault: int, value: int = 0, *, name: str = "", given: str = "") -> UsageError:
        """What the release says of options that do not go together (`generated.refusals`)."""
        return refused(fault, self.profile, value, name=name, given=given)

    def need_secret(self, name: str) -> None:
        """The option must name a secret that was given."""
        secret = self.text(name)
        if secret is None:
            raise self.refused(refusals.SECRET_MISSING, name=name)
        if secret not in self.secrets:
            raise self.refused(refusals.UNKNOWN_SECRET, name=secret)


def check_value(option: Option, value: Value, profile: Profile) -> None:
    """Refuse a value in the words of its row, or of qemu's generated parsers."""
    if option.is_legal(value):
        return
    text = option.refusal(value, profile)
    if text:
        from instar.errors import UsageError

        raise UsageError(text)
    if option.words:
        choose(option.schema or option.name, str(value), option.words, profile)


def choose(name: str, value: str, allowed: Collection[str], profile: Profile) -> str:
    """Return `value` if it is one of `allowed`; the error is that of qemu's generated parsers."""
    if value in allowed:
        return value
    raise refused(refusals.UNKNOWN_WORD, profile, name=name, given=value)


def target_options(request: Request, *, flags: int = 0, **fields: int) -> TargetOptions:
    """A target as the guest's layout wants to know it: each option in the field that its row names,
    and what the format adds.
    """
    flags |= TargetFlag.COMPRESS if request.compress else 0
    flags |= TargetFlag.BACKING_FILE if "backing_file" in request.values else 0
    found: dict[str, int] = {"flags": flags}
    for option in request.target.options:
        if option.field:
            number = option.number(request.values.get(option.name))
            found[option.field] = found.get(option.field, 0) | number
    found.update(fields)
    return TargetOptions(format=request.target.format, **found)


def len_backing_name(request: Request) -> int:
    """Bytes of the backing file's name as the target would store it."""
    return len(str(request.values.get("backing_file", "")).encode("utf-8", "surrogateescape"))


def resolved(request: Request, unit: int = 0) -> dict[str, Value]:
    """The options of a target as they were asked for, with the defaults of the others. `unit` is
    what the layout chose where the size of a cluster was asked for, or left to it.
    """
    rows = [option for option in request.target.options if option.known_to(request.profile)]
    defaults = {
        option.name: option.default
        for option in rows
        if option.default is not None and not option.chosen
    }
    chosen = {option.name: unit for option in rows if unit and option.field == _UNIT}
    return {**defaults, **request.values, **chosen}


_UNIT = "cluster_size"
"""The field of clusters, grains and blocks."""
