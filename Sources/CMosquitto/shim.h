// SPDX-License-Identifier: Apache-2.0
#include <mosquitto.h>
#include <mqtt_protocol.h>

// For the thread that owns a mosquitto handle; Swift's Glibc module has neither.
#include <sys/eventfd.h>
#include <sys/prctl.h>

static inline void name_current_thread(const char *name) { prctl(PR_SET_NAME, name); }
