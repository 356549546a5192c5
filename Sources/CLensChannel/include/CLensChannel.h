// How the gateway and a lens worker pass frames and picture bytes to each other.
//
// A frame is one packet on a Unix socket pair (SOCK_SEQPACKET). Picture bytes travel beside it in a sealed memory file
// (memfd), so neither side can change or shrink them while the other one reads. Every function returns 0 or a count on
// success and a negative errno on failure; none of them raises a signal.
#ifndef C_LENS_CHANNEL_H
#define C_LENS_CHANNEL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// The descriptor at which a worker finds its socket.
#define LENS_WORKER_SOCKET 3

/// Makes a connected pair of sockets; both close on exec.
int lens_socket_pair(int pair[2]);

/// Starts a worker: `socket` becomes descriptor 3, 0 to 2 are /dev/null, every other descriptor is closed, the
/// environment is minimal, signals are at their defaults and the worker leads a process group of its own. Its arguments, the
/// name of the program first, end with NULL.
int lens_spawn(const char *path, char *const *arguments, int socket, pid_t *pid);

/// Sends one frame; `attachment` is a descriptor to pass along, or -1. Waits at most `timeout_ms` for room.
int lens_send(int socket, const void *frame, size_t length, int attachment, int timeout_ms);

/// Receives one frame of at most `capacity` bytes within `timeout_ms` (-1: no bound). Writes the number of descriptors
/// that came to `attachments` (0 or 1) and the descriptor, which closes on exec, to `attachment` (or -1).
/// -EPIPE: the peer is gone. -ETIMEDOUT: nothing came. -EMSGSIZE: too long, or more than one descriptor.
ssize_t lens_receive(int socket, void *frame, size_t capacity, int *attachment, int timeout_ms);

/// 1 when the peer is still there and has sent nothing, 0 otherwise.
int lens_is_quiet(int socket);

/// Makes a memory file with those bytes, then seals it against every change; returns the descriptor.
int lens_seal_bytes(const void *bytes, size_t length);

/// The size of a sealed memory file; -EINVAL where the descriptor is anything else, -EFBIG over `limit`.
ssize_t lens_sealed_size(int descriptor, size_t limit);

/// Reads exactly `length` bytes from the start.
int lens_read_sealed(int descriptor, void *bytes, size_t length);

/// Maps a sealed memory file for reading; NULL on failure. Undone by `lens_unmap`.
const void *lens_map_sealed(int descriptor, size_t length);
void lens_unmap(const void *bytes, size_t length);

/// Closes a descriptor.
void lens_close(int descriptor);

/// Kills a worker and waits for its end, so that it never stays behind as a zombie.
void lens_end(pid_t pid);

/// Sets up malloc so that big blocks go back to the system as soon as they are freed, with at most that many arenas.
void lens_return_memory(int arenas);

/// Gives free memory back to the system where malloc holds more than `kept` bytes of it.
void lens_trim_memory(size_t kept);

/// What a worker does to itself before it reads anything: dies with its parent, gains no privileges, dumps no core,
/// opens few files, and lives within `address_bytes` of memory, `file_bytes` for each memory file and `seconds` of a core.
int lens_confine(size_t address_bytes, size_t file_bytes, size_t seconds);

/// Closes the system to this process for good, in all its threads: from here on no file opens, no socket is made, no
/// program starts, no other process is reached. What tries is refused; what no decoder ever needs ends the process.
/// Call it when every codec has loaded what it needs. -ENOSYS: the machine has no such filter.
int lens_close_system(void);

/// Tries what a closed worker must not be able to do, each in a process of its own that confines itself first, and writes
/// a line for each to `output`. Returns how many were possible after all.
int lens_prove(int output);

/// Resident bytes of this process now; 0 when unknown.
size_t lens_resident_bytes(void);

#endif
