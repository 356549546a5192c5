#include "kernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) avx2_##x
#include "planes.inc"
#include "tiles.inc"
#include "trellis.inc"
#pragma clang attribute pop

const vg_mark_loops vg_mark_avx2 = VG_MARK_LOOPS;
#else
typedef int vg_no_mark_avx2;
#endif
