# SPDX-License-Identifier: Apache-2.0
"""Python for the host and the tests."""
