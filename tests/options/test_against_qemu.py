# SPDX-License-Identifier: Apache-2.0
"""The keys of `-o` are those that the installed qemu-img lists for its release."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from instar.generated.options.file import OPTIONS as FILE_OPTIONS
from instar.generated.profiles import find
from instar.generated.source import SourceFormat
from instar.options.names import driver_name
from instar.options.targets import MODULES, load
from tests.wanted import needs

QEMU = shutil.which("qemu-img")
# Keys that qemu-img lacks.
OWN = {SourceFormat.VMDK4: {"grain_size"}, SourceFormat.VDI: {"subformat"}}

pytestmark = needs("qemu-img")


def ask(*words: str) -> str:
    assert QEMU is not None
    return subprocess.run([QEMU, *words], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("format", MODULES)
def test_keys_are_those_of_qemu_img(format: SourceFormat) -> None:
    found = re.match(r"qemu-img version (\d+\.\d+)", ask("--version"))
    assert found is not None
    try:
        profile = find(found[1])
    except KeyError:
        pytest.skip(f"release {found[1]} is not recorded")
    listed = re.findall(
        r"^  (\S+)=<", ask("create", "-f", str(driver_name(format)), "-o", "help"), re.M
    )
    options = load(format).options
    known = {option.name for option in options if option.known_to(profile)}
    of_file = {option.name for option in FILE_OPTIONS}
    assert known - OWN.get(format, set()) - of_file == set(listed) - of_file
