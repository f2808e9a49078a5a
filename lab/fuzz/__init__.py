# SPDX-License-Identifier: Apache-2.0
"""Fuzzing: differential against the real qemu-img, and coverage-guided."""
