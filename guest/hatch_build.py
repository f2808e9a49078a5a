# SPDX-License-Identifier: Apache-2.0
"""Put the guest binaries and the specs into the wheel.

A wheel must work where there is no compiler, so they are built here, once. An editable install uses
the checkout's own `guest/build`, which `make guest` keeps fresh.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GuestBuildHook(BuildHookInterface[Any]):
    """Build `guest/` and map its outputs to `instar/_guest/`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        if shutil.which("cc") is None:
            raise SystemExit(
                "instar: no C compiler to build the guest with: install one (Debian: apt-get "
                "install gcc)"
            )
        subprocess.run(["make", "-s", "-C", str(root / "guest")], check=True)
        include = build_data["force_include"]
        build = root / "guest" / "build"
        sums = build / "SHA256SUMS"
        names = [line.split()[1] for line in sums.read_text(encoding="ascii").splitlines()]
        for name in (sums.name, *names):
            include[str(build / name)] = f"instar/_guest/{name}"
        for name in ("libdeflate/COPYING", "zstd/LICENSE"):  # of what codec/sources.txt pins
            if (build / "codec" / name).exists():
                include[str(build / "codec" / name)] = f"instar/_guest/licenses/{name}"
        include[str(root / "specs")] = "instar/_specs"
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-linux_x86_64"
