/* What the tests in C share: checks that end the program, files read whole, and columns of a clinic. All units are synthetic.
 */
#ifndef ZI_TESTS_C_SUPPORT_H
#define ZI_TESTS_C_SUPPORT_H

#include <zi.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(holds)                                                                  \
    do {                                                                              \
        if (!(holds)) {                                                               \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #holds); \
            exit(1);                                                                  \
        }                                                                             \
    } while (0)

typedef struct file {
    char *text;
    size_t size;
} file;

/* From the root of the project, where the tests run. */
static inline file slurp(const char *path) {
    file all = {NULL, 0};
    FILE *in = fopen(path, "rb");
    CHECK(in != NULL && fseek(in, 0, SEEK_END) == 0);
    all.size = (size_t)ftell(in);
    rewind(in);
    all.text = malloc(all.size + 1);
    CHECK(all.text != NULL && fread(all.text, 1, all.size, in) == all.size);
    all.text[all.size] = '\0';
    fclose(in);
    return all;
}

#define CLINIC "tests/cli/units/evidence.zi"
#define CLINIC_UNITS "tests/cli/units/evidence.ndjson"
#define CLINIC_SHARED "tests/cli/units/evidence-shared.json"
#define DAY "2026-05-31"

/* Three units as columns: 1.a, 1.b and 2.a as places on the scale, uint8. They count their releases, so that a test sees who
 * lets go of what. */
typedef struct columns {
    uint8_t values[3][3];
    const void *buffers[4][2];
    struct ArrowSchema schemas[3], *schema_children[3], schema;
    struct ArrowArray arrays[3], *array_children[3], array;
    int released;
} columns;

static inline void release_schema(struct ArrowSchema *schema) { schema->release = NULL; }
static inline void release_array(struct ArrowArray *array) {
    ++*(int *)array->private_data;
    array->release = NULL;
}
static inline void release_child(struct ArrowArray *array) { array->release = NULL; }

static inline void columns_init(columns *c) {
    static const char *const names[3] = {"1.a", "1.b", "2.a"};
    static const uint8_t answers[3][3] = {{0, 1, 2}, {0, 0, 1}, {0, 2, 0}};
    int i;
    memset(c, 0, sizeof *c);
    memcpy(c->values, answers, sizeof answers);
    for (i = 0; i < 3; ++i) {
        c->buffers[i][1] = c->values[i];
        c->schemas[i].format = "C";
        c->schemas[i].name = names[i];
        c->schemas[i].flags = ARROW_FLAG_NULLABLE;
        c->schemas[i].release = release_schema;
        c->schema_children[i] = &c->schemas[i];
        c->arrays[i].length = 3;
        c->arrays[i].n_buffers = 2;
        c->arrays[i].buffers = c->buffers[i];
        c->arrays[i].release = release_child;
        c->array_children[i] = &c->arrays[i];
    }
    c->schema.format = "+s";
    c->schema.name = "";
    c->schema.n_children = 3;
    c->schema.children = c->schema_children;
    c->schema.release = release_schema;
    c->array.length = 3;
    c->array.n_buffers = 1;
    c->array.buffers = c->buffers[3];
    c->array.n_children = 3;
    c->array.children = c->array_children;
    c->array.private_data = &c->released;
    c->array.release = release_array;
}

/* A stream of `batches` such batches. */
typedef struct source {
    columns batch[2];
    int batches, given, released, fails;
} source;

static inline int source_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    source *s = stream->private_data;
    *out = s->batch[0].schema;
    return 0;
}
static inline int source_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    source *s = stream->private_data;
    if (s->fails) return 5;
    if (s->given == s->batches)
        memset(out, 0, sizeof *out);
    else
        *out = s->batch[s->given++].array;
    return 0;
}
static inline const char *source_error(struct ArrowArrayStream *stream) {
    (void)stream;
    return "the disk is gone";
}
static inline void source_release(struct ArrowArrayStream *stream) {
    ++((source *)stream->private_data)->released;
    stream->release = NULL;
}
static inline void source_init(source *s, struct ArrowArrayStream *stream) {
    memset(s, 0, sizeof *s);
    columns_init(&s->batch[0]);
    columns_init(&s->batch[1]);
    s->batches = 2;
    stream->get_schema = source_schema;
    stream->get_next = source_next;
    stream->get_last_error = source_error;
    stream->release = source_release;
    stream->private_data = s;
}

#endif
