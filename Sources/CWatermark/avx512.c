#include "kernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(                                                                             \
    __attribute__((target("avx2,fma,avx512f,avx512vl,avx512bw,avx512dq"), min_vector_width(512))), apply_to = function)
#define NAME(x) avx512_##x
#include "planes.inc"
#include "tiles.inc"
#include "trellis.inc"
#pragma clang attribute pop

const vg_mark_loops vg_mark_avx512 = VG_MARK_LOOPS;
#else
typedef int vg_no_mark_avx512;
#endif
