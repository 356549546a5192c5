#include <math.h>
#include "room.h"

#define NAME(x) plain_##x

static void plain_product(
    const vg_matrix *m, const uint8_t *in, const float *scales, int32_t count, float *out) {
    const int32_t groups = m->columns / 4;
    for (int32_t block = 0; block < m->rows / 16; block++) {
        const int8_t *weights = m->weights + (size_t)block * 16 * m->columns;
        for (int32_t t = 0; t < count; t++) {
            const uint8_t *row = in + (size_t)t * m->columns;
            int32_t sum[16] = {0};
            for (int32_t g = 0; g < groups; g++) {
                const int8_t *w = weights + (size_t)g * 64;
                for (int32_t r = 0; r < 16; r++) {
                    for (int32_t k = 0; k < 4; k++) sum[r] += ((int32_t)row[4 * g + k] - 128) * w[4 * r + k];
                }
            }
            float *to = out + (size_t)t * m->rows + 16 * block;
            for (int32_t r = 0; r < 16; r++) {
                to[r] = (float)sum[r] * (scales[t] * m->scales[16 * block + r]) + m->bias[16 * block + r];
            }
        }
    }
}

#include "passes.inc"

void vg_run_plain(const vg_encoder *e, const int32_t *pieces, int32_t count, float *mean, vg_room room) {
    plain_run(e, pieces, count, mean, room);
}
