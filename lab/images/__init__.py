# SPDX-License-Identifier: Apache-2.0
"""Images assembled by hand, sound or broken, one module for each format; for tests and fuzzers.

Each layout is typed here once more on purpose, so that writer and parser cannot share a mistake.
"""
