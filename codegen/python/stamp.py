# SPDX-License-Identifier: Apache-2.0
"""`instar/generated/__init__.py`: what the host's tables were made from."""

from __future__ import annotations

from codegen.model import model as m
from codegen.model.messages import Proto
from codegen.out.write import marker_all, python_banner, specs_hash


def emit(specs: tuple[m.SpecFile, ...], proto: Proto) -> dict[str, str]:
    text = (
        '"""Generated from `specs/`: edit a spec, then run `make codegen`."""\n\n'
        f"SPECS_HASH = {specs_hash(specs, proto):#018x}\n"
        '"""Of all specs and messages. A guest that bears another is refused."""\n'
    )
    return {"instar/generated/__init__.py": python_banner(marker_all("python")) + text}
