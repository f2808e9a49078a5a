# SPDX-License-Identifier: Apache-2.0
"""qcow1, which qemu calls qcow."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.source import SourceFormat
from instar.options.schema import BOOL, STR, Option
from instar.options.targets.request import (
    BACKING_FILE,
    BACKING_FMT,
    SIZE_OPTION,
    Plan,
    Request,
    Target,
    choose_preallocation,
    len_backing_name,
)


def plan_qcow1(request: Request) -> Plan:
    """Check a qcow1 target."""
    choose_preallocation(request)
    encryption = request.text("encrypt.format")
    if request.switch("encryption") and encryption is None:
        encryption = "aes"
    if encryption is not None:
        if encryption != "aes":
            raise UsageError("Unsupported encryption format")
        request.need_secret("encrypt.key-secret")
    return Plan(
        target=request.target.format,
        flags=request.flags,
        len_text=len_backing_name(request),
    )


TARGET = Target(
    "qcow",
    SourceFormat.QCOW1,
    (
        BACKING_FILE,
        BACKING_FMT,
        Option("encrypt.format", STR, "how to encrypt: aes"),
        Option("encrypt.key-secret", STR, "id of the secret with the key"),
        Option("encryption", BOOL, "old name of encrypt.format=aes", "off"),
        SIZE_OPTION,
    ),
    plan_qcow1,
    compresses=True,
    order="size backing_file backing_fmt encryption encrypt.format encrypt.key-secret",
)
