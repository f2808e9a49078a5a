# SPDX-License-Identifier: Apache-2.0
"""What `doctor` prints."""

from __future__ import annotations

from instar.render.style import PLAIN
from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.doctor import Binary, Report, SandboxReport
    from instar.render.style import Style


def human(report: Report, style: Style = PLAIN) -> str:
    """For people."""
    lines = [
        f"instar {report.version}, Python {report.python}, {report.kernel} {report.machine}",
        "",
    ]
    for sandbox in report.sandboxes:
        lines.append(f"{sandbox.kind + ':':9} {_state(sandbox, style)}")
        lines.append(f"{'':9} on {', '.join(sandbox.facts)}")
    taken = f"takes {report.chosen}" if report.chosen else "has nothing to take"
    lines += [f"{'auto:':9} {taken}: {printable(report.why)}", ""]
    if not report.binaries:
        lines.append("guest binaries: none")
    else:
        lines.append(f"guest binaries in {printable(report.folder)}:")
        lines += [_binary(binary, style) for binary in report.binaries]
    return "\n".join(lines) + "\n"


def _binary(binary: Binary, style: Style) -> str:
    line = f"  {binary.name:18} {binary.size:8} bytes  blake2b {binary.blake2b}"
    fault = style.paint(printable(binary.fault), "bad")
    return f"{line}\n    {fault}" if binary.fault else line


def _state(sandbox: SandboxReport, style: Style) -> str:
    if not sandbox.usable:
        return f"{style.paint('not usable', 'bad')}: {printable(sandbox.reason)}"
    assert sandbox.fresh is not None and sandbox.reused is not None
    times = f"a run takes {sandbox.fresh * 1e3:.2f} ms, reused {sandbox.reused * 1e3:.2f} ms"
    return f"{style.paint('usable', 'good')}; {times}"


def as_json(report: Report) -> str:
    """For programs."""
    sandboxes = ",\n".join(_sandbox_json(sandbox) for sandbox in report.sandboxes)
    binaries = ",\n".join(_binary_json(binary) for binary in report.binaries)
    heads = (("version", report.version), ("python", report.python), ("kernel", report.kernel))
    head = "".join(
        f'    "{key}": {json_string(value)},\n'
        for key, value in (*heads, ("machine", report.machine))
    )
    chosen = json_string(report.chosen) if report.chosen else "null"
    return (
        f"{{\n{head}"
        f'    "sandboxes": [\n{sandboxes}\n    ],\n'
        f'    "auto": {{"takes": {chosen}, "why": {json_string(report.why)}}},\n'
        f'    "guest-folder": {json_string(report.folder)},\n'
        f'    "guest-binaries": [\n{binaries}\n    ]\n}}\n'
    )


def _binary_json(binary: Binary) -> str:
    return (
        f'        {{"name": {json_string(binary.name)}, "size": {binary.size},'
        f' "blake2b": "{binary.blake2b}", "fault": {json_string(binary.fault)}}}'
    )


def _sandbox_json(sandbox: SandboxReport) -> str:
    facts = ", ".join(json_string(fact) for fact in sandbox.facts)
    usable = "true" if sandbox.usable else "false"
    return (
        f'        {{"kind": {json_string(sandbox.kind)}, "usable": {usable},'
        f' "reason": {json_string(sandbox.reason)}, "on": [{facts}],'
        f' "fresh-seconds": {_seconds(sandbox.fresh)},'
        f' "reused-seconds": {_seconds(sandbox.reused)}}}'
    )


def _seconds(value: float | None) -> str:
    return "null" if value is None else f"{value:.6f}"
