# SPDX-License-Identifier: Apache-2.0
"""What `Client` is made of: settings and sandboxes, and a class for each kind of question."""
