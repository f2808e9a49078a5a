# SPDX-License-Identifier: Apache-2.0
"""The documentation site: `make docs`, into `build/site`.

Pages are the Markdown files of `docs/` and the papers at the top of the tree; MkDocs with the Material theme makes them a site that
can be searched. The pages link into the tree (`../../specs/formats/qcow2.ksy`), as they must to be read on a code host; here the
specs are copied in beside them, so that the machine-readable form is one click away. A warning fails the build.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "site"
WORK = ROOT / "build" / "site-source"
ASSETS = Path(__file__).resolve().parent / "assets"

PAPERS = {
    "README.md": "index.md",
    "ARCHITECTURE.md": "architecture-on-one-page.md",
    "SPECIFICATION.md": "specification.md",
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "changelog.md",
    "specs/README.md": "reading-specs.md",
    "specs/STYLE.md": "spec-style.md",
}
GUIDE = (
    ("Measure", "measure.md"),
    ("Map", "map.md"),
    ("Info", "info.md"),
    ("Python", "python.md"),
    ("Quirks", "quirks.md"),
    ("Security", "security.md"),
    ("Performance", "performance.md"),
)
INSIDE = (
    ("On one page", "architecture-on-one-page.md"),
    ("Floor by floor", "architecture.md"),
    ("Specification", "specification.md"),
    ("Testing", "testing.md"),
    ("Hostile images", "hostile.md"),
    ("Changing a structure", "codegen.md"),
    ("Contributing", "contributing.md"),
    ("Reading specs", "reading-specs.md"),
    ("Style of specs", "spec-style.md"),
    ("Changelog", "changelog.md"),
)


def collect() -> None:
    """Copy pages, papers, specs and assets into one folder."""
    shutil.rmtree(WORK, ignore_errors=True)
    docs = WORK / "docs"
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns("site", "*.py"))
    shutil.copytree(ROOT / "specs", docs / "specs", ignore=shutil.ignore_patterns("*.md"))
    shutil.copytree(ASSETS, docs / "assets")
    for source, target in PAPERS.items():
        (docs / target).write_text((ROOT / source).read_text())
    for page in docs.rglob("*.md"):
        page.write_text(relink(page.read_text(), page.relative_to(docs)))


def relink(text: str, page: Path) -> str:
    """Links as they are in the tree, made links of the site; those to other files of the tree become plain text."""
    up = "../" * (len(page.parts) - 1)

    def replace(match: re.Match[str]) -> str:
        label, target = match[1], match[2]
        path, hash_, anchor = target.partition("#")
        if "://" in target or not path:
            return match[0]
        base = tree_folder(page)
        inside = (base / path).resolve()
        if not inside.is_relative_to(ROOT):
            return label
        name = inside.relative_to(ROOT).as_posix()
        if name in PAPERS:
            return f"[{label}]({up}{PAPERS[name]}{hash_}{anchor})"
        if name.startswith("docs/"):
            found = name.removeprefix("docs/")
            return f"[{label}]({up}{found}{hash_}{anchor})" if (ROOT / name).exists() else label
        if name.startswith("specs/") and not name.endswith(".md") and inside.is_file():
            return f"[{label}]({up}{name}{hash_}{anchor})"
        return label

    return re.sub(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)", replace, text)


def tree_folder(page: Path) -> Path:
    """The folder of the tree that the page's links are relative to."""
    for source, target in PAPERS.items():
        if page.as_posix() == target:
            return (ROOT / source).parent
    return (ROOT / "docs" / page).parent


def present(entries: tuple[tuple[str, str], ...]) -> list[str]:
    """Navigation lines for the pages that there are."""
    docs = WORK / "docs"
    return [f"      - {title}: {page}" for title, page in entries if (docs / page).exists()]


def references(kind: str) -> list[str]:
    pages = sorted(p.name for p in (WORK / "docs" / kind).glob("*.md") if p.name != "index.md")
    return [f"      - Overview: {kind}/index.md", *(f"      - {p.removesuffix('.md')}: {kind}/{p}" for p in pages)]


def configure() -> Path:
    """The generator's configuration."""
    lines = [
        "site_name: instar",
        f"docs_dir: {WORK / 'docs'}",
        f"site_dir: {SITE}",
        "use_directory_urls: false",
        "theme:",
        "  name: material",
        "  font: false",
        "  features: [navigation.tabs, navigation.sections, navigation.top, search.highlight, content.code.copy, toc.follow]",
        "  palette:",
        "    - {media: '(prefers-color-scheme: light)', scheme: default, primary: blue grey, accent: teal,"
        " toggle: {icon: material/weather-night, name: Dark}}",
        "    - {media: '(prefers-color-scheme: dark)', scheme: slate, primary: blue grey, accent: teal,"
        " toggle: {icon: material/weather-sunny, name: Light}}",
        "extra_css: [assets/instar.css]",
        "markdown_extensions:",
        "  - tables",
        "  - attr_list",
        "  - admonition",
        "  - toc: {permalink: true, toc_depth: 3}",
        "  - pymdownx.highlight",
        "  - pymdownx.superfences",
        "plugins: [search]",
        "validation: {links: {anchors: warn, absolute_links: warn, unrecognized_links: warn}, nav: {omitted_files: warn}}",
        "nav:",
        "  - Start: index.md",
        "  - Guide:",
        *present(GUIDE),
        "  - Formats:",
        *references("formats"),
        "  - Inside:",
        *present(INSIDE),
        "  - Host and guest:",
        *references("abi"),
    ]
    config = WORK / "mkdocs.yml"
    config.write_text("\n".join(lines) + "\n")
    return config


def main() -> int:
    """Build; the exit status of the generator."""
    collect()
    config = configure()
    return subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(config)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
