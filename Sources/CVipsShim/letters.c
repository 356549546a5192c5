#include "internal.h"

#include <pango/pangoft2.h>

// WHY: a worker may open no file once it is closed off, and the library opens a font's file again for every size and
// resolution. So all letters are drawn at one size by fonts that the worker opened at its start, and are then reduced.
#define DRAWN_SIZE 40
#define SIDE_MAX 65535

static PangoLayout *lay_out(const char *text, int width) {
    static PangoFontMap *fonts;
    if (!fonts) {
        fonts = pango_ft2_font_map_new();
        pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(fonts), 72, 72);
    }
    PangoContext *context = pango_font_map_create_context(fonts);
    PangoLayout *layout = pango_layout_new(context);
    g_object_unref(context);
    PangoFontDescription *font = pango_font_description_from_string("DejaVu Sans");
    pango_font_description_set_absolute_size(font, DRAWN_SIZE * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text, -1);
    pango_layout_set_width(layout, width * PANGO_SCALE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    return layout;
}

// Signs that no font has are drawn as boxes. A few may be; but boxes must not pass for a label.
static int is_legible(PangoLayout *layout) {
    return pango_layout_get_unknown_glyphs_count(layout) * 2 <= pango_layout_get_character_count(layout);
}

VipsImage *shim_letters(const char *text, int width, int size) {
    int64_t drawn_width = (int64_t)width * DRAWN_SIZE / size;
    PangoLayout *layout = lay_out(text, (int)VIPS_MIN(drawn_width, SIDE_MAX));
    PangoRectangle box;
    pango_layout_get_pixel_extents(layout, NULL, &box);
    VipsImage *letters = NULL;
    if (is_legible(layout) && box.width > 0 && box.width <= SIDE_MAX && box.height > 0 && box.height <= SIDE_MAX) {
        size_t length = (size_t)box.width * (size_t)box.height;
        unsigned char *pixels = g_try_malloc0(length);
        if (pixels) {
            FT_Bitmap bitmap = {.rows = (unsigned)box.height, .width = (unsigned)box.width, .pitch = box.width,
                                .buffer = pixels, .num_grays = 256, .pixel_mode = FT_PIXEL_MODE_GRAY};
            pango_ft2_render_layout(&bitmap, layout, -box.x, -box.y);
            VipsImage *drawn = vips_image_new_from_memory(pixels, length, box.width, box.height, 1, VIPS_FORMAT_UCHAR);
            VipsImage *reduced = NULL;
            if (drawn && vips_resize(drawn, &reduced, (double)size / DRAWN_SIZE, NULL) == 0)
                letters = vips_image_copy_memory(reduced);
            if (reduced) g_object_unref(reduced);
            if (drawn) g_object_unref(drawn);
            g_free(pixels);
        }
    }
    g_object_unref(layout);
    return letters;
}
