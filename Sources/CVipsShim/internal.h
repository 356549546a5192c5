#ifndef C_VIPS_SHIM_INTERNAL_H
#define C_VIPS_SHIM_INTERNAL_H

#include "CVipsShim.h"
#include <vips/vips.h>

struct shim_image {
    VipsImage *vips;
};

/// Copies a picture into memory, so that any damage shows now, and wraps it; takes over `lazy`.
shim_result shim_settle(VipsImage *lazy, shim_image **image);
/// Like `shim_settle`, but replaces what `*image` holds.
shim_result shim_replace(shim_image **image, VipsImage *lazy);
/// Reads what went wrong from the library's error text and clears it.
shim_result shim_fault(void);
/// A line of text as coverage, 0 to 255, letters `size` pixels high, wrapped at `width`; NULL where it cannot be drawn.
VipsImage *shim_letters(const char *text, int width, int size);
/// Encodes packed pixels as PNG; `*bytes` is released by `g_free`.
shim_result shim_write_png(const uint8_t *pixels, int width, int height, int bands, void **bytes, size_t *length);

#endif
