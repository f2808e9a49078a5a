# SPDX-License-Identifier: Apache-2.0
"""A plugin for pytest: `-p lab.sampling --most=N` runs N of the tests, spread evenly over all."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--most", type=int, required=True, help="how many tests run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    step = -(-len(items) // config.getoption("--most"))
    items[:] = items[:: max(step, 1)]
