# SPDX-License-Identifier: Apache-2.0
"""What `info --safety` prints: findings, the gravest first, and the verdict."""

from __future__ import annotations

from instar.generated.enums.finding import FindingKind
from instar.render.info_text import as_json_text
from instar.render.style import PLAIN
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.ops.image_info import Finding, ImageInfo
    from instar.render.info_text import Node
    from instar.render.style import Style

SEVERITIES = ("low", "medium", "high")
KINDS = {"low": "dim", "medium": "warning", "high": "bad"}
"""Colours of them."""

# What each finding means, for readers of the list; the specs have more (docs/info.md has them all).
_MEANINGS = {
    FindingKind.DIRTY: "was not closed properly",
    FindingKind.SNAPSHOTS: "has internal snapshots, whose content is not examined",
    FindingKind.ENCRYPTED: "is encrypted: its content cannot be examined",
    FindingKind.CORRUPT: "is marked as corrupt",
    FindingKind.DATA_AFTER_END: "has data after its end",
    FindingKind.VIRTUAL_SIZE: "is larger than allowed",
    FindingKind.COMPRESSION_RATIO: "unpacks to far more than it takes",
    FindingKind.PARTITION_TABLE: "has a partition table that contradicts itself",
    FindingKind.RARE_FEATURES: "needs features that few readers know",
    FindingKind.UNDECLARED_FORMAT: "does not say which format its backing file has",
    FindingKind.EXPANSION: "shows the same data so often that unpacking it is an attack",
    FindingKind.UNEXAMINED: "has more tables than are examined",
    FindingKind.UNREADABLE: "breaks a rule of its format",
    FindingKind.UNKNOWN_FEATURES: "needs features that no reader knows",
    FindingKind.BACKING_FILE: "has a backing file: it shows the content of another file",
    FindingKind.DATA_FILE: "keeps its data in another file",
    FindingKind.EXTENT_FILE: "keeps a part of its disk in another file",
    FindingKind.ABSOLUTE_NAME: "names another file by an absolute path",
    FindingKind.ESCAPING_NAME: "names a file in another directory",
    FindingKind.PROTOCOL_NAME: "names something that is not a file",
    FindingKind.POLYGLOT: "has the signature of another format",
    FindingKind.RISKY_FORMAT: "is of a format that no untrusted image needs",
    FindingKind.CREATE_TYPE: "is a VMDK that is not one plain file",
    FindingKind.DESCRIPTOR: "has a VMDK descriptor that readers may understand differently",
    FindingKind.FOOTER: "has two VMDK headers that disagree",
    FindingKind.OVERLAP: "has data on top of other data or of its own tables",
}
# Findings are public by their names.
_BY_NAME = {finding.name.lower(): text for finding, text in _MEANINGS.items()}


def meaning(finding: Finding) -> str:
    """A finding in words, without the place."""
    return _BY_NAME[finding.name]


def human(image: ImageInfo, fail_on: str, style: Style = PLAIN) -> str:
    """For people: a line for each finding; on a terminal in columns that fit it."""
    lines = [f"image: {printable(image.filename)}", f"file format: {image.format}"]
    if style.columns:
        lines += finding_lines(image, style)
    else:
        for one in ordered(image.findings):
            severity = style.paint(one.severity, KINDS[one.severity])
            lines.append(f"{severity}: {one.name}: {meaning(one)}{_where(one)}")
    lines.append(f"verdict: {verdict(image, fail_on, style)}")
    return "\n".join(lines) + "\n"


def finding_lines(image: ImageInfo, style: Style) -> list[str]:
    """The findings in columns: severity, name, and what it means, wrapped to the terminal."""
    found = ordered(image.findings)
    severities = max((len(one.severity) for one in found), default=0)
    names = max((len(one.name) for one in found), default=0)
    lines = []
    for one in found:
        severity = style.paint(f"{one.severity:{severities}}", KINDS[one.severity])
        first = f"{severity}  {style.paint(f'{one.name:{names}}', 'title')}  "
        lines += style.wrap(meaning(one) + _where(one), severities + names + 4, first)
    return lines


def verdict(image: ImageInfo, fail_on: str, style: Style) -> str:
    """The verdict in its colour."""
    if serious(image.findings, fail_on):
        return style.paint(_verdict(image, fail_on), "bad")
    return style.paint(_verdict(image, fail_on), "warning" if image.findings else "good")


def as_json(image: ImageInfo, fail_on: str) -> str:
    """For programs."""
    node: dict[str, Node] = {
        "filename": image.filename,
        "format": image.format,
        "safe": not serious(image.findings, fail_on),
        "fail-on": fail_on,
        "findings": [_node(finding) for finding in ordered(image.findings)],
    }
    return as_json_text(node) + "\n"


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """The gravest first, else as they were found."""
    return sorted(findings, key=lambda one: -SEVERITIES.index(one.severity))


def serious(findings: Sequence[Finding], fail_on: str) -> list[Finding]:
    """The findings that are at least so severe."""
    least = SEVERITIES.index(fail_on)
    return [one for one in findings if SEVERITIES.index(one.severity) >= least]


def _verdict(image: ImageInfo, fail_on: str) -> str:
    num = len(serious(image.findings, fail_on))
    if num:
        return f"unsafe, {num} finding{'s' if num > 1 else ''} of severity {fail_on} or above"
    if image.findings:
        return f"nothing of severity {fail_on} or above"
    return "nothing found"


def _where(finding: Finding) -> str:
    parts = []
    if finding.detail and finding.detail not in finding.reason:
        parts.append(f"'{printable(finding.detail)}'")
    place = f"{finding.structure}: {finding.field}".removesuffix(": ") if finding.structure else ""
    if finding.reason:
        place = f"{place} {finding.reason}".lstrip()
    if finding.offset is not None:
        place = f"{place} at byte {finding.offset}".lstrip()
    if place:
        parts.append(place)
    return f" ({', '.join(parts)})" if parts else ""


def _node(finding: Finding) -> Node:
    node: dict[str, Node] = {
        "id": finding.name,
        "severity": finding.severity,
        "meaning": meaning(finding),
    }
    if finding.structure:
        node |= {"structure": finding.structure, "field": finding.field}
    if finding.offset is not None:
        node["offset"] = finding.offset
    node["value"] = finding.value
    if finding.detail:
        node["detail"] = finding.detail
    if finding.reason:
        node["reason"] = finding.reason
    return node
