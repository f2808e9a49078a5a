/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef SPECS_H
#define SPECS_H

#define SPECS_HASH UINT64_C(0xabea053b98bfd946) /* Of all specs and messages. */

#endif
