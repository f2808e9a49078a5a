# SPDX-License-Identifier: Apache-2.0
"""`instar shim`: a link by which scripts that call qemu-img call instar."""

from __future__ import annotations

import os
import sys

from instar.cli import program, shared
from instar.cli.registry import Command, Words
from instar.errors import InstarError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.generated.profiles import Profile

_INSTALL = "install"


def answer(values: Values, out: Output) -> int:
    """Make the link."""
    what, folder = values[shared.WORDS]
    if what != _INSTALL:
        raise UsageError(_two_words(COMMAND, values.profile))
    link = os.path.join(folder, program.QEMU_IMG)
    _link(_executable(), link)
    out.write(f"{link} is instar now, for programs that find it first on their PATH.\n")
    return 0


def _executable() -> str:
    """The console script that runs this installation."""
    for path in (sys.argv[0], os.path.join(os.path.dirname(sys.executable), program.OWN)):
        if os.path.basename(path) == program.OWN and os.access(path, os.X_OK):
            return os.path.abspath(path)
    raise InstarError("instar is not installed as a program: 'pip install' it first")


def _link(target: str, link: str) -> None:
    """Let `link` be a link to `target`. Nothing else that has the name is touched."""
    try:
        os.symlink(target, link)
    except FileExistsError:
        if os.path.realpath(link) != os.path.realpath(target):
            raise InstarError(f"'{link}' is there and is not instar: it stays") from None
    except OSError as error:
        raise InstarError(f"Could not make '{link}': {error.strerror}") from None


def _two_words(command: Command, profile: Profile) -> str:
    return f"shim expects '{_INSTALL}' and a directory\n{command.hint(profile)}"


COMMAND = Command(
    name="shim",
    answer=answer,
    arguments="install DIR",
    examples=(("instar shim install /opt/instar/bin", "with that directory first on the PATH"),),
    description=(
        "Puts a link named qemu-img into a directory. Called by that name, instar behaves as"
        " qemu-img does: messages, --version, help, and exactly the answers of one release, the"
        " newest or that of INSTAR_QEMU_VERSION. Another file of that name is left alone."
    ),
    flags=(shared.HELP,),
    words=Words(2, 2, _two_words),
)
