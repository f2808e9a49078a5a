# SPDX-License-Identifier: Apache-2.0
"""A report of a scan: for a terminal, and as a page that needs nothing else. What comes out of
images and stores is escaped in both.
"""

from __future__ import annotations

from html import escape

from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.fleet.report import Report

_WIDTH = 640
_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
td, th { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top }
td.n { text-align: right; font-variant-numeric: tabular-nums }
rect { fill: #3b6ea5 } text { fill: currentColor; font-size: 13px }
td { overflow-wrap: anywhere }
"""


def size(number: int) -> str:
    """A size for people."""
    value, unit = float(number), "B"
    for unit in ("B", "KiB", "MiB", "GiB", "TiB", "PiB"):
        if value < 1024 or unit == "PiB":
            break
        value /= 1024
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"


def _facts(found: Report) -> list[tuple[str, str]]:
    rate = found.num_images / found.seconds if found.seconds else 0
    return [
        ("images", f"{found.num_images:,}"),
        ("stored", size(found.num_bytes)),
        ("size of the disks", size(found.virtual_size)),
        ("bytes read", size(found.bytes_read)),
        ("requests", f"{found.num_requests:,}"),
        ("images a second and worker", f"{rate:,.0f}"),
    ]


def _tables(found: Report) -> list[tuple[str, Sequence[tuple[str, int]]]]:
    return [
        ("Formats", found.formats),
        ("Severity", found.severities),
        ("Findings", found.findings),
        ("Errors", found.errors),
    ]


def text(found: Report) -> str:
    """For a terminal."""
    lines = [f"{name + ':':28}{value}" for name, value in _facts(found)]
    for title, counts in _tables(found):
        if counts:
            lines += ["", f"{title}:", *(f"{n:>12,}  {printable(name)}" for name, n in counts)]
    if found.largest:
        lines += ["", "Largest disks:"]
        lines += [f"{size(length):>12}  {printable(url)}" for url, length in found.largest]
    if found.riskiest:
        lines += ["", "Riskiest:"]
        for url, severity, names in found.riskiest:
            lines.append(f"{severity:>12}  {printable(url)}: {printable(names)}")
    return "\n".join(lines) + "\n"


def html(found: Report) -> str:
    """A page without scripts."""
    facts = "".join(
        f"<tr><th>{name}</th><td class=n>{value}</td></tr>" for name, value in _facts(found)
    )
    parts = [f"<h1>Scan of {found.num_images:,} images</h1><table>{facts}</table>"]
    parts += [
        f"<h2>{title}</h2>{_plot(title, counts)}" for title, counts in _tables(found) if counts
    ]
    if found.largest:
        rows = [(url, size(length)) for url, length in found.largest]
        parts.append(f"<h2>Largest disks</h2>{_rows(rows)}")
    if found.riskiest:
        parts.append(f"<h2>Riskiest</h2>{_rows(found.riskiest)}")
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>instar scan</title>'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<style>{_STYLE}</style></head><body>"
    )
    return f"{head}{''.join(parts)}</body></html>\n"


def _plot(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """Bars, with their names and numbers as text."""
    most, row = max(n for _, n in counts), 22
    bars = []
    for i, (name, n) in enumerate(counts):
        y, width = i * row, max(n * (_WIDTH - 300) // most, 1)
        bars.append(
            f'<text x="0" y="{y + 15}">{_shown(name)}</text>'
            f'<rect x="200" y="{y + 3}" width="{width}" height="{row - 6}"/>'
            f'<text x="{206 + width}" y="{y + 15}">{n:,}</text>'
        )
    height = row * len(counts)
    return (
        f'<svg role="img" aria-label="{title}" width="{_WIDTH}" height="{height}">'
        f"{''.join(bars)}</svg>"
    )


def _rows(rows: Sequence[tuple[str, ...]]) -> str:
    cells = ("".join(f"<td>{_shown(cell)}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _shown(name: str) -> str:
    return escape(printable(name))
