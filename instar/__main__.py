# SPDX-License-Identifier: Apache-2.0
"""`python -m instar`, and the console script."""

from __future__ import annotations

import sys

from instar.cli.main import main


def run() -> None:
    """Run the program and end the process."""
    sys.exit(main())


if __name__ == "__main__":
    run()
