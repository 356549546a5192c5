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

/// Reads one line of 8-bit grey pixels, `stride` bytes from row to row. Words of at least `confidence_min` of 100 are
/// written to `words` as UTF-8 with a space between them and a final zero, as many as fit in `room` bytes.
/// Returns the number of bytes without the zero; -1 where the reader failed or the time was over.
int text_read(text_reader *reader, const uint8_t *pixels, int width, int height, size_t stride, int milliseconds,
              int confidence_min, char *words, size_t room);

void text_free(text_reader *reader);

#endif
