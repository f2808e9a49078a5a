/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef SPECS_H
#define SPECS_H

#define SPECS_HASH UINT64_C(0x9cfdd6dcd4f07941) /* Of all specs and messages. */

#endif
