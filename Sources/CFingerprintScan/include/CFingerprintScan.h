#ifndef VANGRAIL_CFINGERPRINTSCAN_H
#define VANGRAIL_CFINGERPRINTSCAN_H

#include <stddef.h>
#include <stdint.h>

// The inner loops of a look-up: a scan of half fingerprints, a scan of buckets, and a scan of named entries. No
// allocation and no global state; the caller owns all memory. All kernels give the same answers in the same order.

/// Which instructions the loops use.
typedef enum {
    /// What every processor of the architecture has.
    VG_SCAN_PLAIN = 0,
    /// The population count of x86-64.
    VG_SCAN_POPCNT = 1,
    /// The population count of AVX-512 over whole vectors.
    VG_SCAN_AVX512 = 2,
} vg_scan_kernel;

/// The fastest kernel of this processor.
vg_scan_kernel vg_best_scan_kernel(void);

/// Half a fingerprint: 128 bits, the lowest first.
typedef struct {
    uint64_t low;
    uint64_t high;
} vg_half;

/// A bucket to look through. A posting is the entry's position (24 bits) below the rest of its band (8 bits).
typedef struct {
    /// The first posting.
    uint32_t start;
    /// How many postings.
    uint32_t length;
    /// The rest of the band of the picture looked for, 0 to 255.
    uint32_t rest;
    /// How many bits of the rest may differ, 0 to 8.
    uint32_t slack;
} vg_run;

/// How far a walk through buckets has come. All zero at its start.
typedef struct {
    size_t run;
    uint32_t offset;
    /// Not zero when a posting named an entry that does not exist; nothing is found from then on.
    uint32_t is_damaged;
} vg_cursor;

/// Looks at halves `*next` and later, and writes the positions of those within `reach` bits of `sought` in `found`.
/// Returns how many were found; `*next` is then where to go on: `count` when all were looked at.
/// `room`: places in `found`, at least 64; the walk stops when there may be too few left.
size_t vg_scan(const vg_half *_Nonnull halves, size_t count, vg_half sought, uint32_t reach, size_t *_Nonnull next,
               uint32_t *_Nonnull found, size_t room, vg_scan_kernel kernel);

/// Walks through the buckets from `cursor` on, and writes the positions of entries whose rest is near enough in
/// `found`; the halves of these are on their way to the cache when it returns. Returns how many were found;
/// `cursor->run` is `run_count` when all buckets were walked through.
/// `count`: entries in `halves`. `room`: places in `found`, at least 64.
size_t vg_sift(const uint32_t *_Nonnull postings, const vg_run *_Nonnull runs, size_t run_count,
               vg_cursor *_Nonnull cursor, const vg_half *_Nonnull halves, uint32_t count, uint32_t *_Nonnull found,
               size_t room, vg_scan_kernel kernel);

/// Keeps of `positions` those whose half lies within `reach` bits of `sought`, in their order; returns how many.
/// Every position names an entry of `halves`.
size_t vg_near(const vg_half *_Nonnull halves, uint32_t *_Nonnull positions, size_t position_count, vg_half sought,
               uint32_t reach, vg_scan_kernel kernel);

/// Asks for the memory at `place` to be on its way to the cache. Any address is harmless.
static inline void vg_fetch_ahead(const void *_Nonnull place) { __builtin_prefetch(place, 0, 3); }

#endif
