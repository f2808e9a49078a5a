# SPDX-License-Identifier: Apache-2.0
"""The options of new images on the page of their spec."""

from __future__ import annotations

from codegen.docs.text import cell
from codegen.model import model as m
from codegen.model.options import Option, OptionKind, OptionSet


def option_lines(sets: tuple[OptionSet, ...]) -> list[str]:
    """A table for each format, and one for what all of them take."""
    shown = [options for options in sets if options.is_shown]
    if not shown:
        return []
    out = ["## Options of new images", ""]
    for options in shown:
        out += [f'### <a id="options.{options.id}"></a>Options of {options.id}', ""]
        out += [options.doc, ""]
        out += ["| option | values | default | since | meaning |", "|---|---|---|---|---|"]
        out += [_row(options, option) for option in options.options]
        out.append("")
    return out


def _row(options: OptionSet, option: Option) -> str:
    anchor = f'<a id="options.{options.id}.{option.id}"></a>'
    since = ".".join(map(str, option.since or ()))
    default = "by size" if option.chosen else _default(option)
    cells = (f"{anchor}`{option.id}`", _values(option), default, since, _meaning(option))
    return f"| {' | '.join(cells)} |"


def _default(option: Option) -> str:
    match option.default:
        case None:
            return ""
        case bool(value):
            return "on" if value else "off"
        case value:
            return f"`{value}`"


def _values(option: Option) -> str:
    if option.words:
        return ", ".join(f"`{word.text}`" for word in option.words)
    match option.kind:
        case OptionKind.TEXT:
            return "text"
        case OptionKind.SWITCH:
            return "on, off"
        case OptionKind.NUMBER | OptionKind.SIZE:
            return f"{option.kind.value}{_limits(option)}"


def _limits(option: Option) -> str:
    low = "" if option.min is None else str(option.min)
    high = "" if option.max is None else str(option.max)
    power = ", a power of two" if option.power_of_two else ""
    return f" {low}..{high}{power}" if low or high else power


def _meaning(option: Option) -> str:
    out = [f"{cell(option.doc)}."]
    if option.field:
        out.append(f"Goes into [{option.field}](#options.{option.field}).")
    if option.aliases:
        also = ", ".join(f"`{word}` for `{of}`" for word, of in option.aliases)
        out.append(f"`create` takes {also} too.")
    if option.fault:
        out.append(f"Refused by [{option.fault}](#options.{option.fault}).")
    out += qemu_lines(option.qemu)
    return " ".join(out)


def qemu_lines(texts: tuple[m.QemuText, ...]) -> list[str]:
    """What qemu-img prints, by release."""
    out = []
    for item in texts:
        until = f" (before {'.'.join(map(str, item.until))})" if item.until else ""
        said = f": `{cell(item.text)}`." if item.text else " opens it."
        out.append(f"qemu-img{until}{said}")
    return out
