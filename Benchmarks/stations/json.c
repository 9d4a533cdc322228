// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "stations.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The value of the first member of that name, at whatever depth; NULL where there is none.
const char *json_value(const char *json, const char *key) {
    size_t length = strlen(key);
    for (const char *at = json; (at = strchr(at, '"')) != NULL; at++) {
        if (strncmp(at + 1, key, length) != 0 || at[1 + length] != '"') continue;
        const char *value = at + length + 2;
        while (isspace((unsigned char)*value)) value++;
        if (*value != ':') continue;
        value++;
        while (isspace((unsigned char)*value)) value++;
        return value;
    }
    return NULL;
}

double json_number(const char *json, const char *key, double otherwise) {
    const char *value = json_value(json, key);
    if (!value) return otherwise;
    char *end;
    double number = strtod(value, &end);
    return end == value ? otherwise : number;
}

bool json_text(const char *json, const char *key, char *text, size_t size) {
    const char *value = json_value(json, key);
    text[0] = 0;
    if (!value || *value != '"') return false;
    size_t length = strcspn(value + 1, "\"");
    if (length >= size) length = size - 1;
    memcpy(text, value + 1, length);
    text[length] = 0;
    return true;
}

int64_t json_time(const char *json, const char *key, int64_t otherwise) {
    char text[40];
    struct tm parts;
    memset(&parts, 0, sizeof parts);
    if (!json_text(json, key, text, sizeof text)) return otherwise;
    const char *rest = strptime(text, "%Y-%m-%dT%H:%M:%S", &parts);
    if (!rest) return otherwise;
    double fraction = *rest == '.' ? strtod(rest, NULL) : 0;
    return (int64_t)timegm(&parts) * 1000 + (int64_t)(fraction * 1000 + 0.5);
}
