// SPDX-License-Identifier: Apache-2.0
// The limit a station holds, what its vehicle draws under it, and the schedule it says it has.
#include "stations.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The outlet: three phases at a steady voltage, and a vehicle that takes 16 A.
static const double VOLTS = 230, VEHICLE_A = 16, LEAST_A = 6;
static const int PHASES = 3;

void profile_read(struct profile *profile, const char *json, int64_t now_ms) {
    char unit[8];
    json_text(json, "chargingRateUnit", unit, sizeof unit);
    profile->is_watts = unit[0] == 'W';
    profile->start_ms = json_time(json, "startSchedule", now_ms);
    profile->phases = (int)json_number(json, "numberPhases", 0);
    profile->count = 0;
    const char *at = json;
    while (profile->count < MOST_PERIODS && (at = json_value(at, "startPeriod")) != NULL) {
        // The members of a period come in any order: its limit is between its braces.
        const char *open = at;
        while (open > json && *open != '{') open--;
        profile->from_s[profile->count] = (int)strtod(at, NULL);
        profile->limit[profile->count++] = json_number(open, "limit", -1);
    }
}

// The period in force; -1 before the first one.
static int current(const struct profile *profile, int64_t now_ms) {
    int found = -1;
    for (int i = 0; i < profile->count; i++)
        if (now_ms >= profile->start_ms + profile->from_s[i] * 1000LL) found = i;
    return found;
}

static double converted(const struct profile *profile, double limit, bool to_watts) {
    double watts_per_ampere = VOLTS * (profile->phases ? profile->phases : PHASES);
    if (profile->is_watts == to_watts || limit < 0) return limit;
    return to_watts ? limit * watts_per_ampere : limit / watts_per_ampere;
}

// Amperes per phase that it allows; negative for no limit.
double profile_amperes(const struct profile *profile, int64_t now_ms) {
    int period = current(profile, now_ms);
    return period < 0 ? -1 : converted(profile, profile->limit[period], false);
}

// The periods of a composite schedule from now on, as a JSON array.
size_t profile_write(const struct station *station, char *text, size_t size, int duration_s, const char *unit) {
    const struct profile *profile = &station->profile;
    int64_t now = wall_ms();
    bool in_watts = unit[0] ? unit[0] == 'W' : profile->is_watts;
    int first = current(profile, now), written = 0;
    size_t n = (size_t)snprintf(text, size, "\"chargingRateUnit\":\"%s\",\"chargingSchedulePeriod\":[", in_watts ? "W" : "A");
    for (int i = first < 0 ? 0 : first; i < profile->count; i++) {
        long from = (long)((profile->start_ms + profile->from_s[i] * 1000LL - now) / 1000);
        if (from >= duration_s && written) break;
        n += (size_t)snprintf(
            text + n, size - n, "%s{\"startPeriod\":%ld,\"limit\":%.1f", written++ ? "," : "", i == first || from < 0 ? 0 : from,
            converted(profile, profile->limit[i], in_watts));
        if (profile->phases) n += (size_t)snprintf(text + n, size - n, ",\"numberPhases\":%d", profile->phases);
        n += (size_t)snprintf(text + n, size - n, "}");
    }
    if (!written) n += (size_t)snprintf(text + n, size - n, "{\"startPeriod\":0,\"limit\":%.1f}", in_watts ? VOLTS * 96 : 32.0);
    return n + (size_t)snprintf(text + n, size - n, "]");
}

// What the vehicle draws per phase: nothing below what a vehicle can.
double station_amperes(const struct station *station) {
    if (station->transaction.state != TX_RUNNING) return 0;
    double limit = profile_amperes(&station->profile, wall_ms());
    if (limit < 0) return VEHICLE_A;
    return limit < LEAST_A ? 0 : fmin(limit, VEHICLE_A);
}

// Carries the register forward to that time.
void station_reckon(struct station *station, int64_t now_ms) {
    if (station->wh_ms && now_ms > station->wh_ms)
        station->wh += station_amperes(station) * VOLTS * PHASES * (double)(now_ms - station->wh_ms) / 3.6e6;
    station->wh_ms = now_ms;
}
