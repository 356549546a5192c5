#include "kernels.h"

#if defined(__ARM_NEON)
#include <arm_neon.h>
#endif

#define VG_INLINE static inline __attribute__((always_inline))

VG_INLINE uint32_t half_distance(vg_half a, vg_half b) {
#if defined(__ARM_NEON)
    uint64x2_t difference = vcombine_u64(vcreate_u64(a.low ^ b.low), vcreate_u64(a.high ^ b.high));
    return vaddlvq_u8(vcntq_u8(vreinterpretq_u8_u64(difference)));
#else
    return (uint32_t)(__builtin_popcountll(a.low ^ b.low) + __builtin_popcountll(a.high ^ b.high));
#endif
}

VG_INLINE size_t scan(const vg_half *halves, size_t count, vg_half sought, uint32_t reach, size_t *next,
                      uint32_t *found, size_t room) {
    size_t filled = 0;
    size_t position = *next;
    for (; position < count && filled < room; position++) {
        found[filled] = (uint32_t)position;
        filled += half_distance(halves[position], sought) <= reach;
    }
    *next = position;
    return filled;
}

VG_INLINE size_t sift(const uint32_t *postings, const vg_run *runs, size_t run_count, vg_cursor *cursor,
                      const vg_half *halves, uint32_t count, uint32_t *found, size_t room) {
    size_t filled = 0;
    while (cursor->run < run_count) {
        if (cursor->run + VG_RUNS_AHEAD < run_count)
            vg_fetch_ahead(postings + runs[cursor->run + VG_RUNS_AHEAD].start);
        vg_run run = runs[cursor->run];
        for (; cursor->offset < run.length; cursor->offset++) {
            if (filled == room) return filled;
            uint32_t posting = postings[run.start + cursor->offset];
            if ((uint32_t)__builtin_popcount((posting >> 24) ^ run.rest) > run.slack) continue;
            uint32_t position = posting & 0xFFFFFF;
            if (position >= count) {
                cursor->is_damaged = 1;
                return 0;
            }
            vg_fetch_ahead(halves + position);
            found[filled++] = position;
        }
        cursor->offset = 0;
        cursor->run++;
    }
    return filled;
}

VG_INLINE size_t near(const vg_half *halves, uint32_t *positions, size_t position_count, vg_half sought,
                      uint32_t reach) {
    size_t kept = 0;
    for (size_t index = 0; index < position_count; index++) {
        uint32_t position = positions[index];
        positions[kept] = position;
        kept += half_distance(halves[position], sought) <= reach;
    }
    return kept;
}

#if defined(__x86_64__)
#define VG_POPCNT __attribute__((target("popcnt")))

VG_POPCNT static size_t scan_popcnt(const vg_half *halves, size_t count, vg_half sought, uint32_t reach,
                                    size_t *next, uint32_t *found, size_t room) {
    return scan(halves, count, sought, reach, next, found, room);
}

VG_POPCNT static size_t sift_popcnt(const uint32_t *postings, const vg_run *runs, size_t run_count,
                                    vg_cursor *cursor, const vg_half *halves, uint32_t count, uint32_t *found,
                                    size_t room) {
    return sift(postings, runs, run_count, cursor, halves, count, found, room);
}

VG_POPCNT static size_t near_popcnt(const vg_half *halves, uint32_t *positions, size_t position_count,
                                    vg_half sought, uint32_t reach) {
    return near(halves, positions, position_count, sought, reach);
}
#endif

vg_scan_kernel vg_best_scan_kernel(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("popcnt")) return VG_SCAN_AVX512;
    if (__builtin_cpu_supports("popcnt")) return VG_SCAN_POPCNT;
#endif
    return VG_SCAN_PLAIN;
}

size_t vg_scan(const vg_half *halves, size_t count, vg_half sought, uint32_t reach, size_t *next, uint32_t *found,
               size_t room, vg_scan_kernel kernel) {
#if defined(__x86_64__)
    if (kernel == VG_SCAN_AVX512) return vg_scan_avx512(halves, count, sought, reach, next, found, room);
    if (kernel == VG_SCAN_POPCNT) return scan_popcnt(halves, count, sought, reach, next, found, room);
#endif
    return scan(halves, count, sought, reach, next, found, room);
}

size_t vg_sift(const uint32_t *postings, const vg_run *runs, size_t run_count, vg_cursor *cursor,
               const vg_half *halves, uint32_t count, uint32_t *found, size_t room, vg_scan_kernel kernel) {
    if (cursor->is_damaged) return 0;
#if defined(__x86_64__)
    if (kernel == VG_SCAN_AVX512)
        return vg_sift_avx512(postings, runs, run_count, cursor, halves, count, found, room);
    if (kernel == VG_SCAN_POPCNT) return sift_popcnt(postings, runs, run_count, cursor, halves, count, found, room);
#endif
    return sift(postings, runs, run_count, cursor, halves, count, found, room);
}

size_t vg_near(const vg_half *halves, uint32_t *positions, size_t position_count, vg_half sought, uint32_t reach,
               vg_scan_kernel kernel) {
#if defined(__x86_64__)
    if (kernel == VG_SCAN_AVX512) return vg_near_avx512(halves, positions, position_count, sought, reach);
    if (kernel == VG_SCAN_POPCNT) return near_popcnt(halves, positions, position_count, sought, reach);
#endif
    return near(halves, positions, position_count, sought, reach);
}
