# SPDX-License-Identifier: Apache-2.0
"""Images that are no file of their own: `-`, which is standard input, and `tar:FILE:MEMBER`."""

from __future__ import annotations

from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.generated.profiles import Profile
    from instar.options.source import Source

STANDARD = "-"
_INPUT = 0


class Unnamed(Record):
    """Who reads such words (`shared.is_unnamed`), with runners of these settings."""

    settings: dict[str, Any]

    def source(self, text: str, driver: str | None, profile: Profile) -> Source:
        """What a word means."""
        if text == STANDARD:
            from instar.ops.streams import spool

            return spool(_INPUT, driver, profile)
        from instar.ops.member import find
        from instar.ops.run import Runner

        return find(text, driver, profile, Runner(**self.settings, shared=True))
