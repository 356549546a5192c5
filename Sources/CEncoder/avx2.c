#include <math.h>
#include "room.h"
#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) avx2_##x
#define TOKENS 4

// `TOKENS` rows of input against 16 rows of weights. Bytes are in -127...127, so that a pair of products fits 16 bits.
static inline void avx2_tile(const vg_matrix *m, int32_t block, const uint8_t *in, const float *scales, int32_t count,
                             float *out) {
    const int8_t *weights = m->weights + (size_t)block * 16 * m->columns;
    const __m256i ones = _mm256_set1_epi16(1), flip = _mm256_set1_epi8((char)0x80);
    __m256i low[TOKENS], high[TOKENS];
    for (int32_t t = 0; t < TOKENS; t++) low[t] = high[t] = _mm256_setzero_si256();
    for (int32_t g = 0; g < m->columns / 4; g++) {
        __m256i w0 = _mm256_loadu_si256((const __m256i *)(weights + (size_t)g * 64));
        __m256i w1 = _mm256_loadu_si256((const __m256i *)(weights + (size_t)g * 64 + 32));
        __m256i a0 = _mm256_abs_epi8(w0), a1 = _mm256_abs_epi8(w1);
#pragma clang loop unroll(full)
        for (int32_t t = 0; t < TOKENS; t++) {
            int32_t four;
            __builtin_memcpy(&four, in + (size_t)(t < count ? t : 0) * m->columns + 4 * g, 4);
            __m256i x = _mm256_xor_si256(_mm256_set1_epi32(four), flip);
            __m256i p0 = _mm256_maddubs_epi16(a0, _mm256_sign_epi8(x, w0));
            __m256i p1 = _mm256_maddubs_epi16(a1, _mm256_sign_epi8(x, w1));
            low[t] = _mm256_add_epi32(low[t], _mm256_madd_epi16(p0, ones));
            high[t] = _mm256_add_epi32(high[t], _mm256_madd_epi16(p1, ones));
        }
    }
    const float *row_scales = m->scales + 16 * block, *bias = m->bias + 16 * block;
#pragma clang loop unroll(full)
    for (int32_t t = 0; t < TOKENS; t++) {
        if (t >= count) continue;
        __m256 scale = _mm256_set1_ps(scales[t]);
        float *to = out + (size_t)t * m->rows + 16 * block;
        __m256 s0 = _mm256_mul_ps(scale, _mm256_loadu_ps(row_scales));
        __m256 s1 = _mm256_mul_ps(scale, _mm256_loadu_ps(row_scales + 8));
        _mm256_storeu_ps(to, _mm256_fmadd_ps(_mm256_cvtepi32_ps(low[t]), s0, _mm256_loadu_ps(bias)));
        _mm256_storeu_ps(to + 8, _mm256_fmadd_ps(_mm256_cvtepi32_ps(high[t]), s1, _mm256_loadu_ps(bias + 8)));
    }
}

static void avx2_product(
    const vg_matrix *m, const uint8_t *in, const float *scales, int32_t count, float *out) {
    for (int32_t block = 0; block < m->rows / 16; block++) {
        for (int32_t t = 0; t < count; t += TOKENS) {
            int32_t some = count - t < TOKENS ? count - t : TOKENS;
            avx2_tile(m, block, in + (size_t)t * m->columns, scales + t, some, out + (size_t)t * m->rows);
        }
    }
}

#include "passes.inc"

void vg_run_avx2(const vg_encoder *e, const int32_t *pieces, int32_t count, float *mean, vg_room room) {
    avx2_run(e, pieces, count, mean, room);
}

#pragma clang attribute pop
#endif
