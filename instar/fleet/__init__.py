# SPDX-License-Identifier: Apache-2.0
"""Many images: one question about each, in processes of this machine or on a cluster.

A `Call` is a question and some of the things that it is about; an `Engine` answers calls, each with
a station, which is a client or what else answers in the process that works. Nothing here knows what
the question is.
"""
