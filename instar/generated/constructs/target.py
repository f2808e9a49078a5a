# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/target.ksy spec=86ebd975 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What qemu-img writes into a new image: construct declarations."""

import construct as c

TargetVmdkDescriptor = c.Struct()
