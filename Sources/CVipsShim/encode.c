#include "internal.h"

shim_result shim_encode(shim_image *image, shim_format format, int quality, void **bytes, size_t *length) {
    VipsImage *plain = NULL;
    // The same resolution for every picture: where it came from does not show.
    if (vips_copy(image->vips, &plain, "xres", 1.0, "yres", 1.0, NULL) != 0) return shim_fault();
    int failed = 1;
    switch (format) {
    case shim_png:
        failed = vips_pngsave_buffer(plain, bytes, length, "compression", 1, "filter", VIPS_FOREIGN_PNG_FILTER_UP,
                                     "strip", TRUE, NULL);
        break;
    case shim_jpeg:
        failed = vips_jpegsave_buffer(plain, bytes, length, "Q", quality, "subsample_mode",
                                      VIPS_FOREIGN_SUBSAMPLE_OFF, "strip", TRUE, NULL);
        break;
    case shim_webp:
        failed = vips_webpsave_buffer(plain, bytes, length, "Q", quality, "effort", 2, "strip", TRUE, NULL);
        break;
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
