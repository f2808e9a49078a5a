# SPDX-License-Identifier: Apache-2.0
"""The version of the package, said once (pyproject.toml takes it from here)."""

__version__ = "0.2.0"
