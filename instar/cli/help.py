# SPDX-License-Identifier: Apache-2.0
"""Help, completion and version: the declarations of the commands, shown by click."""

from __future__ import annotations

import click

from instar.cli.main import COMMANDS, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.command import Command, Flag

_DESCRIPTION = (
    "Answers what qemu-img answers about disk images, without parsing an untrusted byte on the"
    " host: each image is read inside a throw-away virtual machine."
)


def print_help() -> int:
    """The first page: what there is, by group."""
    context = click.Context(group(), info_name="instar")
    click.echo(context.get_help())
    return 0


def print_command_help(command: Command) -> int:
    """The page of one command, which begins with an example."""
    parent = click.Context(group(), info_name="instar")
    context = click.Context(_page(command), info_name=command.name, parent=parent)
    click.echo(context.get_help())
    return 0


def print_version() -> int:
    """The version, the ABI between host and guest, and the guest's binaries."""
    from instar.cli.identity import identity_lines

    for line in identity_lines():
        click.echo(line)
    return 0


class _Group(click.Group):
    """The first page, with the commands in their groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title in dict.fromkeys(group for _, group, _ in COMMANDS.values()):
            with formatter.section(title):
                formatter.write_dl(
                    [(name, text) for name, (_, g, text) in COMMANDS.items() if g == title]
                )
        with formatter.section("Options"):
            formatter.write_dl(
                [("-h, --help", "show this help"), ("-V, --version", "show versions")]
            )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _page(load(cmd_name)) if cmd_name in COMMANDS else None


class _Page(click.Command):
    """The page of one command: examples first, flags in their groups."""

    def __init__(self, command: Command) -> None:
        super().__init__(
            command.name,
            params=[_parameter(flag) for flag in command.flags if flag.dest != "help"],
            help=command.description or command.summary,
            add_help_option=False,
        )
        self.declared = command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[OPTIONS]", self.declared.arguments]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        for example, purpose in self.declared.examples:
            formatter.write(f"  {example}\n      {purpose}\n")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(
                self.declared.summary[:1].upper() + self.declared.summary[1:] + "."
            )
            if self.declared.description:
                formatter.write_paragraph()
                formatter.write_text(self.declared.description)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        groups = dict.fromkeys(flag.group for flag in self.declared.flags)
        for title in groups:
            rows = [_row(flag) for flag in self.declared.flags if flag.group == title]
            with formatter.section(title or "Other"):
                formatter.write_dl(rows)


def group() -> click.Group:
    """The whole program as a click group: for help, for completion, and for tools that read click."""
    return _Group("instar", help=_DESCRIPTION, add_help_option=False)


def _page(command: Command) -> _Page:
    return _Page(command)


def _row(flag: Flag) -> tuple[str, str]:
    names = ", ".join(sorted(flag.names, key=len))
    return (f"{names} {flag.metavar}".rstrip(), flag.help)


def _parameter(flag: Flag) -> click.Option:
    kind = click.Choice(flag.choices) if flag.choices else None
    return click.Option(
        [*flag.names, flag.dest],
        is_flag=not flag.metavar,
        type=kind if flag.metavar else None,
        help=flag.help,
    )
