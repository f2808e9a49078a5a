# SPDX-License-Identifier: Apache-2.0
"""Put what is built into the packages: the guest binaries, the specs, the man pages and the
completions into the wheel, the fetched codec libraries into the sdist.

A wheel must work where there is no compiler, and an sdist must build where there is no network. An
editable install uses the checkout's own `guest/build`, which `make guest` keeps fresh.
"""

from __future__ import annotations

import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

# The guest is static and calls the kernel alone; the rest is Python: any C library will do.
TAG = "py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.musllinux_1_1_x86_64"
COMPLETIONS = {
    "bash": "share/bash-completion/completions/instar",
    "zsh": "share/zsh/site-functions/_instar",
    "fish": "share/fish/vendor_completions.d/instar.fish",
}


def project_urls(repository: str) -> dict[str, str]:
    """What an index shows next to the package; nothing where no repository is known."""
    if not repository:
        return {}
    return {
        "Source": repository,
        "Documentation": f"{repository}/tree/HEAD/docs",
        "Changelog": f"{repository}/blob/HEAD/CHANGELOG.md",
        "Issues": f"{repository}/issues",
    }


def absolute_links(text: str, repository: str) -> str:
    """Markdown whose links and pictures lead into the repository, if one is known."""
    if not repository:
        return text
    link = re.compile(r"(!?\[[^\]]*\])\((?!https?:|#|mailto:)([^)\s]+)\)")

    def absolute(found: re.Match[str]) -> str:
        kind = "raw" if found[1].startswith("!") else "blob"
        return f"{found[1]}({repository}/{kind}/HEAD/{found[2]})"

    return link.sub(absolute, text)


class Urls(MetadataHookInterface):
    """The project's URLs and its README."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Called by hatchling for what pyproject.toml declares dynamic."""
        repository = os.environ.get("INSTAR_REPOSITORY", "").rstrip("/")
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["urls"] = project_urls(repository)
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": absolute_links(readme, repository),
        }


class GuestBuildHook(BuildHookInterface[Any]):
    """Build `guest/` and map its outputs to `instar/_guest/`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs."""
        if version == "editable":
            return
        self.guest = Path(self.root) / "guest"
        self.build = self.guest / "build"
        if self.target_name == "sdist":
            self.make("libraries")
            build_data["force_include"].update(self.libraries())
            return
        self.make("all")
        build_data["force_include"].update(self.binaries())
        build_data["shared_data"].update(self.shared())
        build_data["pure_python"] = False
        build_data["tag"] = TAG

    def make(self, goal: str) -> None:
        """Run the guest's Makefile, or say in one line why that cannot be."""
        compiler = shlex.split(os.environ.get("CC", "cc"))[0]
        if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
            here = f"{platform.system()} on {platform.machine()}"
            raise SystemExit(f"instar: runs on Linux on x86-64 only, and this is {here}")
        for program, package in ((compiler, "gcc"), ("make", "make"), ("objcopy", "binutils")):
            if shutil.which(program) is None:
                raise SystemExit(
                    f"instar: no {program} to build the guest with: install it (Debian: apt-get "
                    f"install {package})"
                )
        command = ["make", "-s", "-C", str(self.guest), f"PYTHON={sys.executable}", goal]
        subprocess.run(command, check=True)

    def libraries(self) -> Iterator[tuple[str, str]]:
        """The codec libraries as they were fetched, for a build without a network."""
        fetch = self.guest / "codec" / "fetch.py"
        archive = self.build / "libraries.tar.xz"
        subprocess.run([sys.executable, fetch, self.build / "codec", archive], check=True)
        yield str(archive), "guest/codec/libraries.tar.xz"

    def binaries(self) -> Iterator[tuple[str, str]]:
        """The guest, as B2SUMS lists it, the licences of what is in it, and the specs."""
        sums = self.build / "B2SUMS"
        names = [line.split()[1] for line in sums.read_text(encoding="ascii").splitlines()]
        for name in (sums.name, *names):
            yield str(self.build / name), f"instar/_guest/{name}"
        for name in ("libdeflate/COPYING", "zstd/LICENSE"):  # of what codec/sources.txt pins
            if (self.build / "codec" / name).exists():
                yield str(self.build / "codec" / name), f"instar/_guest/licenses/{name}"
        yield str(Path(self.root) / "specs"), "instar/_specs"

    def shared(self) -> Iterator[tuple[str, str]]:
        """Man pages and completions, made from the tables of the command line."""
        folder = self.build / "share"
        self.instar("instar.cli.man", str(folder / "man"))
        for page in sorted((folder / "man").iterdir()):
            yield str(page), f"share/man/man1/{page.name}"
        for shell, place in COMPLETIONS.items():
            path = folder / shell
            path.write_text(self.instar("instar", "completion", shell), encoding="utf-8")
            yield str(path), place

    def instar(self, module: str, *arguments: str) -> str:
        """What a module of the tree that is being packed prints."""
        line = [sys.executable, "-m", module, *arguments]
        return subprocess.run(
            line, cwd=self.root, check=True, capture_output=True, text=True
        ).stdout
