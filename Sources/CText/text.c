#include "CText.h"

#include <stdlib.h>
#include <string.h>
#include <tesseract/capi.h>

struct text_reader {
    TessBaseAPI *api;
};

text_reader *text_make(const char *languages) {
    text_reader *reader = calloc(1, sizeof *reader);
    if (!reader) return NULL;
    reader->api = TessBaseAPICreate();
    if (reader->api && TessBaseAPIInit2(reader->api, NULL, languages, OEM_LSTM_ONLY) == 0) {
        TessBaseAPISetPageSegMode(reader->api, PSM_SINGLE_LINE);
        return reader;
    }
    text_free(reader);
    return NULL;
}

static int collect(TessResultIterator *results, text_confidence sure, char *words, size_t room) {
    size_t length = 0;
    do {
        char *word = TessResultIteratorGetUTF8Text(results, RIL_WORD);
        if (!word) continue;
        size_t count = strlen(word), space = length > 0;
        int least = count <= (size_t)sure.short_bytes ? sure.short_min : sure.long_min;
        int is_sure = TessResultIteratorConfidence(results, RIL_WORD) >= (float)least;
        if (is_sure && count > 0 && length + space + count < room) {
            if (space) words[length++] = ' ';
            memcpy(words + length, word, count);
            length += count;
        }
        TessDeleteText(word);
    } while (TessResultIteratorNext(results, RIL_WORD));
    words[length] = 0;
    return (int)length;
}

int text_read(text_reader *reader, const uint8_t *pixels, int width, int height, size_t stride, int milliseconds,
              text_confidence sure, char *words, size_t room) {
    if (!reader || !pixels || !words || room == 0 || width <= 0 || height <= 0 || stride < (size_t)width) return -1;
    words[0] = 0;
    ETEXT_DESC *monitor = TessMonitorCreate();
    if (!monitor) return -1;
    TessMonitorSetDeadlineMSecs(monitor, milliseconds);
    TessBaseAPISetImage(reader->api, pixels, width, height, 1, (int)stride);
    TessBaseAPISetSourceResolution(reader->api, 150);
    int length = -1;
    if (TessBaseAPIRecognize(reader->api, monitor) == 0) {
        TessResultIterator *results = TessBaseAPIGetIterator(reader->api);
        length = results ? collect(results, sure, words, room) : 0;
        if (results) TessResultIteratorDelete(results);
    }
    TessBaseAPIClear(reader->api);
    TessMonitorDelete(monitor);
    return length;
}

void text_free(text_reader *reader) {
    if (!reader) return;
    if (reader->api) {
        TessBaseAPIEnd(reader->api);
        TessBaseAPIDelete(reader->api);
    }
    free(reader);
}
