// SPDX-License-Identifier: Apache-2.0
// Sockets, TLS where it is asked for, and WebSocket (RFC 6455) from the client's side.
#define _GNU_SOURCE
#include "stations.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ_BYTES = 65536, MOST_FRAME = 1 << 20, OP_TEXT = 1, OP_CLOSE = 8, OP_PING = 9, OP_PONG = 10 };

static struct addrinfo *place;
static SSL_CTX *context;

static void fail(const char *what, const char *why) {
    fprintf(stderr, "stations: %s: %s\n", what, why);
    exit(1);
}

void wire_prepare(void) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    int code = getaddrinfo(options.host, options.port, &hints, &place);
    if (code) fail(options.host, gai_strerror(code));
    if (!options.is_tls) return;
    context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    if (!options.authority || SSL_CTX_load_verify_locations(context, options.authority, NULL) != 1)
        fail("--ca", "wss needs the file of an authority that can be read");
}

// MARK: buffers

static void append(struct buffer *buffer, const void *bytes, size_t length) {
    if (buffer->length + length > buffer->capacity) {
        buffer->capacity = (buffer->length + length) * 2;
        buffer->bytes = realloc(buffer->bytes, buffer->capacity);
        if (!buffer->bytes) fail("memory", "none left");
    }
    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
}

static void consume(struct buffer *buffer, size_t length) {
    buffer->length -= length;
    if (buffer->length) {
        memmove(buffer->bytes, buffer->bytes + length, buffer->length);
        return;
    }
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

// MARK: bytes

// Like send and recv: -1 with EAGAIN where the socket would block, 0 at the end, -1 otherwise at a fault.
static ssize_t tls_result(struct link *link, int n) {
    if (n > 0) return n;
    int error = SSL_get_error(link->tls, n);
    ERR_clear_error();
    if (error == SSL_ERROR_ZERO_RETURN) return 0;
    errno = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? EAGAIN : EIO;
    return -1;
}

static ssize_t link_read(struct link *link, void *bytes, size_t size) {
    return link->tls ? tls_result(link, SSL_read(link->tls, bytes, (int)size)) : recv(link->socket, bytes, size, 0);
}

static ssize_t link_write(struct link *link, const void *bytes, size_t size) {
    return link->tls ? tls_result(link, SSL_write(link->tls, bytes, (int)size)) : send(link->socket, bytes, size, MSG_NOSIGNAL);
}

static void watch(struct station *station, bool wants_write) {
    struct link *link = &station->link;
    if (link->wants_write == wants_write) return;
    link->wants_write = wants_write;
    struct epoll_event event = {.events = EPOLLIN | (wants_write ? EPOLLOUT : 0u), .data.ptr = station};
    epoll_ctl(poller, EPOLL_CTL_MOD, link->socket, &event);
}

static void flush(struct station *station) {
    struct link *link = &station->link;
    while (link->out.length) {
        ssize_t n = link_write(link, link->out.bytes, link->out.length);
        if (n > 0) consume(&link->out, (size_t)n);
        // A fault shows at the next read.
        else break;
    }
    watch(station, link->out.length > 0);
}

// MARK: frames

static void send_frame(struct station *station, int opcode, const char *bytes, size_t length) {
    unsigned char head[14] = {(unsigned char)(0x80 | opcode)};
    size_t n = 2;
    if (length < 126) head[1] = (unsigned char)(0x80 | length);
    else {
        head[1] = 0x80 | 126;
        head[2] = (unsigned char)(length >> 8);
        head[3] = (unsigned char)length;
        n = 4;
    }
    uint32_t mask = random_bits();
    memcpy(head + n, &mask, 4);
    struct buffer *out = &station->link.out;
    append(out, head, n + 4);
    size_t at = out->length;
    append(out, bytes, length);
    for (size_t i = 0; i < length; i++) out->bytes[at + i] ^= (char)head[n + (i & 3)];
    flush(station);
}

void link_text(struct station *station, const char *text, size_t length) {
    if (station->link.state == LINK_OPEN) send_frame(station, OP_TEXT, text, length);
}

static void take_frame(struct station *station, int opcode, char *payload, size_t length) {
    static char text[MOST_FRAME + 1];
    if (opcode == OP_PING) return send_frame(station, OP_PONG, payload, length);
    if (opcode == OP_TEXT) {
        memcpy(text, payload, length);
        text[length] = 0;
        return station_text(station, text);
    }
    if (opcode != OP_CLOSE) return;
    unsigned char *code = (unsigned char *)payload;
    snprintf(text, sizeof text, "closed by the gateway with %d %.*s", length > 1 ? code[0] << 8 | code[1] : 0,
             length > 2 ? (int)length - 2 : 0, payload + 2);
    station_lost(station, text);
}

// Takes one whole frame from the front; how many bytes it had, 0 if it is not all there.
static size_t take_front(struct station *station, char *bytes, size_t length) {
    unsigned char *head = (unsigned char *)bytes;
    if (length < 2) return 0;
    size_t size = head[1] & 127, n = 2;
    if (size == 126) {
        if (length < 4) return 0;
        size = (size_t)head[2] << 8 | head[3];
        n = 4;
    } else if (size == 127) {
        if (length < 10) return 0;
        size = 0;
        for (int i = 0; i < 8; i++) size = size << 8 | head[2 + i];
        n = 10;
    }
    if (size > MOST_FRAME) {
        station_lost(station, "a frame beyond 1 MiB");
        return 0;
    }
    if (length < n + size) return 0;
    take_frame(station, head[0] & 15, bytes + n, size);
    return n + size;
}

// MARK: handshake

static void base64(const char *bytes, size_t length, char *text) {
    EVP_EncodeBlock((unsigned char *)text, (const unsigned char *)bytes, (int)length);
}

static void ask_upgrade(struct station *station) {
    char request[2048], pair[IDENTITY_BYTES + PASSWORD_BYTES], login[400], authorization[440] = "", key[32];
    if (strcmp(station->password, "-") != 0) {
        int n = snprintf(pair, sizeof pair, "%s:%s", station->identity, station->password);
        base64(pair, (size_t)n, login);
        snprintf(authorization, sizeof authorization, "Authorization: Basic %s\r\n", login);
    }
    uint32_t nonce[4] = {random_bits(), random_bits(), random_bits(), random_bits()};
    base64((char *)nonce, sizeof nonce, key);
    int n = snprintf(
        request, sizeof request,
        "GET %s%s HTTP/1.1\r\nHost: %s:%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: %s\r\n%s\r\n",
        options.path, station->identity, options.host, options.port, key,
        station->version == OCPP_16 ? "ocpp1.6" : "ocpp2.0.1", authorization);
    station->link.state = LINK_UPGRADING;
    append(&station->link.out, request, (size_t)n);
    flush(station);
}

// The answer to it; how many bytes it had, 0 if it is not all there.
static size_t take_upgrade(struct station *station, char *bytes, size_t length) {
    char *end = memmem(bytes, length, "\r\n\r\n", 4);
    if (!end) return 0;
    if (memcmp(bytes, "HTTP/1.1 101", 12) != 0) {
        counters.refused_handshakes++;
        char line[80];
        snprintf(line, sizeof line, "%.*s", (int)strcspn(bytes, "\r"), bytes);
        complain(station, "handshake refused", line);
        station->link.state = LINK_CONNECTING; // it had its answer
        station_lost(station, line);
        return 0;
    }
    station->link.state = LINK_OPEN;
    station_opened(station);
    return (size_t)(end - bytes) + 4;
}

static void shake(struct station *station) {
    struct link *link = &station->link;
    int n = SSL_connect(link->tls);
    if (n == 1) {
        watch(station, false);
        return ask_upgrade(station);
    }
    if (SSL_get_error(link->tls, n) == SSL_ERROR_WANT_READ) return watch(station, false);
    if (SSL_get_error(link->tls, n) == SSL_ERROR_WANT_WRITE) return watch(station, true);
    const char *why = ERR_reason_error_string(ERR_peek_error());
    complain(station, "TLS", why ? why : "the connection ended");
    ERR_clear_error();
    station_lost(station, "TLS");
}

static void connected(struct station *station) {
    struct link *link = &station->link;
    int fault = 0;
    socklen_t size = sizeof fault;
    getsockopt(link->socket, SOL_SOCKET, SO_ERROR, &fault, &size);
    if (fault) {
        counters.failed_connects++;
        return station_lost(station, strerror(fault));
    }
    if (!context) return ask_upgrade(station);
    link->tls = SSL_new(context);
    SSL_set_fd(link->tls, link->socket);
    struct in6_addr unused;
    if (inet_pton(AF_INET, options.host, &unused) == 1 || inet_pton(AF_INET6, options.host, &unused) == 1)
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(link->tls), options.host);
    else SSL_set1_host(link->tls, options.host);
    link->state = LINK_SHAKING;
    shake(station);
}

// MARK: a socket's life

// False where not even an attempt could be made.
bool link_connect(struct station *station) {
    struct link *link = &station->link;
    link->socket = socket(place->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (link->socket < 0) {
        complain(station, "no socket", strerror(errno));
        return false;
    }
    int on = 1;
    setsockopt(link->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    link->state = LINK_CONNECTING;
    link->wants_write = true;
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.ptr = station};
    epoll_ctl(poller, EPOLL_CTL_ADD, link->socket, &event);
    if (connect(link->socket, place->ai_addr, place->ai_addrlen) == 0 || errno == EINPROGRESS) return true;
    counters.failed_connects++;
    return false;
}

void link_drop(struct station *station) {
    struct link *link = &station->link;
    if (link->tls) SSL_free(link->tls);
    if (link->state != LINK_DOWN || link->socket > 0) close(link->socket);
    free(link->in.bytes);
    free(link->out.bytes);
    *link = (struct link){0};
}

// Takes what is whole from the front of `bytes`; how many bytes that was. Stops where the link is lost.
static size_t take_all(struct station *station, char *bytes, size_t length) {
    size_t at = 0;
    while (station->link.state == LINK_UPGRADING || station->link.state == LINK_OPEN) {
        size_t n = station->link.state == LINK_OPEN ? take_front(station, bytes + at, length - at)
                                                    : take_upgrade(station, bytes + at, length - at);
        if (n == 0) break;
        at += n;
    }
    return at;
}

static void received(struct station *station, char *bytes, size_t length) {
    struct buffer *in = &station->link.in;
    if (in->length) {
        // Worked on apart, for the link may be dropped while its bytes are read.
        append(in, bytes, length);
        struct buffer all = *in;
        *in = (struct buffer){0};
        size_t n = take_all(station, all.bytes, all.length);
        if (station->link.state != LINK_DOWN && n < all.length) append(in, all.bytes + n, all.length - n);
        free(all.bytes);
        return;
    }
    size_t n = take_all(station, bytes, length);
    if (station->link.state != LINK_DOWN && n < length) append(in, bytes + n, length - n);
}

static void read_all(struct station *station) {
    static char bytes[READ_BYTES];
    while (station->link.state == LINK_UPGRADING || station->link.state == LINK_OPEN) {
        ssize_t n = link_read(&station->link, bytes, sizeof bytes);
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0) return station_lost(station, n == 0 ? "ended by the gateway" : strerror(errno));
        received(station, bytes, (size_t)n);
        if (!station->link.tls && (size_t)n < sizeof bytes) return;
    }
}

void link_ready(struct station *station, uint32_t events) {
    struct link *link = &station->link;
    if (link->state == LINK_CONNECTING) {
        if (events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) connected(station);
        return;
    }
    if (link->state == LINK_SHAKING) return shake(station);
    if (link->state == LINK_DOWN) return;
    if (events & EPOLLOUT) flush(station);
    read_all(station);
}
