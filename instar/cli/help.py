# SPDX-License-Identifier: Apache-2.0
"""The commands as a click group: help pages, and embedding in other programs."""

from __future__ import annotations

import click

from instar.cli import program
from instar.cli.parse import names_in, wanted
from instar.cli.registry import entries, load
from instar.cli.standard import FLAGS, HELP, VERSION
from instar.options.names import QEMU_DRIVERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from instar.cli.flags import Flag
    from instar.cli.registry import Command

_DESCRIPTION = "Safe, fast answers about disk images, each parsed in a virtual machine."


def print_help() -> int:
    """The first page: what there is, by group."""
    context = click.Context(group(), info_name=program.name())
    click.echo(context.get_help())
    return 0


def print_command_help(command: Command) -> int:
    """The page of one command, which begins with an example."""
    parent = click.Context(group(), info_name=program.name())
    context = click.Context(_Page(command), info_name=command.name, parent=parent)
    click.echo(context.get_help())
    return 0


class _Group(click.Group):
    """The whole program. `run` reads command lines and answers them; click only calls it."""

    def __init__(self, run: Callable[[list[str]], int] | None) -> None:
        super().__init__(program.name(), help=_DESCRIPTION, add_help_option=False)
        self.run = run

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.args = list(args)
        return ctx.args

    def invoke(self, ctx: click.Context) -> None:
        if self.run is None:
            raise AssertionError("this group was made for its pages alone")
        ctx.exit(self.run(ctx.args))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        known = entries().values()
        for title in dict.fromkeys(entry.group for entry in known):
            with formatter.section(title):
                formatter.write_dl([(e.name, e.summary) for e in known if e.group == title])
        with formatter.section("Options"):
            flags = FLAGS if program.is_qemu_img() else (HELP, VERSION)
            formatter.write_dl([(flag.synopsis, flag.help) for flag in flags])
        if program.is_qemu_img():  # some programs look for this line
            formatter.write(f"\nSupported formats: {' '.join(QEMU_DRIVERS)}\n")

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(entries())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _Page(load(cmd_name)) if cmd_name in entries() else None


class _Page(click.Command):
    """The page of one command: examples first, flags in their groups."""

    def __init__(self, command: Command) -> None:
        takes_files = command.words.most != 0
        super().__init__(
            command.name,
            params=[
                *(_parameter(flag) for flag in command.flags if flag.name != "--help"),
                *([click.Argument(["words"], nargs=-1, type=click.Path())] if takes_files else []),
            ],
            help=command.description or command.entry.summary,
            add_help_option=False,
        )
        self.declared = command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[OPTIONS]", self.declared.arguments]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        for example, purpose in self.declared.examples:
            example = example.replace(program.OWN, program.name(), 1)
            formatter.write(f"  {example}\n      {purpose}\n")
        formatter.write_paragraph()
        summary = self.declared.entry.summary
        with formatter.indentation():
            formatter.write_text(summary[:1].upper() + summary[1:] + ".")
            if self.declared.description:
                formatter.write_paragraph()
                formatter.write_text(self.declared.description)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, flags in self.declared.groups():
            rows = [(flag.synopsis, flag.help) for flag in flags if self._is_known(flag)]
            if rows:
                with formatter.section(title or "Other"):
                    formatter.write_dl(rows)
        with formatter.section("Exit status"):
            formatter.write_dl([(str(n), text) for n, text in self.declared.entry.statuses])

    def _is_known(self, flag: Flag[Any]) -> bool:
        """Whether the release that is imitated has the flag, for those who call qemu-img; flags
        that no release has are known.
        """
        if not program.is_qemu_img():
            return True
        _, foreign = names_in(self.declared, wanted(None)[0])
        return not foreign.issuperset(flag.names)


def group(run: Callable[[list[str]], int] | None = None) -> click.Group:
    """The whole program as a click group, which needs `run` to answer more than help."""
    return _Group(run)


def _parameter(flag: Flag[Any]) -> click.Option:
    kind = flag.kind
    return click.Option(
        [*flag.names, f"_{flag.name.strip('-').replace('-', '_')}"],
        is_flag=not kind.metavar,
        hidden=flag.is_hidden,
        type=click.Path() if kind.is_path else None,
        help=flag.help,
    )
