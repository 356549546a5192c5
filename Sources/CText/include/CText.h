// Tesseract's reader of a line of letters behind a header without its types. It is given one line at a time, upright and
// dark on light, and says which words stand there and how sure it is.
//
// One reader belongs to one thread. After `text_make` it opens no file.
#ifndef C_TEXT_H
#define C_TEXT_H

#include <stddef.h>
#include <stdint.h>

typedef struct text_reader text_reader;

/// Makes a reader of languages, Tesseract's codes joined by `+` (`eng+nld`), from the folder where the system keeps its
/// data. NULL: no memory, or a language's data is missing.
text_reader *text_make(const char *languages);

/// How sure the reader must be of a word, of 100; noise is mostly read as short words.
typedef struct {
    int short_min;
    int long_min;
    /// The most bytes of a short word.
    int short_bytes;
} text_confidence;

/// Reads one line of 8-bit grey pixels, `stride` bytes from row to row. Words that the reader is sure enough of are
/// written to `words` as UTF-8 with a space between them and a final zero, as many as fit in `room` bytes.
/// Returns the number of bytes without the zero; -1 where the reader failed or the time was over.
int text_read(text_reader *reader, const uint8_t *pixels, int width, int height, size_t stride, int milliseconds,
              text_confidence sure, char *words, size_t room);

void text_free(text_reader *reader);

#endif
