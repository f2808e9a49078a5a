# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.explain`."""

from __future__ import annotations

from typing import assert_type

import instar

topic = instar.explain("qcow2.header.cluster_bits")
assert_type(topic, instar.Topic)
assert_type(topic.rules, tuple[str, ...])
assert_type(topic.number, int | None)
assert_type(topic.parts[0].kind, str)
instar.explain(20)  # type: ignore[arg-type]
