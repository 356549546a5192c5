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

// Letters on a field of one height, black on white or white on black.
static VipsImage *field_of(const char *text, int size, int height, int is_dark) {
    VipsImage *letters = shim_letters(text, 8192, size), *next = NULL;
    if (!letters) return NULL;
    int margin = size / 2;
    int failed = vips_embed(letters, &next, margin, (height - letters->Ysize) / 2, letters->Xsize + 2 * margin, height, NULL);
    letters = pass(letters, next, failed);
    if (!letters || is_dark) return letters;
    failed = vips_linear1(letters, &next, -1, 255, "uchar", TRUE, NULL);
    return pass(letters, next, failed);
}

shim_result shim_badge(const char *sign, const char *words, int size, shim_image **badge) {
    int height = 2 * size, edge = VIPS_MAX(1, size / 10);
    VipsImage *left = field_of(sign, size, height, 0), *right = field_of(words, size, height, 1), *both = NULL;
    int failed = !left || !right || vips_join(left, right, &both, VIPS_DIRECTION_HORIZONTAL, NULL) != 0;
    if (left) g_object_unref(left);
    if (right) g_object_unref(right);
    if (failed) {
        vips_error_clear();
        return shim_failed;
    }
    VipsImage *next = NULL;
    // A black edge in a white one, so that it stands out from any picture.
    for (int ring = 0; ring < 2 && both; ring++) {
        VipsArrayDouble *colour = vips_array_double_newv(1, ring ? 255.0 : 0.0);
        failed = vips_embed(both, &next, edge, edge, both->Xsize + 2 * edge, both->Ysize + 2 * edge, "extend",
                            VIPS_EXTEND_BACKGROUND, "background", colour, NULL);
        vips_area_unref(VIPS_AREA(colour));
        both = pass(both, next, failed);
    }
    if (!both) return shim_fault();
    VipsImage *three[3] = {both, both, both};
    failed = vips_bandjoin(three, &next, 3, NULL);
    both = pass(both, next, failed);
    return both ? shim_settle(both, badge) : shim_fault();
}

shim_result shim_lay(shim_image **image, const shim_image *badge, int left, int top) {
    VipsImage *in = (*image)->vips, *over = badge->vips, *out = NULL;
    g_object_ref(over);
    if (in->Bands == 4) {
        VipsImage *next = NULL;
        int failed = vips_bandjoin_const1(over, &next, 255, NULL);
        over = pass(over, next, failed);
        if (!over) return shim_fault();
    }
    int failed = vips_insert(in, over, &out, left, top, NULL);
    g_object_unref(over);
    return failed ? shim_fault() : shim_replace(image, out);
}
