# SPDX-License-Identifier: Apache-2.0
"""The documentation site: `make docs`, into `build/site`; `python docs/site/build.py FOLDER`, into
`FOLDER/site`.

Pages are the Markdown files of `docs/` and of the root directory. MkDocs with the Material theme
makes a site of them whose search works from the directory as it is, too. The pages link into the
tree (`../../specs/formats/qcow2.ksy#L30`), so that they can be read on a code host; here each spec
is a page with numbered lines, and the file itself is one click away. The reference of the Python
API comes from the docstrings. A warning fails the build, and no page asks another server for
anything. INSTAR_REPOSITORY, the address of the repository, adds a link to it to each page, and one
to the file that the page is written in.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import python_reference

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "build"
SITE = BUILD / "site"
WORK = BUILD / "site-source"
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
START = (
    ("instar", "index.md"),
    ("Why", "why.md"),
    ("Quick start", "quickstart.md"),
    ("From qemu-img to instar", "migration.md"),
    ("qemu-img's options, one by one", "commands/qemu-img.md"),
    ("Compared with other tools", "comparison.md"),
    ("Questions and answers", "faq.md"),
)
GUIDE = (
    ("Recipes", "recipes.md"),
    ("Formats", "support.md"),
    ("Images for platforms", "platforms.md"),
    ("measure", "measure.md"),
    ("map", "map.md"),
    ("view", "view.md"),
    ("info", "info.md"),
    ("check", "check.md"),
    ("doctor and the sandbox", "sandbox.md"),
    ("Python", "python.md"),
    ("Python reference", "python-reference.md"),
    ("Exit codes, environment, limits", "environment.md"),
    ("Differences from qemu-img", "quirks.md"),
    ("Security", "security.md"),
    ("Many images", "fleet.md"),
    ("Performance", "performance.md"),
    ("Crash safety", "crash-safety.md"),
    ("Compatibility, support, citation", "policy.md"),
)
COMMANDS = tuple(
    (f"instar {page.stem}", f"commands/{page.name}")
    for page in sorted((ROOT / "docs" / "commands").glob("*.md"))
    if page.stem != "qemu-img"
)
INSIDE = (
    ("On one page", "architecture-on-one-page.md"),
    ("Layer by layer", "architecture.md"),
    ("Specification", "specification.md"),
    ("How sizes are computed", "sizes.md"),
    ("Changes in place", "in-place.md"),
    ("Testing", "testing.md"),
    ("Hostile images", "hostile.md"),
    ("Contributing", "contributing.md"),
    ("Changing a structure", "codegen.md"),
    ("Changelog", "changelog.md"),
)
MADE = {"hostile.md": "lab/hostile.py"}
"""Programs that write other pages."""
KINDS = ("formats", "abi")
"""Directories of specs from which pages are made."""
SPECS = (("How to read a spec", "reading-specs.md"), ("Style", "spec-style.md"))


def collect() -> None:
    """Copy pages, specs and assets into one directory."""
    shutil.rmtree(WORK, ignore_errors=True)
    docs = WORK / "docs"
    kept_out = shutil.ignore_patterns("site", "*.py", "performance.json")
    shutil.copytree(ROOT / "docs", docs, ignore=kept_out)
    shutil.copytree(ASSETS, docs / "assets")
    for source, target in PAPERS.items():
        (docs / target).write_text((ROOT / source).read_text())
    for page in docs.rglob("*.md"):
        name = page.relative_to(docs)
        page.write_text(front_matter(name.as_posix()) + relink(page.read_text(), name))
    home = docs / "index.md"
    home.write_text(numbers(home.read_text()))
    for spec in sorted((ROOT / "specs").rglob("*.ksy")):
        show_spec(spec, docs / spec.relative_to(ROOT))
    (docs / "python-reference.md").write_text(python_reference.page())


def front_matter(page: str) -> str:
    """What the generator should know of a page: where it is edited, that pages for newcomers are
    first among what the search finds, and that home has room for itself.
    """
    lines = [f"source_file: {source_of(page)}"]
    if page in {name for _, name in (*START, *GUIDE, *COMMANDS)}:
        lines += ["search:", "  boost: 4"]
    if page == "index.md":
        lines += ["hide: [navigation, toc]"]
    return "\n".join(("---", *lines, "---", "", ""))


def source_of(page: str) -> str:
    """The file of the tree that a page is written in, or made from."""
    for source, target in PAPERS.items():
        if page == target:
            return source
    kind, _, name = page.rpartition("/")
    if (
        kind in KINDS
        and (spec := Path("specs", kind, name).with_suffix(".ksy")).name != "index.ksy"
    ):
        return spec.as_posix()
    if kind == "commands":
        module = Path("instar/cli/commands", name).with_suffix(".py").as_posix()
        return module if (ROOT / module).exists() else "instar/cli/reference.py"
    return MADE.get(page, f"docs/{page}")


def numbers(home: str) -> str:
    """Home, whose first table is shown as large numbers."""
    begin = home.index("| | |")
    end = home.index("\n\n", begin)
    return (
        f'{home[:begin]}<div class="numbers" markdown>\n\n{home[begin:end]}\n\n</div>{home[end:]}'
    )


def show_spec(spec: Path, target: Path) -> None:
    """A spec as a page, and as the file that it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(spec, target)
    name, kind = spec.stem, spec.parent.name
    made = f"[The page made from it](../../{kind}/{name}.md) &middot; " if kind in KINDS else ""
    target.with_suffix(".md").write_text(
        f"# {spec.name}\n\n{made}[The file]({spec.name})\n\n"
        f'````yaml linenums="1"\n{spec.read_text()}````\n'
    )


def relink(text: str, page: Path) -> str:
    """Links as they are in the tree, made links of the site; those to other files of the tree
    become plain text.
    """
    up = "../" * (len(page.parts) - 1)

    def replace(match: re.Match[str]) -> str:
        label, target = match[2], match[3]
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
            found = name.removeprefix("docs/") + ("/index.md" if inside.is_dir() else "")
            return (
                f"{match[1]}[{label}]({up}{found}{hash_}{anchor})"
                if (ROOT / name).exists()
                else label
            )
        if name.startswith("specs/") and name.endswith(".ksy") and inside.is_file():
            line = anchor.replace("L", "#__codelineno-0-")
            return f"[{label}]({up}{name.removesuffix('.ksy')}.md{line})"
        return label

    return re.sub(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)", replace, text)


def tree_folder(page: Path) -> Path:
    """The directory of the tree that the page's links are relative to."""
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
    return [
        f"      - Overview: {kind}/index.md",
        *(f"      - {p.removesuffix('.md')}: {kind}/{p}" for p in pages),
    ]


def spec_files() -> list[str]:
    lines = present(SPECS)
    for kind in (*KINDS, "views"):
        lines.append(f"      - {kind}:")
        pages = sorted((WORK / "docs" / "specs" / kind).glob("*.md"))
        lines += [f"          - {p.stem}.ksy: specs/{kind}/{p.name}" for p in pages]
    return lines


CONFIG = """\
site_name: instar
site_description: A safe, fast qemu-img for untrusted disk images
copyright: instar {version}, Apache-2.0
{repository}docs_dir: {docs}
site_dir: {site}
hooks: [{hooks}]
use_directory_urls: false
theme:
  name: material
  font: false
  icon: {{logo: material/harddisk}}
  features:
    - navigation.tabs
    - navigation.sections
    - navigation.top
    - navigation.footer
    - search.highlight
    - search.suggest
    - content.code.copy
    - content.action.edit
    - toc.follow
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: blue grey
      accent: teal
      toggle: {{icon: material/weather-night, name: Dark}}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: blue grey
      accent: teal
      toggle: {{icon: material/weather-sunny, name: Light}}
extra_css: [assets/instar.css]
extra_javascript: [assets/copy.js, assets/filter.js]
markdown_extensions:
  - tables
  - attr_list
  - md_in_html
  - admonition
  - toc: {{permalink: true, toc_depth: 3}}
  - pymdownx.highlight: {{anchor_linenums: true, line_spans: __span}}
  - pymdownx.superfences
plugins:
  - search: {{separator: '[\\s\\-_,:=\\[\\]()"/`.]+'}}
  - offline
  - mkdocstrings:
      handlers:
        python:
          paths: [{root}]
          options:
            show_source: false
            show_root_heading: true
            show_root_full_path: false
            show_root_toc_entry: true
            show_category_heading: false
            heading_level: 3
            separate_signature: true
            line_length: 72
            show_signature_annotations: true
            members_order: source
            show_bases: false
            docstring_section_style: list
            show_if_no_docstring: true
            filters: ["!^_", "!^SIZE$"]
validation:
  links: {{anchors: warn, absolute_links: warn, unrecognized_links: warn}}
  nav: {{omitted_files: warn}}
"""


def version() -> str:
    """The version of this tree."""
    text = (ROOT / "instar" / "version.py").read_text()
    return re.findall(r'__version__ = "(.*)"', text)[0]


def repository() -> str:
    """What the header shows of the repository, where INSTAR_REPOSITORY gives its address."""
    address = os.environ.get("INSTAR_REPOSITORY", "").rstrip("/")
    name = "/".join(address.split("/")[-2:])
    return f"repo_url: {address}\nrepo_name: {name} {version()}\n" if address else ""


def configure() -> Path:
    """The generator's configuration."""
    lines = [
        CONFIG.format(
            docs=WORK / "docs",
            site=SITE,
            root=ROOT,
            version=version(),
            repository=repository(),
            hooks=WORK / "edit_links.py",
        ),
        "nav:",
        "  - Start:",
        *present(START),
        "  - Guide:",
        *present(GUIDE),
        "  - Commands:",
        *present(COMMANDS),
        "  - Formats:",
        *references("formats"),
        "  - How it works:",
        *present(INSIDE),
        "  - Host and guest interface:",
        *references("abi"),
        "  - Format specs:",
        *spec_files(),
    ]
    shutil.copyfile(Path(__file__).with_name("edit_links.py"), WORK / "edit_links.py")
    config = WORK / "mkdocs.yml"
    config.write_text("\n".join(lines) + "\n")
    return config


ROW = re.compile(r'<tr>((?:(?!</tr>).)*?<a id="([a-z0-9_]+\.[a-z0-9_]+)"></a>.*?)</tr>', re.DOTALL)


def index_fields() -> int:
    """Make the search find each field, rule and value of the reference; returns their number."""
    path = SITE / "search" / "search_index.json"
    index = json.loads(path.read_text())
    # The specs' own text would be found before the pages that are made from them.
    index["docs"] = [d for d in index["docs"] if not d["location"].startswith("specs/")]
    found = 0
    for page in sorted([*(SITE / "formats").glob("*.html"), *(SITE / "abi").glob("*.html")]):
        for row, anchor in ROW.findall(page.read_text()):
            text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split())
            index["docs"].append(
                {
                    "location": f"{page.parent.name}/{page.name}#{anchor}",
                    "title": f"{page.stem} {anchor}",
                    "text": text,
                    "boost": 0.25,
                }
            )
            found += 1
    text = json.dumps(index, separators=(",", ":"), sort_keys=True)
    path.write_text(text)
    (SITE / "search" / "search_index.js").write_text(f"var __index = {text}")
    return found


def keep_at_home() -> None:
    """Link to files where the theme links to directories, use our own substitute for workers
    (assets/worker.js) instead of the one that the theme fetches from a server, keep the theme from
    asking the repository's host for its stars, and name two pages for the style sheet.
    """
    for page in SITE.rglob("*.html"):
        up = "../" * (len(page.relative_to(SITE).parts) - 1)
        text = page.read_text().replace(
            "https://unpkg.com/iframe-worker/shim", f"{up}assets/worker.js"
        )
        text = text.replace('data-md-component="source"', "")
        if page.parent == SITE and page.stem in ("index", "hostile"):
            text = text.replace('<article class="', f'<article class="page-{page.stem} ')
        page.write_text(re.sub(r'href="((?:\.\./)*\.\.?)/?"', r'href="\1/index.html"', text))


def main() -> int:
    """Build; the exit status of the generator."""
    collect()
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "-f",
        str(configure()),
    ]
    done = subprocess.run(command, check=False, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    if done.returncode == 0:
        index_fields()
        keep_at_home()
        print(f"{os.path.relpath(SITE)}/index.html")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
