// SPDX-License-Identifier: Apache-2.0
#include "stations.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const USAGE =
    "usage: stations --url ws[s]://HOST:PORT/PATH/ --stations FILE [--mode load|idle|reconnect]\n"
    "  FILE            a line each: identity, password (- for none), ocpp1.6 or ocpp2.0.1\n"
    "  --ca FILE       authority of the gateway's certificate (wss)\n"
    "  --ramp N        stations a second that connect at the beginning (500)\n"
    "  --settle S      seconds from all being there to the measurement, and from all being back to the end (3)\n"
    "  --deadline S    gives up after so long (600)\n"
    "  --interval S    between the samples of a transaction, whatever the gateway sets\n"
    "  --samples N     sampled values in a message, 1...8 (4)\n"
    "  --backoff L,R,D pause before coming back: L s and up to R s more, L doubled up to D times (5,10,3)\n"
    "load: each station makes --calls N (100) of --kind meter|transaction|boot|heartbeat, one at a time;\n"
    "  --server-pid P  the process whose CPU time is reported\n"
    "idle: --duration S (60) after all are there, or until SIGTERM\n"
    "reconnect: until the gateway has gone and all are back;\n"
    "  --churn N       transactions a second that end and begin anew meanwhile (20)\n"
    "  --ledger FILE   what became of each transaction\n"
    "\"ready\" goes to standard error when all are there; one JSON object to standard output at the end.\n";

static void usage(const char *what, const char *value) {
    fprintf(stderr, "stations: %s %s\n%s", what, value, USAGE);
    exit(2);
}

static void read_url(const char *url) {
    options.is_tls = !strncmp(url, "wss://", 6);
    const char *host = strstr(url, "://");
    if (!host || (!options.is_tls && strncmp(url, "ws://", 5) != 0)) usage("no URL:", url);
    int n = sscanf(host + 3, "%255[^:/]:%15[0-9]%511s", options.host, options.port, options.path);
    if (n != 3) usage("no URL with host, port and path:", url);
}

static int choice(const char *name, const char *value, const char *const *words) {
    for (int i = 0; words[i]; i++)
        if (!strcmp(value, words[i])) return i;
    usage(name, value);
    return 0;
}

static bool read_number(const char *name, const char *value) {
    double number = strtod(value, NULL);
    if (!strcmp(name, "--ramp")) options.ramp = number;
    else if (!strcmp(name, "--settle")) options.settle = number;
    else if (!strcmp(name, "--deadline")) options.deadline = number;
    else if (!strcmp(name, "--interval")) options.interval_s = (int)number;
    else if (!strcmp(name, "--samples")) options.samples = (int)number;
    else if (!strcmp(name, "--calls")) options.calls = (long)number;
    else if (!strcmp(name, "--server-pid")) options.server_pid = (int)number;
    else if (!strcmp(name, "--duration")) options.duration = number;
    else if (!strcmp(name, "--churn")) options.churn = number;
    else return false;
    return true;
}

static void read_option(const char *name, const char *value) {
    static const char *const modes[] = {"load", "idle", "reconnect", NULL};
    static const char *const kinds[] = {"meter", "transaction", "boot", "heartbeat", NULL};
    if (!strcmp(name, "--url")) read_url(value);
    else if (!strcmp(name, "--stations")) options.stations = value;
    else if (!strcmp(name, "--ca")) options.authority = value;
    else if (!strcmp(name, "--ledger")) options.ledger = value;
    else if (!strcmp(name, "--mode")) options.mode = (enum mode)choice("no mode:", value, modes);
    else if (!strcmp(name, "--kind")) options.kind = (enum kind)choice("no kind:", value, kinds);
    else if (!strcmp(name, "--backoff")) {
        if (sscanf(value, "%lf,%lf,%d", &options.backoff_least, &options.backoff_range, &options.backoff_doublings) != 3)
            usage("--backoff", value);
    } else if (!read_number(name, value)) usage("unknown option", name);
}

void options_read(int argc, char **argv) {
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc) usage("no value for", argv[i]);
        read_option(argv[i], argv[i + 1]);
    }
    if (!options.path[0] || !options.stations) usage("needed:", "--url and --stations");
}

void stations_read(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) usage("cannot be read:", path);
    struct station one = {.interval_s = options.interval_s ? options.interval_s : 60, .heartbeat_s = 300, .wh = 100000};
    char version[16];
    while (fscanf(file, "%64s %128s %15s", one.identity, one.password, version) == 3) {
        one.version = !strcmp(version, "ocpp1.6") ? OCPP_16 : OCPP_201;
        if (one.version == OCPP_201 && strcmp(version, "ocpp2.0.1") != 0) usage("no version:", version);
        stations = realloc(stations, (size_t)(station_count + 1) * sizeof *stations);
        stations[station_count++] = one;
    }
    fclose(file);
    if (station_count == 0) usage("no stations in", path);
}
