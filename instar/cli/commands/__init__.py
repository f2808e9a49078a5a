# SPDX-License-Identifier: Apache-2.0
"""The subcommands: a table of flags and one call each, loaded when it is called."""
