// SPDX-License-Identifier: Apache-2.0
// One station: what it says next, and what becomes of it. One call at a time; what belongs to a transaction is said in
// its order and again until it is answered, whatever happens to the socket meanwhile.
#include "stations.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CALL_PATIENCE_S = 30, MOST_OWED = 100 };

// How often a message of a transaction that was refused is said, and after how long: longer each time.
enum { ATTEMPTS = 5, ATTEMPT_PAUSE_S = 5 };

static size_t write_call(struct station *station, enum call call, char *text, size_t size, const char **action) {
    bool is_16 = station->version == OCPP_16;
    switch (call) {
    case CALL_BOOT: *action = "BootNotification"; return write_boot(station, text, size);
    case CALL_STATUS: *action = "StatusNotification"; return write_status(station, text, size);
    case CALL_START: *action = is_16 ? "StartTransaction" : "TransactionEvent"; return write_start(station, text, size);
    case CALL_STOP: *action = is_16 ? "StopTransaction" : "TransactionEvent"; return write_stop(station, text, size);
    case CALL_SAMPLE: {
        bool is_bare = is_16 || (is_loading() && options.kind == KIND_METER) || station->transaction.state == TX_NONE;
        *action = is_bare ? "MeterValues" : "TransactionEvent";
        return write_sample(station, text, size, is_bare);
    }
    default: *action = "Heartbeat"; return (size_t)snprintf(text, size, "{}");
    }
}

static void make_call(struct station *station, enum call call) {
    char text[MESSAGE_BYTES], payload[MESSAGE_BYTES - 128];
    const char *action;
    station_reckon(station, wall_ms());
    size_t length = write_call(station, call, payload, sizeof payload, &action);
    if (length >= sizeof payload) return complain(station, "a call does not fit", action);
    uint32_t a = random_bits(), b = random_bits();
    snprintf(station->call_id, sizeof station->call_id, "%08x-%04x-4%03x-8%03x-%012x", a, b >> 16, b & 0xfff, a & 0xfff,
             ++station->calls);
    int n = snprintf(text, sizeof text, "[2,\"%s\",\"%s\",%s]", station->call_id, action, payload);
    station->call = call;
    station->called_at = steady();
    link_text(station, text, (size_t)n);
}

// What is to be said next, the most urgent first.
static enum call next_call(const struct station *station) {
    const struct transaction *transaction = &station->transaction;
    if (station->owes_boot) return CALL_BOOT;
    if (!station->has_booted) return CALL_NONE;
    if (station->owes_status) return CALL_STATUS;
    if (station->owes_heartbeat) return CALL_HEARTBEAT;
    // What was refused waits, and all that comes after it in its transaction too.
    if (steady() < station->pause_until) return CALL_NONE;
    if (transaction->state == TX_STARTING) return CALL_START;
    if (station->owed > 0) return CALL_SAMPLE;
    if (transaction->state == TX_STOPPING) return CALL_STOP;
    if (station->load_left > 0 && options.kind == KIND_BOOT) return CALL_BOOT;
    if (station->load_left > 0 && options.kind == KIND_HEARTBEAT) return CALL_HEARTBEAT;
    return CALL_NONE;
}

void station_turn(struct station *station) {
    if (station->link.state != LINK_OPEN || station->call != CALL_NONE) return;
    if (station->load_left > 0 && station->owed == 0 && (options.kind == KIND_METER || options.kind == KIND_TRANSACTION)) {
        station->owed = 1;
        station->owed_ms = wall_ms();
    }
    enum call call = next_call(station);
    if (call != CALL_NONE) make_call(station, call);
}

// Calls of the load begin.
void station_load(struct station *station) {
    station->load_left = options.calls;
    station_turn(station);
}

void station_begin_transaction(struct station *station) {
    struct transaction *transaction = &station->transaction;
    if (transaction->state != TX_NONE) return;
    station_reckon(station, wall_ms());
    *transaction = (struct transaction){
        .state = TX_STARTING, .serial = transaction->serial + 1, .start_ms = wall_ms(), .start_wh = station->wh};
    station->owes_status = true;
    counters.begun++;
    station_turn(station);
}

void station_end_transaction(struct station *station) {
    struct transaction *transaction = &station->transaction;
    if (transaction->state != TX_RUNNING) return;
    station_reckon(station, wall_ms());
    transaction->state = TX_STOPPING;
    transaction->stop_ms = wall_ms();
    transaction->stop_wh = station->wh;
    station_turn(station);
}

void station_opened(struct station *station) {
    counters.opened++;
    station->tries = 0;
    station->opened_at = steady();
    station->told_at = 0;
    // Who keeps its power keeps what it said at boot; only the socket was lost.
    if (!station->has_booted) station->owes_boot = true;
    station->next_heartbeat = steady() + station->heartbeat_s;
    station_turn(station);
}

// Comes back as stations do: after a pause that doubles, with jitter so that they do not all come at once.
void station_lost(struct station *station, const char *why) {
    if (station->link.state == LINK_OPEN) {
        counters.lost++;
        if (options.mode != MODE_RECONNECT) complain(station, "lost", why);
    }
    // Let in and cut off before there was an answer.
    if (station->link.state == LINK_SHAKING || station->link.state == LINK_UPGRADING) counters.dropped_handshakes++;
    link_drop(station);
    station->call = CALL_NONE;
    station->opened_at = station->told_at = 0;
    int doublings = station->tries < options.backoff_doublings ? station->tries : options.backoff_doublings;
    station->tries++;
    double pause = options.backoff_least * (double)(1 << doublings);
    station->wake = steady() + pause + options.backoff_range * (random_bits() / 4294967296.0);
}

// Samples and heartbeats that have become due, and calls that nobody answered.
void station_tick(struct station *station, double now) {
    if (station->call != CALL_NONE && now - station->called_at > CALL_PATIENCE_S) {
        counters.unanswered++;
        station->call = CALL_NONE;
    }
    if (station->transaction.state == TX_RUNNING && !is_loading() && now >= station->next_sample) {
        if (station->owed == 0) station->owed_ms = wall_ms();
        if (station->owed < MOST_OWED) station->owed++;
        else counters.dropped_samples++;
        station->next_sample = now + station->interval_s;
    }
    if (station->transaction.state == TX_NONE && has_transactions() && station->has_booted && now >= station->next_begin)
        station_begin_transaction(station);
    if (station->link.state == LINK_OPEN && now >= station->next_heartbeat) {
        station->owes_heartbeat = true;
        station->next_heartbeat = now + station->heartbeat_s;
    }
    station_turn(station);
}

// MARK: answers

// The gateway has answered about its transaction: with that it is back.
static void told(struct station *station) {
    if (station->told_at) return;
    station->told_at = steady();
    counters.told++;
}

static void started(struct station *station, const char *payload) {
    struct transaction *transaction = &station->transaction;
    char status[32];
    json_text(payload, "status", status, sizeof status);
    transaction->number = (long)json_number(payload, "transactionId", 0);
    bool is_taken = !strcmp(status, "Accepted") && (station->version == OCPP_201 || transaction->number > 0);
    if (!is_taken) {
        counters.refused_transactions++;
        complain(station, "transaction refused", payload);
    }
    transaction->state = TX_RUNNING;
    transaction->sequence++;
    station->owes_status = true;
    told(station);
    station->next_sample = steady() + station->interval_s * (random_bits() / 4294967296.0);
}

static void sampled(struct station *station) {
    if (station->owed > 0) station->owed--;
    station->owed_ms += station->interval_s * 1000LL;
    station->transaction.sequence++;
    told(station);
}

static void stopped(struct station *station) {
    counters.ended++;
    note_ended(station);
    unsigned serial = station->transaction.serial;
    station->transaction = (struct transaction){.serial = serial};
    station->next_begin = steady() + 1 + random_bits() / 2147483648.0;
    station->owes_status = true;
    told(station);
}

static void booted(struct station *station, const char *payload) {
    char status[32];
    json_text(payload, "status", status, sizeof status);
    station->owes_boot = false;
    if (!strcmp(status, "Accepted")) {
        if (!station->has_booted) station->owes_status = true;
        station->has_booted = true;
        int interval = (int)json_number(payload, "interval", 300);
        if (interval > 0) station->heartbeat_s = interval;
        return;
    }
    // Pending or Rejected: again after what it was given.
    complain(station, "boot answered", status);
    station->owes_boot = true;
}

static void answered(struct station *station, const char *payload) {
    enum call call = station->call;
    if (station->load_left > 0 && (call == CALL_SAMPLE || call == CALL_BOOT || call == CALL_HEARTBEAT)) {
        counters.load_answers++;
        station->load_left--;
        note_latency(steady() - station->called_at);
    }
    if (call == CALL_START || call == CALL_SAMPLE || call == CALL_STOP) station->refusals = 0;
    switch (call) {
    case CALL_BOOT: booted(station, payload); break;
    case CALL_STATUS: station->owes_status = false; break;
    case CALL_START: started(station, payload); break;
    case CALL_SAMPLE: sampled(station); break;
    case CALL_STOP: stopped(station); break;
    default: station->owes_heartbeat = false;
    }
}

// Given up: as a station does with what it cannot mend.
static void give_up(struct station *station) {
    enum call call = station->call;
    if (call == CALL_START || call == CALL_STOP) counters.refused_transactions++;
    if (call == CALL_SAMPLE) sampled(station);
    else if (call == CALL_STATUS) station->owes_status = false;
    else if (call == CALL_HEARTBEAT) station->owes_heartbeat = false;
    else if (call == CALL_STOP) stopped(station);
    else if (call == CALL_START) station->transaction.state = TX_NONE;
}

// What belongs to a transaction is said again, some times, as it was.
static void refused(struct station *station, const char *text) {
    bool is_of_transaction = station->call == CALL_START || station->call == CALL_SAMPLE || station->call == CALL_STOP;
    counters.call_errors++;
    complain(station, "refused", text);
    if (station->load_left > 0) station->load_left--;
    if (!is_of_transaction || is_loading() || ++station->refusals >= ATTEMPTS) {
        station->refusals = 0;
        return give_up(station);
    }
    counters.repeated++;
    station->pause_until = steady() + ATTEMPT_PAUSE_S * station->refusals;
}

// The next quoted string from `*at` on; `*at` moves behind it.
static bool quoted(char **at, char *text, size_t size) {
    char *open = strchr(*at, '"');
    char *close = open ? strchr(open + 1, '"') : NULL;
    if (!close) return false;
    size_t length = (size_t)(close - open - 1);
    if (length >= size) return false;
    memcpy(text, open + 1, length);
    text[length] = 0;
    *at = close + 1;
    return true;
}

// A text frame: a call of the gateway's, or its answer to ours.
void station_text(struct station *station, char *text) {
    char id[64], action[64];
    char *at = text + strcspn(text, "0123456789");
    int kind = atoi(at);
    if (!quoted(&at, id, sizeof id)) return complain(station, "unreadable", text);
    if (kind == 2) {
        if (!quoted(&at, action, sizeof action)) return complain(station, "unreadable", text);
        station_answer(station, id, action, at);
    } else if (station->call == CALL_NONE || strcmp(id, station->call_id) != 0) {
        counters.stray_answers++;
    } else {
        if (kind == 3) answered(station, at);
        else refused(station, text);
        station->call = CALL_NONE;
    }
    station_turn(station);
}
