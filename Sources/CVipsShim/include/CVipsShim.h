// The few things a lens worker asks of libvips, without libvips' own types. Every picture behind a `shim_image` is 8-bit
// sRGB with 3 or 4 bands (red, green, blue, alpha), upright, whole in memory, and carries no metadata that is written.
// The worker is single-threaded; nothing here may be called from two threads.
#ifndef C_VIPS_SHIM_H
#define C_VIPS_SHIM_H

#include <stddef.h>
#include <stdint.h>

typedef struct shim_image shim_image;
typedef struct shim_frames shim_frames;

/// What became of a call.
typedef enum { shim_ok = 0, shim_truncated, shim_corrupt, shim_failed } shim_result;

/// The containers on the allow-list; the caller has already looked at the magic bytes.
typedef enum { shim_jpeg = 1, shim_png, shim_webp, shim_gif, shim_heif } shim_format;

/// What the header says, before anything is decoded.
typedef struct {
    int width;
    int height;
    int frames;
    int has_alpha;
} shim_header;

/// Starts libvips: everything blocked except the loaders above, no cache, one thread, quiet.
shim_result shim_start(void);

/// Reads the header of one frame only; `frames` counts those of the whole file.
shim_result shim_read_header(const void *bytes, size_t length, shim_format format, int frame, shim_header *header);

/// Decodes one frame completely; any damage is an error.
shim_result shim_decode(const void *bytes, size_t length, shim_format format, int frame, shim_image **image);

/// Opens an animation for reading frame after frame, without keeping more than one in memory.
shim_result shim_frames_open(const void *bytes, size_t length, shim_format format, int count, shim_frames **frames);
int shim_frames_bands(const shim_frames *frames);
/// Decodes the next frame into `pixels` (width * height * bands bytes).
shim_result shim_frames_next(shim_frames *frames, uint8_t *pixels);
void shim_frames_close(shim_frames *frames);

/// Wraps a copy of pixels.
shim_result shim_from_pixels(const uint8_t *pixels, int width, int height, int bands, shim_image **image);
void shim_free(shim_image *image);
int shim_width(const shim_image *image);
int shim_height(const shim_image *image);
int shim_bands(const shim_image *image);
/// The pixels, rows packed; valid while the image lives.
const uint8_t *shim_pixels(shim_image *image);

/// What pixels with alpha are seen over: black, white, or nothing (the alpha is ignored).
typedef enum { shim_black = 0, shim_white, shim_bare } shim_ground;

/// Writes red, green and blue of RGBA pixels as they look over a ground.
void shim_flatten(const uint8_t *rgba, size_t count, shim_ground ground, uint8_t *rgb);

/// Encodes without metadata. `quality` 1 to 100 for JPEG and WebP. JPEG is 4:4:4 and needs an opaque picture.
/// `*bytes` is released by `shim_release`.
shim_result shim_encode(shim_image *image, shim_format format, int quality, void **bytes, size_t *length);
void shim_release(void *bytes);
/// From now on so much freed memory is kept for what comes next.
void shim_keep(size_t bytes);
/// Gives freed memory back to the system, where there is more than is kept.
void shim_trim(void);

// Edits. Each replaces `*image`; on failure it is left as it was.
/// Puts a picture with alpha over white.
shim_result shim_make_opaque(shim_image **image);
shim_result shim_black_and_white(shim_image **image);
shim_result shim_brightness(shim_image **image, double factor);
shim_result shim_blur(shim_image **image, double sigma);
shim_result shim_crop(shim_image **image, int left, int top, int width, int height);
shim_result shim_rotate(shim_image **image, int degrees);
shim_result shim_tint(shim_image **image, int red, int green, int blue);
shim_result shim_border(shim_image **image, int width, int red, int green, int blue);
/// Exactly this size, both sides as they come.
shim_result shim_stretch(shim_image **image, int width, int height);
/// Scales to fit inside, centred, with white beside it where the shape differs.
shim_result shim_fit(shim_image **image, int width, int height);
/* Dark lines on white where the picture changes. */
shim_result shim_outline(shim_image **image);
/* Neither side longer than this; smaller pictures stay. */
shim_result shim_shrink(shim_image **image, int side);
/// Adds a strip with a line of text under the picture, black on white; wraps where it is too long. The text is taken
/// literally: no markup in it has any effect.
shim_result shim_caption(shim_image **image, const char *text);
/// A label's badge: letters `size` pixels high, a sign black on white and words white on black beside it, in a white edge.
shim_result shim_badge(const char *sign, const char *words, int size, shim_image **badge);
/// Lays a picture without alpha on another.
shim_result shim_lay(shim_image **image, const shim_image *badge, int left, int top);

// Drawing, straight onto the picture.
/// A smooth field between four corner colours (12 bytes: top left, top right, bottom left, bottom right).
shim_result shim_gradient(int width, int height, const uint8_t corners[12], shim_image **image);
shim_result shim_draw_circle(shim_image *image, int x, int y, int radius, const uint8_t colour[3]);
shim_result shim_draw_rectangle(shim_image *image, int x, int y, int width, int height, const uint8_t colour[3]);
shim_result shim_draw_line(shim_image *image, int x1, int y1, int x2, int y2, const uint8_t colour[3]);

#endif
