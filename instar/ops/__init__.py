# SPDX-License-Identifier: Apache-2.0
"""What instar does: each operation builds its configuration, runs the sandbox and returns a typed
answer.
"""
