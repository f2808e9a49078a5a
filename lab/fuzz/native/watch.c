/* SPDX-License-Identifier: Apache-2.0 */
/* Replaces message_emit() (the linker's --wrap), so that a target sees what an operation says,
 * and the encoder still runs. */
#include "checks.h"
#include "io/message.h"

bool __real_message_emit(const struct guest_message *message);
bool __wrap_message_emit(const struct guest_message *message);

bool __wrap_message_emit(const struct guest_message *message)
{
	watched(message);
	return __real_message_emit(message);
}
