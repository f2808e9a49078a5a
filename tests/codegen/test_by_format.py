# SPDX-License-Identifier: Apache-2.0
"""Images that are valid by their format and that qemu refuses, or the other way round: what follows
the format's rules reads the ones, what follows qemu's the others.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from codegen.cli import main
from codegen.model import model as m
from lab.images.luks import header2, luks
from lab.images.partitions import gpt
from lab.images.vdi import vdi
from tests.codegen import native, oracle, views
from tests.codegen.cbuild import ParseIn, build

DIFFERENCING = (
    (0x4C, "<I", 4),
    (0x1A8, "<Q", 0x1122334455667788),
    (0x1B8, "<Q", 0x99AABBCCDDEEFF00),
)


@pytest.fixture(scope="module")
def parsers(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """The C parsers of `python -m codegen parsers`."""
    folder = tmp_path_factory.mktemp("parsers")
    assert main(["parsers", str(folder)]) == 0
    generated = folder / "guest/generated"
    sources = [generated / f"{name}.c" for name in ("luks", "raw", "vdi")]
    return build(folder / "parsers.so", sources, [generated])


def read_c(parsers: ctypes.CDLL, structure: m.Structure, raw: bytes) -> views.Verdict:
    """What C that follows the format says."""
    buf = ctypes.create_string_buffer(raw, len(raw))
    given = ParseIn(buf=ctypes.addressof(buf), len=len(raw))
    out = ctypes.create_string_buffer(1 << 16)
    status = getattr(parsers, f"{structure.c_name}_parse")(ctypes.byref(given), out)
    field = next((f.id for f in structure.fields if f.number == given.field), None)
    return views.Verdict(None, field if status else None, status, None, not status)


def images(tmp_path: Path) -> dict[str, tuple[m.Structure, bytes, str | None, str | None]]:
    """The structure, its bytes, the field that breaks a rule of the format, and one of qemu."""
    luks_spec, vdi_spec, raw_spec = map(views.spec_of, ("luks", "vdi", "raw"))
    phdr, header2_type = luks_spec.structure("phdr"), luks_spec.structure("header2")
    header, gpt_header = vdi_spec.structure("header"), raw_spec.structure("gpt_header")
    detached = luks(tmp_path / "detached", (104, ">I", 0)).read_bytes()
    child = vdi(tmp_path / "child", {0: 0}, *DIFFERENCING).read_bytes()
    kind = vdi(tmp_path / "kind", {0: 0}, (0x4C, "<I", 9)).read_bytes()
    blocks = vdi(tmp_path / "blocks", {0: 0}, (0x178, "<I", 4 << 20)).read_bytes()
    large = gpt(
        tmp_path / "4kn", (40, 60), unit=4096, first=((12, "<I", 4096),), second=((12, "<I", 4096),)
    ).read_bytes()
    return {
        "luks2": (header2_type, header2(0)[:4096], None, None),
        "luks2, second header": (header2_type, header2(0x4000)[:4096], None, None),
        "detached luks1": (phdr, detached[:592], None, "payload_sector"),
        "differencing vdi": (header, child[:512], None, "uuid_link"),
        "vdi of 4 MiB blocks": (header, blocks[:512], None, "block_size"),
        "vdi of no kind": (header, kind[:512], "image_type", None),
        "gpt of a 4Kn disk": (gpt_header, large[4096:8192], None, None),
    }


NAMES = (
    "luks2",
    "luks2, second header",
    "detached luks1",
    "differencing vdi",
    "vdi of 4 MiB blocks",
    "vdi of no kind",
    "gpt of a 4Kn disk",
)


@pytest.mark.parametrize("name", NAMES)
def test_each_reader_follows_its_rules(name: str, tmp_path: Path, parsers: ctypes.CDLL) -> None:
    structure, raw, by_format, by_qemu = images(tmp_path)[name]
    for verdict in (views.read_construct(structure, raw, {}), read_c(parsers, structure, raw)):
        assert (verdict.field, verdict.accepted) == (by_format, by_format is None)
    for verdict in (views.read_python(structure, raw, {}), native.read(structure, raw, {})[0]):
        assert (verdict.field, verdict.accepted) == (by_qemu, by_qemu is None)


@pytest.mark.parametrize("name", NAMES)
def test_plain_kaitai_follows_the_format(name: str, tmp_path: Path) -> None:
    structure, raw, by_format, _ = images(tmp_path)[name]
    oracle.modules()
    assert views.read_kaitai(structure, raw, {}).accepted == (by_format is None)
