#ifndef VANGRAIL_CWATERMARK_KERNELS_H
#define VANGRAIL_CWATERMARK_KERNELS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include "CWatermark.h"

// Whitening looks at 9 x 9 pixels; less than a grey level or so is no structure.
#define VG_REACH 4
#define VG_FLOOR 1.0f

typedef float vg_eight __attribute__((vector_size(32)));

/// The loops of one kernel.
typedef struct {
    void (*add_luma)(const uint8_t *, size_t, float, float *);
    void (*add_row)(const float *, size_t, float, float *);
    void (*resample)(const float *, const int32_t *, const float *, size_t, size_t, float *);
    void (*add_steps)(const float *, size_t, uint8_t *);
    void (*add_clipped)(const float *, size_t, float *);
    void (*shape)(const float *, size_t, size_t, const float *, float, float, float, float *);
    void (*whiten)(const float *, size_t, size_t, float *, float *);
    void (*turn)(const float *, size_t, size_t, float, float, float *);
    void (*fold_rows)(const float *, size_t, size_t, size_t, double, double, float *, size_t);
    void (*transpose)(const float *, size_t, size_t, size_t, float *, size_t);
    void (*spectrum)(float *, float *, vg_mark_twiddles, float *);
    void (*correlate)(const float *, const float *, const float *, const float *, vg_mark_twiddles, float *, float *,
                      float *);
    float (*peak)(const float *, uint32_t *);
    float (*product)(const float *, const float *);
    void (*coefficients)(const float *, const float *, float *);
    size_t (*decode)(const float *, const float *, uint8_t *, size_t, float *, uint8_t *);
} vg_mark_loops;

#define VG_MARK_LOOPS                                                                            \
    {NAME(add_luma), NAME(add_row), NAME(resample), NAME(add_steps), NAME(add_clipped),         \
     NAME(shape), NAME(whiten), NAME(turn), NAME(fold_rows), NAME(transpose), NAME(spectrum),   \
     NAME(correlate), NAME(peak), NAME(product), NAME(coefficients), NAME(decode)}

extern const vg_mark_loops vg_mark_plain;
#if defined(__x86_64__)
extern const vg_mark_loops vg_mark_avx2;
extern const vg_mark_loops vg_mark_avx512;
#endif

#endif
