# SPDX-License-Identifier: Apache-2.0
"""Results and errors -> text. Knows no sandbox and opens nothing."""
