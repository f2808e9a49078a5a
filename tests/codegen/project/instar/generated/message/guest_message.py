# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=36d20813 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a guest may say."""

from __future__ import annotations

from instar.generated.message.dark import Dark
from instar.generated.message.light import Light

GuestMessage = Light | Dark
"""One of the kinds."""
