# SPDX-License-Identifier: Apache-2.0
"""The image that a word of the user's means."""

from __future__ import annotations

from instar.options.names import BEYOND_QEMU
from instar.options.source import JSON, source_from_name, unknown_driver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile
    from instar.options.source import Source


def source_named(
    text: str,
    driver: str | None,
    profile: Profile,
    *,
    described: bool = False,
    exact: bool = False,
) -> Source:
    """The image that a file name means, or a description: a `json:` name is one too. `exact`: names
    are those that qemu-img knows.
    """
    if exact and driver in BEYOND_QEMU:
        raise unknown_driver(driver, text)
    if not described and not text.startswith(JSON):
        return source_from_name(text, driver, profile)
    from instar.options.nodes import source_from_json, source_from_options

    if described:
        return source_from_options(text, profile)
    return source_from_json(text, driver, profile)
