#define _GNU_SOURCE
#include "CLensChannel.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int lens_spawn(const char *path, char *const *arguments, int socket, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return -error;
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return -error;
    }
    // The socket may itself sit at 0 to 3, so it is moved out of the way before anything is put there.
    int parked = fcntl(socket, F_DUPFD_CLOEXEC, 16);
    if (parked < 0) error = errno;
    for (int standard = 0; standard < 3 && !error; standard++)
        error = posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0);
    if (!error) error = posix_spawn_file_actions_adddup2(&actions, parked, LENS_WORKER_SOCKET);
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(&actions, LENS_WORKER_SOCKET + 1);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    if (!error) error = posix_spawnattr_setsigmask(&attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(&attributes, &all);
    if (!error) error = posix_spawnattr_setpgroup(&attributes, 0);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP;
    if (!error) error = posix_spawnattr_setflags(&attributes, flags);
    // Tesseract would start a thread for each core.
    char *environment[] = {"LANG=C.UTF-8", "HOME=/nonexistent", "VIPS_WARNING=0", "OMP_THREAD_LIMIT=1", NULL};
    if (!error) error = posix_spawn(pid, path, &actions, &attributes, arguments, environment);
    if (parked >= 0) close(parked);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return -error;
}

void lens_end(pid_t pid) {
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
}

static int limit(int what, rlim_t most) {
    struct rlimit bound = {.rlim_cur = most, .rlim_max = most};
    return setrlimit(what, &bound) == 0 ? 0 : -errno;
}

int lens_confine(size_t address_bytes, size_t file_bytes, size_t seconds) {
    pid_t parent = getppid();
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0) return -errno;
    // The parent may have died before the line above.
    if (getppid() != parent) return -ESRCH;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -errno;
    // No core dump and no ptrace by others: the memory holds pictures.
    if (prctl(PR_SET_DUMPABLE, 0) < 0) return -errno;
    int error = limit(RLIMIT_CORE, 0);
    if (!error) error = limit(RLIMIT_NOFILE, 64);
    if (!error) error = limit(RLIMIT_AS, address_bytes);
    if (!error) error = limit(RLIMIT_FSIZE, file_bytes);
    if (!error) error = limit(RLIMIT_CPU, seconds);
    lens_return_memory(1);
    return error;
}

void lens_return_memory(int arenas) {
    mallopt(M_ARENA_MAX, arenas);
    mallopt(M_MMAP_THRESHOLD, 1 << 18);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
}

void lens_trim_memory(size_t kept) {
    struct mallinfo2 now = mallinfo2();
    if (now.fordblks > kept) malloc_trim(0);
}

size_t lens_resident_bytes(void) {
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file) return 0;
    unsigned long total = 0, resident = 0;
    int read = fscanf(file, "%lu %lu", &total, &resident);
    fclose(file);
    return read == 2 ? resident * (size_t)sysconf(_SC_PAGESIZE) : 0;
}
