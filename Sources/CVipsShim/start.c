#define _GNU_SOURCE
#include "internal.h"

#include <dlfcn.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

static void drop_message(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer context) {
    (void)domain, (void)level, (void)message, (void)context;
}

// WHY: distributions ship the HEIF loader as a module beside loaders for whole document formats (ImageMagick, Poppler).
// We point libvips away from its module folder, so none of those enters the process, and load that one by hand.
static void load_heif_module(void) {
    Dl_info where;
    if (!dladdr((void *)vips_version, &where) || !where.dli_fname) return;
    const char *slash = strrchr(where.dli_fname, '/');
    if (!slash) return;
    char path[1024];
    int length = snprintf(path, sizeof path, "%.*s/vips-modules-%d.%d/vips-heif.so", (int)(slash - where.dli_fname),
                          where.dli_fname, vips_version(0), vips_version(1));
    if (length < 0 || (size_t)length >= sizeof path) return;
    void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!module) return;
    const gchar *(*initialise)(GModule *) = (const gchar *(*)(GModule *))dlsym(module, "g_module_check_init");
    if (initialise) initialise(NULL);
}

shim_result shim_start(void) {
    g_log_set_default_handler(drop_message, NULL);
    setenv("VIPSHOME", "/nonexistent", 1);
    if (vips_init("vangrail-lens") != 0) return shim_failed;
    load_heif_module();
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    const char *allowed[] = {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp",
                             "VipsForeignLoadNsgif", "VipsForeignLoadHeif"};
    for (size_t index = 0; index < sizeof allowed / sizeof *allowed; index++)
        vips_operation_block_set(allowed[index], FALSE);
    vips_cache_set_max(0);
    vips_concurrency_set(1);
    vips_error_clear();
    return shim_ok;
}

shim_result shim_fault(void) {
    const char *text = vips_error_buffer();
    static const char *const short_of_data[] = {"premature", "truncat", "unexpected end", "end of file", "end of data",
                                                "out of data", "eof", "not enough data", "incomplete"};
    shim_result result = shim_corrupt;
    for (size_t index = 0; index < sizeof short_of_data / sizeof *short_of_data; index++)
        if (strcasestr(text, short_of_data[index])) result = shim_truncated;
    if (strcasestr(text, "out of memory") || strcasestr(text, "unable to allocate")) result = shim_failed;
    vips_error_clear();
    return result;
}

shim_result shim_settle(VipsImage *lazy, shim_image **image) {
    VipsImage *whole = vips_image_copy_memory(lazy);
    g_object_unref(lazy);
    if (!whole) return shim_fault();
    // The JPEG decoder fills what is missing with grey and only mentions it.
    if (strstr(vips_error_buffer(), "premature end")) {
        g_object_unref(whole);
        return shim_fault();
    }
    if (whole->BandFmt != VIPS_FORMAT_UCHAR || whole->Bands < 3 || whole->Bands > 4) {
        g_object_unref(whole);
        return shim_corrupt;
    }
    shim_image *wrapped = calloc(1, sizeof *wrapped);
    if (!wrapped) {
        g_object_unref(whole);
        return shim_failed;
    }
    wrapped->vips = whole;
    *image = wrapped;
    vips_error_clear();
    return shim_ok;
}

shim_result shim_replace(shim_image **image, VipsImage *lazy) {
    shim_image *fresh = NULL;
    shim_result result = shim_settle(lazy, &fresh);
    if (result != shim_ok) return result;
    shim_free(*image);
    *image = fresh;
    return shim_ok;
}

void shim_free(shim_image *image) {
    if (!image) return;
    g_object_unref(image->vips);
    free(image);
}

int shim_width(const shim_image *image) { return image->vips->Xsize; }
int shim_height(const shim_image *image) { return image->vips->Ysize; }
int shim_bands(const shim_image *image) { return image->vips->Bands; }

const uint8_t *shim_pixels(shim_image *image) { return vips_image_get_data(image->vips); }

void shim_release(void *bytes) { g_free(bytes); }


static size_t kept;

void shim_keep(size_t bytes) {
    kept = bytes;
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

void shim_trim(void) {
    struct mallinfo2 now = mallinfo2();
    if (now.fordblks > kept) malloc_trim(0);
}
