# SPDX-License-Identifier: Apache-2.0
"""The recorded answers of qemu-img, and the tests that hold instar to them."""
