# SPDX-License-Identifier: Apache-2.0
"""What a guest knows of the options of new images: defaults, rules, and the faults by which a
layout refuses.
"""

from __future__ import annotations

from collections.abc import Iterator

from codegen.c.text import comment, literal, macro, number
from codegen.model import model as m
from codegen.model.options import Option, OptionSet

Row = tuple[OptionSet, Option]


def _rows(spec: m.SpecFile) -> Iterator[Row]:
    """Numbers that a guest checks: those that go into a field."""
    for options in spec.option_sets:
        for option in options.options:
            if options.format and option.field and option.is_number:
                yield options, option


def _faults(spec: m.SpecFile) -> list[Row]:
    return [(options, option) for options, option in _rows(spec) if option.fault]


def options_text(spec: m.SpecFile) -> str:
    """Accessors of each format's numbers, and the table of faults."""
    out = ""
    for options, option in _rows(spec):
        if option.default is not None and not option.chosen:
            out += "\n" + _value(spec, options, option)
        if option.max is not None:
            out += "\n" + _allowed(spec, options, option)
    faults = _faults(spec)
    if faults:
        out += "\n" + comment("By which fault a layout refuses an option, and what is allowed.")
        out += (
            f"struct {spec.id}_option_fault {{\n\tuint32_t format;\n\tuint32_t field;\n"
            "\tuint32_t fault;\n\tuint64_t min;\n\tuint64_t max;\n};\n\n"
            f"#define {_count(spec)} {len(faults)}u\n"
            f"extern const struct {spec.id}_option_fault {_table(spec)};\n"
        )
    return out


def _count(spec: m.SpecFile) -> str:
    return macro(spec.id, "NUM_OPTION_FAULTS")


def _table(spec: m.SpecFile) -> str:
    return f"{spec.id}_option_faults[{_count(spec)}]"


def _name(spec: m.SpecFile, options: OptionSet, option: Option) -> str:
    return f"{spec.id}_{options.id}_{option.id}"


def _value(spec: m.SpecFile, options: OptionSet, option: Option) -> str:
    name, default = f"options->{option.field}", number(int(option.default or 0))
    return (
        comment(f"`{option.id}` of {options.id}: what was asked for, or the default.")
        + f"static inline uint64_t {_name(spec, options, option)}"
        f"(const struct {spec.id}_options *options)\n"
        f"{{\n\treturn {name} ? {name} : {default};\n}}\n"
    )


def _allowed(spec: m.SpecFile, options: OptionSet, option: Option) -> str:
    tests = [f"value <= {number(option.max or 0)}"]
    if option.min:
        tests.insert(0, f"value >= {literal(option.min)}")
    if option.power_of_two:
        tests.append("!(value & (value - 1))")
    return (
        comment(f"Whether {options.id} takes this `{option.id}`.")
        + f"static inline bool {_name(spec, options, option)}_allowed(uint64_t value)\n"
        f"{{\n\treturn {' && '.join(tests)};\n}}\n"
    )


def harnesses(spec: m.SpecFile) -> list[str]:
    """Proofs of the accessors: defaults are there, and what is allowed is what the spec says."""
    out = []
    for options, option in _rows(spec):
        name = _name(spec, options, option)
        if option.default is not None and not option.chosen:
            out += _value_harness(spec, name, option)
        if option.max is not None:
            out += _allowed_harness(name, option)
    return out


def _value_harness(spec: m.SpecFile, name: str, option: Option) -> list[str]:
    asked = f"options.{option.field}"
    return [
        "",
        f"void prove_{name}(void)",
        "{",
        f"\tstruct {spec.id}_options options;",
        f"\tuint64_t value = {name}(&options);",
        "",
        f"\tassert(value == (__int128)({asked} == 0 ? {int(option.default or 0)} : {asked}));",
        "}",
    ]


def _allowed_harness(name: str, option: Option) -> list[str]:
    """A power of two is a number with one bit, whichever two are looked at."""
    inside = f"(v >= {option.min or 0} && v <= {option.max})"
    lines = ["", f"void prove_{name}_allowed(void)", "{", "\t__int128 v = any_u64();"]
    if option.power_of_two:
        lines += [
            "\tuint64_t one = any_u64() % 64, other = any_u64() % 64;",
            "",
            f"\tif (v == (__int128)1 << one)\n\t\tassert({name}_allowed(v) == {inside});",
            "\tif (one != other && (v >> one & 1) && (v >> other & 1))",
            f"\t\tassert(!{name}_allowed(v));",
        ]
    else:
        lines += ["", f"\tassert({name}_allowed(v) == {inside});"]
    return [*lines, "}"]


def options_source(spec: m.SpecFile) -> str:
    """The table of faults."""
    faults = _faults(spec)
    if not faults:
        return ""
    rows = "".join(f"\t{{ {', '.join(_fault_row(spec, *row))} }},\n" for row in faults)
    return f"\nconst struct {spec.id}_option_fault {_table(spec)} = {{\n{rows}}};\n"


def _fault_row(spec: m.SpecFile, options: OptionSet, option: Option) -> Iterator[str]:
    assert options.format is not None
    yield macro(options.format.spec, options.format.enum, options.format.member)
    yield macro(spec.id, "OPTIONS_FIELD", option.field)
    yield macro("FAULT", spec.id, "OPTIONS", option.fault)
    yield number(option.min or 0)
    yield number(option.max or 0)
