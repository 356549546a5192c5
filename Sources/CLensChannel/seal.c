#define _GNU_SOURCE
#include "CLensChannel.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef OWN_ARCHITECTURE

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define WHERE(call, action) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), ANSWER(action)
#define ALLOW(call) WHERE(__NR_##call, SECCOMP_RET_ALLOW)
#define END(call) WHERE(__NR_##call, SECCOMP_RET_KILL_PROCESS)

static int install(void) {
    struct sock_filter steps[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
        ANSWER(SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
        // Memory.
        ALLOW(mmap), ALLOW(munmap), ALLOW(mremap), ALLOW(mprotect), ALLOW(madvise), ALLOW(brk),
        // The socket and the memory files that it has, or gets through the socket.
        ALLOW(read), ALLOW(write), ALLOW(readv), ALLOW(writev), ALLOW(pread64), ALLOW(pwrite64), ALLOW(recvmsg),
        ALLOW(sendmsg), ALLOW(ppoll), ALLOW(close), ALLOW(fstat), ALLOW(lseek), ALLOW(memfd_create), ALLOW(ftruncate),
        ALLOW(fcntl),
        // Threads, locks, time, chance.
        ALLOW(futex), ALLOW(set_robust_list), ALLOW(rseq), ALLOW(sched_yield), ALLOW(sched_getaffinity), ALLOW(getpid),
        ALLOW(gettid), ALLOW(clock_gettime), ALLOW(clock_nanosleep), ALLOW(nanosleep), ALLOW(gettimeofday),
        ALLOW(getrandom), ALLOW(getcpu), ALLOW(rt_sigreturn), ALLOW(rt_sigaction), ALLOW(rt_sigprocmask),
        ALLOW(sigaltstack), ALLOW(restart_syscall), ALLOW(exit), ALLOW(exit_group),
#ifdef __NR_poll
        ALLOW(poll),
#endif
        // The C library then starts threads by `clone`, whose flags a filter can see.
        WHERE(__NR_clone3, SECCOMP_RET_ERRNO | ENOSYS),
        // No decoder has a use for these: somebody else is at work.
        END(execve), END(execveat), END(socket), END(socketpair), END(connect), END(bind), END(listen), END(ptrace),
        END(process_vm_readv), END(process_vm_writev), END(io_uring_setup), END(bpf), END(userfaultfd), END(mount),
        END(unshare), END(setns), END(kcmp), END(pidfd_open), END(pidfd_getfd), END(keyctl), END(add_key),
        // The C library asks for the size of an open file by this call, with an empty path. A path given beside that flag
        // would tell size and owner of a file, never what is in it.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_newfstatat, 0, 4),
        LOAD(args[3]),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, AT_EMPTY_PATH, 0, 1),
        ANSWER(SECCOMP_RET_ALLOW),
        ANSWER(SECCOMP_RET_ERRNO | EPERM),
        // A new thread, never a new process.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 4),
        LOAD(args[0]),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
        ANSWER(SECCOMP_RET_ALLOW),
        ANSWER(SECCOMP_RET_KILL_PROCESS),
        ANSWER(SECCOMP_RET_ERRNO | EPERM),
    };
    struct sock_fprog program = {.len = sizeof steps / sizeof *steps, .filter = steps};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -errno;
    long result = syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    return result == 0 ? 0 : result > 0 ? -EBUSY : -errno;
}

int lens_close_system(void) { return install(); }

#else

int lens_close_system(void) { return -ENOSYS; }

#endif

// What must not be possible. Each returns 1 where it was.
static int open_file(void) { return open("/etc/passwd", O_RDONLY) >= 0; }
static int write_file(void) { return open("/tmp/vangrail-lens-proof", O_CREAT | O_WRONLY, 0600) >= 0; }
static int make_socket(void) { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }
static int make_local_socket(void) { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }
static int start_program(void) {
    char *none[] = {NULL};
    execve("/bin/true", none, none);
    return 0;
}
static int start_process(void) { return fork() >= 0; }
static int signal_parent(void) { return kill(getppid(), 0) == 0; }
static int look_around(void) {
    char name[256];
    return readlink("/proc/self/exe", name, sizeof name) > 0;
}

int lens_prove(int output) {
    static const struct {
        const char *name;
        int (*attempt)(void);
    } attempts[] = {{"open a file", open_file},           {"write a file", write_file},
                    {"reach the network", make_socket},   {"make a local socket", make_local_socket},
                    {"start a program", start_program},   {"start a process", start_process},
                    {"signal another process", signal_parent}, {"read a link", look_around}};
    int possible = 0;
    for (size_t index = 0; index < sizeof attempts / sizeof *attempts; index++) {
        pid_t child = fork();
        if (child == 0) {
            if (lens_close_system() != 0) _exit(2);
            _exit(attempts[index].attempt());
        }
        int status = 0;
        if (child < 0) return -errno;
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
        const char *ending = "possible";
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) ending = "ended";
        else if (WIFEXITED(status) && WEXITSTATUS(status) == 0) ending = "refused";
        else possible++;
        dprintf(output, "%s: %s\n", attempts[index].name, ending);
    }
    return possible;
}
