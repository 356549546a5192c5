#ifndef VANGRAIL_CWATERMARK_H
#define VANGRAIL_CWATERMARK_H

#include <stddef.h>
#include <stdint.h>

// The loops of a watermark: planes of 32-bit floats, tiles of 128 x 128, their spectra, and a trellis. No allocation and
// no global state; the caller owns all memory. Kernels agree up to the rounding of 32-bit floats.

/// Which instructions the loops use.
typedef enum {
    /// What every processor of the architecture has.
    VG_MARK_PLAIN = 0,
    /// AVX2 with fused multiplication and addition.
    VG_MARK_AVX2 = 1,
    /// AVX-512 with vectors of 512 bits.
    VG_MARK_AVX512 = 2,
} vg_mark_kernel;

/// The fastest kernel of this processor.
vg_mark_kernel vg_mark_best_kernel(void);

enum {
    /// Pixels along a side of a tile.
    VG_TILE = 128,
    /// Floats from one row of a tile to the next: rows of one column fall into different cache sets.
    VG_TILE_STRIDE = 144,
    /// Floats of a tile.
    VG_TILE_FLOATS = 128 * 144,
    /// Blocks of 8 x 8 pixels in a tile, and frequencies of each that carry the mark.
    VG_TILE_BLOCKS = 256,
    VG_FREQUENCIES = 5,
    /// Steps and states of the trellis.
    VG_TRELLIS_STEPS = 64,
    VG_TRELLIS_STATES = 4096,
    /// How often the trellis is walked around.
    VG_TRELLIS_ROUNDS = 3,
    /// Most paths that are told apart.
    VG_TRELLIS_WORDS = 32,
};

/// Luma of `width` packed RGB pixels, 0 to 255, times `weight`, is added to `sums`.
void vg_mark_add_luma(const uint8_t *_Nonnull rgb, size_t width, float weight, float *_Nonnull sums,
                      vg_mark_kernel kernel);

/// `values` times `weight` is added to `sums`.
void vg_mark_add_row(const float *_Nonnull values, size_t count, float weight, float *_Nonnull sums,
                     vg_mark_kernel kernel);

/// Each of `count` results is the weighted sum of `taps` neighbours: those from `firsts[i]` on, with `weights[i * taps]`
/// and following.
void vg_mark_resample(const float *_Nonnull values, const int32_t *_Nonnull firsts, const float *_Nonnull weights,
                      size_t taps, size_t count, float *_Nonnull results, vg_mark_kernel kernel);

/// `steps` is added to `sums`, within 0 to 255.
void vg_mark_add_clipped(const float *_Nonnull steps, size_t count, float *_Nonnull sums, vg_mark_kernel kernel);

/// The steps that mark a plane of luma: the tile over and over, times an amplitude for each block of 8 x 8, which is
/// `floor` plus `slope` for each grey level of standard deviation in its quarters, on average, at most `ceiling`.
void vg_mark_shape(const float *_Nonnull luma, size_t width, size_t height, const float *_Nonnull tile, float floor,
                   float slope, float ceiling, float *_Nonnull steps, vg_mark_kernel kernel);

/// `steps` is added to red, green and blue of `width` packed pixels, rounded, within 0 to 255.
void vg_mark_add_steps(const float *_Nonnull steps, size_t width, uint8_t *_Nonnull rgb, vg_mark_kernel kernel);

/// Floats of scratch memory that `vg_mark_whiten` needs.
size_t vg_mark_whiten_scratch(size_t width, size_t height);

/// What is left of a plane without its coarse structure, in units of what is usual around each pixel, -1 to 1.
void vg_mark_whiten(const float *_Nonnull plane, size_t width, size_t height, float *_Nonnull whitened,
                    float *_Nonnull scratch, vg_mark_kernel kernel);

/// The plane turned about its centre, by the cosine and sine of an angle; 0 where nothing was.
void vg_mark_turn(const float *_Nonnull plane, size_t width, size_t height, float cosine, float sine,
                  float *_Nonnull turned, vg_mark_kernel kernel);

/// Rows of a plane, drawn `scale` times as large, added up with a period of 128: row r of the result is the sum of drawn
/// rows r, r + 128, ... A point at height y of the plane is drawn at scale * y + offset. The result has 128 rows of
/// `width`, `result_stride` floats apart.
void vg_mark_fold_rows(const float *_Nonnull plane, size_t width, size_t height, size_t stride, double scale,
                       double offset, float *_Nonnull result, size_t result_stride, vg_mark_kernel kernel);

/// Rows become columns. Both sides are multiples of 8.
void vg_mark_transpose(const float *_Nonnull plane, size_t width, size_t height, size_t stride,
                       float *_Nonnull result, size_t result_stride, vg_mark_kernel kernel);

/// cos and -sin of 2 pi k / 128 for k = 0...127, in turn: 256 floats.
typedef const float *vg_mark_twiddles;

/// Two real tiles become the spectrum of the first plus i times the second, in an order of its own.
/// `room`: two tiles.
void vg_mark_spectrum(float *_Nonnull first, float *_Nonnull second, vg_mark_twiddles _Nonnull twiddles,
                      float *_Nonnull room, vg_mark_kernel kernel);

/// The two surfaces of correlation of two tiles, given as their common spectrum, with a real pattern, given as its own.
/// Value (r, c) belongs to the pattern moved r rows down and c columns to the right, around the edges.
/// `room`: two tiles.
void vg_mark_correlate(const float *_Nonnull first, const float *_Nonnull second, const float *_Nonnull pattern_first,
                       const float *_Nonnull pattern_second, vg_mark_twiddles _Nonnull twiddles,
                       float *_Nonnull surface_first, float *_Nonnull surface_second, float *_Nonnull room,
                       vg_mark_kernel kernel);

/// The highest value of a surface in units of the root of the mean square, and its place: row * 128 + column.
float vg_mark_peak(const float *_Nonnull surface, uint32_t *_Nonnull place, vg_mark_kernel kernel);

/// The sum of products of two tiles.
float vg_mark_product(const float *_Nonnull tile, const float *_Nonnull other, vg_mark_kernel kernel);

/// Five coefficients of each block of a tile, block after block: products with the five patterns of 8 x 8 in `basis`.
void vg_mark_coefficients(const float *_Nonnull tile, const float *_Nonnull basis, float *_Nonnull coefficients,
                          vg_mark_kernel kernel);

/// Likely paths around a trellis of rate 1/4 whose end should join its beginning, the likeliest first; returns how many.
/// `soft`: 64 x 4 values, positive where the coded bit is more likely 0. `signs`: for each of the four coded bits, 2,048
/// floats: -1 or 1 for the bit sent on leaving state m with a 0. `bits` gets 64 values of 0 or 1 for each path; `words`:
/// how many paths there is room for, at most `VG_TRELLIS_WORDS`. `room`: 3 x 4,096 floats, `choices`: 3 x 64 x 2,048
/// bytes.
size_t vg_mark_decode(const float *_Nonnull soft, const float *_Nonnull signs, uint8_t *_Nonnull bits, size_t words,
                      float *_Nonnull room, uint8_t *_Nonnull choices, vg_mark_kernel kernel);

#endif
