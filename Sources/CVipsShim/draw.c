#include "internal.h"

#include <math.h>

static VipsImage *pass(VipsImage *old, VipsImage *fresh, int failed) {
    g_object_unref(old);
    return failed ? NULL : fresh;
}

shim_result shim_caption(shim_image **image, const char *text) {
    VipsImage *in = (*image)->vips;
    int size = VIPS_CLIP(10, in->Xsize / 36, 40);
    int margin = size / 2;
    VipsImage *strip = shim_letters(text, VIPS_MAX(in->Xsize - 2 * margin, 8), size);
    if (!strip) {
        vips_error_clear();
        return shim_failed;
    }
    VipsImage *next = NULL;
    int height = strip->Ysize + 2 * margin;
    if (strip->Xsize > in->Xsize) {
        int cut = vips_crop(strip, &next, 0, 0, in->Xsize, strip->Ysize, NULL);
        strip = pass(strip, next, cut);
        if (!strip) return shim_fault();
    }
    int failed = vips_embed(strip, &next, (in->Xsize - strip->Xsize) / 2, margin, in->Xsize, height, NULL);
    strip = pass(strip, next, failed);
    if (!strip) return shim_fault();
    failed = vips_linear1(strip, &next, -1, 255, "uchar", TRUE, NULL);
    strip = pass(strip, next, failed);
    if (!strip) return shim_fault();
    VipsImage *three[3] = {strip, strip, strip};
    failed = vips_bandjoin(three, &next, 3, NULL);
    strip = pass(strip, next, failed);
    if (!strip) return shim_fault();
    if (in->Bands == 4) {
        failed = vips_bandjoin_const1(strip, &next, 255, NULL);
        strip = pass(strip, next, failed);
        if (!strip) return shim_fault();
    }
    failed = vips_join(in, strip, &next, VIPS_DIRECTION_VERTICAL, NULL);
    strip = pass(strip, next, failed);
    return strip ? shim_replace(image, strip) : shim_fault();
}

shim_result shim_gradient(int width, int height, const uint8_t corners[12], shim_image **image) {
    VipsImage *four = vips_image_new_from_memory_copy(corners, 12, 2, 2, 3, VIPS_FORMAT_UCHAR);
    if (!four) return shim_fault();
    four->Type = VIPS_INTERPRETATION_sRGB;
    VipsImage *field = NULL;
    VipsInterpolate *bilinear = vips_interpolate_new("bilinear");
    // Maps the corner pixels to the corners of the picture.
    int failed = vips_affine(four, &field, width > 1 ? width - 1 : 1, 0, 0, height > 1 ? height - 1 : 1, "interpolate",
                             bilinear, "extend", VIPS_EXTEND_COPY, NULL);
    g_object_unref(bilinear);
    g_object_unref(four);
    if (failed) return shim_fault();
    VipsImage *sized = NULL;
    failed = vips_embed(field, &sized, 0, 0, width, height, "extend", VIPS_EXTEND_COPY, NULL);
    g_object_unref(field);
    return failed ? shim_fault() : shim_settle(sized, image);
}

static void ink(const uint8_t colour[3], double out[3]) {
    for (int band = 0; band < 3; band++) out[band] = colour[band];
}

shim_result shim_draw_circle(shim_image *image, int x, int y, int radius, const uint8_t colour[3]) {
    double colours[3];
    ink(colour, colours);
    return vips_draw_circle(image->vips, colours, 3, x, y, radius, "fill", TRUE, NULL) == 0 ? shim_ok : shim_fault();
}

shim_result shim_draw_rectangle(shim_image *image, int x, int y, int width, int height, const uint8_t colour[3]) {
    double colours[3];
    ink(colour, colours);
    return vips_draw_rect(image->vips, colours, 3, x, y, width, height, "fill", TRUE, NULL) == 0 ? shim_ok
                                                                                                  : shim_fault();
}

shim_result shim_draw_line(shim_image *image, int x1, int y1, int x2, int y2, const uint8_t colour[3]) {
    double colours[3];
    ink(colour, colours);
    return vips_draw_line(image->vips, colours, 3, x1, y1, x2, y2, NULL) == 0 ? shim_ok : shim_fault();
}
