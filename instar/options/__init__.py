# SPDX-License-Identifier: Apache-2.0
"""What users may ask for: sizes, option strings, objects, snapshots, and the options of each target
format.
"""
