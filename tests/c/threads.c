/* Several threads share rules, prepared columns, a flag and texts, and each has sessions and streams of its own. Under the
 * thread sanitizer this shows races; in every build, that all threads get the same. */
#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <pthread.h>

enum { threads = 4, rounds = 20 };

static zi_rules *rules;
static zi_prepared *prepared;
static zi_cancel *cancel;
static zi_text *expected;
static file units, shared;
static zi_options options;

static void *work(void *argument) {
    int round;
    (void)argument;
    for (round = 0; round < rounds; ++round) {
        zi_text *text = NULL;
        zi_error *error = NULL;
        zi_session *session = NULL;
        columns in;
        source from;
        struct ArrowArrayStream stream, out;
        struct ArrowSchema schema;
        struct ArrowArray array;
        zi_run_options run = ZI_INIT(zi_run_options);

        CHECK(zi_assess(rules, units.text, units.size, &options, &text, &error) == ZI_OK);
        CHECK(zi_text_size(text) == zi_text_size(expected) &&
              memcmp(zi_text_data(text), zi_text_data(expected), zi_text_size(text)) == 0);
        zi_text_free(text);
        CHECK(zi_assess(rules, units.text, 3, &options, &text, &error) == ZI_INVALID);
        CHECK(zi_error_diagnostic_count(error) > 0);
        zi_error_free(error);

        CHECK(zi_session_open(rules, units.text, units.size, &options, &session, NULL) == ZI_OK);
        CHECK(zi_session_set_answer(session, "1.b", NULL, "\"C\"", 3, NULL, NULL) == ZI_OK);
        CHECK(zi_session_undo(session, 0, NULL, NULL) == ZI_OK);
        CHECK(zi_session_assess(session, &text, NULL) == ZI_OK);
        CHECK(strcmp(zi_text_data(text), zi_text_data(expected)) == 0);
        zi_text_free(text);
        zi_session_free(session);

        run.threads = 2;
        columns_init(&in);
        CHECK(zi_assess_columns(prepared, &in.schema, &in.array, &run, &schema, &array, NULL) == ZI_OK);
        schema.release(&schema);
        array.release(&array);
        run.cancel = cancel; /* set by the others at any time */
        source_init(&from, &stream);
        CHECK(zi_assess_stream(prepared, &stream, &run, &out, NULL) == ZI_OK);
        while (out.get_next(&out, &array) == 0 && array.release != NULL) array.release(&array);
        out.release(&out);
        if (round % 2 == 0)
            zi_cancel_set(cancel);
        else
            zi_cancel_clear(cancel);
    }
    return NULL;
}

int main(void) {
    pthread_t running[threads];
    zi_prepare_options wanted = ZI_INIT(zi_prepare_options);
    int i;
    units = slurp(CLINIC_UNITS);
    shared = slurp(CLINIC_SHARED);
    options.struct_size = sizeof options;
    options.as_of = wanted.as_of = DAY;
    options.unit = "klinik-1";
    options.evidence = shared.text;
    options.evidence_size = shared.size;
    wanted.everything = 1;
    CHECK(zi_rules_load_file(CLINIC, NULL, NULL, NULL, &rules, NULL) == ZI_OK);
    CHECK(zi_prepare(rules, &wanted, &prepared, NULL) == ZI_OK);
    CHECK(zi_cancel_new(&cancel, NULL) == ZI_OK);
    CHECK(zi_assess(rules, units.text, units.size, &options, &expected, NULL) == ZI_OK);
    for (i = 0; i < threads; ++i) CHECK(pthread_create(&running[i], NULL, work, NULL) == 0);
    for (i = 0; i < threads; ++i) CHECK(pthread_join(running[i], NULL) == 0);
    zi_text_free(expected);
    zi_cancel_free(cancel);
    zi_prepared_free(prepared);
    zi_rules_free(rules);
    free(units.text);
    free(shared.text);
    return 0;
}
