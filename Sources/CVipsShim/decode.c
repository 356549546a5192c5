#include "internal.h"

#include <stdlib.h>
#include <string.h>

// Opens lazily with the loader of that container and no other; `count` -1 means all frames from `frame` on.
static VipsImage *open_bytes(const void *bytes, size_t length, shim_format format, int frame, int count) {
    VipsImage *image = NULL;
    void *start = (void *)bytes;
    switch (format) {
    case shim_jpeg:
        vips_jpegload_buffer(start, length, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                             VIPS_FAIL_ON_TRUNCATED, NULL);
        break;
    case shim_png:
        vips_pngload_buffer(start, length, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                            VIPS_FAIL_ON_TRUNCATED, NULL);
        break;
    case shim_webp:
        vips_webpload_buffer(start, length, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                             VIPS_FAIL_ON_TRUNCATED, "page", frame, "n", count, NULL);
        break;
    case shim_gif:
        vips_gifload_buffer(start, length, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                            VIPS_FAIL_ON_TRUNCATED, "page", frame, "n", count, NULL);
        break;
    case shim_heif:
        vips_heifload_buffer(start, length, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                             VIPS_FAIL_ON_TRUNCATED, "page", frame, "n", count, NULL);
        break;
    }
    return image;
}

// Any colours to 8-bit sRGB with 3 or 4 bands. Takes over `image`.
static VipsImage *normalise(VipsImage *image) {
    VipsImage *next = NULL;
    int done = 0;
    if (vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0) {
        done = vips_icc_transform(image, &next, "srgb", "embedded", TRUE, "intent", VIPS_INTENT_RELATIVE, "depth", 8,
                                  NULL) == 0;
        // A profile that does not fit the pixels is ignored.
        if (!done) vips_error_clear();
    }
    if (!done && vips_colourspace(image, &next, VIPS_INTERPRETATION_sRGB, NULL) != 0) next = NULL;
    g_object_unref(image);
    if (!next) return NULL;
    image = next;
    if (image->BandFmt != VIPS_FORMAT_UCHAR) {
        if (vips_cast_uchar(image, &next, NULL) != 0) next = NULL;
        g_object_unref(image);
        if (!next) return NULL;
        image = next;
    }
    if (image->Bands > 4) {
        if (vips_extract_band(image, &next, 0, "n", 4, NULL) != 0) next = NULL;
        g_object_unref(image);
        image = next;
    }
    return image;
}

shim_result shim_read_header(const void *bytes, size_t length, shim_format format, int frame, shim_header *header) {
    VipsImage *image = open_bytes(bytes, length, format, frame, 1);
    if (!image) return shim_fault();
    header->width = image->Xsize;
    header->height = image->Ysize;
    header->frames = vips_image_get_n_pages(image);
    header->has_alpha = vips_image_hasalpha(image);
    g_object_unref(image);
    vips_error_clear();
    return shim_ok;
}

shim_result shim_decode(const void *bytes, size_t length, shim_format format, int frame, shim_image **image) {
    VipsImage *lazy = open_bytes(bytes, length, format, frame, 1);
    if (!lazy) return shim_fault();
    int orientation = vips_image_get_orientation(lazy);
    lazy = normalise(lazy);
    if (!lazy) return shim_fault();
    shim_result result = shim_settle(lazy, image);
    if (result != shim_ok || orientation == 1) return result;
    VipsImage *upright = NULL;
    if (vips_autorot((*image)->vips, &upright, NULL) != 0) result = shim_fault();
    else result = shim_replace(image, upright);
    if (result != shim_ok) {
        shim_free(*image);
        *image = NULL;
    }
    return result;
}

struct shim_frames {
    VipsImage *vips;
    VipsRegion *region;
    int height;
    int row;
};

shim_result shim_frames_open(const void *bytes, size_t length, shim_format format, int count, shim_frames **frames) {
    VipsImage *lazy = open_bytes(bytes, length, format, 0, count);
    if (!lazy) return shim_fault();
    int height = vips_image_get_page_height(lazy);
    lazy = normalise(lazy);
    if (!lazy) return shim_fault();
    if (lazy->Bands < 3 || lazy->Bands > 4 || height <= 0 || lazy->Ysize != height * count) {
        g_object_unref(lazy);
        return shim_corrupt;
    }
    shim_frames *opened = calloc(1, sizeof *opened);
    VipsRegion *region = opened ? vips_region_new(lazy) : NULL;
    if (!region) {
        free(opened);
        g_object_unref(lazy);
        return shim_failed;
    }
    *opened = (shim_frames){.vips = lazy, .region = region, .height = height, .row = 0};
    *frames = opened;
    return shim_ok;
}

int shim_frames_bands(const shim_frames *frames) { return frames->vips->Bands; }

shim_result shim_frames_next(shim_frames *frames, uint8_t *pixels) {
    size_t line = (size_t)frames->vips->Xsize * (size_t)frames->vips->Bands;
    int end = frames->row + frames->height;
    if (end > frames->vips->Ysize) return shim_corrupt;
    while (frames->row < end) {
        int rows = end - frames->row < 16 ? end - frames->row : 16;
        VipsRect area = {0, frames->row, frames->vips->Xsize, rows};
        if (vips_region_prepare(frames->region, &area) != 0) return shim_fault();
        for (int row = 0; row < rows; row++, pixels += line)
            memcpy(pixels, VIPS_REGION_ADDR(frames->region, 0, frames->row + row), line);
        frames->row += rows;
    }
    return shim_ok;
}

void shim_frames_close(shim_frames *frames) {
    if (!frames) return;
    g_object_unref(frames->region);
    g_object_unref(frames->vips);
    free(frames);
    vips_error_clear();
}

shim_result shim_from_pixels(const uint8_t *pixels, int width, int height, int bands, shim_image **image) {
    VipsImage *copy = vips_image_new_from_memory_copy(pixels, (size_t)width * (size_t)height * (size_t)bands, width,
                                                      height, bands, VIPS_FORMAT_UCHAR);
    if (!copy) return shim_fault();
    copy->Type = VIPS_INTERPRETATION_sRGB;
    return shim_settle(copy, image);
}

void shim_flatten(const uint8_t *restrict rgba, size_t count, shim_ground ground, uint8_t *restrict rgb) {
    unsigned behind = ground == shim_white ? 255 : 0;
    for (size_t index = 0; index < count; index++) {
        unsigned alpha = ground == shim_bare ? 255 : rgba[4 * index + 3];
        for (int band = 0; band < 3; band++)
            rgb[3 * index + band] = (uint8_t)((rgba[4 * index + band] * alpha + behind * (255 - alpha) + 127) / 255);
    }
}
