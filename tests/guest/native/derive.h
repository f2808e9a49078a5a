/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DERIVE_H
#define DERIVE_H

/* What the host's secret is. */
void derive_from(const char *passphrase);

#endif
