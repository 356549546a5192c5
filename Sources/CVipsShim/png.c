#include "internal.h"

#include <libdeflate.h>
#include <string.h>

// WHY: libvips compresses PNG with zlib, which takes twice as long as libdeflate at the same size; a PNG of what was
// generated is the most common answer there is. Eight bits, RGB or RGBA, one IDAT chunk, no other chunks.

static void put32(uint8_t *out, uint32_t number) {
    for (int index = 0; index < 4; index++) out[index] = (uint8_t)(number >> (24 - 8 * index));
}

// Closes a chunk whose name and data are already in place behind eight bytes of room; returns its whole length.
static size_t close_chunk(uint8_t *chunk, size_t data_length) {
    put32(chunk, (uint32_t)data_length);
    put32(chunk + 8 + data_length, libdeflate_crc32(0, chunk + 4, data_length + 4));
    return data_length + 12;
}

shim_result shim_write_png(const uint8_t *pixels, int width, int height, int bands, void **bytes, size_t *length) {
    size_t line = (size_t)width * (size_t)bands;
    size_t raw_length = (line + 1) * (size_t)height;
    uint8_t *raw = g_try_malloc(raw_length);
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(1);
    size_t bound = compressor ? libdeflate_zlib_compress_bound(compressor, raw_length) : 0;
    uint8_t *out = g_try_malloc(bound + 128);
    size_t packed = 0;
    if (raw && compressor && out) {
        // Each row as the difference from the one above: photographs and flat drawings both gain from it.
        memset(raw, 0, line + 1);
        memcpy(raw + 1, pixels, line);
        for (int row = 1; row < height; row++) {
            const uint8_t *restrict here = pixels + (size_t)row * line;
            const uint8_t *restrict above = here - line;
            uint8_t *restrict filtered = raw + (size_t)row * (line + 1);
            *filtered++ = 2;
            for (size_t index = 0; index < line; index++) filtered[index] = (uint8_t)(here[index] - above[index]);
        }
        static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        memcpy(out, signature, 8);
        uint8_t *header = out + 8;
        memcpy(header + 4, "IHDR", 4);
        put32(header + 8, (uint32_t)width);
        put32(header + 12, (uint32_t)height);
        const uint8_t rest[5] = {8, bands == 4 ? 6 : 2, 0, 0, 0};
        memcpy(header + 16, rest, 5);
        uint8_t *data = header + close_chunk(header, 13);
        memcpy(data + 4, "IDAT", 4);
        packed = libdeflate_zlib_compress(compressor, raw, raw_length, data + 8, bound);
        if (packed > 0 && packed < INT32_MAX) {
            uint8_t *end = data + close_chunk(data, packed);
            memcpy(end + 4, "IEND", 4);
            *length = (size_t)(end + close_chunk(end, 0) - out);
            *bytes = out;
        } else {
            packed = 0;
        }
    }
    libdeflate_free_compressor(compressor);
    g_free(raw);
    if (packed > 0) return shim_ok;
    g_free(out);
    return shim_failed;
}
