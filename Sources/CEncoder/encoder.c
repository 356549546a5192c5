#include "CEncoder.h"
#include "room.h"

static size_t up(size_t bytes) { return (bytes + 63) & ~(size_t)63; }

static int32_t widest(const vg_encoder *e) {
    return e->shape.wide > 3 * e->shape.hidden ? e->shape.wide : 3 * e->shape.hidden;
}

size_t vg_scratch_size(const vg_encoder *e, int32_t count) {
    size_t n = (size_t)count;
    return 2 * up(n * (size_t)e->shape.hidden * 4)
        + up(n * (size_t)widest(e) * 4) + up(n * (size_t)widest(e)) + 2 * up(n * 4);
}

vg_kernel vg_best_kernel(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni")) return VG_VNNI;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return VG_AVX2;
#endif
    return VG_PLAIN;
}

static void run(const vg_encoder *e, const int32_t *pieces, int32_t count, float *mean, vg_room room,
                vg_kernel kernel) {
    switch (kernel) {
#if defined(__x86_64__)
    case VG_VNNI: vg_run_vnni(e, pieces, count, mean, room); return;
    case VG_AVX2: vg_run_avx2(e, pieces, count, mean, room); return;
#endif
    default: vg_run_plain(e, pieces, count, mean, room); return;
    }
}

int vg_encode(const vg_encoder *e, const int32_t *pieces, int32_t count, float *logits, void *scratch,
              vg_kernel kernel) {
    if (count < 1 || count > e->shape.positions || kernel > vg_best_kernel()) return -1;
    for (int32_t t = 0; t < count; t++) {
        if (pieces[t] < 0 || pieces[t] >= e->shape.vocabulary) return -1;
    }
    size_t n = (size_t)count;
    char *at = scratch;
    vg_room room;
    room.state = (float *)at, at += up(n * (size_t)e->shape.hidden * 4);
    room.other = (float *)at, at += up(n * (size_t)e->shape.hidden * 4);
    room.wide = (float *)at, at += up(n * (size_t)widest(e) * 4);
    room.bytes = (uint8_t *)at, at += up(n * (size_t)widest(e));
    room.line = (float *)at, at += up(n * 4);
    room.scales = (float *)at;
    float mean[1024];
    run(e, pieces, count, mean, room, kernel);
    for (int32_t o = 0; o < e->shape.outputs; o++) {
        const float *row = e->head + (size_t)o * e->shape.hidden;
        float sum = e->head_bias[o];
        for (int32_t k = 0; k < e->shape.hidden; k++) sum += row[k] * mean[k];
        logits[o] = sum;
    }
    return 0;
}
