# SPDX-License-Identifier: Apache-2.0
"""qed."""

from __future__ import annotations

from instar.generated.source import SourceFormat
from instar.options.schema import SIZE, Option
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


def plan_qed(request: Request) -> Plan:
    """Check a qed target."""
    choose_preallocation(request)
    return Plan(
        target=request.target.format,
        flags=request.flags,
        cluster_size=request.explicit("cluster_size"),
        table_size=request.explicit("table_size"),
        len_text=len_backing_name(request),
    )


TARGET = Target(
    "qed",
    SourceFormat.QED,
    (
        BACKING_FILE,
        BACKING_FMT,
        Option("cluster_size", SIZE, "bytes in a cluster, a power of two", "65536"),
        SIZE_OPTION,
        Option("table_size", SIZE, "clusters in each table, a power of two up to 16", "4"),
    ),
    plan_qed,
    order="size backing_file backing_fmt cluster_size=65536 table_size",
)
