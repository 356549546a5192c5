#ifndef VANGRAIL_ROOM_H
#define VANGRAIL_ROOM_H

#include "CEncoder.h"

/// Scratch memory of a run, cut into its parts.
typedef struct {
    float *state, *other, *wide, *line, *scales;
    uint8_t *bytes;
} vg_room;

void vg_run_plain(const vg_encoder *e, const int32_t *pieces, int32_t count, float *mean, vg_room room);
#if defined(__x86_64__)
void vg_run_avx2(const vg_encoder *e, const int32_t *pieces, int32_t count, float *mean, vg_room room);
void vg_run_vnni(const vg_encoder *e, const int32_t *pieces, int32_t count, float *mean, vg_room room);
#endif

#endif
