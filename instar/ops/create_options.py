# SPDX-License-Identifier: Apache-2.0
"""The options of a new image, as they were typed and as they were read."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated import refusals
from instar.generated.source import SourceFormat
from instar.generated.target import TargetFlag
from instar.options.creation import check_has_backing, needs_format
from instar.options.refusing import refused, words
from instar.options.schema import read_settings
from instar.options.since import BACKING_MUST_OPEN, CREATE_ONE_LINE
from instar.options.targets import find_target
from instar.options.targets.request import Request
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.layout.options import Value
    from instar.ops.create import Question
    from instar.options.targets.request import Target

_HAVE_PARENTS = (SourceFormat.VHD, SourceFormat.VHDX)
"""Formats whose backing file is a parent, which qemu-img does not make."""


class Chosen:
    """What a question chooses. It takes no disk's size, so it can be read, and refused, before
    anything is opened.
    """

    def __init__(self, question: Question) -> None:
        self._question = question
        self.warnings: list[str] = []
        target = find_target(question.format, question.profile)
        if target.format == SourceFormat.UNKNOWN:
            raise refused(refusals.PROTOCOL_NOT_CREATED, question.profile, name=target.name)
        self.typed = {setting.name: setting.value for setting in question.settings}
        has_parent = question.backing is not None and target.format in _HAVE_PARENTS
        self.is_child = question.own and has_parent
        self._values = self._read(target)
        self.request = Request(
            target, self._values, False, question.secrets, question.profile, creates=True
        )

    def _read(self, target: Target) -> dict[str, Value]:
        """All options, those that have arguments of their own included."""
        question, known = self._question, target.known_options()
        try:
            values = read_settings(question.settings, known, question.profile, self.warnings)
        except UsageError as error:
            if question.profile.number >= CREATE_ONE_LINE:
                raise
            more = words(refusals.OPTIONS_OF_FORMAT, question.profile, name=target.name)
            raise UsageError(*error.reports, more).hinting(error.hint) from None
        if question.size is not None and "size" in values:
            raise refused(refusals.SIZE_TWICE, question.profile)
        given = (("backing_file", question.backing), ("backing_fmt", question.backing_format))
        if not self.is_child:
            check_has_backing(target, question.backing, question.backing_format, question.profile)
        for name, value in given:
            if value is not None:
                values[name] = self.typed[name] = value
        return values

    def keep_format(self, found: str) -> None:
        """What to say of a backing image's format that is only detected; some releases write it
        into the image, unless anything looks so.
        """
        profile = self._question.profile
        warning = needs_format(profile, found)
        self.warnings += [warning] if warning else []
        if found not in ("", "raw") and profile.number >= BACKING_MUST_OPEN:
            self._values["backing_fmt"] = self.typed["backing_fmt"] = found

    def plain(self) -> Request:
        """What the target's own options come to, each alias by the word that it means."""
        known = self.request.target.known_options()
        values = {
            name: known[name].plain(value) if isinstance(value, str) else value
            for name, value in self._values.items()
            if name in known
        }
        return replace(self.request, values=values)

    @property
    def is_old_qcow2(self) -> bool:
        """Whether it is a qcow2 of version 2."""
        request = self.request
        if request.target.format != SourceFormat.QCOW2:
            return False
        option, given = request.option("compat"), request.text("compat")
        is_legal = given is None or option.is_legal(option.plain(given))
        return is_legal and not option.number(given) & TargetFlag.COMPAT_V3
