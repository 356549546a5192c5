#pragma once
#include <stddef.h>
#include <stdint.h>

/// A model of ONNX Runtime, opened through the library that the operator names. Nothing of that library is linked.
typedef struct model model;

/// The most numbers in the shape of what a model answers.
enum { model_rank_max = 8 };

/// What a model answered: `count` numbers of a shape of `rank` sides.
typedef struct {
    size_t count;
    size_t rank;
    int64_t sides[model_rank_max];
} model_answer;

/// Opens a model's file with the runtime at that path; NULL where either cannot be used. It has one thread.
model *model_open(const char *runtime, const char *file);

/// Runs the model's first input through to its first output, both of 32-bit floats. The input's shape has four sides.
/// Copies at most `room` numbers of the answer to `values`; returns 0, or -1 where it fails or there are more.
int model_run(model *model, const float *input, const int64_t sides[4], float *values, size_t room,
              model_answer *answer);

void model_close(model *model);
