# SPDX-License-Identifier: Apache-2.0
"""`instar/generated/specs.py`: what the host's tables were made from."""

from __future__ import annotations

from codegen.model import model as m
from codegen.model.messages import Proto
from codegen.out.write import marker_all, python_banner, specs_hash


def emit(specs: tuple[m.SpecFile, ...], proto: Proto) -> dict[str, str]:
    text = (
        '"""What guest and host were made from."""\n\n'
        f"HASH = {specs_hash(specs, proto):#018x}\n"
        '"""Of all specs and messages. A guest that bears another is refused."""\n'
    )
    return {"instar/generated/specs.py": python_banner(marker_all("python")) + text}
