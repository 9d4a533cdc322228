// SPDX-License-Identifier: Apache-2.0
// Many charging stations in one process: what its parts know of each other.
#ifndef STATIONS_H
#define STATIONS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IDENTITY_BYTES = 65, PASSWORD_BYTES = 129, MOST_PERIODS = 8, ID_BYTES = 40, MESSAGE_BYTES = 8192 };

struct buffer {
    char *bytes;
    size_t length, capacity;
};

enum link_state { LINK_DOWN, LINK_CONNECTING, LINK_SHAKING, LINK_UPGRADING, LINK_OPEN };

// One socket with what WebSocket and TLS need; buffers are freed while they are empty.
struct link {
    int socket;
    enum link_state state;
    bool wants_write;
    struct ssl_st *tls;
    struct buffer in, out;
};

enum version { OCPP_16, OCPP_201 };
enum call { CALL_NONE, CALL_BOOT, CALL_STATUS, CALL_START, CALL_SAMPLE, CALL_STOP, CALL_HEARTBEAT };
enum transaction_state { TX_NONE, TX_STARTING, TX_RUNNING, TX_STOPPING };

// The limit that the gateway has set last: from `start_ms` on, `from_s[i]` later `limit[i]` in amperes or watts.
struct profile {
    int64_t start_ms;
    int count, phases;
    bool is_watts;
    int from_s[MOST_PERIODS];
    double limit[MOST_PERIODS];
};

struct transaction {
    enum transaction_state state;
    long number;     // what the gateway gave (1.6)
    unsigned serial; // ours: its name (2.0.1) and its token
    int sequence;    // number of the event to be told next (2.0.1)
    int64_t start_ms, stop_ms;
    double start_wh, stop_wh;
};

struct station {
    char identity[IDENTITY_BYTES], password[PASSWORD_BYTES];
    enum version version;
    struct link link;
    int tries;           // in vain, since the socket was lost
    bool has_booted, owes_boot, owes_status, owes_heartbeat;
    enum call call;      // the one that waits for its answer
    char call_id[ID_BYTES];
    unsigned calls;      // made, so that each has an id of its own
    int refusals;        // of the same message of a transaction, one after the other
    double pause_until;  // before it is said again
    double wake;         // when it tries to connect again
    double called_at, next_sample, next_heartbeat, next_begin;
    long load_left;      // calls of the load still to be made
    int owed;            // samples taken and not told
    int64_t owed_ms;     // when the oldest of them was taken
    int interval_s, heartbeat_s;
    char sampled[256];
    double wh;
    int64_t wh_ms;       // when `wh` was reckoned
    struct profile profile;
    struct transaction transaction;
    double opened_at, told_at; // connected, and first answer about its transaction, on this connection; 0 before
};

// Closed loop of calls; nothing but being there; transactions that outlive their socket.
enum mode { MODE_LOAD, MODE_IDLE, MODE_RECONNECT };
enum kind { KIND_METER, KIND_TRANSACTION, KIND_BOOT, KIND_HEARTBEAT };

struct options {
    char host[256], port[16], path[512];
    bool is_tls;
    const char *authority, *stations, *ledger;
    enum mode mode;
    enum kind kind;
    long calls;
    int samples, server_pid, interval_s;
    double ramp, settle, duration, deadline, churn; // stations/s, s, s, s, transactions that end and begin /s
    double backoff_least, backoff_range;
    int backoff_doublings;
};

struct counters {
    long opened, lost, refused_handshakes, dropped_handshakes, failed_connects, call_errors, stray_answers, unanswered, gateway_calls,
        load_answers, refused_transactions, repeated, begun, ended, dropped_samples, told;
};

extern struct options options;
extern struct counters counters;
extern int poller;

extern struct station *stations;
extern long station_count;

// main.c
double steady(void);
int64_t wall_ms(void);
uint32_t random_bits(void);
bool is_loading(void);
bool has_transactions(void);

// options.c
void options_read(int argc, char **argv);
void stations_read(const char *path);

// report.c
struct report {
    double began, ready, load_began, load_ended, load_cpu, lost, back;
};
double cpu_of(int pid);
void note_latency(double seconds);
void note_ended(const struct station *);
void complain(const struct station *, const char *what, const char *text);
void report_print(const struct report *);
bool ledger_write(const char *path);

// wire.c
void wire_prepare(void);
bool link_connect(struct station *);
void link_ready(struct station *, uint32_t events);
void link_text(struct station *, const char *text, size_t length);
void link_drop(struct station *);

// station.c
void station_opened(struct station *);
void station_lost(struct station *, const char *why);
void station_turn(struct station *);
void station_load(struct station *);
void station_tick(struct station *, double now);
void station_end_transaction(struct station *);
void station_begin_transaction(struct station *);
void station_text(struct station *, char *text);

// messages.c: what stations tell
size_t write_boot(const struct station *, char *, size_t);
size_t write_status(const struct station *, char *, size_t);
size_t write_start(const struct station *, char *, size_t);
size_t write_sample(const struct station *, char *, size_t, bool is_bare);
size_t write_stop(const struct station *, char *, size_t);
const char *stamp(int64_t ms, char *text);

// answers.c: what stations answer
void station_answer(struct station *, const char *id, const char *action, const char *payload);

// profile.c
void profile_read(struct profile *, const char *json, int64_t now_ms);
double profile_amperes(const struct profile *, int64_t now_ms);
size_t profile_write(const struct station *, char *, size_t, int duration_s, const char *unit);
double station_amperes(const struct station *);
void station_reckon(struct station *, int64_t now_ms);

// json.c: enough of JSON for what a gateway says
const char *json_value(const char *json, const char *key);
double json_number(const char *json, const char *key, double otherwise);
bool json_text(const char *json, const char *key, char *text, size_t size);
int64_t json_time(const char *json, const char *key, int64_t otherwise);

#endif
