#pragma once
#include <stddef.h>
#include <stdint.h>

/// By what red, green and blue are multiplied, what is added, and how many bits are then left out: 0 to 255.
typedef struct {
    int32_t red, green, blue, offset, bits;
} ink_weights;

/// Packed RGB rows, `stride` bytes apart, as one tone, reduced by `factor`: `grey` has `width` times `height` pixels, each
/// the mean of a square. The picture has at least that many squares.
void ink_grey(const uint8_t *rgb, size_t stride, int factor, ink_weights weights, uint8_t *grey, int width, int height);

/// By how much each pixel is darker (negative) or lighter than the mean of the square of `reach` pixels to each side, at most
/// 127; 0 up to a contrast. Returns 0, or -1 where there is no memory.
int ink_find(const uint8_t *grey, int width, int height, int reach, int contrast, int8_t *ink);
