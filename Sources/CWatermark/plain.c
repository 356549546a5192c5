#include "kernels.h"

#define NAME(x) plain_##x
#include "planes.inc"
#include "tiles.inc"
#include "trellis.inc"

const vg_mark_loops vg_mark_plain = VG_MARK_LOOPS;
