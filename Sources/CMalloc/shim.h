// SPDX-License-Identifier: Apache-2.0
// mallopt(3); Swift's Glibc module has it not.
#include <malloc.h>
