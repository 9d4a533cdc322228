// SPDX-License-Identifier: Apache-2.0
// What stations tell, in the words of OCPP 1.6 and 2.0.1.
#include "stations.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct sample {
    const char *measurand, *unit, *phase, *location;
    double value;
};

const char *stamp(int64_t ms, char *text) {
    time_t seconds = ms / 1000;
    struct tm parts;
    gmtime_r(&seconds, &parts);
    size_t n = strftime(text, 32, "%Y-%m-%dT%H:%M:%S", &parts);
    snprintf(text + n, 32 - n, ".%03dZ", (int)(ms % 1000));
    return text;
}

static size_t put(char *text, size_t size, size_t at, const char *format, ...) __attribute__((format(printf, 4, 5)));

// Appends; the new length. What does not fit is cut, which the gateway would show as a broken frame.
static size_t put(char *text, size_t size, size_t at, const char *format, ...) {
    if (at >= size) return at;
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text + at, size - at, format, arguments);
    va_end(arguments);
    return at + (size_t)n;
}

size_t write_boot(const struct station *station, char *text, size_t size) {
    const char *format =
        station->version == OCPP_16
            ? "{\"chargePointVendor\":\"Bench\",\"chargePointModel\":\"Outlet\",\"firmwareVersion\":\"1.0\",\"chargePointSerialNumber\":\"%.20s\"}"
            : "{\"reason\":\"PowerUp\",\"chargingStation\":{\"vendorName\":\"Bench\",\"model\":\"Outlet\",\"firmwareVersion\":\"1.0\",\"serialNumber\":\"%.20s\"}}";
    return put(text, size, 0, format, station->identity);
}

size_t write_status(const struct station *station, char *text, size_t size) {
    char now[32];
    stamp(wall_ms(), now);
    bool is_taken = station->transaction.state != TX_NONE;
    if (station->version == OCPP_16)
        return put(text, size, 0, "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"%s\",\"timestamp\":\"%s\"}",
                   is_taken ? "Charging" : "Available", now);
    return put(text, size, 0, "{\"timestamp\":\"%s\",\"connectorStatus\":\"%s\",\"evseId\":1,\"connectorId\":1}", now,
               is_taken ? "Occupied" : "Available");
}

static size_t put_sample(char *text, size_t size, size_t at, enum version version, const struct sample *sample) {
    at = put(text, size, at, version == OCPP_16 ? "{\"value\":\"%.1f\"" : "{\"value\":%.1f", sample->value);
    at = put(text, size, at, ",\"context\":\"Sample.Periodic\",\"measurand\":\"%s\"", sample->measurand);
    if (sample->phase) at = put(text, size, at, ",\"phase\":\"%s\"", sample->phase);
    if (sample->location) at = put(text, size, at, ",\"location\":\"%s\"", sample->location);
    return put(text, size, at, version == OCPP_16 ? ",\"unit\":\"%s\"}" : ",\"unitOfMeasure\":{\"unit\":\"%s\"}}", sample->unit);
}

// One meter value with so many of the samples that an outlet has.
static size_t put_meter_value(const struct station *station, char *text, size_t size, size_t at, int64_t ms, int count) {
    double amperes = station_amperes(station);
    struct sample all[] = {
        {"Energy.Active.Import.Register", "Wh", NULL, "Outlet", station->wh},
        {"Power.Active.Import", "W", NULL, NULL, amperes * 230 * 3},
        {"Current.Import", "A", "L1", NULL, amperes}, {"Voltage", "V", "L1-N", NULL, 230},
        {"Current.Import", "A", "L2", NULL, amperes}, {"Current.Import", "A", "L3", NULL, amperes},
        {"Voltage", "V", "L2-N", NULL, 230}, {"Voltage", "V", "L3-N", NULL, 230},
    };
    int most = sizeof all / sizeof *all;
    char when[32];
    at = put(text, size, at, "\"meterValue\":[{\"timestamp\":\"%s\",\"sampledValue\":[", stamp(ms, when));
    for (int i = 0; i < count && i < most; i++) {
        if (i) at = put(text, size, at, ",");
        at = put_sample(text, size, at, station->version, &all[i]);
    }
    return put(text, size, at, "]}]");
}

static size_t put_event(const struct station *station, char *text, size_t size, const char *kind, const char *trigger, int64_t ms) {
    const struct transaction *transaction = &station->transaction;
    char when[32];
    size_t n = put(text, size, 0, "{\"eventType\":\"%s\",\"timestamp\":\"%s\",\"triggerReason\":\"%s\",\"seqNo\":%d,", kind,
                   stamp(ms, when), trigger, transaction->sequence);
    if (wall_ms() - ms > 2000) n = put(text, size, n, "\"offline\":true,");
    n = put(text, size, n, "\"transactionInfo\":{\"transactionId\":\"%.24s-%u\"", station->identity, transaction->serial);
    bool is_end = kind[0] == 'E';
    n = put(text, size, n, is_end ? ",\"stoppedReason\":\"Local\"}," : ",\"chargingState\":\"Charging\"},");
    return put(text, size, n, "\"evse\":{\"id\":1,\"connectorId\":1},");
}

size_t write_start(const struct station *station, char *text, size_t size) {
    const struct transaction *transaction = &station->transaction;
    char when[32];
    if (station->version == OCPP_16)
        return put(text, size, 0, "{\"connectorId\":1,\"idTag\":\"TAG%u\",\"meterStart\":%.0f,\"timestamp\":\"%s\"}",
                   transaction->serial, transaction->start_wh, stamp(transaction->start_ms, when));
    size_t n = put_event(station, text, size, "Started", "Authorized", transaction->start_ms);
    n = put(text, size, n, "\"idToken\":{\"idToken\":\"TAG%u\",\"type\":\"ISO14443\"},", transaction->serial);
    n = put_meter_value(station, text, size, n, transaction->start_ms, 1);
    return put(text, size, n, "}");
}

// A sample of the running transaction; `is_bare` in the message for meter values alone.
size_t write_sample(const struct station *station, char *text, size_t size, bool is_bare) {
    size_t n;
    if (station->version == OCPP_16 && station->transaction.number > 0)
        n = put(text, size, 0, "{\"connectorId\":1,\"transactionId\":%ld,", station->transaction.number);
    else if (station->version == OCPP_16) n = put(text, size, 0, "{\"connectorId\":1,");
    else if (is_bare) n = put(text, size, 0, "{\"evseId\":1,");
    else n = put_event(station, text, size, "Updated", "MeterValuePeriodic", station->owed_ms);
    n = put_meter_value(station, text, size, n, station->owed_ms, options.samples);
    return put(text, size, n, "}");
}

size_t write_stop(const struct station *station, char *text, size_t size) {
    const struct transaction *transaction = &station->transaction;
    char when[32];
    if (station->version == OCPP_16)
        return put(text, size, 0, "{\"transactionId\":%ld,\"meterStop\":%.0f,\"timestamp\":\"%s\",\"reason\":\"Local\"}",
                   transaction->number, transaction->stop_wh, stamp(transaction->stop_ms, when));
    size_t n = put_event(station, text, size, "Ended", "StopAuthorized", transaction->stop_ms);
    n = put_meter_value(station, text, size, n, transaction->stop_ms, 1);
    return put(text, size, n, "}");
}
