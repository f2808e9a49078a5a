# SPDX-License-Identifier: Apache-2.0
"""An enum of a spec is there twice: as constants for the answer path and as an enum for people."""

from __future__ import annotations

from enum import IntEnum
from importlib import import_module

import pytest

from codegen.model import model as m
from codegen.python.names import class_of, module_of
from instar.layout import Values
from tests.codegen import views
from tests.codegen.test_imports import imported

ENUMS = [(spec, enum) for spec in views.specs() for enum in spec.enums]
MODULES = sorted({module_of(spec) for spec, _ in ENUMS})


def ids(value: object) -> str:
    return value.name if isinstance(value, m.EnumType) else getattr(value, "id", "")


@pytest.mark.parametrize(("spec", "enum"), ENUMS, ids=ids)
def test_constants_are_plain_numbers_with_the_values_of_the_enum(
    spec: m.SpecFile, enum: m.EnumType
) -> None:
    name = class_of(enum)
    constants = getattr(import_module(module_of(spec)), name)
    people = getattr(import_module(f"instar.generated.enums.{spec.id}"), name)
    assert issubclass(people, IntEnum)
    assert type(constants) is Values
    written = {
        key: value for key, value in vars(constants).items() if key.isupper() or key[:1].isupper()
    }
    assert written == {member.name: member.value for member in people}
    assert {type(value) for value in written.values()} <= {int}
    assert list(written.values()) == [member.value for member in enum.members]


@pytest.mark.parametrize("module", MODULES)
def test_constants_are_imported_without_enum(module: str) -> None:
    assert imported(module) & {"enum", "typing", "re", "collections"} == set()
