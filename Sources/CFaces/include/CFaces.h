// dlib's frontal face detector behind a header without C++. It looks at gradients only and says where a face probably is,
// never whose it is; nothing that could tell one person from another is computed.
//
// One detector belongs to one thread. No function lets an exception out.
#ifndef C_FACES_H
#define C_FACES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct faces_detector faces_detector;

/// A square that holds a face from the brows to the chin, in pixels of the picture that was given; it may reach over the
/// picture's edge. `score` is the distance to the detector's boundary, 0 and up, 1 and more for a plain face.
typedef struct {
    int32_t left;
    int32_t top;
    int32_t width;
    int32_t height;
    float score;
} faces_box;

/// The most boxes of one picture.
#define FACES_MOST 32

/// Makes a detector that looks at pictures reduced to a long side of at most `side_max` pixels (80 to 4096).
/// NULL: no memory, or a side out of bounds. It reads no file.
faces_detector *faces_make(int side_max);

/// Finds faces in rows of 8-bit pixels with 1 (grey) or 3 (red, green, blue) bands, `stride` bytes from row to row.
/// Faces of less than 80 pixels in the reduced picture are not found. Writes the best boxes, by falling score, to
/// `boxes` (room for FACES_MOST) and returns their number; -1 where the picture has no size or the library failed.
int faces_find(faces_detector *detector, const uint8_t *pixels, int width, int height, size_t stride, int bands,
               faces_box *boxes);

void faces_free(faces_detector *detector);

#ifdef __cplusplus
}
#endif

#endif
