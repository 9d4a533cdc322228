// SPDX-License-Identifier: Apache-2.0
// What was seen: complaints as they come, figures and the fate of each transaction at the end.
#include "stations.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MOST_COMPLAINTS = 20, BUCKET_S = 5, MOST_BUCKETS = 120 };

struct ended {
    long station;
    struct transaction transaction;
};

static struct ended *ended;
static float *latencies;
static long ended_count, latency_count;

void complain(const struct station *station, const char *what, const char *text) {
    static int said;
    if (said++ < MOST_COMPLAINTS) fprintf(stderr, "%s: %s: %.300s\n", station->identity, what, text);
}

void note_latency(double seconds) {
    if ((latency_count & (latency_count - 1)) == 0)
        latencies = realloc(latencies, (size_t)(latency_count ? 2 * latency_count : 1) * sizeof *latencies);
    latencies[latency_count++] = (float)seconds;
}

void note_ended(const struct station *station) {
    ended = realloc(ended, (size_t)(ended_count + 1) * sizeof *ended);
    ended[ended_count++] = (struct ended){station - stations, station->transaction};
}

// User and system time of a process, all threads, in s.
double cpu_of(int pid) {
    char path[64], text[1024];
    unsigned long user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = 0;
    // The name of the program is in parentheses and may hold anything.
    char *rest = strrchr(text, ')');
    if (rest) sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel);
    return (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int by_latency(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static double latency_ms(double part) {
    if (latency_count == 0) return 0;
    long at = (long)(part * (double)latency_count);
    return 1e3 * (double)latencies[at < latency_count ? at : latency_count - 1];
}

static void print_load(const struct report *report) {
    double seconds = report->load_ended - report->load_began;
    qsort(latencies, (size_t)latency_count, sizeof *latencies, by_latency);
    printf(",\"calls\":%ld,\"seconds\":%.3f,\"calls_per_s\":%.1f,\"server_cpu_s\":%.2f,\"server_cpu_s_per_10k\":%.4f"
           ",\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f",
           counters.load_answers, seconds, (double)counters.load_answers / seconds, report->load_cpu,
           counters.load_answers ? report->load_cpu / (double)counters.load_answers * 1e4 : 0, latency_ms(0.5),
           latency_ms(0.99), latency_ms(1));
}

// When stations were connected again, and had an answer about their transaction: seconds after the first was lost.
static void print_return(const struct report *report, const char *name, bool is_told) {
    double *after = calloc((size_t)station_count, sizeof *after);
    long count = 0, buckets[MOST_BUCKETS] = {0};
    for (long i = 0; i < station_count; i++) {
        double at = is_told ? stations[i].told_at : stations[i].opened_at;
        if (at <= report->lost) continue;
        after[count++] = at - report->lost;
        int bucket = (int)((at - report->lost) / BUCKET_S);
        buckets[bucket < MOST_BUCKETS ? bucket : MOST_BUCKETS - 1]++;
    }
    qsort(after, (size_t)count, sizeof *after, by_size);
    printf(",\"%s\":{\"count\":%ld", name, count);
    if (count) printf(",\"first_s\":%.2f,\"p50_s\":%.2f,\"p99_s\":%.2f,\"last_s\":%.2f", after[0], after[count / 2],
                      after[count * 99 / 100], after[count - 1]);
    printf(",\"within\":{");
    long sum = 0;
    for (int i = 0; count && i <= (int)(after[count - 1] / BUCKET_S) && i < MOST_BUCKETS; i++) {
        sum += buckets[i];
        printf("%s\"%d\":%ld", i ? "," : "", (i + 1) * BUCKET_S, sum);
    }
    printf("}}");
    free(after);
}

void report_print(const struct report *report) {
    static const char *const modes[] = {"load", "idle", "reconnect"};
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    long here = 0;
    for (long i = 0; i < station_count; i++) here += stations[i].link.state == LINK_OPEN;
    printf("{\"mode\":\"%s\",\"stations\":%ld,\"connected\":%ld", modes[options.mode], station_count, here);
    if (report->ready > 0) printf(",\"ready_s\":%.2f", report->ready - report->began);
    if (options.mode == MODE_LOAD && report->load_ended > 0) print_load(report);
    if (options.mode == MODE_RECONNECT && report->lost > 0) {
        printf(",\"lost_at\":%.3f,\"back_at\":%.3f", report->lost, report->back);
        print_return(report, "connected_again", false);
        print_return(report, "told_again", true);
    }
    printf(",\"begun\":%ld,\"ended\":%ld,\"refused_transactions\":%ld,\"repeated\":%ld,\"dropped_samples\":%ld", counters.begun,
           counters.ended, counters.refused_transactions, counters.repeated, counters.dropped_samples);
    printf(",\"call_errors\":%ld,\"stray_answers\":%ld,\"unanswered\":%ld,\"gateway_calls\":%ld", counters.call_errors,
           counters.stray_answers, counters.unanswered, counters.gateway_calls);
    printf(",\"opened\":%ld,\"lost\":%ld,\"refused_handshakes\":%ld,\"dropped_handshakes\":%ld,\"failed_connects\":%ld", counters.opened,
           counters.lost, counters.refused_handshakes, counters.dropped_handshakes, counters.failed_connects);
    printf(",\"own_cpu_s\":%.2f}\n", (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
                                         1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec));
}

static void write_line(FILE *file, long station, const struct transaction *transaction, const char *state) {
    const struct station *of = &stations[station];
    fprintf(file, "%s %s ", of->identity, of->version == OCPP_16 ? "ocpp1.6" : "ocpp2.0.1");
    if (of->version == OCPP_16) fprintf(file, "%ld", transaction->number);
    else fprintf(file, "%.24s-%u", of->identity, transaction->serial);
    fprintf(file, " %s TAG%u %lld %lld\n", state, transaction->serial, (long long)transaction->start_ms,
            (long long)transaction->stop_ms);
}

// A line for each transaction: station, version, its number or name, state, tag, start and stop in ms.
bool ledger_write(const char *path) {
    static const char *const states[] = {"none", "starting", "running", "stopping"};
    FILE *file = fopen(path, "w");
    if (!file) return false;
    for (long i = 0; i < ended_count; i++) write_line(file, ended[i].station, &ended[i].transaction, "ended");
    for (long i = 0; i < station_count; i++)
        if (stations[i].transaction.state != TX_NONE)
            write_line(file, i, &stations[i].transaction, states[stations[i].transaction.state]);
    return fclose(file) == 0;
}
