#define _GNU_SOURCE
#include "CModels.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

// The runtime's interface is a table of functions in an order that never changes. Only the places used here are named.
enum {
    create_env = 3,
    create_session = 7,
    run = 9,
    create_options = 10,
    set_threads = 24,
    set_other_threads = 25,
    input_name = 36,
    output_name = 37,
    create_tensor = 49,
    tensor_data = 51,
    element_type = 60,
    rank_of = 61,
    sides_of = 62,
    shape_of = 65,
    cpu_memory = 69,
    allocator_free = 76,
    default_allocator = 78,
    release_env = 92,
    release_status = 93,
    release_memory = 94,
    release_session = 95,
    release_value = 96,
    release_shape = 99,
    release_options = 100,
};

enum { interface_version = 17, warnings = 2, arena = 0, default_memory = 0, floats = 1 };

typedef struct {
    const void *const *(*table)(uint32_t version);
    const char *(*version)(void);
} entrance;

struct model {
    void *library;
    const void *const *calls;
    void *env, *session, *memory;
    char *input, *output;
};

typedef void *status;

// Every call answers NULL, or a status that must be let go of.
#define CALL(place, ...) ((status(*)(__VA_ARGS__))model->calls[place])
#define RELEASE(place, what) \
    do { \
        if (what) ((void (*)(void *))model->calls[place])(what); \
    } while (0)

static int failed(const model *model, status found) {
    RELEASE(release_status, found);
    return found != NULL;
}

static char *name_of(const model *model, int place) {
    void *allocator = NULL;
    char *name = NULL, *copy = NULL;
    if (failed(model, CALL(default_allocator, void **)(&allocator))) return NULL;
    if (failed(model, CALL(place, void *, size_t, void *, char **)(model->session, 0, allocator, &name))) return NULL;
    copy = strdup(name);
    failed(model, CALL(allocator_free, void *, void *)(allocator, name));
    return copy;
}

static int open_session(model *model, const char *file) {
    void *options = NULL;
    if (failed(model, CALL(create_env, int, const char *, void **)(warnings, "vangrail", &model->env))) return -1;
    if (failed(model, CALL(create_options, void **)(&options))) return -1;
    int bad = failed(model, CALL(set_threads, void *, int)(options, 1)) ||
              failed(model, CALL(set_other_threads, void *, int)(options, 1)) ||
              failed(model, CALL(create_session, void *, const char *, void *, void **)(model->env, file, options,
                                                                                      &model->session));
    RELEASE(release_options, options);
    if (bad) return -1;
    if (failed(model, CALL(cpu_memory, int, int, void **)(arena, default_memory, &model->memory))) return -1;
    model->input = name_of(model, input_name);
    model->output = name_of(model, output_name);
    return model->input && model->output ? 0 : -1;
}

model *model_open(const char *runtime, const char *file) {
    model *model = calloc(1, sizeof *model);
    if (!model) return NULL;
    model->library = dlopen(runtime, RTLD_NOW | RTLD_LOCAL);
    const entrance *(*base)(void) = NULL;
    if (model->library) base = (const entrance *(*)(void))dlsym(model->library, "OrtGetApiBase");
    if (base) model->calls = base()->table(interface_version);
    if (model->calls && open_session(model, file) == 0) return model;
    model_close(model);
    return NULL;
}

static int copy_answer(model *model, void *value, float *values, size_t room, model_answer *answer) {
    void *shape = NULL;
    float *data = NULL;
    int type = 0;
    if (failed(model, CALL(shape_of, void *, void **)(value, &shape))) return -1;
    int bad = failed(model, CALL(element_type, void *, int *)(shape, &type)) || type != floats ||
              failed(model, CALL(rank_of, void *, size_t *)(shape, &answer->rank)) ||
              answer->rank > model_rank_max ||
              failed(model, CALL(sides_of, void *, int64_t *, size_t)(shape, answer->sides, answer->rank)) ||
              failed(model, CALL(tensor_data, void *, void **)(value, (void **)&data));
    RELEASE(release_shape, shape);
    if (bad) return -1;
    answer->count = 1;
    for (size_t side = 0; side < answer->rank; side++) {
        int64_t length = answer->sides[side];
        if (length < 1 || (uint64_t)length > room || answer->count > room / (size_t)length) return -1;
        answer->count *= (size_t)length;
    }
    memcpy(values, data, answer->count * sizeof *values);
    return 0;
}

int model_run(model *model, const float *input, const int64_t sides[4], float *values, size_t room,
              model_answer *answer) {
    if (!model || !input || !values || !answer) return -1;
    void *given = NULL, *value = NULL;
    size_t bytes = (size_t)(sides[0] * sides[1] * sides[2] * sides[3]) * sizeof *input;
    memset(answer, 0, sizeof *answer);
    if (failed(model, CALL(create_tensor, void *, const void *, size_t, const int64_t *, size_t, int, void **)(
                          model->memory, input, bytes, sides, 4, floats, &given)))
        return -1;
    const char *inputs[] = {model->input}, *outputs[] = {model->output};
    int bad = failed(model, CALL(run, void *, void *, const char *const *, void *const *, size_t, const char *const *,
                                 size_t, void **)(model->session, NULL, inputs, &given, 1, outputs, 1, &value));
    if (!bad) bad = copy_answer(model, value, values, room, answer) != 0;
    RELEASE(release_value, value);
    RELEASE(release_value, given);
    return bad ? -1 : 0;
}

void model_close(model *model) {
    if (!model) return;
    if (model->calls) {
        RELEASE(release_memory, model->memory);
        RELEASE(release_session, model->session);
        RELEASE(release_env, model->env);
    }
    free(model->input);
    free(model->output);
    // WHY: the runtime leaves handlers behind that run at the end of the process, so the library stays.
    free(model);
}
