#include "CInk.h"

#include <stdlib.h>
#include <string.h>

// The compiler makes a second copy of these loops for processors that take many numbers at once.
#if defined(__x86_64__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

WIDE static void tones(const uint8_t *restrict rgb, ink_weights w, int count, int32_t *restrict sums) {
    for (int x = 0; x < count; x++)
        sums[x] += (w.red * rgb[3 * x] + w.green * rgb[3 * x + 1] + w.blue * rgb[3 * x + 2] + w.offset) >> w.bits;
}

WIDE static void narrow(const int32_t *restrict sums, int count, uint8_t *restrict grey) {
    for (int x = 0; x < count; x++) grey[x] = (uint8_t)sums[x];
}

void ink_grey(const uint8_t *rgb, size_t stride, int factor, ink_weights weights, uint8_t *grey, int width, int height) {
    int across = width * factor, area = factor * factor;
    int32_t *sums = malloc((size_t)across * sizeof *sums);
    if (!sums) {
        memset(grey, 0, (size_t)width * height);
        return;
    }
    for (int y = 0; y < height; y++) {
        memset(sums, 0, (size_t)across * sizeof *sums);
        for (int line = y * factor; line < (y + 1) * factor; line++) tones(rgb + line * stride, weights, across, sums);
        uint8_t *row = grey + (size_t)y * width;
        if (factor == 1) {
            narrow(sums, width, row);
            continue;
        }
        for (int x = 0; x < width; x++) {
            int32_t sum = 0;
            for (int column = x * factor; column < (x + 1) * factor; column++) sum += sums[column];
            row[x] = (uint8_t)(sum / area);
        }
    }
    free(sums);
}

WIDE static void add(int32_t *restrict columns, const uint8_t *restrict row, int count, int sign) {
    for (int x = 0; x < count; x++) columns[x] += sign * row[x];
}

// Numbers here stay below 2^24, and no quotient lies nearer to the next whole number than the rounding of a float.
WIDE static void compare(const uint8_t *restrict row, const int32_t *restrict sums, const int32_t *restrict areas,
                         int contrast, int count, int8_t *restrict ink) {
    for (int x = 0; x < count; x++) {
        int32_t difference = row[x] * areas[x] - sums[x], bound = contrast * areas[x];
        int32_t mean = (int32_t)((float)difference / (float)areas[x]);
        mean = mean > 127 ? 127 : mean < -128 ? -128 : mean;
        ink[x] = (int8_t)(difference > bound || difference < -bound ? mean : 0);
    }
}

// The sums of squares from the sums of the columns up to each place, and how many pixels each square has.
WIDE static void squares(const int32_t *restrict prefix, int width, int reach, int tall, int32_t *restrict sums,
                         int32_t *restrict areas) {
    for (int x = 0; x < width; x++) {
        int left = x > reach ? x - reach : 0, right = x + reach + 1 < width ? x + reach + 1 : width;
        sums[x] = prefix[right] - prefix[left];
        areas[x] = (right - left) * tall;
    }
}

int ink_find(const uint8_t *grey, int width, int height, int reach, int contrast, int8_t *ink) {
    int32_t *columns = calloc((size_t)width * 4 + 1, sizeof *columns);
    if (!columns) return -1;
    int32_t *sums = columns + width, *areas = sums + width, *prefix = areas + width;
    for (int y = 0; y < reach && y < height; y++) add(columns, grey + (size_t)y * width, width, 1);
    for (int y = 0; y < height; y++) {
        if (y + reach < height) add(columns, grey + (size_t)(y + reach) * width, width, 1);
        if (y - reach > 0) add(columns, grey + (size_t)(y - reach - 1) * width, width, -1);
        int top = y > reach ? y - reach : 0, bottom = y + reach + 1 < height ? y + reach + 1 : height;
        for (int x = 0; x < width; x++) prefix[x + 1] = prefix[x] + columns[x];
        squares(prefix, width, reach, bottom - top, sums, areas);
        compare(grey + (size_t)y * width, sums, areas, contrast, width, ink + (size_t)y * width);
    }
    free(columns);
    return 0;
}
