# SPDX-License-Identifier: Apache-2.0
"""The page that `inspect` prints."""

from __future__ import annotations

import time

from instar.record import Record
from instar.render.info_safety import finding_lines, verdict
from instar.render.map_legend import fragments
from instar.render.map_shapes import percent, short, size
from instar.render.map_term import legend, line
from instar.render.style import Style
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from instar.ops.check import Check
    from instar.ops.image_info import ImageInfo
    from instar.render.map_cells import Tally
    from instar.render.map_scene import Title

MOST_PROBLEMS = 5
_MOST_ROWS = 10
_LABEL = 12
_WIDEST = 100
_UNKNOWN = 80
"""Columns where nothing says how many there are."""


class Page(Record, kw_only=True):
    """What is known of an image. Parts that could not be found out are in `failures`, by name."""

    chain: tuple[ImageInfo, ...]
    judged: ImageInfo | None
    """The image with its findings."""
    fail_on: str
    picture: tuple[Tally, Title] | None
    check: Check | None
    """None where the format has none, or it failed."""
    problems: tuple[str, ...]
    """The first."""
    failures: Mapping[str, str]
    warnings: tuple[str, ...]


def cells_of(style: Style) -> int:
    """Cells of the bar that there is room for."""
    return max(min(style.columns or _UNKNOWN, _WIDEST) - _LABEL, 8)


def human(page: Page, style: Style) -> str:
    """The page, part by part."""
    image = page.chain[0]
    about = [image.format, size(image.virtual_size), f"{size(image.actual_size)} on disk"]
    lines = [f"{style.paint(printable(image.filename), 'title')}", "  " + ", ".join(about), ""]
    parts: tuple[tuple[str, list[str]], ...] = (
        ("format", [_format(image)]),
        ("size", [_sizes(image)]),
        ("state", _state(image, style)),
        ("encryption", _encryption(image)),
        ("chain", _chain(page, style)),
        ("data", _data(page, style)),
        ("snapshots", _snapshots(image)),
        ("bitmaps", _bitmaps(image)),
        ("safety", _safety(page, style)),
        ("health", _health(page, style)),
    )
    for name, rows in parts:
        rows = [shown for row in rows for shown in _fitting(row, style)]
        if (failure := page.failures.get(name)) is not None:
            is_below = name != "chain" and "chain" in page.failures
            text = "not known without the images below" if is_below else failure
            rows += _wrapped(text, style, "bad")
        for number, row in enumerate(rows):
            label = style.paint(f"{'' if number else name:{_LABEL}}", "name")
            lines.append(f"{label}{row}".rstrip())
    return "\n".join(lines) + "\n"


def _inner(style: Style) -> Style:
    """That of what is to the right of the labels."""
    return Style(style.color, max(style.columns - _LABEL, _LABEL) if style.columns else 0)


def _fitting(row: str, style: Style) -> list[str]:
    """A row that has no colour of its own, wrapped."""
    return [row] if "\x1b" in row else _inner(style).wrap(row, 0)


def _wrapped(text: str, style: Style, kind: str) -> list[str]:
    return [style.paint(row, kind) for row in _inner(style).wrap(printable(text), 0)]


def _format(image: ImageInfo) -> str:
    parts = [image.format]
    if image.qcow2 is not None:
        parts.append(f"compat {printable(image.qcow2.compat)}")
    if image.vmdk is not None:
        parts.append(printable(image.vmdk.create_type))
    if image.cluster_size:
        parts.append(f"clusters of {size(image.cluster_size)}")
    if image.qcow2 is not None:
        parts += [
            printable(image.qcow2.compression_type),
            f"refcounts of {image.qcow2.refcount_bits} bits",
        ]
        parts += ["extended L2"] if image.qcow2.extended_l2 else []
        parts += ["lazy refcounts"] if image.qcow2.lazy_refcounts else []
    return ", ".join(part for part in parts if part)


def _sizes(image: ImageInfo) -> str:
    share = percent(image.actual_size, image.virtual_size) if image.virtual_size else "0.0 %"
    files = "" if len(image.children) < 2 else f" in {len(image.children)} files"
    return (
        f"{image.virtual_size:,} bytes, of which the file system holds"
        f" {size(image.actual_size)}{files} ({share})"
    )


def _state(image: ImageInfo, style: Style) -> list[str]:
    rows = []
    if image.corrupt:
        rows.append(style.paint("marked as corrupt", "bad"))
    if image.dirty:
        rows.append(style.paint("was not closed properly", "warning"))
    return rows


def _encryption(image: ImageInfo) -> list[str]:
    if not image.encrypted:
        return []
    luks = image.luks
    if luks is None:
        kind = image.qcow2.encryption if image.qcow2 is not None else "aes"
        return [f"{printable(kind)}, of the old kind" if kind == "aes" else printable(kind)]
    active = sum(slot.active for slot in luks.slots)
    cipher = f"{luks.cipher_alg}-{luks.cipher_mode}, {luks.hash_alg}"
    return [
        f"LUKS{luks.version or ''}, {printable(cipher)}, {active} of {len(luks.slots)} key slots"
    ]


def _chain(page: Page, style: Style) -> list[str]:
    rows = []
    if len(page.chain) > 1:
        for image in page.chain[:_MOST_ROWS]:
            about = f"{image.format}, {size(image.virtual_size)}, {size(image.actual_size)} on disk"
            room = max(cells_of(style) - len(about) - 2, _LABEL)
            rows.append(f"{short(image.filename, room)}  {style.paint(about, 'dim')}")
        rows += _more(page.chain)
    elif page.chain[0].backing_filename is not None:
        rows.append(f"names {printable(page.chain[0].backing_filename)}")
    return rows


def _more(found: Sequence[object]) -> list[str]:
    return [f"and {len(found) - _MOST_ROWS:,} more"] if len(found) > _MOST_ROWS else []


def _data(page: Page, style: Style) -> list[str]:
    if page.picture is None:
        return []
    tally, title = page.picture
    rows = [line(tally, style)] if tally.scale.num_cells else []
    rows += [row.strip() for row in legend(tally, style)]
    if title.file is not None:
        base = short(title.file.name.rpartition("/")[2], 40)
        rows.append(style.paint(f"in {base}: {fragments(title.file)}", "dim"))
    return rows


def _snapshots(image: ImageInfo) -> list[str]:
    rows = [
        f"{short(one.id, 8):8}  {short(one.name, 32):32}  {_date(one.date_sec)}"
        + (f"  {size(one.vm_state_size)} of VM state" if one.vm_state_size else "")
        for one in image.snapshots[:_MOST_ROWS]
    ]
    return rows + _more(image.snapshots)


def _date(seconds: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))


def _bitmaps(image: ImageInfo) -> list[str]:
    found = image.qcow2.bitmaps if image.qcow2 is not None else ()
    rows = [
        f"{short(one.name, 40):40}  {size(one.granularity)}"
        + "".join(f", {printable(flag)}" for flag in one.flags)
        for one in found[:_MOST_ROWS]
    ]
    return rows + _more(found)


def _safety(page: Page, style: Style) -> list[str]:
    if page.judged is None:
        return []
    return [*finding_lines(page.judged, _inner(style)), verdict(page.judged, page.fail_on, style)]


def _health(page: Page, style: Style) -> list[str]:
    check = page.check
    if check is None:
        return [] if "health" in page.failures else ["there is no check for this format"]
    rows = list(_counts(check, style))
    for problem in page.problems:
        rows += _wrapped(problem, style, "dim")
    left = check.num_problems - len(page.problems)
    rows += [f"and {left:,} more"] if page.problems and left > 0 else []
    if check.total_clusters and check.allocated_clusters:
        rows.append(
            f"{check.allocated_clusters:,} of {check.total_clusters:,} clusters allocated,"
            f" {percent(check.fragmented_clusters, check.allocated_clusters)} fragmented,"
            f" {percent(check.compressed_clusters, check.allocated_clusters)} compressed"
        )
    return rows


def _counts(check: Check, style: Style) -> Iterator[str]:
    if check.is_clean:
        yield style.paint("the check found nothing wrong", "good")
    for number, what, kind in (
        (check.corruptions, "errors: the image is corrupt", "bad"),
        (check.leaks, "leaked clusters: space that nothing uses", "warning"),
        (check.check_errors, "places that could not be checked", "bad"),
    ):
        if number:
            yield style.paint(f"{number:,} {what}", kind)
