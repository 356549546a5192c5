#include "CFaces.h"

#include "reduce.h"

#include <dlib/image_processing/frontal_face_detector.h>

#include <algorithm>
#include <new>
#include <vector>

struct faces_detector {
    dlib::frontal_face_detector find;
    int side_max;
};

faces_detector *faces_make(int side_max) {
    if (side_max < 80 || side_max > 4096) return nullptr;
    try {
        return new faces_detector{dlib::get_frontal_face_detector(), side_max};
    } catch (...) {
        return nullptr;
    }
}

int faces_find(faces_detector *detector, const uint8_t *pixels, int width, int height, size_t stride, int bands,
               faces_box *boxes) {
    const bool has_size = width > 0 && height > 0 && width <= 65535 && height <= 65535;
    if (!detector || !pixels || !boxes || !has_size || (bands != 1 && bands != 3)) return -1;
    if (stride < static_cast<size_t>(width) * bands) return -1;
    try {
        const double scale = std::max(1.0, static_cast<double>(std::max(width, height)) / detector->side_max);
        // A face of 80 pixels may reach half over an edge, and the library fails on pictures of a few pixels.
        if (std::min(width, height) / scale < 40) return 0;
        const auto grey = reduce_to_grey(pixels, width, height, stride, bands, scale);
        std::vector<dlib::rect_detection> found;
        detector->find(grey, found, 0.0);
        std::sort(found.begin(), found.end(), [](const auto &one, const auto &other) {
            return one.detection_confidence > other.detection_confidence;
        });
        const int count = static_cast<int>(std::min<size_t>(found.size(), FACES_MOST));
        for (int index = 0; index < count; index++) {
            const auto &face = found[index];
            boxes[index] = {static_cast<int32_t>(face.rect.left() * scale), static_cast<int32_t>(face.rect.top() * scale),
                            static_cast<int32_t>(face.rect.width() * scale),
                            static_cast<int32_t>(face.rect.height() * scale),
                            static_cast<float>(face.detection_confidence)};
        }
        return count;
    } catch (...) {
        return -1;
    }
}

void faces_free(faces_detector *detector) { delete detector; }
