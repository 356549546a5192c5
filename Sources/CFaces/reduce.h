#ifndef C_FACES_REDUCE_H
#define C_FACES_REDUCE_H

#include <dlib/array2d.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

/// The first source pixel of each reduced one, and one more for the end.
inline std::vector<int> cell_edges(int length, double scale) {
    const int count = std::max(1, static_cast<int>(length / scale));
    std::vector<int> edges(count + 1);
    for (int index = 0; index <= count; index++)
        edges[index] = static_cast<int>(static_cast<int64_t>(length) * index / count);
    return edges;
}

/// Luma of each cell of pixels, averaged; a scale of 1 only turns colour into grey.
inline dlib::array2d<unsigned char> reduce_to_grey(const uint8_t *pixels, int width, int height, size_t stride,
                                                   int bands, double scale) {
    const auto columns = cell_edges(width, scale);
    const auto rows = cell_edges(height, scale);
    const long across = static_cast<long>(columns.size()) - 1, down = static_cast<long>(rows.size()) - 1;
    dlib::array2d<unsigned char> grey(down, across);
    std::vector<uint32_t> sums(across);
    for (long row = 0; row < down; row++) {
        std::fill(sums.begin(), sums.end(), 0);
        for (int y = rows[row]; y < rows[row + 1]; y++) {
            const uint8_t *line = pixels + static_cast<size_t>(y) * stride;
            for (long column = 0; column < across; column++) {
                uint32_t sum = 0;
                for (int x = columns[column]; x < columns[column + 1]; x++) {
                    const uint8_t *at = line + static_cast<size_t>(x) * bands;
                    // 77, 150 and 29 of 256 are the weights of Rec. 601.
                    sum += bands == 1 ? at[0] : (77u * at[0] + 150u * at[1] + 29u * at[2]) >> 8;
                }
                sums[column] += sum;
            }
        }
        const uint32_t depth = rows[row + 1] - rows[row];
        for (long column = 0; column < across; column++) {
            const uint32_t area = depth * static_cast<uint32_t>(columns[column + 1] - columns[column]);
            grey[row][column] = static_cast<unsigned char>(sums[column] / std::max(1u, area));
        }
    }
    return grey;
}

#endif
