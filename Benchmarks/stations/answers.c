// SPDX-License-Identifier: Apache-2.0
// What stations answer to the gateway's calls.
#include "stations.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reply(struct station *station, const char *id, const char *payload) {
    char text[MESSAGE_BYTES];
    int n = snprintf(text, sizeof text, "[3,\"%s\",%s]", id, payload);
    if (n > 0 && (size_t)n < sizeof text) link_text(station, text, (size_t)n);
    else complain(station, "an answer does not fit", payload);
}

static void reply_status(struct station *station, const char *id, const char *status) {
    char payload[64];
    snprintf(payload, sizeof payload, "{\"status\":\"%s\"}", status);
    reply(station, id, payload);
}

// Whether a setting is one of ours; its value goes to `value`.
static bool setting(const struct station *station, const char *name, char *value, size_t size) {
    if (!strcmp(name, "MeterValueSampleInterval") || !strcmp(name, "TxUpdatedInterval"))
        snprintf(value, size, "%d", station->interval_s);
    else if (!strcmp(name, "MeterValuesSampledData") || !strcmp(name, "TxUpdatedMeasurands"))
        snprintf(value, size, "%s", station->sampled);
    else if (!strcmp(name, "ChargingScheduleAllowedChargingRateUnit") || !strcmp(name, "RateUnit"))
        snprintf(value, size, station->version == OCPP_16 ? "Current,Power" : "A,W");
    else if (!strcmp(name, "ChargeProfileMaxStackLevel") || !strcmp(name, "ProfileStackLevel")) snprintf(value, size, "8");
    else if (!strcmp(name, "ChargingScheduleMaxPeriods") || !strcmp(name, "PeriodsPerSchedule"))
        snprintf(value, size, "%d", MOST_PERIODS);
    else if (!strcmp(name, "NumberOfConnectors")) snprintf(value, size, "1");
    else if (!strcmp(name, "HeartbeatInterval")) snprintf(value, size, "%d", station->heartbeat_s);
    else return false;
    return true;
}

// Takes over what may be changed.
static bool change(struct station *station, const char *name, const char *value) {
    if (!strcmp(name, "MeterValueSampleInterval") || !strcmp(name, "TxUpdatedInterval")) {
        if (!options.interval_s) station->interval_s = atoi(value);
    } else if (!strcmp(name, "MeterValuesSampledData") || !strcmp(name, "TxUpdatedMeasurands")) {
        snprintf(station->sampled, sizeof station->sampled, "%s", value);
    } else if (!strcmp(name, "HeartbeatInterval")) {
        station->heartbeat_s = atoi(value);
    } else {
        return false;
    }
    return true;
}

static void answer_configuration(struct station *station, const char *id) {
    static const char *const names[] = {
        "MeterValueSampleInterval", "MeterValuesSampledData", "ChargingScheduleAllowedChargingRateUnit",
        "ChargeProfileMaxStackLevel", "ChargingScheduleMaxPeriods", "NumberOfConnectors", "HeartbeatInterval"};
    char text[2048], value[256];
    int n = snprintf(text, sizeof text, "{\"configurationKey\":[");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        setting(station, names[i], value, sizeof value);
        n += snprintf(text + n, sizeof text - (size_t)n, "%s{\"key\":\"%s\",\"readonly\":false,\"value\":\"%s\"}", i ? "," : "",
                      names[i], value);
    }
    snprintf(text + n, sizeof text - (size_t)n, "]}");
    reply(station, id, text);
}

// GetVariables and SetVariables: one result for each component and variable asked, in their order.
static void answer_variables(struct station *station, const char *id, const char *payload, bool is_change) {
    char text[4096], component[64], variable[64], value[256], given[256];
    int n = snprintf(text, sizeof text, "{\"%s\":[", is_change ? "setVariableResult" : "getVariableResult");
    const char *at = payload;
    for (int i = 0; i < 16 && (at = json_value(at, "component")) != NULL; i++) {
        json_text(at, "name", component, sizeof component);
        const char *asked = json_value(at, "variable");
        if (!asked) break;
        json_text(asked, "name", variable, sizeof variable);
        json_text(payload, "attributeValue", given, sizeof given);
        bool is_known = is_change ? change(station, variable, given) : setting(station, variable, value, sizeof value);
        n += snprintf(text + n, sizeof text - (size_t)n, "%s{\"attributeStatus\":\"%s\",", i ? "," : "",
                      is_known ? "Accepted" : "UnknownVariable");
        if (is_known && !is_change) n += snprintf(text + n, sizeof text - (size_t)n, "\"attributeValue\":\"%s\",", value);
        n += snprintf(text + n, sizeof text - (size_t)n, "\"component\":{\"name\":\"%s\"},\"variable\":{\"name\":\"%s\"}}",
                      component, variable);
    }
    snprintf(text + n, sizeof text - (size_t)n, "]}");
    reply(station, id, text);
}

static void answer_composite(struct station *station, const char *id, const char *payload) {
    char text[2048], periods[1024], unit[8], now[32];
    int duration = (int)json_number(payload, "duration", 3600);
    json_text(payload, "chargingRateUnit", unit, sizeof unit);
    profile_write(station, periods, sizeof periods, duration, unit);
    stamp(wall_ms(), now);
    const char *format =
        station->version == OCPP_16
            ? "{\"status\":\"Accepted\",\"connectorId\":1,\"scheduleStart\":\"%s\",\"chargingSchedule\":{\"duration\":%d,%s}}"
            : "{\"status\":\"Accepted\",\"schedule\":{\"evseId\":1,\"scheduleStart\":\"%s\",\"duration\":%d,%s}}";
    snprintf(text, sizeof text, format, now, duration, periods);
    reply(station, id, text);
}

// Answers first, then the next turn tells what was asked for.
static void answer_trigger(struct station *station, const char *id, const char *payload) {
    char asked[40];
    json_text(payload, "requestedMessage", asked, sizeof asked);
    bool is_boot = !strcmp(asked, "BootNotification"), is_status = !strcmp(asked, "StatusNotification");
    // A station of 2.0.1 that has been accepted does not boot again for the asking.
    bool is_taken = is_status || !strcmp(asked, "Heartbeat") || (is_boot && station->version == OCPP_16);
    reply_status(station, id, is_taken ? "Accepted" : is_boot ? "Rejected" : "NotImplemented");
    if (!is_taken) return;
    if (is_boot) station->owes_boot = true;
    else if (is_status) station->owes_status = true;
    else station->owes_heartbeat = true;
}

void station_answer(struct station *station, const char *id, const char *action, const char *payload) {
    counters.gateway_calls++;
    if (!strcmp(action, "GetConfiguration")) answer_configuration(station, id);
    else if (!strcmp(action, "GetVariables")) answer_variables(station, id, payload, false);
    else if (!strcmp(action, "SetVariables")) answer_variables(station, id, payload, true);
    else if (!strcmp(action, "GetCompositeSchedule")) answer_composite(station, id, payload);
    else if (!strcmp(action, "TriggerMessage")) answer_trigger(station, id, payload);
    else if (!strcmp(action, "ChangeConfiguration")) {
        char name[64], value[256];
        json_text(payload, "key", name, sizeof name);
        json_text(payload, "value", value, sizeof value);
        reply_status(station, id, change(station, name, value) ? "Accepted" : "NotSupported");
    } else if (!strcmp(action, "SetChargingProfile")) {
        station_reckon(station, wall_ms());
        profile_read(&station->profile, payload, wall_ms());
        reply_status(station, id, "Accepted");
    } else if (!strcmp(action, "ClearChargingProfile")) {
        // Only our own is there, and only profiles of transactions and of higher levels are asked to go.
        reply_status(station, id, "Unknown");
    } else {
        char text[160];
        int n = snprintf(text, sizeof text, "[4,\"%s\",\"NotSupported\",\"\",{}]", id);
        link_text(station, text, (size_t)n);
        complain(station, "asked for", action);
    }
}
