#ifndef VANGRAIL_SCAN_KERNELS_H
#define VANGRAIL_SCAN_KERNELS_H

#include "CFingerprintScan.h"

// Buckets whose postings are asked for before they are walked through.
#define VG_RUNS_AHEAD 24

#if defined(__x86_64__)
size_t vg_scan_avx512(const vg_half *halves, size_t count, vg_half sought, uint32_t reach, size_t *next,
                      uint32_t *found, size_t room);
size_t vg_sift_avx512(const uint32_t *postings, const vg_run *runs, size_t run_count, vg_cursor *cursor,
                      const vg_half *halves, uint32_t count, uint32_t *found, size_t room);
size_t vg_near_avx512(const vg_half *halves, uint32_t *positions, size_t position_count, vg_half sought,
                      uint32_t reach);
#endif

#endif
