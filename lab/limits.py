# SPDX-License-Identifier: Apache-2.0
"""Programs that may take only so much. A shell sets the limits and becomes the program: for a
function between fork and exec, Python copies its whole process first.
"""

from __future__ import annotations


def within(memory: int, open_files: int | None = None) -> list[str]:
    """The words to put before a command, which leaves no core file either."""
    limits = ["ulimit -c 0", f"ulimit -v {memory >> 10}"]
    limits += [f"ulimit -n {open_files}"] if open_files is not None else []
    return ["/bin/sh", "-c", " && ".join([*limits, 'exec "$0" "$@"'])]
