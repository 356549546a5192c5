#include "internal.h"

#include <string.h>

// Camera, place, author, profile, comments: nothing of it may go on, whatever a saver makes of "strip".
static void remove_metadata(VipsImage *image) {
    gchar **names = vips_image_get_fields(image);
    for (gchar **name = names; name && *name; name++) vips_image_remove(image, *name);
    g_strfreev(names);
}

static uint32_t little32(const uint8_t *bytes) {
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

// Drops the EXIF, XMP and profile chunks of a WebP in place. WHY: libvips 8.14 writes EXIF into every WebP.
static int leave_pixels_only(uint8_t *webp, size_t *length) {
    if (*length < 12) return -1;
    size_t from = 12, to = 12;
    while (from + 8 <= *length) {
        size_t size = little32(webp + from + 4);
        size_t whole = 8 + size + size % 2;
        if (whole > *length - from) return -1;
        const uint8_t *name = webp + from;
        if (memcmp(name, "EXIF", 4) != 0 && memcmp(name, "XMP ", 4) != 0 && memcmp(name, "ICCP", 4) != 0) {
            memmove(webp + to, webp + from, whole);
            // The flags in the header say which chunks there are.
            if (memcmp(webp + to, "VP8X", 4) == 0 && size > 0) webp[to + 8] &= (uint8_t)~0x2C;
            to += whole;
        }
        from += whole;
    }
    uint32_t rest = (uint32_t)(to - 8);
    for (int index = 0; index < 4; index++) webp[4 + index] = (uint8_t)(rest >> (8 * index));
    *length = to;
    return 0;
}

shim_result shim_encode(shim_image *image, shim_format format, int quality, void **bytes, size_t *length) {
    if (format == shim_png)
        return shim_write_png(shim_pixels(image), shim_width(image), shim_height(image), shim_bands(image), bytes,
                              length);
    VipsImage *plain = NULL;
    // The same resolution for every picture: where it came from does not show.
    if (vips_copy(image->vips, &plain, "xres", 1.0, "yres", 1.0, NULL) != 0) return shim_fault();
    remove_metadata(plain);
    int failed = 1;
    switch (format) {
    case shim_jpeg:
        failed = vips_jpegsave_buffer(plain, bytes, length, "Q", quality, "subsample_mode",
                                      VIPS_FOREIGN_SUBSAMPLE_OFF, "strip", TRUE, NULL);
        break;
    case shim_webp:
        failed = vips_webpsave_buffer(plain, bytes, length, "Q", quality, "effort", 0, "strip", TRUE, NULL);
        if (!failed && leave_pixels_only(*bytes, length) != 0) {
            g_free(*bytes);
            *bytes = NULL;
            failed = 1;
        }
        break;
    case shim_png:
    case shim_gif:
    case shim_heif: break;
    }
    g_object_unref(plain);
    if (failed) {
        vips_error_clear();
        return shim_failed;
    }
    vips_error_clear();
    return shim_ok;
}
