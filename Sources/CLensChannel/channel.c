#define _GNU_SOURCE
#include "CLensChannel.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const int lens_seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;

int lens_socket_pair(int pair[2]) {
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0 ? 0 : -errno;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// Waits until the socket is ready for `events`; a hang-up counts as ready, the call that follows reports it.
static int wait_for(int socket, short events, int timeout_ms) {
    int64_t end = now_ms() + timeout_ms;
    for (;;) {
        int left = -1;
        if (timeout_ms >= 0) {
            int64_t rest = end - now_ms();
            left = rest > 0 ? (int)rest : 0;
        }
        struct pollfd one = {.fd = socket, .events = events};
        int ready = poll(&one, 1, left);
        if (ready > 0) return (one.revents & POLLNVAL) ? -EBADF : 0;
        if (ready == 0) return -ETIMEDOUT;
        if (errno != EINTR) return -errno;
    }
}

int lens_send(int socket, const void *frame, size_t length, int attachment, int timeout_ms) {
    struct iovec part = {.iov_base = (void *)frame, .iov_len = length};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (attachment >= 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &attachment, sizeof(int));
    }
    for (;;) {
        int ready = wait_for(socket, POLLOUT, timeout_ms);
        if (ready < 0) return ready;
        ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent == (ssize_t)length) return 0;
        if (sent >= 0) return -EIO;
        if (errno != EINTR && errno != EAGAIN) return -errno;
    }
}

ssize_t lens_receive(int socket, void *frame, size_t capacity, int *attachment, int timeout_ms) {
    *attachment = -1;
    for (;;) {
        int ready = wait_for(socket, POLLIN, timeout_ms);
        if (ready < 0) return ready;
        struct iovec part = {.iov_base = frame, .iov_len = capacity};
        // Room for more descriptors than we accept, so that surplus ones are seen and closed.
        union {
            struct cmsghdr header;
            char bytes[CMSG_SPACE(8 * sizeof(int))];
        } control;
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes,
                                 .msg_controllen = sizeof control.bytes};
        ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got < 0) return errno == ECONNRESET ? -EPIPE : -errno;
        int count = 0;
        for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
            if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
            size_t held = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            for (size_t index = 0; index < held; index++) {
                int descriptor;
                memcpy(&descriptor, CMSG_DATA(header) + index * sizeof(int), sizeof(int));
                if (count++ == 0) *attachment = descriptor;
                else close(descriptor);
            }
        }
        int surplus = count > 1 || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0;
        if (got > 0 && !surplus) return got;
        if (*attachment >= 0) close(*attachment);
        *attachment = -1;
        return got == 0 ? -EPIPE : -EMSGSIZE;
    }
}

int lens_is_quiet(int socket) {
    struct pollfd one = {.fd = socket, .events = POLLIN};
    return poll(&one, 1, 0) == 0;
}

int lens_seal_bytes(const void *bytes, size_t length) {
    int descriptor = memfd_create("picture", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0) return -errno;
    size_t done = 0;
    while (done < length) {
        ssize_t wrote = write(descriptor, (const char *)bytes + done, length - done);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) {
            int error = wrote < 0 ? errno : EIO;
            close(descriptor);
            return -error;
        }
        done += (size_t)wrote;
    }
    if (fcntl(descriptor, F_ADD_SEALS, lens_seals) < 0) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    return descriptor;
}

ssize_t lens_sealed_size(int descriptor, size_t limit) {
    int seals = fcntl(descriptor, F_GET_SEALS);
    if (seals < 0 || (seals & lens_seals) != lens_seals) return -EINVAL;
    struct stat facts;
    if (fstat(descriptor, &facts) < 0) return -errno;
    if (!S_ISREG(facts.st_mode) || facts.st_size < 0) return -EINVAL;
    return (size_t)facts.st_size > limit ? -EFBIG : (ssize_t)facts.st_size;
}

int lens_read_sealed(int descriptor, void *bytes, size_t length) {
    size_t done = 0;
    while (done < length) {
        ssize_t got = pread(descriptor, (char *)bytes + done, length - done, (off_t)done);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got < 0 ? -errno : -EIO;
        done += (size_t)got;
    }
    return 0;
}

const void *lens_map_sealed(int descriptor, size_t length) {
    void *bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, descriptor, 0);
    return bytes == MAP_FAILED ? NULL : bytes;
}

void lens_unmap(const void *bytes, size_t length) {
    if (bytes) munmap((void *)bytes, length);
}

void lens_close(int descriptor) { close(descriptor); }
