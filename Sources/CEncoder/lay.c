#include "CEncoder.h"

/// Hands out the parts of the payload one after the other.
typedef struct {
    const char *start;
    size_t used;
} cursor;

static const void *part(cursor *at, size_t bytes) {
    const void *here = at->start ? at->start + at->used : NULL;
    at->used = (at->used + bytes + 63) & ~(size_t)63;
    return here;
}

static vg_matrix matrix(cursor *at, int32_t rows, int32_t columns) {
    vg_matrix m;
    m.rows = rows;
    m.columns = columns;
    m.weights = part(at, (size_t)rows * (size_t)columns);
    m.scales = part(at, (size_t)rows * 4);
    m.bias = part(at, (size_t)rows * 4);
    m.sums = part(at, (size_t)rows * 4);
    return m;
}

static int fits(const vg_shape *s) {
    return s->vocabulary > 103 && s->vocabulary < 1 << 20 && s->positions > 2 && s->positions <= 1024 && s->layers > 0
        && s->layers <= 16 && s->hidden > 0 && s->hidden <= 1024 && s->hidden % 16 == 0 && s->heads > 0
        && s->hidden % s->heads == 0 && s->wide > 0 && s->wide <= 8192 && s->wide % 16 == 0 && s->outputs > 0
        && s->outputs <= 64 && s->slots > s->vocabulary && s->slots <= 1 << 22 && (s->slots & (s->slots - 1)) == 0
        && s->letters > 0 && s->letters < 1 << 26;
}

size_t vg_lay(const vg_shape *s, const void *payload, vg_encoder *encoder) {
    if (!fits(s)) return 0;
    vg_encoder scrap, *e = encoder ? encoder : &scrap;
    cursor at = {payload, 0};
    size_t hidden = (size_t)s->hidden, outputs = (size_t)s->outputs, words = (size_t)s->vocabulary;
    e->shape = *s;
    e->slots_at = at.used, part(&at, (size_t)s->slots * 4);
    e->offsets_at = at.used, part(&at, (words + 1) * 4);
    e->letters_at = at.used, part(&at, (size_t)s->letters);
    e->words = part(&at, words * hidden);
    e->word_scales = part(&at, words * 4);
    e->places = part(&at, (size_t)s->positions * hidden * 4);
    e->gain = part(&at, hidden * 4);
    e->shift = part(&at, hidden * 4);
    e->head = part(&at, outputs * hidden * 4);
    e->head_bias = part(&at, outputs * 4);
    for (int32_t l = 0; l < s->layers; l++) {
        vg_layer *layer = &e->layers[l];
        layer->attend = matrix(&at, 3 * s->hidden, s->hidden);
        layer->mix = matrix(&at, s->hidden, s->hidden);
        layer->mix_gain = part(&at, hidden * 4);
        layer->mix_shift = part(&at, hidden * 4);
        layer->widen = matrix(&at, s->wide, s->hidden);
        layer->narrow = matrix(&at, s->hidden, s->wide);
        layer->narrow_gain = part(&at, hidden * 4);
        layer->narrow_shift = part(&at, hidden * 4);
    }
    return at.used;
}
