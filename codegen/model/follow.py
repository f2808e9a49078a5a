# SPDX-License-Identifier: Apache-2.0
"""Whose rules a parser checks. The model as loaded has qemu's in `Field.rules`; what is emitted
from a model that went through `by_format` checks the format's.
"""

from __future__ import annotations

from dataclasses import replace

from codegen.model import model as m

Specs = tuple[m.SpecFile, ...]


def by_format(specs: Specs) -> Specs:
    """The same with the format's rules where a field has both."""
    return tuple(
        replace(spec, structures=tuple(map(structure_by_format, spec.structures))) for spec in specs
    )


def structure_by_format(s: m.Structure) -> m.Structure:
    return replace(s, fields=tuple(replace(f, rules=f.by_format) for f in s.fields))


def differing(s: m.Structure) -> tuple[m.Field, ...]:
    """The fields in which qemu's rules are not the format's."""
    return tuple(f for f in s.fields if f.format_rules is not None)
