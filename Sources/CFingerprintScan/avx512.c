#include "kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define VG_AVX512 __attribute__((target("avx512f,avx512vl,avx512vpopcntdq,popcnt")))

// Four halves a vector: the lanes of a pair each get the pair's distance.
VG_AVX512 static inline __m512i pair_distances(__m512i halves, __m512i sought) {
    __m512i counts = _mm512_popcnt_epi64(_mm512_xor_si512(halves, sought));
    return _mm512_add_epi64(counts, _mm512_shuffle_epi32(counts, _MM_PERM_BADC));
}

VG_AVX512 static inline __m512i spread(vg_half half) {
    return _mm512_broadcast_i32x4(_mm_set_epi64x((long long)half.high, (long long)half.low));
}

VG_AVX512 size_t vg_scan_avx512(const vg_half *halves, size_t count, vg_half sought, uint32_t reach, size_t *next,
                                uint32_t *found, size_t room) {
    const __m512i wanted = spread(sought);
    const __m512i bound = _mm512_set1_epi64(reach);
    size_t filled = 0;
    size_t position = *next;
    for (; position + 16 <= count; position += 16) {
        if (filled + 16 > room) {
            *next = position;
            return filled;
        }
        uint32_t near = 0;
        for (size_t part = 0; part < 4; part++) {
            __m512i distances = pair_distances(_mm512_loadu_si512(halves + position + 4 * part), wanted);
            near |= (uint32_t)_mm512_cmple_epu64_mask(distances, bound) << (8 * part);
        }
        // Both lanes of a pair say the same.
        near &= 0x55555555;
        while (near != 0) {
            found[filled++] = (uint32_t)(position + (size_t)__builtin_ctz(near) / 2);
            near &= near - 1;
        }
    }
    for (; position < count && filled < room; position++) {
        found[filled] = (uint32_t)position;
        filled += (uint32_t)(__builtin_popcountll(halves[position].low ^ sought.low)
                             + __builtin_popcountll(halves[position].high ^ sought.high)) <= reach;
    }
    *next = position;
    return filled;
}

VG_AVX512 size_t vg_sift_avx512(const uint32_t *postings, const vg_run *runs, size_t run_count, vg_cursor *cursor,
                                const vg_half *halves, uint32_t count, uint32_t *found, size_t room) {
    const __m512i low = _mm512_set1_epi32(0xFFFFFF);
    const __m512i entries = _mm512_set1_epi32((int)count);
    size_t filled = 0;
    size_t index = cursor->run;
    uint32_t offset = cursor->offset;
    uint32_t beyond = 0;
    // In a large segment a bucket has one or two entries that are kept, in a small one mostly none.
    const size_t usual = count >= 1u << 22 ? 3 : 0;
    for (; index < run_count; index++, offset = 0) {
        if (index + VG_RUNS_AHEAD < run_count) {
            const vg_run *later = runs + index + VG_RUNS_AHEAD;
            vg_fetch_ahead(postings + later->start);
            vg_fetch_ahead(postings + later->start + later->length - 1);
        }
        const vg_run run = runs[index];
        const __m512i rest = _mm512_set1_epi32((int)(run.rest << 24));
        const __m512i slack = _mm512_set1_epi32((int)run.slack);
        for (; offset < run.length; offset += 16) {
            if (filled + 16 > room) goto stop;
            uint32_t left = run.length - offset;
            __mmask16 lanes = left >= 16 ? 0xFFFF : (__mmask16)((1u << left) - 1);
            __m512i values = _mm512_maskz_loadu_epi32(lanes, postings + run.start + offset);
            __m512i differences = _mm512_popcnt_epi32(_mm512_srli_epi32(_mm512_xor_si512(values, rest), 24));
            __mmask16 kept = _mm512_mask_cmple_epu32_mask(lanes, differences, slack);
            __m512i positions = _mm512_and_si512(values, low);
            beyond |= _mm512_mask_cmpge_epu32_mask(kept, positions, entries);
            _mm512_storeu_si512(found + filled, _mm512_maskz_compress_epi32(kept, positions));
            size_t end = filled + (size_t)__builtin_popcount(kept);
            // Lanes beyond the kept ones hold 0. The processor cannot foresee how many are kept, so the usual number is
            // asked for without a branch.
            for (size_t lane = 0; lane < usual; lane++) vg_fetch_ahead(halves + found[filled + lane]);
            for (size_t lane = filled + usual; lane < end; lane++) vg_fetch_ahead(halves + found[lane]);
            filled = end;
        }
    }
stop:
    cursor->run = index;
    cursor->offset = offset;
    cursor->is_damaged = beyond != 0;
    return beyond != 0 ? 0 : filled;
}

VG_AVX512 size_t vg_near_avx512(const vg_half *halves, uint32_t *positions, size_t position_count, vg_half sought,
                                uint32_t reach) {
    size_t kept = 0;
    for (size_t index = 0; index < position_count; index++) {
        uint32_t position = positions[index];
        uint32_t distance = (uint32_t)(__builtin_popcountll(halves[position].low ^ sought.low)
                                       + __builtin_popcountll(halves[position].high ^ sought.high));
        positions[kept] = position;
        kept += distance <= reach;
    }
    return kept;
}
#else
typedef int vg_no_avx512;
#endif
