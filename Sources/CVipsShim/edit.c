#include "internal.h"

#include <math.h>
#include <string.h>

// out = in * factor + offset for red, green and blue; alpha stays.
static VipsImage *scale_colours(VipsImage *image, double factor, const double offset[3]) {
    double factors[4] = {factor, factor, factor, 1};
    double offsets[4] = {offset[0], offset[1], offset[2], 0};
    VipsImage *out = NULL;
    if (vips_linear(image, &out, factors, offsets, image->Bands, "uchar", TRUE, NULL) != 0) return NULL;
    return out;
}

static shim_result finish(shim_image **image, VipsImage *lazy) {
    return lazy ? shim_replace(image, lazy) : shim_fault();
}

shim_result shim_make_opaque(shim_image **image) {
    if ((*image)->vips->Bands == 3) return shim_ok;
    VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
    VipsImage *out = NULL;
    if (vips_flatten((*image)->vips, &out, "background", white, NULL) != 0) out = NULL;
    vips_area_unref(VIPS_AREA(white));
    return finish(image, out);
}

shim_result shim_black_and_white(shim_image **image) {
    VipsImage *grey = NULL, *out = NULL;
    if (vips_colourspace((*image)->vips, &grey, VIPS_INTERPRETATION_B_W, NULL) != 0) return shim_fault();
    if (vips_colourspace(grey, &out, VIPS_INTERPRETATION_sRGB, NULL) != 0) out = NULL;
    g_object_unref(grey);
    return finish(image, out);
}

shim_result shim_brightness(shim_image **image, double factor) {
    const double none[3] = {0, 0, 0};
    return finish(image, scale_colours((*image)->vips, factor, none));
}

shim_result shim_blur(shim_image **image, double sigma) {
    VipsImage *out = NULL;
    if (vips_gaussblur((*image)->vips, &out, sigma, NULL) != 0) out = NULL;
    return finish(image, out);
}

shim_result shim_crop(shim_image **image, int left, int top, int width, int height) {
    VipsImage *out = NULL;
    if (vips_crop((*image)->vips, &out, left, top, width, height, NULL) != 0) out = NULL;
    return finish(image, out);
}

shim_result shim_outline(shim_image **image) {
    VipsImage *grey = NULL, *calm = NULL, *edges = NULL, *lines = NULL, *out = NULL;
    if (vips_colourspace((*image)->vips, &grey, VIPS_INTERPRETATION_B_W, NULL) == 0
        && vips_gaussblur(grey, &calm, 1.2, NULL) == 0 && vips_sobel(calm, &edges, NULL) == 0
        && vips_invert(edges, &lines, NULL) == 0)
        if (vips_colourspace(lines, &out, VIPS_INTERPRETATION_sRGB, NULL) != 0) out = NULL;
    if (grey) g_object_unref(grey);
    if (calm) g_object_unref(calm);
    if (edges) g_object_unref(edges);
    if (lines) g_object_unref(lines);
    return finish(image, out);
}

shim_result shim_shrink(shim_image **image, int side) {
    VipsImage *in = (*image)->vips, *out = NULL;
    int longer = VIPS_MAX(in->Xsize, in->Ysize);
    if (longer <= side) return shim_ok;
    if (vips_resize(in, &out, (double)side / longer, NULL) != 0) out = NULL;
    return finish(image, out);
}

shim_result shim_rotate(shim_image **image, int degrees) {
    VipsAngle angle = degrees == 90 ? VIPS_ANGLE_D90 : degrees == 180 ? VIPS_ANGLE_D180 : VIPS_ANGLE_D270;
    VipsImage *out = NULL;
    if (vips_rot((*image)->vips, &out, angle, NULL) != 0) out = NULL;
    return finish(image, out);
}

shim_result shim_tint(shim_image **image, int red, int green, int blue) {
    const double half[3] = {red / 2.0, green / 2.0, blue / 2.0};
    return finish(image, scale_colours((*image)->vips, 0.5, half));
}

// Puts a picture on a bigger field of one colour.
static VipsImage *place(VipsImage *image, int left, int top, int width, int height, const double colour[4]) {
    VipsArrayDouble *background = vips_array_double_new(colour, image->Bands);
    VipsImage *out = NULL;
    if (vips_embed(image, &out, left, top, width, height, "extend", VIPS_EXTEND_BACKGROUND, "background", background,
                   NULL) != 0)
        out = NULL;
    vips_area_unref(VIPS_AREA(background));
    return out;
}

shim_result shim_border(shim_image **image, int width, int red, int green, int blue) {
    VipsImage *in = (*image)->vips;
    const double colour[4] = {red, green, blue, 255};
    return finish(image, place(in, width, width, in->Xsize + 2 * width, in->Ysize + 2 * width, colour));
}

shim_result shim_stretch(shim_image **image, int width, int height) {
    VipsImage *in = (*image)->vips, *scaled = NULL, *cut = NULL;
    if (in->Xsize == width && in->Ysize == height) return shim_ok;
    double across = (double)width / in->Xsize, down = (double)height / in->Ysize;
    if (vips_resize(in, &scaled, across, "vscale", down, NULL) != 0) return shim_fault();
    if (scaled->Xsize == width && scaled->Ysize == height) return finish(image, scaled);
    // Rounding may leave a pixel more or less.
    int failed = vips_gravity(scaled, &cut, VIPS_COMPASS_DIRECTION_CENTRE, width, height, "extend", VIPS_EXTEND_COPY,
                              NULL);
    g_object_unref(scaled);
    return failed ? shim_fault() : finish(image, cut);
}

shim_result shim_fit(shim_image **image, int width, int height) {
    VipsImage *in = (*image)->vips, *scaled = NULL;
    if (in->Xsize == width && in->Ysize == height) return shim_ok;
    double scale = fmin((double)width / in->Xsize, (double)height / in->Ysize);
    // A side that fits exactly must not be lost to rounding.
    double across = fmin(fmax(round(in->Xsize * scale), 1), width) / in->Xsize;
    double down = fmin(fmax(round(in->Ysize * scale), 1), height) / in->Ysize;
    if (vips_resize(in, &scaled, across, "vscale", down, NULL) != 0) return shim_fault();
    if (scaled->Xsize > width || scaled->Ysize > height) {
        VipsImage *cut = NULL;
        int failed = vips_crop(scaled, &cut, 0, 0, VIPS_MIN(scaled->Xsize, width), VIPS_MIN(scaled->Ysize, height),
                               NULL);
        g_object_unref(scaled);
        if (failed) return shim_fault();
        scaled = cut;
    }
    const double white[4] = {255, 255, 255, 255};
    VipsImage *out = place(scaled, (width - scaled->Xsize) / 2, (height - scaled->Ysize) / 2, width, height, white);
    g_object_unref(scaled);
    return finish(image, out);
}
