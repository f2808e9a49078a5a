# SPDX-License-Identifier: Apache-2.0
"""The checked tree of the specs: all that emitters may import besides `out`."""
