# SPDX-License-Identifier: Apache-2.0
"""The command line.

`main.main` is the whole program; each subcommand has a module of its own, loaded when it is called.
"""
