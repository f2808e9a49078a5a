# SPDX-License-Identifier: Apache-2.0
"""Find out which recorded versions answer alike, and where they differ; write the table for
`--qemu-version`.

    python -m lab.parity.profiles                       the profiles of each operation
    python -m lab.parity.profiles --switches            every switch, and where its value changes
    python -m lab.parity.profiles --compare 8.1.0 8.2.0 what the two answer otherwise
    python -m lab.parity.profiles --emit instar/generated/profiles.py
    python -m lab.parity.profiles --check instar/generated/profiles.py

The rule after each switch is its entry in probes.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from textwrap import indent

from lab.parity.probes import SWITCHES, Switch, Value
from lab.parity.store import OPERATIONS, Baselines, Version

EMITTER = 3  # raise it when the emitted text changes for the same recordings
_FIXED = 4
"""Fields that each row of the table has: the others have defaults."""


def switch_values(baselines: Baselines, switch: Switch) -> dict[str, Value]:
    """A switch's value for every version; where the cases were not asked, that of the same X.Y,
    else the next older.

    Where it is known when the value changed, versions from then on have that of the next newer
    instead.
    """
    cases = [baselines.case(case_id) for case_id in switch.cases]
    asked: dict[str, Value] = {}
    series: dict[tuple[int, ...], Value] = {}
    for version in baselines.versions:
        if all(version.name in case.answers for case in cases):
            value = switch.decide(*(case.answers[version.name] for case in cases))
            asked[version.name] = series[version.number[:2]] = value
    if not asked:
        raise ValueError(f"{switch.name}: no version was asked {', '.join(switch.cases)}")
    value = next(iter(asked.values()))
    changed = _changed(baselines, switch, asked) if switch.since else value
    found = {}
    for version in baselines.versions:
        if switch.since and version.number >= switch.since:
            value = changed
        of_series = value if version.is_prerelease else series.get(version.number[:2], value)
        value = found[version.name] = asked.get(version.name, of_series)
    return found


def _changed(baselines: Baselines, switch: Switch, asked: Mapping[str, Value]) -> Value:
    """The value from the release on that made the change; ValueError unless all who were asked bear
    that out.
    """
    older, newer = (
        {
            asked[v.name]
            for v in baselines.versions
            if v.name in asked and (v.number >= switch.since) is after
        }
        for after in (False, True)
    )
    if len(older) != 1 or len(newer) != 1 or older == newer:
        since = ".".join(map(str, switch.since))
        raise ValueError(
            f"{switch.name}: before {since} {sorted(older)}, since then {sorted(newer)}"
        )
    return newer.pop()


def aliases(versions: list[Version]) -> dict[str, str]:
    """Other names for recorded versions: 7.2.22 by its banner, and 7.2 for the newest 7.2.x that
    was released.
    """
    found: dict[str, str] = {}
    for version in versions:  # oldest first: the newest takes the name
        numbers = [str(n) for n in version.number]
        if not version.is_prerelease:
            found[".".join(numbers[:2])] = version.name
        found.setdefault(".".join(numbers), version.name)
    names = {version.name for version in versions}
    return {alias: name for alias, name in found.items() if alias not in names}


def emit(baselines: Baselines) -> str:
    """The text of instar/generated/profiles.py."""
    values = {switch.name: switch_values(baselines, switch) for switch in SWITCHES}
    newest = baselines.names[-1]
    defaults = {name: found[newest] for name, found in values.items()}
    fields = []
    for switch in SWITCHES:
        kind = "bool" if isinstance(defaults[switch.name], bool) else "str"
        choices = dict.fromkeys(values[switch.name].values())
        shown = f" ({' | '.join(map(str, choices))})" if kind == "str" else ""
        fields += [f"    # {line}" for line in _wrapped(switch.meaning + shown)]
        fields.append(f"    {switch.name}: {kind} = {_literal(defaults[switch.name])}")
    rows = [_row(v, n, values, defaults) for n, v in enumerate(baselines.versions)]
    other = [f'    "{alias}": "{name}",' for alias, name in aliases(baselines.versions).items()]
    return TEMPLATE.format(
        digest=baselines.digest(),
        emitter=EMITTER,
        fields="\n".join(fields),
        default=rows[-1].strip().removesuffix(","),
        rows=indent("\n".join(rows[:-1]), "    "),
        aliases="\n".join(other),
    )


TEMPLATE = '''\
# INSTAR-GEN profiles tests/parity/data spec={digest} gen={emitter}
# SPDX-License-Identifier: Apache-2.0
"""What differs between the versions of qemu-img, as the recorded answers show it."""

from __future__ import annotations

import sys

from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    PROFILES: tuple[Profile, ...]
    KNOWN: tuple[str, ...]


class Profile(Record):
    """One recorded version. The defaults are the newest's; a row says what is otherwise."""

    version: str
    number: tuple[int, ...]
    index: int
    year: int
{fields}


DEFAULT = {default}
_DIGITS = 4
_NEWEST = 10**_DIGITS
"""Of a number without Z: it is the newest of its X.Y."""
ALIASES: dict[str, str] = {{
{aliases}
}}


def _all() -> tuple[Profile, ...]:
    return (
{rows}
        DEFAULT,
    )


def __getattr__(name: str) -> tuple[object, ...]:
    """PROFILES and KNOWN, made when somebody asks for other releases than the newest."""
    if name == "PROFILES":
        made: tuple[object, ...] = _all()
    elif name == "KNOWN":
        made = (*(profile.version for profile in _module().PROFILES), *ALIASES)
    else:
        raise AttributeError(name)
    globals()[name] = made
    return made


def _module() -> Any:
    return sys.modules[__name__]


def find(version: str | None = None) -> Profile:
    """The profile of a version, the newest for None; KeyError if it is older than all or none.

    A number that was not recorded has the newest profile that is not newer, and one of the same X.Y
    where there is one, for what changes within that are faults.
    """
    if version is None:
        return DEFAULT
    profiles: tuple[Profile, ...] = _module().PROFILES
    name = ALIASES.get(version, version)
    for profile in profiles:
        if profile.version == name:
            return profile
    number = _number(version)
    series = [profile for profile in profiles if profile.number[:2] == number[:2]]
    older = [profile for profile in series or profiles if profile.number <= number]
    try:
        return (older or series[:1])[-1]
    except IndexError:
        raise KeyError(version) from None


def _number(version: str) -> tuple[int, ...]:
    """The X[.Y[.Z]] of a version; KeyError where it is none."""
    parts = version.split(".")
    if len(parts) > 3 or not all(part.isdecimal() and len(part) <= _DIGITS for part in parts):
        raise KeyError(version)
    major, minor, *micro = (*map(int, parts), *(0,) * (2 - len(parts)))
    return (major, minor, *(micro or (_NEWEST,)))
'''


def _row(
    version: Version,
    index: int,
    values: Mapping[str, Mapping[str, Value]],
    defaults: Mapping[str, Value],
) -> str:
    parts = [f'"{version.name}"', repr(version.number), str(index), str(version.year)]
    for name, found in values.items():
        if found[version.name] != defaults[name]:
            parts.append(f"{name}={_literal(found[version.name])}")
    if len(parts) == _FIXED:
        return f"    Profile({', '.join(parts)}),"
    named = "".join(f"        {part},\n" for part in parts[_FIXED:])
    head = "".join(f"        {part},\n" for part in parts[:_FIXED])
    return f"    Profile(\n{head}{named}    ),"


def _literal(value: Value) -> str:
    return str(value) if isinstance(value, bool) else f'"{value}"'


def _wrapped(text: str, width: int = 94) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def show_profiles(baselines: Baselines) -> None:
    for op in OPERATIONS:
        cases = baselines.cases(op)
        differ = sum(len(case.groups()) > 1 for case in cases)
        groups = baselines.profiles(op)
        print(f"{op}: {len(cases)} cases, {differ} differ between versions, {len(groups)} profiles")
        for group in groups:
            print(f"  {' '.join(group)}")


def show_switches(baselines: Baselines) -> None:
    for switch in SWITCHES:
        found = switch_values(baselines, switch)
        names = list(found)
        changes = [names[0], *(b for a, b in pairwise(names) if found[a] != found[b])]
        shown = ", ".join(f"{found[name]} from {name}" for name in changes)
        print(f"{switch.name}: {shown}\n    {switch.meaning}; {', '.join(switch.cases)}")


def show_difference(baselines: Baselines, one: str, other: str) -> None:
    for op in OPERATIONS:
        for case in baselines.cases(op):
            if {one, other} <= set(case.answers) and case.answers[one] != case.answers[other]:
                print(case.id)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m lab.parity.profiles", description="Versions that answer alike."
    )
    parser.add_argument("--switches", action="store_true")
    parser.add_argument("--compare", nargs=2, metavar="VERSION")
    parser.add_argument("--emit", type=Path, metavar="FILE")
    parser.add_argument(
        "--check", type=Path, metavar="FILE", help="exit 1 when FILE is not current"
    )
    options = parser.parse_args(argv)
    baselines = Baselines()
    if options.emit:
        options.emit.write_text(emit(baselines))
    elif options.check:
        if options.check.read_text() != emit(baselines):
            print(f"{options.check} is not what the recordings give: --emit it", file=sys.stderr)
            return 1
    elif options.switches:
        show_switches(baselines)
    elif options.compare:
        show_difference(baselines, *options.compare)
    else:
        show_profiles(baselines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
