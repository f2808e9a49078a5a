# SPDX-License-Identifier: Apache-2.0
"""`guest/generated/specs.h`: what the guest's binaries were made from."""

from __future__ import annotations

from codegen.c.text import define
from codegen.model import model as m
from codegen.model.messages import Proto
from codegen.out.write import c_banner, marker_all, specs_hash


def emit(specs: tuple[m.SpecFile, ...], proto: Proto) -> dict[str, str]:
    doc = "Of all specs and messages. The host refuses a guest that bears another."
    text = define("SPECS_HASH", f"UINT64_C({specs_hash(specs, proto):#018x})", doc)
    guard = "#ifndef SPECS_H\n#define SPECS_H\n"
    return {"guest/generated/specs.h": f"{c_banner(marker_all('c'))}{guard}\n{text}\n#endif\n"}
