/* Calls every function once or more and prints what it gives; smoke.output is what it should be. */
#include "support.h"

static zi_error *error;

static void show(const char *what, zi_status status) {
    printf("== %s: %s\n", what, zi_status_name(status));
    CHECK((status == ZI_OK) == (error == NULL));
    if (error == NULL) return;
    CHECK(zi_error_status(error) == status);
    fputs(zi_error_message(error, ZI_ENGLISH), stdout);
    zi_error_free(error);
    error = NULL;
}

static void show_text(const char *what, zi_status status, zi_text **given) {
    zi_text *text = *given;
    *given = NULL;
    show(what, status);
    CHECK((status == ZI_OK) == (text != NULL));
    if (text == NULL) return;
    CHECK(strlen(zi_text_data(text)) == zi_text_size(text));
    puts(zi_text_data(text));
    zi_text_free(text);
}

static int32_t read_part(void *user, const char *path, zi_buffer *into) {
    ++*(int *)user;
    if (strcmp(path, "aturan/utama.zi") == 0) {
        const char *text = "regulation r \"R\"\ninclude \"bagian.zi\"\nworksheet \"W\" 1 {\n  question a s \"Q\"\n}\n";
        return (int32_t)zi_buffer_append(into, text, strlen(text));
    }
    if (strcmp(path, "aturan/bagian.zi") == 0) return (int32_t)zi_buffer_append(into, "scale s { Ya = 1 Tidak = 0 }\n", 29);
    return 1;
}

static int32_t count_units(void *user, uint64_t ordinal, const char *json, size_t size, const zi_error *refused) {
    printf("%llu: ", (unsigned long long)ordinal);
    if (json != NULL)
        printf("%zu bytes, %.19s...\n", size, json);
    else
        printf("%s", zi_error_message(refused, ZI_ENGLISH));
    return --*(int *)user == 0;
}

static void count_progress(void *user, uint64_t done, uint64_t all) {
    *(uint64_t *)user = done;
    CHECK(all == 0 || done <= all);
}

static void cancel_at_once(void *user, uint64_t done, uint64_t all) {
    CHECK(done <= all);
    zi_cancel_set((zi_cancel *)user);
}

static void rules_and_errors(void) {
    zi_rules *rules = NULL;
    zi_text *text = NULL;
    zi_error *warnings = NULL;
    zi_diagnostic one = ZI_INIT(zi_diagnostic);
    zi_limits few = ZI_INIT(zi_limits);
    zi_cancel *stop = NULL;
    int calls = 0;
    const char *bad =
        "regulation r \"R\"\nscale s { Ya = 1 Tidak = 0 }\nworksheet \"W\" 1 {\n  question a t \"Q\"\n  question b s \"Q\" "
        "3\n}\n";
    const char *warned =
        "regulation r \"R\"\nscale s { Ya = 1 Tidak = 0 }\nscale t { Ya = 1 Tidak = 0 }\nworksheet \"W\" 1 {\n  question a s "
        "\"Q\"\n}\n";

    CHECK(zi_cancel_new(&stop, &error) == ZI_OK);
    show("zi_rules_load, with mistakes", zi_rules_load("bad.zi", bad, strlen(bad), NULL, &rules, &error));
    CHECK(rules == NULL);
    CHECK(zi_rules_load("bad.zi", bad, strlen(bad), NULL, &rules, &error) == ZI_INVALID);
    printf("%zu diagnostics; the last in Indonesian:\n", zi_error_diagnostic_count(error));
    CHECK(zi_error_diagnostic(error, zi_error_diagnostic_count(error) - 1, ZI_INDONESIAN, &one) == ZI_OK);
    printf("%s %s:%u:%u-%u:%u [%u,%u) severity %d, %s; %s; unit '%s', path '%s'\n", one.code, one.file, one.line, one.column,
           one.end_line, one.end_column, one.begin, one.end, one.severity, one.message, one.hint, one.unit, one.path);
    zi_error_free(error);
    error = NULL;

    few.file_bytes = 10;
    show("zi_rules_load, more than the limit", zi_rules_load("bad.zi", bad, strlen(bad), &few, &rules, &error));
    few.file_bytes = 0;
    few.cancel = stop;
    zi_cancel_set(stop);
    show("zi_rules_load, cancelled", zi_rules_load("warned.zi", warned, strlen(warned), &few, &rules, &error));
    zi_cancel_free(stop);

    show("zi_rules_load, with a warning", zi_rules_load("warned.zi", warned, strlen(warned), NULL, &rules, &error));
    show("zi_rules_warnings", zi_rules_warnings(rules, &warnings, &error));
    CHECK(zi_error_status(warnings) == ZI_OK && zi_error_diagnostic_count(warnings) == 1);
    fputs(zi_error_message(warnings, ZI_INDONESIAN), stdout);
    zi_error_free(warnings);
    zi_rules_free(rules);

    show("zi_rules_load_file, with a reader", zi_rules_load_file("aturan/utama.zi", read_part, &calls, NULL, &rules, &error));
    CHECK(calls == 2);
    show("zi_rules_warnings, of none", zi_rules_warnings(rules, &warnings, &error));
    CHECK(warnings == NULL);
    zi_rules_free(rules);
    show("zi_rules_load_file, of nothing", zi_rules_load_file("aturan/lain.zi", read_part, &calls, NULL, &rules, &error));
    CHECK(rules == NULL);

    show_text("zi_rules_format", zi_rules_format("f.zi", "regulation   r \"R\"", 18, NULL, &text, &error), &text);
    show_text("zi_rules_format, with a mistake", zi_rules_format("f.zi", "regulation {", 12, NULL, &text, &error), &text);
}

static void reports(const zi_rules *rules) {
    const file units = slurp(CLINIC_UNITS), shared = slurp(CLINIC_SHARED);
    zi_options options = ZI_INIT(zi_options), other = ZI_INIT(zi_options);
    zi_improve_options how = ZI_INIT(zi_improve_options);
    zi_text *text = NULL, *proof = NULL;
    int32_t sound = -1;
    zi_cancel *cancel = NULL;
    uint64_t done = 0;
    int left = 100;
    const char *bad = "{\"id\": \"u\", \"answers\": {\"1.a\": \"Z\", \"9\": \"A\"}, \"nama\": 1}\n{\"id\": \"v\"}\n";

    options.as_of = DAY;
    options.language = ZI_ENGLISH;
    options.unit = "klinik-1";
    options.evidence = shared.text;
    options.evidence_size = shared.size;

    show_text("zi_assess", zi_assess(rules, units.text, units.size, &options, &text, &error), &text);
    options.no_evidence = 1;
    show_text("zi_assess, as claimed", zi_assess(rules, units.text, units.size, &options, &text, &error), &text);
    options.no_evidence = 0;
    options.bad_values = ZI_LEAVE_OPEN;
    show_text("zi_assess, an answer left open",
              (other = options, other.unit = NULL,
               zi_assess(rules, "{\"id\": \"u\", \"answers\": {\"1.a\": \"Z\"}}", 36, &other, &text, &error)),
              &text);
    options.bad_values = ZI_REFUSE_UNIT;
    show_text("zi_assess, of a unit that is not there",
              (other = options, other.unit = "klinik-9", zi_assess(rules, units.text, units.size, &other, &text, &error)),
              &text);
    show_text("zi_assess, refused", (other.unit = "u", zi_assess(rules, bad, strlen(bad), &other, &text, &error)), &text);
    show_text("zi_assess, of which?", (other.unit = NULL, zi_assess(rules, units.text, units.size, &other, &text, &error)),
              &text);
    show_text("zi_assess, seen by nobody",
              (other.seen_by = "TPI", zi_assess(rules, units.text, units.size, &other, &text, &error)), &text);
    show_text("zi_assess, seen by the unit",
              (other.seen_by = "unit", zi_assess(rules, "{\"id\": \"v\"}", 11, &other, &text, &error)), &text);
    show_text("zi_assess, of nothing", zi_assess(rules, NULL, 0, &other, &text, &error), &text);

    other = options;
    other.unit = NULL;
    other.progress = count_progress;
    other.progress_user = &done;
    show("zi_assess_units", zi_assess_units(rules, units.text, units.size, &other, count_units, &left, &error));
    CHECK(left == 97 && done == 3);
    show("zi_assess_units, one refused", zi_assess_units(rules, bad, strlen(bad), &other, count_units, &left, &error));
    left = 1;
    show("zi_assess_units, stopped", zi_assess_units(rules, units.text, units.size, &other, count_units, &left, &error));
    show("zi_cancel_new", zi_cancel_new(&cancel, &error));
    other.cancel = cancel;
    zi_cancel_set(cancel);
    show("zi_assess_units, cancelled", zi_assess_units(rules, units.text, units.size, &other, count_units, &left, &error));
    zi_cancel_clear(cancel);
    left = 2;
    other.unit = "klinik-2";
    show("zi_assess_units, one alone", zi_assess_units(rules, units.text, units.size, &other, count_units, &left, &error));
    zi_cancel_free(cancel);

    show_text("zi_explain", zi_explain(rules, units.text, units.size, &options, &text, &error), &text);
    show_text("zi_why", zi_why(rules, units.text, units.size, &options, "BAIK", &text, &error), &text);
    show_text("zi_whynot", zi_whynot(rules, units.text, units.size, &options, NULL, &text, &error), &text);
    show_text("zi_whynot, of no predicate", zi_whynot(rules, units.text, units.size, &options, "BAIKK", &text, &error), &text);
    show_text("zi_readiness", zi_readiness(rules, units.text, units.size, &options, NULL, &text, &error), &text);
    how.step = 1;
    how.next = 1;
    how.costs = "{}";
    how.costs_size = 2;
    show_text("zi_improve", zi_improve(rules, units.text, units.size, &options, "UNGGUL", &how, &text, &error), &text);
    how.costs = "{\"kinds\": {\"tidak\": 1}}";
    how.costs_size = strlen(how.costs);
    show_text("zi_improve, with wrong costs",
              zi_improve(rules, units.text, units.size, &options, "UNGGUL", &how, &text, &error), &text);
    show_text("zi_improve_all", zi_improve_all(rules, units.text, units.size, &options, "UNGGUL", 20, NULL, &text, &error),
              &text);
    how.costs = NULL, how.costs_size = 0, how.step = 0, how.work = 1;
    show_text("zi_improve, with hardly any work",
              zi_improve(rules, units.text, units.size, &options, "UNGGUL", &how, &text, &error), &text);
    how.work = 0;
    CHECK(zi_improve_proof(rules, units.text, units.size, &options, "UNGGUL", &how, &proof, &error) == ZI_OK);
    other = options;
    other.as_of = NULL, other.unit = NULL;
    show_text(
        "zi_verify",
        zi_verify(rules, units.text, units.size, &other, zi_text_data(proof), zi_text_size(proof), NULL, &sound, &text, &error),
        &text);
    CHECK(sound == 1);
    other.as_of = "2026-06-01";
    show_text(
        "zi_verify, on another day",
        zi_verify(rules, units.text, units.size, &other, zi_text_data(proof), zi_text_size(proof), &how, &sound, &text, &error),
        &text);
    CHECK(sound == 0);
    show_text("zi_verify, of half a proof",
              zi_verify(rules, units.text, units.size, &options, zi_text_data(proof), zi_text_size(proof) / 2, NULL, &sound,
                        &text, &error),
              &text);
    zi_text_free(proof);
    CHECK(zi_cancel_new(&cancel, NULL) == ZI_OK);
    other = options;
    other.cancel = cancel, other.progress = cancel_at_once, other.progress_user = cancel;
    show_text("zi_improve_all, cancelled midway",
              zi_improve_all(rules, units.text, units.size, &other, "UNGGUL", 20, NULL, &text, &error), &text);
    zi_cancel_free(cancel);
    show_text("zi_documents", zi_documents(rules, units.text, units.size, &options, &text, &error), &text);
    show_text("zi_document", zi_document(rules, units.text, units.size, &options, "rencana", &text, &error), &text);
    show_text(
        "zi_document, of which?",
        (other = options, other.unit = NULL, zi_document(rules, units.text, units.size, &other, "rencana", &text, &error)),
        &text);
    show_text("zi_impact", zi_impact(rules, units.text, units.size, &options, "sk-tim", ZI_REJECTED, &text, &error), &text);
    show_text("zi_impact, of no document", zi_impact(rules, units.text, units.size, &options, "sk", ZI_EXPIRED, &text, &error),
              &text);
    show_text("zi_heaviest", zi_heaviest(rules, units.text, units.size, &options, 3, &text, &error), &text);
    other = options;
    other.as_of = "2026-09-02";
    show_text("zi_diff", zi_diff(rules, units.text, units.size, &options, units.text, units.size, &other, &text, &error),
              &text);

    options.format = ZI_TEXT;
    options.language = ZI_INDONESIAN;
    show_text("zi_why, text", zi_why(rules, units.text, units.size, &options, "BAIK", &text, &error), &text);
    show_text("zi_whynot, text", zi_whynot(rules, units.text, units.size, &options, NULL, &text, &error), &text);
    show_text("zi_readiness, text", zi_readiness(rules, units.text, units.size, &options, "UNGGUL", &text, &error), &text);
    show_text("zi_improve, text", zi_improve(rules, units.text, units.size, &options, "UNGGUL", NULL, &text, &error), &text);
    CHECK(zi_improve_proof(rules, units.text, units.size, &options, "UNGGUL", NULL, &proof, &error) == ZI_OK);
    show_text("zi_verify, text",
              zi_verify(rules, units.text, units.size, &options, zi_text_data(proof), zi_text_size(proof), NULL, &sound, &text,
                        &error),
              &text);
    printf("%s\n", zi_text_data(proof));
    zi_text_free(proof);
    show_text("zi_improve_all, text",
              zi_improve_all(rules, units.text, units.size, &options, "UNGGUL", 20, NULL, &text, &error), &text);
    show_text("zi_documents, text", zi_documents(rules, units.text, units.size, &options, &text, &error), &text);
    show_text("zi_document, text", zi_document(rules, units.text, units.size, &options, "rencana", &text, &error), &text);
    show_text("zi_impact, text", zi_impact(rules, units.text, units.size, &options, "sk-tim", ZI_EXPIRED, &text, &error),
              &text);
    show_text("zi_heaviest, text", zi_heaviest(rules, units.text, units.size, &options, 3, &text, &error), &text);
    show_text("zi_diff, text", zi_diff(rules, units.text, units.size, &options, units.text, units.size, &other, &text, &error),
              &text);
    options.format = ZI_DOT;
    show_text("zi_documents, drawn", zi_documents(rules, units.text, units.size, &options, &text, &error), &text);
    show_text("zi_document, drawn", zi_document(rules, units.text, units.size, &options, "rencana", &text, &error), &text);
    show_text("zi_why, drawn", zi_why(rules, units.text, units.size, &options, NULL, &text, &error), &text);
    free(units.text);
    free(shared.text);
}

/* Verdicts and scores of a result, row by row. */
static void print_result(const struct ArrowSchema *schema, const struct ArrowArray *array) {
    int64_t column, row;
    for (column = 0; column < array->n_children; ++column) {
        const struct ArrowArray *values = array->children[column];
        printf("%s (%s):", schema->children[column]->name, schema->children[column]->format);
        for (row = 0; row < values->length; ++row) {
            if (values->dictionary != NULL) {
                const int32_t *offsets = values->dictionary->buffers[1];
                const char *texts = values->dictionary->buffers[2];
                const int code = *((const int8_t *)values->buffers[1] + row);
                printf(" %.*s", (int)(offsets[code + 1] - offsets[code]), texts + offsets[code]);
            } else {
                printf(" %lld", (long long)((const int64_t *)values->buffers[1])[row * 2]);
            }
        }
        putchar('\n');
    }
}

static void in_columns(const zi_rules *rules) {
    static const char *const predicates[] = {"BAIK", "UNGGUL"}, *const scores[] = {"total", "1"};
    zi_prepare_options options = ZI_INIT(zi_prepare_options);
    zi_run_options run = ZI_INIT(zi_run_options);
    zi_prepared *prepared = NULL;
    zi_text *text = NULL;
    zi_cancel *cancel = NULL;
    columns in;
    source from;
    uint64_t done = 0;
    struct ArrowSchema schema;
    struct ArrowArray array;
    struct ArrowArrayStream stream, out;
    int i;

    options.as_of = DAY;
    options.predicates = predicates;
    options.predicate_count = 2;
    options.scores = scores;
    options.score_count = 2;
    show("zi_prepare", zi_prepare(rules, &options, &prepared, &error));
    show_text("zi_prepared_describe", zi_prepared_describe(prepared, ZI_ENGLISH, &text, &error), &text);

    columns_init(&in);
    run.threads = 2;
    run.progress = count_progress;
    run.progress_user = &done;
    show("zi_assess_columns", zi_assess_columns(prepared, &in.schema, &in.array, &run, &schema, &array, &error));
    CHECK(in.released == 1 && in.array.release == NULL && array.length == 3 && done == 3);
    print_result(&schema, &array);
    array.release(&array);
    schema.release(&schema);

    columns_init(&in);
    in.values[0][1] = 7;
    show("zi_assess_columns, with a wrong code",
         zi_assess_columns(prepared, &in.schema, &in.array, NULL, &schema, &array, &error));
    CHECK(in.released == 1 && array.release == NULL && schema.release == NULL);

    CHECK(zi_cancel_new(&cancel, NULL) == ZI_OK);
    zi_cancel_set(cancel);
    run.cancel = cancel;
    columns_init(&in);
    show("zi_assess_columns, cancelled", zi_assess_columns(prepared, &in.schema, &in.array, &run, &schema, &array, &error));
    CHECK(in.released == 1);
    source_init(&from, &stream);
    show("zi_assess_stream, cancelled later", zi_assess_stream(prepared, &stream, &run, &out, &error));
    CHECK(out.get_next(&out, &array) != 0 && from.batch[0].released == 1);
    puts(out.get_last_error(&out));
    out.release(&out);
    CHECK(from.released == 1);
    zi_cancel_free(cancel);
    run.cancel = NULL;

    source_init(&from, &stream);
    show("zi_assess_stream", zi_assess_stream(prepared, &stream, &run, &out, &error));
    CHECK(stream.release == NULL);
    zi_prepared_free(prepared); /* the stream keeps what it needs */
    CHECK(out.get_schema(&out, &schema) == 0);
    for (i = 0; i < 2; ++i) {
        CHECK(out.get_next(&out, &array) == 0 && array.release != NULL);
        print_result(&schema, &array);
        array.release(&array);
    }
    CHECK(out.get_next(&out, &array) == 0 && array.release == NULL && out.get_last_error(&out) == NULL && done == 6);
    schema.release(&schema);
    out.release(&out);
    CHECK(from.released == 1 && from.batch[0].released == 1 && from.batch[1].released == 1);

    options.everything = 1;
    CHECK(zi_prepare(rules, &options, &prepared, NULL) == ZI_OK);
    source_init(&from, &stream);
    CHECK(zi_assess_stream(prepared, &stream, NULL, &out, NULL) == ZI_OK);
    from.fails = 1;
    CHECK(out.get_next(&out, &array) != 0 && array.release == NULL);
    puts(out.get_last_error(&out));
    from.fails = 0;
    CHECK(out.get_next(&out, &array) != 0); /* a failure is the end */
    out.release(&out);
    zi_prepared_free(prepared);

    options.everything = 0;
    options.predicates = scores;
    show("zi_prepare, of no predicate", zi_prepare(rules, &options, &prepared, &error));
    CHECK(prepared == NULL);
}

static void session(zi_rules *rules) {
    const file units = slurp(CLINIC_UNITS), shared = slurp(CLINIC_SHARED);
    zi_options options = ZI_INIT(zi_options);
    zi_session *edited = NULL;
    zi_text *text = NULL, *certain = NULL, *possible = NULL;
    uint64_t start = 0, later = 0;
    int32_t verdict = -1;
    const char *document =
        "{\"id\": \"notulen\", \"kind\": \"notulen\", \"status\": \"accepted\", \"issued\": \"2026-03-10\", \"supports\": "
        "[\"1.a\"], \"derives_from\": [\"rencana\"]}";
    options.as_of = DAY;
    options.unit = "klinik-1";
    options.evidence = shared.text;
    options.evidence_size = shared.size;
    show("zi_session_open", zi_session_open(rules, units.text, units.size, &options, &edited, &error));
    zi_rules_free(rules); /* the session keeps what it needs */

    show("zi_session_mark", zi_session_mark(edited, &start, &error));
    show("zi_session_verdict", zi_session_verdict(edited, "UNGGUL", &verdict, &error));
    CHECK(verdict == ZI_OPEN);
    show_text("zi_session_set_answer", zi_session_set_answer(edited, "1.b", NULL, "\"B\"", 3, &text, &error), &text);
    show_text("zi_session_set_answer, to nothing", zi_session_set_answer(edited, "2.a", NULL, NULL, 0, &text, &error), &text);
    show_text("zi_session_set_answer, refused", zi_session_set_answer(edited, "1.a", NULL, "\"Z\"", 3, &text, &error), &text);
    show_text("zi_session_set_answer, no JSON",
              zi_session_set_answer(edited, "1.a", NULL, "\"A\"},\"facts\":{", 14, &text, &error), &text);
    show_text("zi_session_set_answer, two values",
              zi_session_set_answer(edited, "1.a", NULL, "\"A\",\"1.b\":\"A\"", 13, &text, &error), &text);
    show_text("zi_session_set_answer, of no question", zi_session_set_answer(edited, "1", NULL, "\"A\"", 3, &text, &error),
              &text);
    show_text("zi_session_set_answer, of no assessor", zi_session_set_answer(edited, "1.a", "TPI", "\"A\"", 3, &text, &error),
              &text);
    show_text("zi_session_set_fact, of none", zi_session_set_fact(edited, "unit.aktif", "true", 4, &text, &error), &text);
    show_text("zi_session_set_document", zi_session_set_document(edited, document, strlen(document), &text, &error), &text);
    show_text("zi_session_set_document, refused",
              zi_session_set_document(edited, "{\"id\": \"x\", \"derives_from\": [\"y\"]}", 34, &text, &error), &text);
    show_text("zi_session_remove_document", zi_session_remove_document(edited, "rencana", &text, &error), &text);
    show_text("zi_session_remove_document, of none", zi_session_remove_document(edited, "rencana", &text, &error), &text);
    show("zi_session_score", zi_session_score(edited, "total", &certain, &possible, &error));
    printf("%s to %s\n", zi_text_data(certain), zi_text_data(possible));
    zi_text_free(certain);
    zi_text_free(possible);
    show_text("zi_session_assess", zi_session_assess(edited, &text, &error), &text);
    show_text("zi_session_explain", zi_session_explain(edited, ZI_ENGLISH, &text, &error), &text);
    CHECK(zi_session_mark(edited, &later, NULL) == ZI_OK && later != start);
    show_text("zi_session_undo", zi_session_undo(edited, start, &text, &error), &text);
    show_text("zi_session_undo, to the future", zi_session_undo(edited, later, &text, &error), &text);
    CHECK(zi_session_set_answer(edited, "1.b", NULL, "\"B\"", 3, NULL, NULL) == ZI_OK);
    CHECK(zi_session_mark(edited, &later, NULL) == ZI_OK);
    show("zi_session_forget", zi_session_forget(edited, later, &error));
    show_text("zi_session_undo, forgotten", zi_session_undo(edited, start, &text, &error), &text);
    zi_session_free(edited);
    free(units.text);
    free(shared.text);
}

/* Units from files and from memory: what each file was taken for, and what is wrong by file and cell. */
static void from_files(const zi_rules *rules) {
    const char *const names[2] = {"data/klinik.csv", CLINIC_UNITS};
    const char *const table = "id;1.a;1.b;2.a\nklinik-7;A;Z;A\nklinik-8;a;;-\n";
    const char *const data[2] = {table, NULL};
    const size_t sizes[2] = {strlen(table), 0};
    const char *const layout = "{\"schema\": \"zi-layout/1\", \"id\": \"x\", \"form\": \"tree\"}";
    const char *nowhere = "tests/cli/none.csv", *empty = "docs/decisions";
    zi_read_options options = ZI_INIT(zi_read_options);
    zi_options asked = ZI_INIT(zi_options);
    zi_units *units = NULL;
    zi_units_file about = ZI_INIT(zi_units_file);
    zi_text *text = NULL;
    size_t i;
    int left = 99;
    options.as_of = asked.as_of = DAY;
    options.bad_values = ZI_LEAVE_OPEN;
    show("zi_read_bytes", zi_read_bytes(rules, names, data, sizes, 2, &options, &units, &error));
    for (i = 0; i < zi_units_file_count(units); ++i) {
        CHECK(zi_units_file_at(units, i, ZI_ENGLISH, &about) == ZI_OK);
        printf("%s: %d `%c` `%s` `%s` `%s`, %s\n", about.name, (int)about.kind, about.separator == 0 ? ' ' : about.separator,
               about.sheet, about.layout, about.id_cell, about.words);
    }
    CHECK(zi_units_file_at(units, i, ZI_ENGLISH, &about) == ZI_MISUSE);
    asked.read = units;
    show("zi_assess_units, read", zi_assess_units(rules, NULL, 0, &asked, count_units, &left, &error));
    CHECK(left == 94);
    asked.unit = "klinik-7";
    show_text("zi_assess, read", zi_assess(rules, NULL, 0, &asked, &text, &error), &text);
    asked.unit = "klinik-9";
    show_text("zi_explain, of none", zi_explain(rules, NULL, 0, &asked, &text, &error), &text);
    zi_units_free(units);
    units = NULL;
    options.bad_values = ZI_REFUSE_UNIT;
    show("zi_read_bytes, strict", zi_read_bytes(rules, names, data, sizes, 1, &options, &units, &error));
    asked.read = units;
    asked.unit = NULL;
    show("zi_assess_units, refused", zi_assess_units(rules, NULL, 0, &asked, count_units, &left, &error));
    zi_units_free(units);
    units = NULL;
    show("zi_read_files, none there", zi_read_files(rules, &nowhere, 1, &options, &units, &error));
    show("zi_read_files, none in a folder", zi_read_files(rules, &empty, 1, &options, &units, &error));
    options.layout = layout;
    options.layout_size = strlen(layout);
    show("zi_read_files, layout refused", zi_read_files(rules, names, 1, &options, &units, &error));
    CHECK(units == NULL);
}

/* Says how a call that gives a workbook went; its bytes are those of tests/sheets. */
static void show_workbook(const char *call, zi_status status, zi_text **text) {
    show(call, status);
    CHECK((status == ZI_OK) == (*text != NULL));
    if (*text != NULL) CHECK(zi_text_size(*text) > 4000 && memcmp(zi_text_data(*text), "PK\003\004", 4) == 0);
    zi_text_free(*text);
    *text = NULL;
}

/* Results as workbooks, and a workbook that came in, filled. */
static void workbooks(const zi_rules *clinic) {
    const file klinik = slurp(CLINIC_UNITS), shared = slurp(CLINIC_SHARED);
    const char *const paths[2] = {"tests/sheets/samples/jawaban-portalrb-2026-readable.xlsx",
                                  "tests/sheets/samples/wide-id.csv"};
    zi_options options = ZI_INIT(zi_options), other = ZI_INIT(zi_options);
    zi_read_options how = ZI_INIT(zi_read_options);
    zi_rules *law = NULL;
    zi_units *units = NULL;
    zi_text *text = NULL;
    options.as_of = DAY, options.language = ZI_ENGLISH;
    options.evidence = shared.text, options.evidence_size = shared.size;
    show_workbook("zi_assess_workbook", zi_assess_workbook(clinic, klinik.text, klinik.size, &options, &text, &error), &text);
    options.unit = "klinik-0";
    show_workbook("zi_assess_workbook, of none", zi_assess_workbook(clinic, klinik.text, klinik.size, &options, &text, &error),
                  &text);
    options.unit = "klinik-1", options.format = ZI_XLSX;
    other = options;
    other.as_of = "2026-09-02";
#define UNITS clinic, klinik.text, klinik.size, &options
    show_workbook("zi_readiness, workbook", zi_readiness(UNITS, NULL, &text, &error), &text);
    show_workbook("zi_improve, workbook", zi_improve(UNITS, "UNGGUL", NULL, &text, &error), &text);
    show_workbook("zi_improve_all, workbook", zi_improve_all(UNITS, "UNGGUL", 20, NULL, &text, &error), &text);
    show_workbook("zi_impact, workbook", zi_impact(UNITS, "sk-tim", ZI_REJECTED, &text, &error), &text);
    show_workbook("zi_heaviest, workbook", zi_heaviest(UNITS, 3, &text, &error), &text);
    show_workbook("zi_diff, workbook", zi_diff(UNITS, klinik.text, klinik.size, &other, &text, &error), &text);
#undef UNITS
    CHECK(zi_rules_load_file("rules/zi-2021.zi", NULL, NULL, NULL, &law, &error) == ZI_OK);
    options.unit = NULL, options.format = ZI_JSON, options.evidence = NULL, options.evidence_size = 0;
    how.as_of = DAY;
    CHECK(zi_read_files(law, paths, 1, &how, &units, &error) == ZI_OK);
    options.read = units;
    show_workbook("zi_fill_workbook", zi_fill_workbook(law, &options, &text, &error), &text);
    zi_units_free(units);
    CHECK(zi_read_files(law, paths + 1, 1, &how, &units, &error) == ZI_OK);
    options.read = units;
    show_workbook("zi_fill_workbook, of a table in text", zi_fill_workbook(law, &options, &text, &error), &text);
    zi_units_free(units);
    zi_rules_free(law);
    free(klinik.text), free(shared.text);
}

/* Facts, assessors, members and stages. */
static void areas(void) {
    const file units = slurp("tests/cli/units/area.ndjson");
    zi_options options = ZI_INIT(zi_options);
    zi_rules *rules = NULL;
    zi_session *edited = NULL;
    zi_text *text = NULL;
    options.as_of = DAY;
    options.unit = "kawasan";
    show("zi_rules_load_file", zi_rules_load_file("tests/cli/units/area.zi", NULL, NULL, NULL, &rules, &error));
    show_text("zi_assess, a kawasan", zi_assess(rules, units.text, units.size, &options, &text, &error), &text);
    options.unit = "dua";
    show("zi_session_open", zi_session_open(rules, units.text, units.size, &options, &edited, &error));
    show_text("zi_session_set_answer, as an assessor", zi_session_set_answer(edited, "a", "dalam", "\"A\"", 3, &text, &error),
              &text);
    show_text("zi_session_set_fact", zi_session_set_fact(edited, "unit.mulai", "\"2025-05-31\"", 12, &text, &error), &text);
    show_text("zi_session_set_fact, refused", zi_session_set_fact(edited, "unit.mulai", "\"31 May\"", 8, &text, &error), &text);
    zi_session_free(edited);
    options.as_of = "2026-05-31";
    zi_rules_free(rules);
    free(units.text);
}

int main(void) {
    zi_rules *rules = NULL;
    zi_text *text = NULL;
    int32_t kind;
    CHECK(zi_abi_version() == ZI_ABI_VERSION);
    CHECK(zi_version()[0] != '\0');
    CHECK(strcmp(zi_status_name((zi_status)99), "unknown") == 0);
    rules_and_errors();
    show("zi_rules_load_file", zi_rules_load_file(CLINIC, NULL, NULL, NULL, &rules, &error));
    printf("%s: %s / %s\n", zi_rules_name(rules), zi_rules_title(rules, ZI_INDONESIAN), zi_rules_title(rules, ZI_ENGLISH));
    for (kind = ZI_NODE; kind <= ZI_EVIDENCE; ++kind) {
        const size_t count = zi_rules_count(rules, kind);
        printf("%zu:", count);
        if (count > 0)
            printf(" ... %s, %s", zi_rules_id(rules, kind, count - 1),
                   zi_rules_thing_title(rules, kind, count - 1, ZI_ENGLISH));
        putchar('\n');
        CHECK(zi_rules_id(rules, kind, count) == NULL && zi_rules_thing_title(rules, kind, count, ZI_ENGLISH) == NULL);
    }
    show_text("zi_rules_model", zi_rules_model(rules, &text, &error), &text);
    show_text("zi_decimal", zi_decimal(rules, "total", "89999/10000", 2, &text, &error), &text);
    show_text("zi_decimal, of a difference", zi_decimal(NULL, NULL, "-1/3000000", 4, &text, &error), &text);
    show_text("zi_decimal, of no score", zi_decimal(rules, "tidak_ada", "1/3", 4, &text, &error), &text);
    show_text("zi_rules_columns", zi_rules_columns(rules, &text, &error), &text);
    reports(rules);
    from_files(rules);
    workbooks(rules);
    in_columns(rules);
    session(rules);
    areas();
    return 0;
}
