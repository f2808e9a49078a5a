/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MESSAGE_H
#define MESSAGE_H
/* Messages as every operation sends them; results are the operation's own. */
#include "generated/guest_message.h"
#include "base/parse.h"

/* Encode and emit. False when it does not fit a channel message, which is for the caller to
 * prevent. */
MUST_CHECK bool message_emit(const struct guest_message *message);

struct fault;

/* What the host hears of a fault, which has to stay as it is until that is sent. */
struct guest_error message_error(const struct fault *f);

/* Emit the recorded fault as an Error. */
void message_fault(void);

/* Report something that is tolerated: the recorded fault, which is forgotten, or a text. */
void message_log_fault(void);
void message_log(const char *text);

void message_progress(uint64_t done, uint64_t total);

#endif
