# SPDX-License-Identifier: Apache-2.0
"""Records the answers about each hostile image: `answers.json` for the tests, `docs/hostile.md`
for readers.

    python -m lab.hostile [--only PATTERN] [--bins DIR]

What instar says is what the tests hold it to, so read the difference before you commit it. What the
real qemu-img said is kept where none is at hand (`make matrix` fetches some; `--bins` names another
directory of them).
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import sys
import tempfile
from pathlib import Path

from lab.parity.matrix import default_folder
from tests.hostile.asking import ANSWERS, MEMORY, ROOT, Instar, ask_qemu, recorded
from tests.hostile.catalogue import Hostile, every

QEMU = {"5.2": "bullseye", "11.1": "sid"}
PAGE = ROOT / "docs" / "hostile.md"
HEAD = """# Hostile images

This page shows what instar prints for {count} images made to attack programs that open them, and
what qemu-img 5.2 and 11.1 do with the same files. `tests/hostile/` writes each image byte by byte
and checks instar's exact text, its exit status, and limits of {megabytes} MiB of resident memory
and a minute of time, in both kinds of sandbox: `make samples` all, `make test` an eighth in the
second. `python -m lab.hostile` writes this page.

Each row has the answer to the first question, which is `measure -O qcow2`, without the words
`Could not open` and the image's name; `answers.json` has all answers. *answers* means exit status
0: nothing about the image keeps it from being measured. *runs on* means that qemu-img had not ended
after ten seconds, and was stopped.

"""
INTRODUCTIONS = {
    "Published holes": """\
The descriptions follow the CVE entry and, where one is linked, its advisory. Where instar answers
normally, the flaw was in a step that it does not perform, such as decompression. The page leaves
out flaws that need more than a file, such as CVE-2008-0928, whose requests past the end of a device
come from a running guest.

""",
    "Disks that become longer": """\
The first question is `resize IMAGE +5G`, which qemu-img refuses for all of these formats.

""",
    "Disks that are written over": """\
The first question is `convert -n -f raw -O FORMAT source.raw IMAGE`. What instar refuses is as it
was before.

""",
    "Every size, count and offset": """\
The specs list these fields: each size, count and offset of each structure, set to 0, to its highest
bit and to all of its bits, where the sound image has a different number.

""",
}
TITLES = {
    "asif": "Apple sparse images",
    "backing": "Backing files",
    "bochs": "Bochs",
    "bomb": "One block for many",
    "chain": "Chains",
    "cloop": "cloop",
    "cowd": "VMDK",
    "cut": "Truncated files",
    "cve": "Published holes",
    "data": "Data files",
    "dmg": "Apple disk images",
    "grow": "Disks that become longer",
    "hdd": "Parallels disks of several files",
    "link": "Symbolic links",
    "loop": "Chains",
    "luks": "LUKS",
    "overlap": "Data on top of tables",
    "over": "Disks that are written over",
    "number": "Every size, count and offset",
    "parallels": "Parallels",
    "parent": "Images below, in the other formats",
    "polyglot": "Two things at once",
    "qcow": "qcow",
    "qcow2": "qcow2",
    "qed": "QED",
    "vdi": "VDI",
    "vhd": "VHD",
    "vhdx": "VHDX",
    "vmdk": "VMDK",
}


def ask(image: Hostile, instar: Instar, before: dict[str, object], bins: Path) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        asked = instar.ask(image, Path(folder))
    qemu = dict(before.get("qemu", {}))  # type: ignore[call-overload]
    for version, suite in QEMU.items():
        tool = bins / suite / "qemu-img"
        if tool.exists():
            with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
                qemu[version] = ask_qemu(image, Path(folder), tool)
    return {"instar": asked.answers, "qemu": qemu}


def cell(text: object) -> str:
    """Text that may be in a table."""
    shown = str(text).strip().replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    shown = "".join(
        c if c.isprintable() else f"\\\\x{ord(c):02x}" for c in shown.replace("\n", " / ")
    )
    return shown if len(shown) < 300 else shown[:300].rsplit(" ", 1)[0] + " ..."


def published(image: Hostile) -> str:
    record = f"[{image.cve}](https://www.cve.org/CVERecord?id={image.cve})"
    return record + (f", [advisory]({image.source})" if image.source else "")


def page(images: dict[str, Hostile], answers: dict[str, dict[str, object]], limit: int) -> str:
    sections: dict[str, list[str]] = {}
    for name, image in images.items():
        found = answers[name]
        first = found["instar"][0]  # type: ignore[index]
        said = (
            first["err"]
            if first["status"]
            else "answers" + (f"; {first['err']}" if first["err"] else "")
        )
        title = TITLES.get(name.split("-")[0], "Others")
        named = f"`{name}`" + (f"<br>{published(image)}" if image.cve else "")
        qemu = [found["qemu"].get(version, ["not asked"])[0] for version in QEMU]  # type: ignore[attr-defined]
        theirs = (
            cell(qemu[0])
            if qemu[0] == qemu[1]
            else f"5.2: {cell(qemu[0])}<br>11.1: {cell(qemu[1])}"
        )
        said = said.removeprefix("instar: ").removeprefix(f"Could not open '{name}': ")
        row = f"| {named} | {cell(image.attacks)} | {cell(said)} | {theirs} |"
        sections.setdefault(title, []).append(row)
    out = HEAD.format(count=len(images), megabytes=limit >> 20)
    for title in (
        "Published holes",
        *sorted(set(sections) - {"Published holes", "Others"}),
        "Others",
    ):
        rows = "\n".join(sections.get(title, []))
        out += f"## {title}\n\n{INTRODUCTIONS.get(title, '')}"
        out += f"| image | attack | instar | qemu-img |\n|---|---|---|---|\n{rows}\n\n"
    return out.rstrip() + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="*", help="shell pattern of names")
    parser.add_argument(
        "--bins",
        type=Path,
        default=default_folder(),
        help="where bullseye/ and sid/ have a qemu-img",
    )
    given = parser.parse_args()
    images, answers = every(), recorded()
    instar = Instar()
    for name, image in images.items():
        if fnmatch.fnmatch(name, given.only):
            try:
                answers[name] = ask(image, instar, answers.get(name, {}), given.bins)
            except AssertionError as error:
                print(f"{error}; not recorded", file=sys.stderr)
    instar.close()
    kept = {name: answers[name] for name in images if name in answers}
    ANSWERS.write_text(json.dumps(kept, indent=1) + "\n")
    if len(kept) == len(images):
        PAGE.write_text(page(images, kept, MEMORY))
    return 0


if __name__ == "__main__":
    sys.exit(main())
