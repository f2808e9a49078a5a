# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs
"""`construct` declarations of every structure in `specs/`; generated."""
