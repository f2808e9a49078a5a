# SPDX-License-Identifier: Apache-2.0
"""Hostile images, assembled byte by byte. `catalogue.py` lists them; `answers.json` has what is
said of each.
"""
