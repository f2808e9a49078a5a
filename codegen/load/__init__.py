# SPDX-License-Identifier: Apache-2.0
"""From YAML and the message file to the model."""
