// SPDX-License-Identifier: Apache-2.0
// Many charging stations of OCPP 1.6 and 2.0.1 in one process: load, idleness, and coming back after the gateway was gone.
// They boot, hold the limits they are set and say so, run transactions, and answer what a gateway asks.
//
// Build: gcc -O2 -Wall -Wextra -o stations *.c -lssl -lcrypto -lm
#include "stations.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>

enum { MOST_EVENTS = 512, ROUND_MS = 50 };

struct options options = {
    .calls = 100, .samples = 4, .ramp = 500, .settle = 3, .duration = 60, .deadline = 600, .churn = 20,
    .backoff_least = 5, .backoff_range = 10, .backoff_doublings = 3};
struct counters counters;
struct station *stations;
long station_count;
int poller;

// From stations that connect to those that have come to their end.
enum phase { ARRIVING, SETTLING, MEASURING, AWAY, RETURNED, DONE };

static enum phase phase;
static double phase_began, lost_at;
static volatile sig_atomic_t is_asked_to_end;

double steady(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int64_t wall_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

uint32_t random_bits(void) {
    static uint64_t state = 0x9e3779b97f4a7c15;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 16);
}

bool is_loading(void) { return options.mode == MODE_LOAD && phase >= MEASURING; }

bool has_transactions(void) {
    return options.mode == MODE_RECONNECT || (options.mode == MODE_LOAD && options.kind <= KIND_TRANSACTION);
}

static void enter(enum phase next) {
    phase = next;
    phase_began = steady();
}

static bool is_here(const struct station *station) {
    if (station->link.state != LINK_OPEN || !station->has_booted) return false;
    return !has_transactions() || station->transaction.state == TX_RUNNING;
}

// Told everything, of a transaction that has begun or of none.
static bool is_at_rest(const struct station *station) {
    enum transaction_state state = station->transaction.state;
    return station->link.state == LINK_OPEN && station->told_at > 0 && station->owed == 0 &&
           (state == TX_RUNNING || state == TX_NONE);
}

static long count(bool (*is_so)(const struct station *)) {
    long found = 0;
    for (long i = 0; i < station_count; i++) found += is_so(&stations[i]);
    return found;
}

// Connects who is due, and lets time pass for all.
static void go_round(double now) {
    for (long i = 0; i < station_count; i++) {
        struct station *station = &stations[i];
        if (station->link.state == LINK_DOWN && now >= station->wake && !link_connect(station)) station_lost(station, "refused");
        station_tick(station, now);
    }
}

// Vehicles come and go, whether the gateway is there or not.
static void churn(double seconds) {
    static double owed;
    for (owed += options.churn * seconds; owed >= 1; owed--)
        station_end_transaction(&stations[random_bits() % (uint32_t)station_count]);
}

static void begin_measuring(struct report *report) {
    report->ready = steady();
    fprintf(stderr, "ready\n");
    enter(MEASURING);
    if (options.mode != MODE_LOAD) return;
    report->load_began = steady();
    report->load_cpu = -cpu_of(options.server_pid);
    for (long i = 0; i < station_count; i++) station_load(&stations[i]);
}

static bool has_load(const struct station *station) { return station->load_left > 0; }
static bool is_back(const struct station *station) { return station->opened_at > lost_at && station->told_at > 0; }


static void measure(struct report *report, double now) {
    if (options.mode == MODE_IDLE && now - phase_began >= options.duration) enter(DONE);
    if (options.mode == MODE_LOAD && count(has_load) == 0) {
        report->load_ended = steady();
        report->load_cpu += cpu_of(options.server_pid);
        enter(DONE);
    }
    if (options.mode == MODE_RECONNECT && counters.lost > 0) {
        report->lost = lost_at = now;
        enter(AWAY);
    }
}

// What the time asks of the whole.
static void advance(struct report *report, double now) {
    switch (phase) {
    case ARRIVING:
        if (count(is_here) == station_count) enter(SETTLING);
        break;
    case SETTLING:
        if (now - phase_began >= options.settle) begin_measuring(report);
        break;
    case MEASURING: measure(report, now); break;
    case AWAY:
        if (count(is_back) == station_count) {
            report->back = now;
            fprintf(stderr, "back\n");
            enter(RETURNED);
        }
        break;
    case RETURNED:
        if (now - phase_began >= options.settle && count(is_at_rest) == station_count) enter(DONE);
        break;
    case DONE: break;
    }
}

static void on_signal(int number) {
    (void)number;
    is_asked_to_end = 1;
}

static void serve(void) {
    struct epoll_event events[MOST_EVENTS];
    int ready = epoll_wait(poller, events, MOST_EVENTS, ROUND_MS);
    for (int i = 0; i < ready; i++) link_ready(events[i].data.ptr, events[i].events);
}

static void run(struct report *report) {
    double last = steady();
    report->began = last;
    while (phase != DONE && !is_asked_to_end && last - report->began < options.deadline) {
        serve();
        double now = steady();
        if (now - last < ROUND_MS * 1e-3) continue;
        if (options.mode == MODE_RECONNECT && (phase == MEASURING || phase == AWAY)) churn(now - last);
        go_round(now);
        advance(report, now);
        last = now;
    }
}

// Every socket is a descriptor.
static void raise_limit(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < (rlim_t)station_count + 16)
        fprintf(stderr, "stations: %ld stations, and only %lu descriptors: raise ulimit -n\n", station_count, limit.rlim_cur);
}

static void tell_missing(void) {
    fprintf(stderr, "stations: not finished: %ld here, %ld back\n", count(is_here), count(is_back));
    for (long i = 0, said = 0; i < station_count && said < 5; i++) {
        const struct station *one = &stations[i];
        if (is_here(one) && (phase < AWAY || is_back(one))) continue;
        fprintf(stderr, "  %s: link %d, booted %d, transaction %d, call %d, owed %d\n", one->identity, one->link.state,
                one->has_booted, one->transaction.state, one->call, one->owed);
        said++;
    }
}

int main(int argc, char **argv) {
    options_read(argc, argv);
    stations_read(options.stations);
    raise_limit();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, on_signal);
    signal(SIGINT, on_signal);
    poller = epoll_create1(EPOLL_CLOEXEC);
    wire_prepare();
    double start = steady();
    for (long i = 0; i < station_count; i++) stations[i].wake = start + (double)i / options.ramp;
    struct report report = {0};
    run(&report);
    if (options.ledger && !ledger_write(options.ledger)) perror(options.ledger);
    report_print(&report);
    bool is_whole = phase == DONE || (options.mode == MODE_IDLE && is_asked_to_end);
    if (!is_whole) tell_missing();
    return is_whole ? 0 : 1;
}
