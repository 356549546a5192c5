#include "kernels.h"

vg_mark_kernel vg_mark_best_kernel(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("fma")) return VG_MARK_AVX512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return VG_MARK_AVX2;
#endif
    return VG_MARK_PLAIN;
}

static inline const vg_mark_loops *loops(vg_mark_kernel kernel) {
#if defined(__x86_64__)
    if (kernel == VG_MARK_AVX512) return &vg_mark_avx512;
    if (kernel == VG_MARK_AVX2) return &vg_mark_avx2;
#endif
    return &vg_mark_plain;
}

void vg_mark_add_luma(const uint8_t *rgb, size_t width, float weight, float *sums, vg_mark_kernel kernel) {
    loops(kernel)->add_luma(rgb, width, weight, sums);
}

void vg_mark_add_row(const float *values, size_t count, float weight, float *sums, vg_mark_kernel kernel) {
    loops(kernel)->add_row(values, count, weight, sums);
}

void vg_mark_resample(const float *values, const int32_t *firsts, const float *weights, size_t taps, size_t count,
                      float *results, vg_mark_kernel kernel) {
    loops(kernel)->resample(values, firsts, weights, taps, count, results);
}

void vg_mark_add_steps(const float *steps, size_t width, uint8_t *rgb, vg_mark_kernel kernel) {
    loops(kernel)->add_steps(steps, width, rgb);
}

void vg_mark_add_clipped(const float *steps, size_t count, float *sums, vg_mark_kernel kernel) {
    loops(kernel)->add_clipped(steps, count, sums);
}

void vg_mark_shape(const float *luma, size_t width, size_t height, const float *tile, float floor, float slope,
                   float ceiling, float *steps, vg_mark_kernel kernel) {
    loops(kernel)->shape(luma, width, height, tile, floor, slope, ceiling, steps);
}

size_t vg_mark_whiten_scratch(size_t width, size_t height) { return width * height + 2 * width + 2 * VG_REACH; }

void vg_mark_whiten(const float *plane, size_t width, size_t height, float *whitened, float *scratch,
                    vg_mark_kernel kernel) {
    loops(kernel)->whiten(plane, width, height, whitened, scratch);
}

void vg_mark_turn(const float *plane, size_t width, size_t height, float cosine, float sine, float *turned,
                  vg_mark_kernel kernel) {
    loops(kernel)->turn(plane, width, height, cosine, sine, turned);
}

void vg_mark_fold_rows(const float *plane, size_t width, size_t height, size_t stride, double scale, double offset,
                       float *result, size_t result_stride, vg_mark_kernel kernel) {
    loops(kernel)->fold_rows(plane, width, height, stride, scale, offset, result, result_stride);
}

void vg_mark_transpose(const float *plane, size_t width, size_t height, size_t stride, float *result,
                       size_t result_stride, vg_mark_kernel kernel) {
    loops(kernel)->transpose(plane, width, height, stride, result, result_stride);
}

void vg_mark_spectrum(float *first, float *second, vg_mark_twiddles twiddles, float *room, vg_mark_kernel kernel) {
    loops(kernel)->spectrum(first, second, twiddles, room);
}

void vg_mark_correlate(const float *first, const float *second, const float *pattern_first,
                       const float *pattern_second, vg_mark_twiddles twiddles, float *surface_first,
                       float *surface_second, float *room, vg_mark_kernel kernel) {
    loops(kernel)->correlate(first, second, pattern_first, pattern_second, twiddles, surface_first, surface_second,
                             room);
}

float vg_mark_peak(const float *surface, uint32_t *place, vg_mark_kernel kernel) {
    return loops(kernel)->peak(surface, place);
}

float vg_mark_product(const float *tile, const float *other, vg_mark_kernel kernel) {
    return loops(kernel)->product(tile, other);
}

void vg_mark_coefficients(const float *tile, const float *basis, float *coefficients, vg_mark_kernel kernel) {
    loops(kernel)->coefficients(tile, basis, coefficients);
}

size_t vg_mark_decode(const float *soft, const float *signs, uint8_t *bits, size_t words, float *room, uint8_t *choices,
                      vg_mark_kernel kernel) {
    return loops(kernel)->decode(soft, signs, bits, words, room, choices);
}
