# SPDX-License-Identifier: Apache-2.0
"""Where guests run, and all that they can reach."""
