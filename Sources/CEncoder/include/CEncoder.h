#ifndef VANGRAIL_CENCODER_H
#define VANGRAIL_CENCODER_H

#include <stddef.h>
#include <stdint.h>

// The forward pass of a small BERT with 8-bit weights. No allocation, no global state besides the choice of kernel,
// which depends on the processor only. Products of 8-bit values are summed exactly, so all kernels agree up to the
// rounding of 32-bit floats.

/// A matrix of `rows` x `columns` 8-bit weights. Both are multiples of 16.
/// Weights lie in blocks of 16 rows, inside a block in groups of 4 columns: block, group, row, column.
typedef struct {
    const int8_t *_Null_unspecified weights;
    /// One float a row: weight = scale * byte.
    const float *_Null_unspecified scales;
    /// One float a row, added after scaling.
    const float *_Null_unspecified bias;
    /// The sum of the bytes of each row.
    const int32_t *_Null_unspecified sums;
    int32_t rows;
    int32_t columns;
} vg_matrix;

/// One layer: attention, then a feed-forward step, each with its own norm after the sum.
typedef struct {
    /// Query, key and value below each other.
    vg_matrix attend;
    vg_matrix mix;
    const float *_Null_unspecified mix_gain;
    const float *_Null_unspecified mix_shift;
    vg_matrix widen;
    vg_matrix narrow;
    const float *_Null_unspecified narrow_gain;
    const float *_Null_unspecified narrow_shift;
} vg_layer;

/// The sizes of an encoder.
typedef struct {
    int32_t vocabulary;
    int32_t positions;
    /// At most 16.
    int32_t layers;
    /// A multiple of 16 and of `heads`, at most 1,024.
    int32_t hidden;
    int32_t heads;
    /// A multiple of 16.
    int32_t wide;
    int32_t outputs;
    /// Slots of the vocabulary's hash table: a power of two above `vocabulary`.
    int32_t slots;
    /// Bytes of all word pieces.
    int32_t letters;
} vg_shape;

/// An encoder; all pointers lead into the mapped file.
typedef struct {
    vg_shape shape;
    /// Where the vocabulary's parts begin: slots and offsets (32-bit numbers), letters.
    size_t slots_at, offsets_at, letters_at;
    /// Word embeddings: `vocabulary` x `hidden` bytes, one scale a row.
    const int8_t *_Null_unspecified words;
    const float *_Null_unspecified word_scales;
    /// Position and type embeddings summed: `positions` x `hidden`.
    const float *_Null_unspecified places;
    const float *_Null_unspecified gain;
    const float *_Null_unspecified shift;
    /// `outputs` x `hidden` floats, and one float an output.
    const float *_Null_unspecified head;
    const float *_Null_unspecified head_bias;
    vg_layer layers[16];
} vg_encoder;

/// Which kernel the processor allows.
typedef enum { VG_PLAIN = 0, VG_AVX2 = 1, VG_VNNI = 2 } vg_kernel;

/// The fastest kernel of this processor.
vg_kernel vg_best_kernel(void);

/// Lays an encoder of this shape over `payload`, aligned to 64 bytes; each part begins at a multiple of 64.
/// Returns the bytes that the parts take together, or 0 where the shape is out of range. Both pointers may be null, to
/// learn the size only.
size_t vg_lay(const vg_shape *_Nonnull shape, const void *_Nullable payload, vg_encoder *_Nullable encoder);

/// Bytes of scratch memory for a run over `count` word pieces.
size_t vg_scratch_size(const vg_encoder *_Nonnull encoder, int32_t count);

/// Runs the encoder over `count` word pieces (1...positions, each below `vocabulary`) and writes `outputs` logits.
/// `scratch` is aligned to 64 bytes. Returns 0, or -1 where an argument is out of range.
int vg_encode(const vg_encoder *_Nonnull encoder, const int32_t *_Nonnull pieces, int32_t count,
              float *_Nonnull logits, void *_Nonnull scratch, vg_kernel kernel);

#endif
