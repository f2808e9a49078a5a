# SPDX-License-Identifier: Apache-2.0
"""The command line.

`main.main` is the whole program; each subcommand has a module of its own in `commands`, loaded when
it is called. `app` is the program as a click group, for embedding and for
`click.testing.CliRunner`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import click

    app: click.Group


def __getattr__(name: str) -> object:
    if name != "app":
        raise AttributeError(f"module 'instar.cli' has no attribute {name!r}")
    from instar.cli.help import group
    from instar.cli.main import main

    return group(main)
