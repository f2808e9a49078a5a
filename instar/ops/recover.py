# SPDX-License-Identifier: Apache-2.0
"""`recover`: complete a change of an image that was interrupted, or take back what it has added."""

from __future__ import annotations

from instar.errors import OpenError, WriteError
from instar.ops.leftover import settler
from instar.ops.result import Plain
from instar.record import Record
from instar.sandbox.transaction import open_for_change, recover

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.ops.run import Runner
    from instar.options.source import Source


class Recovered(Plain, Record, kw_only=True):
    """What became of an image. `command` is the one whose change was completed, empty if there was
    nothing to complete.
    """

    filename: str
    command: str
    warnings: tuple[str, ...] = ()


def ask(
    source: Source, profile: Profile, access: Access, runner: Callable[[], Runner]
) -> Recovered:
    """Complete what was begun. The image is not parsed: its journal says what is to be written.
    Only where a change was to be given up, guests look whether anything refers to what it has
    added.
    """
    path = source.path
    with open_for_change(path) as disk:
        try:
            command = recover(disk)
            settler(source, profile, access, runner)(disk)
        except OpenError:
            raise
        except OSError as error:
            raise WriteError.of(path, error) from error
        warnings = (disk.remark,) if disk.remark else ()
        return Recovered(filename=path, command=command, warnings=warnings)
