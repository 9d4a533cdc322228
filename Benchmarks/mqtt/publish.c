// SPDX-License-Identifier: Apache-2.0
// Native telemetry from many sites, each on its own connection and in its own name, through libmosquitto.
//
//   publish HOST PORT SITES QOS COUNT RATE WINDOW
//
// SITES is a file with a line "site der user password" each; "-" for user and password connects without. COUNT messages of
// some 200 bytes go round the sites at RATE a second (0: as fast as WINDOW lets). WINDOW bounds the messages on their way
// at QoS 1: no more are sent before the broker has acknowledged earlier ones. A COUNT of 0 sends each DER's capabilities.
// One JSON object with what was sent and acknowledged goes to standard output; exit 0 when everything was.
//
// Build: gcc -O2 -Wall -o publish publish.c -lmosquitto
#include <mosquitto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>

enum { KEEPALIVE_S = 60, CONNECT_DEADLINE_S = 60, DRAIN_DEADLINE_S = 30, MAX_EVENTS = 256, MAX_PASS = 64 };

struct site {
    char name[65], der[65], user[80], password[128];
    struct mosquitto *client;
    unsigned long seq;
};

static struct site *sites;
static long site_count, connected, acknowledged, refused;
static int poller;

static double steady(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void on_connect(struct mosquitto *client, void *unused, int code) {
    (void)client;
    (void)unused;
    if (code == 0) connected++;
    else refused++;
}

static void on_publish(struct mosquitto *client, void *unused, int mid) {
    (void)client;
    (void)unused;
    (void)mid;
    acknowledged++;
}

static void fail(const char *what, int code) {
    fprintf(stderr, "publish: %s: %s\n", what, mosquitto_strerror(code));
    exit(1);
}

static void read_sites(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) { perror(path); exit(1); }
    struct site site;
    memset(&site, 0, sizeof site);
    while (fscanf(file, "%64s %64s %79s %127s", site.name, site.der, site.user, site.password) == 4) {
        sites = realloc(sites, (site_count + 1) * sizeof *sites);
        sites[site_count++] = site;
    }
    fclose(file);
    if (site_count == 0) { fprintf(stderr, "publish: no sites in %s\n", path); exit(1); }
}

static void serve(int timeout_ms) {
    struct epoll_event events[MAX_EVENTS];
    int ready = epoll_wait(poller, events, MAX_EVENTS, timeout_ms);
    for (int i = 0; i < ready; i++) {
        int code = mosquitto_loop_read(((struct site *)events[i].data.ptr)->client, 16);
        if (code) fail("read", code);
    }
}

static void serve_all(void) {
    for (long i = 0; i < site_count; i++) {
        if (mosquitto_want_write(sites[i].client)) mosquitto_loop_write(sites[i].client, 16);
        mosquitto_loop_misc(sites[i].client);
    }
}

static void open_connections(const char *host, int port) {
    poller = epoll_create1(0);
    for (long i = 0; i < site_count; i++) {
        struct site *site = &sites[i];
        site->client = mosquitto_new(NULL, true, site);
        if (strcmp(site->user, "-")) mosquitto_username_pw_set(site->client, site->user, site->password);
        mosquitto_int_option(site->client, MOSQ_OPT_TCP_NODELAY, 1);
        mosquitto_connect_callback_set(site->client, on_connect);
        mosquitto_publish_callback_set(site->client, on_publish);
        int code = mosquitto_connect(site->client, host, port, KEEPALIVE_S);
        if (code) fail("connect", code);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = site};
        epoll_ctl(poller, EPOLL_CTL_ADD, mosquitto_socket(site->client), &event);
        serve(0);
    }
    double deadline = steady() + CONNECT_DEADLINE_S;
    while (connected < site_count) {
        if (refused || steady() > deadline) {
            fprintf(stderr, "publish: %ld of %ld connected, %ld refused\n", connected, site_count, refused);
            exit(1);
        }
        serve(100);
    }
}

static int time_text(char *text, size_t size) {
    struct timespec now;
    struct tm parts;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    size_t length = strftime(text, size, "%Y-%m-%dT%H:%M:%S", &parts);
    return snprintf(text + length, size - length, ".%03ldZ", now.tv_nsec / 1000000);
}

static long payload_bytes;
static char boot[32];

static void send_one(struct site *site, int qos, long number) {
    char topic[256], text[512], when[40];
    time_text(when, sizeof when);
    snprintf(topic, sizeof topic, "headroom/v1/site/%s/der/%s/telemetry", site->name, site->der);
    int length = snprintf(
        text, sizeof text,
        "{\"time\":\"%s\",\"seq\":%lu,\"boot\":\"%s\",\"powerKW\":%.3f,\"reactivePowerKvar\":%.3f,\"voltageV\":%.1f,"
        "\"soc\":%.4f,\"requestKW\":0.0,\"availableKW\":%.3f,\"maximumAgeS\":60}",
        when, ++site->seq, boot, number % 97 * 0.001, number % 31 * 0.001, 228 + number % 50 * 0.1, 0.2 + number % 6000 * 0.0001,
        4 + number % 900 * 0.001);
    int code = mosquitto_publish(site->client, NULL, topic, length, text, qos, false);
    if (code) fail("publish", code);
    payload_bytes += length;
}

static void send_capabilities(struct site *site) {
    char topic[256];
    const char *text = "{\"defaultImportLimitKW\":0,\"defaultExportLimitKW\":0,\"maxImportKW\":5,\"maxExportKW\":5}";
    snprintf(topic, sizeof topic, "headroom/v1/site/%s/der/%s/capabilities", site->name, site->der);
    int code = mosquitto_publish(site->client, NULL, topic, strlen(text), text, 1, false);
    if (code) fail("publish", code);
}

/* Sends up to MAX_PASS messages that are due; returns how many have been sent in all. */
static long send_due(long sent, long count, double elapsed, double rate, int qos, long window) {
    for (int pass = 0; pass < MAX_PASS && sent < count; pass++) {
        if (rate > 0 && sent >= rate * elapsed) break;
        if (sent - acknowledged >= window) break;
        send_one(&sites[sent % site_count], qos, sent);
        sent++;
    }
    return sent;
}

int main(int count, char **arguments) {
    if (count != 8) {
        fprintf(stderr, "usage: publish HOST PORT SITES QOS COUNT RATE WINDOW\n");
        return 2;
    }
    int qos = atoi(arguments[4]);
    long messages = atol(arguments[5]), window = atol(arguments[7]);
    double rate = atof(arguments[6]);
    mosquitto_lib_init();
    snprintf(boot, sizeof boot, "bench-%lx", (long)time(NULL));
    read_sites(arguments[3]);
    open_connections(arguments[1], atoi(arguments[2]));
    double start = steady(), tidied = start;
    long sent = 0;
    for (; messages == 0 && sent < site_count; sent++) send_capabilities(&sites[sent]);
    while (sent < messages) {
        long before = sent;
        sent = send_due(sent, messages, steady() - start, rate, qos, window);
        serve(sent == before ? 1 : 0);
        if (steady() - tidied > 0.25) { serve_all(); tidied = steady(); }
    }
    double sending = steady() - start, deadline = steady() + DRAIN_DEADLINE_S;
    while (acknowledged < sent && steady() < deadline) { serve_all(); serve(10); }
    for (long i = 0; i < site_count; i++) mosquitto_disconnect(sites[i].client);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
    printf("{\"sites\":%ld,\"sent\":%ld,\"acknowledged\":%ld,\"seconds\":%.3f,\"payloadBytes\":%.1f,\"cpuSeconds\":%.3f}\n",
           site_count, sent, acknowledged, sending, sent ? payload_bytes / (double)sent : 0, cpu);
    return acknowledged == sent ? 0 : 1;
}
