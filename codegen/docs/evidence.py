# SPDX-License-Identifier: Apache-2.0
"""What is said of real programs on a reference page, with what each statement rests on."""

from __future__ import annotations

from codegen.docs.links import Names
from codegen.docs.text import cell
from codegen.model.evidence import Evidence, Program, Sample, Statement


def practice(names: Names, statements: tuple[Statement, ...], own: str) -> list[str]:
    """Each statement with its evidence."""
    owner = own.partition(".")[0]
    return [
        f"{names.text(s.text, owner, own=own)} {evidence(s.evidence)}".strip() for s in statements
    ]


def evidence(listed: tuple[Evidence, ...]) -> str:
    return f"({'; '.join(map(_shown, listed))})"


def _shown(one: Evidence) -> str:
    match one.kind:
        case "source":
            url, _, title = one.text.partition(" ")
            linked = url.startswith("http")
            return (
                f"source: [{cell(title) or url}]({url})" if linked else f"source: {cell(one.text)}"
            )
        case "seen":
            return f"seen in [{one.text}](#sample-{one.text})"
        case "run":
            return f"run: {cell(one.text)}"
        case "tested" | "recorded":
            path, name, remark = one.reference()
            shown = f"[{name or path}](../../{path})"
            return f"{one.kind}: {shown} {cell(remark)}".strip()
    return f"**unverified**: {cell(one.text)}"


def programs(names: Names) -> list[str]:
    """Who writes the format, and who reads it."""
    out = []
    listed = names.spec.programs
    if writers := [p for p in listed if p.writes]:
        out += ["## Who writes it", "", "| program | since | what | from |", "|---|---|---|---|"]
        for p in writers:
            out.append(f"| {p.name} | {cell(p.since)} | {_said(names, p.writes)} | {_from(p)} |")
        out.append("")
    if readers := [p for p in listed if p.reads]:
        out += ["## Who reads it", "", "| program | what it takes | from |", "|---|---|---|"]
        out += [f"| {p.name} | {_said(names, p.reads)} | {_from(p)} |" for p in readers]
        out.append("")
    return out + _samples(names.spec.samples)


def _said(names: Names, text: str) -> str:
    return names.text(cell(text))


def _from(program: Program) -> str:
    return evidence(program.evidence)[1:-1]


def _samples(samples: tuple[Sample, ...]) -> list[str]:
    if not samples:
        return []
    out = ["## Images of other programs", "", "| image | made by | with | SHA-256 |"]
    out.append("|---|---|---|---|")
    for s in samples:
        place = f"[{s.id}](../../{s.file})" if s.file else s.id
        left = f'<a id="sample-{s.id}"></a>{place}'
        out.append(f"| {left} | {cell(s.program)} | `{cell(s.made)}` | `{s.sha256}` |")
    return [*out, ""]
