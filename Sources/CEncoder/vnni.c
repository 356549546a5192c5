#include <math.h>
#include "room.h"
#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni"))), apply_to = function)
#define NAME(x) vnni_##x

// `TOKENS` (a constant, at most 12) rows of input, of which `count` exist, against 16 rows of weights.
// Input bytes carry 128 too much; the rows' sums take it off again.
static inline __attribute__((always_inline)) void vnni_tile(
    const int32_t TOKENS, const vg_matrix *m, int32_t block, const uint8_t *in, const float *scales, int32_t count,
    float *out) {
    const int8_t *weights = m->weights + (size_t)block * 16 * m->columns;
    __m512i sum[12];
    const uint8_t *rows[12];
#pragma clang loop unroll(enable)
    for (int32_t t = 0; t < TOKENS; t++) {
        sum[t] = _mm512_setzero_si512();
        rows[t] = in + (size_t)(t < count ? t : 0) * m->columns;
    }
    for (int32_t g = 0; g < m->columns / 4; g++) {
        __m512i w = _mm512_loadu_si512(weights + (size_t)g * 64);
#pragma clang loop unroll(enable)
        for (int32_t t = 0; t < TOKENS; t++) {
            int32_t four;
            __builtin_memcpy(&four, rows[t] + 4 * g, 4);
            sum[t] = _mm512_dpbusd_epi32(sum[t], _mm512_set1_epi32(four), w);
        }
    }
    __m512i excess = _mm512_slli_epi32(_mm512_loadu_si512(m->sums + 16 * block), 7);
    __m512 row_scales = _mm512_loadu_ps(m->scales + 16 * block), bias = _mm512_loadu_ps(m->bias + 16 * block);
#pragma clang loop unroll(enable)
    for (int32_t t = 0; t < TOKENS; t++) {
        if (t >= count) continue;
        __m512 value = _mm512_cvtepi32_ps(_mm512_sub_epi32(sum[t], excess));
        __m512 scale = _mm512_mul_ps(_mm512_set1_ps(scales[t]), row_scales);
        _mm512_storeu_ps(out + (size_t)t * m->rows + 16 * block, _mm512_fmadd_ps(value, scale, bias));
    }
}

static void vnni_product(
    const vg_matrix *m, const uint8_t *in, const float *scales, int32_t count, float *out) {
    for (int32_t block = 0; block < m->rows / 16; block++) {
        for (int32_t t = 0; t < count; t += 12) {
            const uint8_t *from = in + (size_t)t * m->columns;
            float *to = out + (size_t)t * m->rows;
            int32_t rest = count - t;
            if (rest > 8) {
                vnni_tile(12, m, block, from, scales + t, rest < 12 ? rest : 12, to);
            } else if (rest > 4) {
                vnni_tile(8, m, block, from, scales + t, rest, to);
            } else {
                vnni_tile(4, m, block, from, scales + t, rest, to);
            }
        }
    }
}

#include "passes.inc"

void vg_run_vnni(const vg_encoder *e, const int32_t *pieces, int32_t count, float *mean, vg_room room) {
    vnni_run(e, pieces, count, mean, room);
}

#pragma clang attribute pop
#endif
