/* What a caller can get wrong, in every function: NULL, a handle of another type, sizes and values that cannot be. Nothing
 * happens but ZI_MISUSE, and the message names the parameter. Functions without a status return NULL or 0. */
#include "support.h"

static zi_error *error;
static int count;

/* Every case names its parameter. */
static void misused(zi_status status, const char *parameter, int line) {
    ++count;
    if (status != ZI_MISUSE || error == NULL || strstr(zi_error_message(error, ZI_ENGLISH), parameter) == NULL ||
        zi_error_status(error) != ZI_MISUSE || zi_error_diagnostic_count(error) != 0) {
        fprintf(stderr, "%s:%d: %s, %s\n", __FILE__, line, zi_status_name(status),
                error == NULL ? "no error" : zi_error_message(error, ZI_ENGLISH));
        exit(1);
    }
    zi_error_free(error);
    error = NULL;
}
#define MISUSED(call, parameter) misused((call), parameter, __LINE__)

static zi_rules *rules;
static zi_prepared *prepared;
static zi_session *session;
static zi_text *text;
static zi_cancel *cancel;
static const char unit[] = "{\"id\": \"u\"}";
#define UNIT unit, sizeof unit - 1
#define PROOF zi_text_data(proof), zi_text_size(proof)

static void *nothing(void *user, size_t size, size_t alignment) {
    (void)user, (void)size, (void)alignment;
    return NULL;
}
static int32_t no_sink(void *user, uint64_t ordinal, const char *json, size_t size, const zi_error *refused) {
    (void)user, (void)ordinal, (void)json, (void)size, (void)refused;
    return 0;
}

/* Cases that all questions about units share. */
#define ABOUT_UNITS(...)                                                                                     \
    do {                                                                                                     \
        const zi_rules *r = rules;                                                                           \
        const char *u = unit;                                                                                \
        size_t s = sizeof unit - 1;                                                                          \
        zi_options o = ZI_INIT(zi_options);                                                                  \
        const zi_options *p = &o;                                                                            \
        zi_options bad;                                                                                      \
        zi_limits limits = ZI_INIT(zi_limits);                                                               \
        struct {                                                                                             \
            zi_options known;                                                                                \
            uint64_t more;                                                                                   \
        } newer;                                                                                             \
        o.as_of = DAY;                                                                                       \
        p = &o;                                                                                              \
        r = NULL, MISUSED(__VA_ARGS__, "rules");                                                             \
        r = (const zi_rules *)text, MISUSED(__VA_ARGS__, "rules");                                           \
        r = (const zi_rules *)prepared, MISUSED(__VA_ARGS__, "rules");                                       \
        r = rules, u = NULL, MISUSED(__VA_ARGS__, "units"), u = unit;                                        \
        p = NULL, MISUSED(__VA_ARGS__, "options"), p = &bad;                                                 \
        bad = o, bad.struct_size = 0, MISUSED(__VA_ARGS__, "options");                                       \
        bad = o, bad.struct_size = 4, MISUSED(__VA_ARGS__, "options");                                       \
        bad = o, bad.struct_size = sizeof bad - 1, MISUSED(__VA_ARGS__, "options");                          \
        bad = o, bad.struct_size = (size_t)-8, MISUSED(__VA_ARGS__, "options");                              \
        bad = o, bad.struct_size = sizeof bad.struct_size, MISUSED(__VA_ARGS__, "options.as_of");            \
        bad = o, bad.as_of = NULL, MISUSED(__VA_ARGS__, "options.as_of");                                    \
        bad = o, bad.as_of = "2026-02-29", MISUSED(__VA_ARGS__, "options.as_of");                            \
        bad = o, bad.language = 2, MISUSED(__VA_ARGS__, "options.language");                                 \
        bad = o, bad.language = -1, MISUSED(__VA_ARGS__, "options.language");                                \
        bad = o, bad.bad_values = 2, MISUSED(__VA_ARGS__, "options.bad_values");                             \
        bad = o, bad.evidence_size = 1, MISUSED(__VA_ARGS__, "options.evidence");                            \
        bad = o, bad.cancel = (const zi_cancel *)text, MISUSED(__VA_ARGS__, "options.cancel");               \
        bad = o, bad.limits = &limits;                                                                       \
        limits.struct_size = 1, MISUSED(__VA_ARGS__, "options.limits");                                      \
        limits.struct_size = sizeof limits, limits.json_depth = 257, MISUSED(__VA_ARGS__, "options.limits"); \
        memset(&newer, 0, sizeof newer);                                                                     \
        newer.known = o, newer.known.struct_size = sizeof newer, newer.more = 1, p = &newer.known;           \
        MISUSED(__VA_ARGS__, "options");                                                                     \
        (void)s;                                                                                             \
    } while (0)

#define FORMATS(...)                                           \
    do {                                                       \
        const zi_rules *r = rules;                             \
        const char *u = unit;                                  \
        size_t s = sizeof unit - 1;                            \
        zi_options o = ZI_INIT(zi_options);                    \
        const zi_options *p = &o;                              \
        o.as_of = DAY;                                         \
        o.format = 4, MISUSED(__VA_ARGS__, "options.format");  \
        o.format = -1, MISUSED(__VA_ARGS__, "options.format"); \
    } while (0)

/* The same of those that offer formats. */
#define ABOUT_REPORT(...)         \
    do {                          \
        ABOUT_UNITS(__VA_ARGS__); \
        FORMATS(__VA_ARGS__);     \
    } while (0)

static void about_units(void) {
    zi_text *t = NULL, *proof = NULL;
    int32_t sound = -1;
    zi_options whole = ZI_INIT(zi_options);
    zi_improve_options how = ZI_INIT(zi_improve_options);
    zi_session *made = NULL;
    whole.as_of = DAY;
    ABOUT_UNITS(zi_assess(r, u, s, p, &t, &error));
    ABOUT_UNITS(zi_assess_units(r, u, s, p, no_sink, NULL, &error));
    ABOUT_UNITS(zi_assess_workbook(r, u, s, p, &t, &error));
    ABOUT_UNITS(zi_explain(r, u, s, p, &t, &error));
    ABOUT_REPORT(zi_why(r, u, s, p, NULL, &t, &error));
    ABOUT_REPORT(zi_whynot(r, u, s, p, NULL, &t, &error));
    ABOUT_REPORT(zi_readiness(r, u, s, p, NULL, &t, &error));
    ABOUT_REPORT(zi_improve(r, u, s, p, "BAIK", NULL, &t, &error));
    ABOUT_UNITS(zi_improve_proof(r, u, s, p, "BAIK", NULL, &t, &error));
    ABOUT_REPORT(zi_improve_all(r, u, s, p, "BAIK", 1, NULL, &t, &error));
    ABOUT_REPORT(zi_documents(r, u, s, p, &t, &error));
    ABOUT_REPORT(zi_document(r, u, s, p, "d", &t, &error));
    ABOUT_REPORT(zi_impact(r, u, s, p, "d", ZI_REJECTED, &t, &error));
    ABOUT_REPORT(zi_heaviest(r, u, s, p, 1, &t, &error));
    ABOUT_REPORT(zi_diff(r, u, s, p, UNIT, &whole, &t, &error));
    ABOUT_UNITS(zi_session_open(r, u, s, p, &made, &error));
    MISUSED(zi_assess(rules, UNIT, &whole, NULL, &error), "json");
    MISUSED(zi_assess_units(rules, UNIT, &whole, NULL, NULL, &error), "sink");
    MISUSED(zi_assess_workbook(rules, UNIT, &whole, NULL, &error), "workbook");
    MISUSED(zi_fill_workbook(NULL, &whole, &t, &error), "rules");
    MISUSED(zi_fill_workbook(rules, NULL, &t, &error), "options");
    MISUSED(zi_fill_workbook(rules, &whole, NULL, &error), "workbook");
    MISUSED(zi_fill_workbook(rules, &whole, &t, &error), "options.read");
    MISUSED(zi_explain(rules, UNIT, &whole, NULL, &error), "text");
    MISUSED(zi_why(rules, UNIT, &whole, NULL, NULL, &error), "text");
    MISUSED(zi_whynot(rules, UNIT, &whole, NULL, NULL, &error), "text");
    MISUSED(zi_readiness(rules, UNIT, &whole, NULL, NULL, &error), "text");
    MISUSED(zi_improve(rules, UNIT, &whole, "BAIK", NULL, NULL, &error), "text");
    MISUSED(zi_improve(rules, UNIT, &whole, NULL, NULL, &t, &error), "target");
    how.next = 11;
    MISUSED(zi_improve(rules, UNIT, &whole, "BAIK", &how, &t, &error), "how.next");
    how.next = 0, how.costs_size = 1;
    MISUSED(zi_improve(rules, UNIT, &whole, "BAIK", &how, &t, &error), "how.costs");
    how.struct_size = 3;
    MISUSED(zi_improve(rules, UNIT, &whole, "BAIK", &how, &t, &error), "how");
    MISUSED(zi_improve_all(rules, UNIT, &whole, "BAIK", 1, &how, &t, &error), "how");
    MISUSED(zi_improve_all(rules, UNIT, &whole, NULL, 1, NULL, &t, &error), "target");
    MISUSED(zi_improve_all(rules, UNIT, &whole, "BAIK", 1, NULL, NULL, &error), "text");
    MISUSED(zi_improve_proof(rules, UNIT, &whole, "BAIK", NULL, NULL, &error), "proof");
    MISUSED(zi_improve_proof(rules, UNIT, &whole, NULL, NULL, &t, &error), "target");
    MISUSED(zi_improve_proof(rules, UNIT, &whole, "BAIK", &how, &t, &error), "how");
    MISUSED(zi_verify(rules, UNIT, NULL, "{}", 2, NULL, &sound, &t, &error), "options");
    MISUSED(zi_verify(rules, UNIT, &whole, NULL, 1, NULL, &sound, &t, &error), "proof");
    MISUSED(zi_verify(rules, UNIT, &whole, "{}", 2, NULL, NULL, &t, &error), "sound");
    MISUSED(zi_verify(rules, UNIT, &whole, "{}", 2, NULL, &sound, NULL, &error), "text");
    CHECK(zi_improve_proof(rules, UNIT, &whole, "BAIK", NULL, &proof, &error) == ZI_OK);
    MISUSED(zi_verify(NULL, UNIT, &whole, PROOF, NULL, &sound, &t, &error), "rules");
    MISUSED(zi_verify(rules, NULL, 1, &whole, PROOF, NULL, &sound, &t, &error), "units");
    MISUSED(zi_verify(rules, UNIT, &whole, PROOF, &how, &sound, &t, &error), "how");
    whole.format = ZI_XLSX; /* which has no table of these */
    MISUSED(zi_why(rules, UNIT, &whole, NULL, &t, &error), "options.format");
    MISUSED(zi_documents(rules, UNIT, &whole, &t, &error), "options.format");
    whole.format = ZI_DOT;
    MISUSED(zi_verify(rules, UNIT, &whole, PROOF, NULL, &sound, &t, &error), "options.format");
    whole.format = ZI_JSON, whole.as_of = "kemarin";
    MISUSED(zi_verify(rules, UNIT, &whole, PROOF, NULL, &sound, &t, &error), "options.as_of");
    whole.as_of = DAY;
    CHECK(sound == 0);
    zi_text_free(proof);
    MISUSED(zi_documents(rules, UNIT, &whole, NULL, &error), "text");
    MISUSED(zi_document(rules, UNIT, &whole, NULL, &t, &error), "document");
    MISUSED(zi_document(rules, UNIT, &whole, "d", NULL, &error), "text");
    MISUSED(zi_impact(rules, UNIT, &whole, NULL, ZI_REJECTED, &t, &error), "document");
    MISUSED(zi_impact(rules, UNIT, &whole, "d", 3, &t, &error), "change");
    MISUSED(zi_impact(rules, UNIT, &whole, "d", ZI_REJECTED, NULL, &error), "text");
    MISUSED(zi_heaviest(rules, UNIT, &whole, 1, NULL, &error), "text");
    MISUSED(zi_diff(rules, UNIT, &whole, UNIT, NULL, &t, &error), "other_options");
    MISUSED(zi_diff(rules, UNIT, &whole, NULL, 1, &whole, &t, &error), "other_units");
    MISUSED(zi_diff(rules, UNIT, &whole, UNIT, &whole, NULL, &error), "text");
    CHECK(t == NULL && made == NULL);
}

static void about_rules(void) {
    zi_rules *made = NULL;
    zi_text *t = NULL;
    zi_error *warnings = NULL;
    zi_limits limits = ZI_INIT(zi_limits);
    const zi_rules *wrong = (const zi_rules *)text;
    static char digits[65538]; /* one more than a number may have, and NUL */
    limits.expression_depth = 257;
    MISUSED(zi_rules_load(NULL, "", 0, NULL, &made, &error), "name");
    MISUSED(zi_rules_load("n", NULL, 1, NULL, &made, &error), "text");
    MISUSED(zi_rules_load("n", "", 0, &limits, &made, &error), "limits");
    MISUSED(zi_rules_load("n", "", 0, NULL, NULL, &error), "rules");
    MISUSED(zi_rules_load_file(NULL, NULL, NULL, NULL, &made, &error), "path");
    MISUSED(zi_rules_load_file("n", NULL, NULL, &limits, &made, &error), "limits");
    MISUSED(zi_rules_load_file("n", NULL, NULL, NULL, NULL, &error), "rules");
    limits.struct_size = 0;
    MISUSED(zi_rules_load("n", "", 0, &limits, &made, &error), "limits");
    MISUSED(zi_rules_format(NULL, "", 0, NULL, &t, &error), "name");
    MISUSED(zi_rules_format("n", NULL, 1, NULL, &t, &error), "text");
    MISUSED(zi_rules_format("n", "", 0, &limits, &t, &error), "limits");
    MISUSED(zi_rules_format("n", "", 0, NULL, NULL, &error), "formatted");
    MISUSED(zi_rules_warnings(NULL, &warnings, &error), "rules");
    MISUSED(zi_rules_warnings(wrong, &warnings, &error), "rules");
    MISUSED(zi_rules_warnings(rules, NULL, &error), "warnings");
    MISUSED(zi_rules_model(NULL, &t, &error), "rules");
    MISUSED(zi_rules_model(wrong, &t, &error), "rules");
    MISUSED(zi_rules_model(rules, NULL, &error), "json");
    MISUSED(zi_decimal(NULL, "total", "1/3", 4, &t, &error), "rules");
    MISUSED(zi_decimal(wrong, "total", "1/3", 4, &t, &error), "rules");
    MISUSED(zi_decimal(rules, "total", NULL, 4, &t, &error), "value");
    MISUSED(zi_decimal(rules, "total", "1/0", 4, &t, &error), "value");
    MISUSED(zi_decimal(rules, "total", "", 4, &t, &error), "value");
    memset(digits, '7', sizeof digits - 1);
    MISUSED(zi_decimal(rules, "total", digits, 4, &t, &error), "value");
    digits[65536] = 0; /* as long as it may be */
    if (zi_decimal(rules, "total", digits, 4, &t, &error) != ZI_OK) exit(1);
    zi_text_free(t);
    MISUSED(zi_decimal(rules, "total", "1/3", 19, &t, &error), "digits");
    MISUSED(zi_decimal(rules, "total", "1/3", 4, NULL, &error), "text");
    CHECK(made == NULL && t == NULL && warnings == NULL);
    CHECK(zi_rules_name(NULL) == NULL && zi_rules_name(wrong) == NULL);
    CHECK(zi_rules_title(NULL, 0) == NULL && zi_rules_title(wrong, 0) == NULL);
    CHECK(zi_rules_count(NULL, ZI_NODE) == 0 && zi_rules_count(wrong, ZI_NODE) == 0 && zi_rules_count(rules, 7) == 0 &&
          zi_rules_count(rules, -1) == 0);
    CHECK(zi_rules_id(NULL, ZI_NODE, 0) == NULL && zi_rules_id(wrong, ZI_NODE, 0) == NULL && zi_rules_id(rules, 7, 0) == NULL);
    CHECK(zi_rules_id(rules, ZI_QUESTION, (size_t)-1) == NULL);
    CHECK(zi_rules_thing_title(NULL, ZI_NODE, 0, 0) == NULL && zi_rules_thing_title(wrong, ZI_NODE, 0, 0) == NULL);
    CHECK(zi_buffer_append(NULL, "", 0) == ZI_MISUSE && zi_buffer_append((zi_buffer *)text, "", 0) == ZI_MISUSE);
}

static void about_columns(void) {
    zi_prepare_options o = ZI_INIT(zi_prepare_options), bad;
    zi_run_options run = ZI_INIT(zi_run_options);
    zi_prepared *made = NULL;
    zi_text *t = NULL;
    columns in;
    source from;
    struct ArrowArrayStream stream, out, empty;
    struct ArrowSchema schema;
    struct ArrowArray array;
    o.as_of = DAY;
    MISUSED(zi_prepare(NULL, &o, &made, &error), "rules");
    MISUSED(zi_prepare((const zi_rules *)prepared, &o, &made, &error), "rules");
    MISUSED(zi_prepare(rules, NULL, &made, &error), "options");
    MISUSED(zi_prepare(rules, &o, NULL, &error), "prepared");
    bad = o, bad.struct_size = 5;
    MISUSED(zi_prepare(rules, &bad, &made, &error), "options");
    bad = o, bad.as_of = NULL;
    MISUSED(zi_prepare(rules, &bad, &made, &error), "options.as_of");
    bad = o, bad.digits = 19;
    MISUSED(zi_prepare(rules, &bad, &made, &error), "options.digits");
    bad = o, bad.predicate_count = 1;
    MISUSED(zi_prepare(rules, &bad, &made, &error), "options.predicates");
    bad = o, bad.score_count = 1;
    MISUSED(zi_prepare(rules, &bad, &made, &error), "options.scores");
    MISUSED(zi_prepared_describe(NULL, ZI_ENGLISH, &t, &error), "prepared");
    MISUSED(zi_prepared_describe((const zi_prepared *)rules, ZI_ENGLISH, &t, &error), "prepared");
    MISUSED(zi_prepared_describe(prepared, 9, &t, &error), "language");
    MISUSED(zi_prepared_describe(prepared, ZI_ENGLISH, NULL, &error), "text");

    columns_init(&in);
    schema.release = in.schema.release, array.release = in.array.release; /* anything but NULL */
    MISUSED(zi_assess_columns(NULL, &in.schema, &in.array, NULL, &schema, &array, &error), "prepared");
    CHECK(schema.release == NULL && array.release == NULL);
    MISUSED(zi_assess_columns((const zi_prepared *)rules, &in.schema, &in.array, NULL, &schema, &array, &error), "prepared");
    MISUSED(zi_assess_columns(prepared, NULL, &in.array, NULL, &schema, &array, &error), "schema");
    MISUSED(zi_assess_columns(prepared, &in.schema, NULL, NULL, &schema, &array, &error), "array");
    MISUSED(zi_assess_columns(prepared, &in.schema, &in.array, NULL, NULL, &array, &error), "out_schema");
    MISUSED(zi_assess_columns(prepared, &in.schema, &in.array, NULL, &schema, NULL, &error), "out_array");
    run.threads = -2;
    MISUSED(zi_assess_columns(prepared, &in.schema, &in.array, &run, &schema, &array, &error), "options.threads");
    run.threads = 0, run.reserved = 1;
    MISUSED(zi_assess_columns(prepared, &in.schema, &in.array, &run, &schema, &array, &error), "options.reserved");
    run.reserved = 0, run.cancel = (const zi_cancel *)rules;
    MISUSED(zi_assess_columns(prepared, &in.schema, &in.array, &run, &schema, &array, &error), "options.cancel");
    run.struct_size = 2;
    MISUSED(zi_assess_columns(prepared, &in.schema, &in.array, &run, &schema, &array, &error), "options");
    CHECK(in.released == 0 && in.array.release != NULL); /* misuse takes nothing */

    source_init(&from, &stream);
    memset(&empty, 0, sizeof empty);
    out.release = stream.release;
    MISUSED(zi_assess_stream(NULL, &stream, NULL, &out, &error), "prepared");
    CHECK(out.release == NULL);
    MISUSED(zi_assess_stream((const zi_prepared *)text, &stream, NULL, &out, &error), "prepared");
    MISUSED(zi_assess_stream(prepared, NULL, NULL, &out, &error), "in");
    MISUSED(zi_assess_stream(prepared, &empty, NULL, &out, &error), "in");
    MISUSED(zi_assess_stream(prepared, &stream, &run, &out, &error), "options");
    MISUSED(zi_assess_stream(prepared, &stream, NULL, NULL, &error), "out");
    CHECK(from.released == 0 && stream.release != NULL);
    CHECK(made == NULL && t == NULL);
}

static void about_sessions(void) {
    zi_text *t = NULL;
    zi_session *wrong = (zi_session *)rules;
    zi_options o = ZI_INIT(zi_options);
    uint64_t mark = 0;
    int32_t verdict = 0;
    o.as_of = DAY;
    MISUSED(zi_session_open(rules, UNIT, &o, NULL, &error), "session");
    MISUSED(zi_session_set_answer(NULL, "1.a", NULL, "null", 4, &t, &error), "session");
    MISUSED(zi_session_set_answer(wrong, "1.a", NULL, "null", 4, &t, &error), "session");
    MISUSED(zi_session_set_answer(session, NULL, NULL, "null", 4, &t, &error), "question");
    MISUSED(zi_session_set_answer(session, "1.a", NULL, NULL, 1, &t, &error), "value");
    MISUSED(zi_session_set_fact(NULL, "f", "null", 4, &t, &error), "session");
    MISUSED(zi_session_set_fact(wrong, "f", "null", 4, &t, &error), "session");
    MISUSED(zi_session_set_fact(session, NULL, "null", 4, &t, &error), "fact");
    MISUSED(zi_session_set_fact(session, "f", NULL, 1, &t, &error), "value");
    MISUSED(zi_session_set_document(NULL, "{}", 2, &t, &error), "session");
    MISUSED(zi_session_set_document(wrong, "{}", 2, &t, &error), "session");
    MISUSED(zi_session_set_document(session, NULL, 0, &t, &error), "document");
    MISUSED(zi_session_remove_document(NULL, "d", &t, &error), "session");
    MISUSED(zi_session_remove_document(wrong, "d", &t, &error), "session");
    MISUSED(zi_session_remove_document(session, NULL, &t, &error), "id");
    MISUSED(zi_session_mark(NULL, &mark, &error), "session");
    MISUSED(zi_session_mark(wrong, &mark, &error), "session");
    MISUSED(zi_session_mark(session, NULL, &error), "mark");
    MISUSED(zi_session_undo(NULL, 0, &t, &error), "session");
    MISUSED(zi_session_undo(wrong, 0, &t, &error), "session");
    MISUSED(zi_session_undo(session, 99, &t, &error), "mark");
    MISUSED(zi_session_forget(NULL, 0, &error), "session");
    MISUSED(zi_session_forget(wrong, 0, &error), "session");
    MISUSED(zi_session_forget(session, 99, &error), "mark");
    MISUSED(zi_session_verdict(NULL, "BAIK", &verdict, &error), "session");
    MISUSED(zi_session_verdict(wrong, "BAIK", &verdict, &error), "session");
    MISUSED(zi_session_verdict(session, NULL, &verdict, &error), "predicate");
    MISUSED(zi_session_verdict(session, "BAIK", NULL, &error), "verdict");
    MISUSED(zi_session_score(NULL, "total", &t, NULL, &error), "session");
    MISUSED(zi_session_score(wrong, "total", &t, NULL, &error), "session");
    MISUSED(zi_session_score(session, NULL, &t, NULL, &error), "node");
    MISUSED(zi_session_assess(NULL, &t, &error), "session");
    MISUSED(zi_session_assess(wrong, &t, &error), "session");
    MISUSED(zi_session_assess(session, NULL, &error), "json");
    MISUSED(zi_session_explain(NULL, ZI_ENGLISH, &t, &error), "session");
    MISUSED(zi_session_explain(wrong, ZI_ENGLISH, &t, &error), "session");
    MISUSED(zi_session_explain(session, 2, &t, &error), "language");
    MISUSED(zi_session_explain(session, ZI_ENGLISH, NULL, &error), "text");
    CHECK(t == NULL);
}

static void about_files(void) {
    const char *const names[1] = {"u.csv"}, *const none[1] = {NULL}, *const data[1] = {"id,1.a\nu,A\n"};
    const size_t sizes[1] = {11};
    zi_read_options o = ZI_INIT(zi_read_options), bad;
    zi_options asked = ZI_INIT(zi_options);
    zi_units_file about = ZI_INIT(zi_units_file);
    zi_rules *others = NULL;
    zi_units *made = NULL;
    zi_text *t = NULL;
    o.as_of = asked.as_of = DAY;
    MISUSED(zi_rules_columns(NULL, &t, &error), "rules");
    MISUSED(zi_rules_columns(rules, NULL, &error), "json");
    MISUSED(zi_read_files(NULL, names, 1, &o, &made, &error), "rules");
    MISUSED(zi_read_files((const zi_rules *)text, names, 1, &o, &made, &error), "rules");
    MISUSED(zi_read_files(rules, NULL, 1, &o, &made, &error), "paths");
    MISUSED(zi_read_files(rules, none, 1, &o, &made, &error), "paths");
    MISUSED(zi_read_files(rules, names, 0, &o, &made, &error), "count");
    MISUSED(zi_read_files(rules, names, 1, NULL, &made, &error), "options");
    MISUSED(zi_read_files(rules, names, 1, &o, NULL, &error), "units");
    MISUSED(zi_read_bytes(NULL, names, data, sizes, 1, &o, &made, &error), "rules");
    MISUSED(zi_read_bytes(rules, none, data, sizes, 1, &o, &made, &error), "names");
    MISUSED(zi_read_bytes(rules, names, data, NULL, 1, &o, &made, &error), "sizes");
    bad = o, bad.struct_size = 4, MISUSED(zi_read_bytes(rules, names, data, sizes, 1, &bad, &made, &error), "options");
    bad = o, bad.as_of = NULL, MISUSED(zi_read_bytes(rules, names, data, sizes, 1, &bad, &made, &error), "options.as_of");
    bad = o, bad.bad_values = 2, MISUSED(zi_read_bytes(rules, names, data, sizes, 1, &bad, &made, &error), "bad_values");
    bad = o, bad.reserved = 1, MISUSED(zi_read_bytes(rules, names, data, sizes, 1, &bad, &made, &error), "reserved");
    bad = o, bad.layout_size = 1, MISUSED(zi_read_bytes(rules, names, data, sizes, 1, &bad, &made, &error), "options.layout");
    CHECK(made == NULL && zi_units_file_count(NULL) == 0 && zi_units_file_count((const zi_units *)text) == 0);
    CHECK(zi_units_file_at(NULL, 0, 0, &about) == ZI_MISUSE &&
          zi_units_file_at((const zi_units *)text, 0, 0, &about) == ZI_MISUSE);
    zi_units_free(NULL), zi_units_free((zi_units *)text);
    asked.read = (const zi_units *)text;
    MISUSED(zi_assess(rules, NULL, 0, &asked, &t, &error), "options.read");
    if (zi_read_bytes(rules, names, data, sizes, 1, &o, &made, NULL) == ZI_UNSUPPORTED) return;
    CHECK(made != NULL && zi_units_file_at(made, 0, 0, NULL) == ZI_MISUSE && zi_units_file_at(made, 1, 0, &about) == ZI_MISUSE);
    about.struct_size = 3;
    CHECK(zi_units_file_at(made, 0, 0, &about) == ZI_MISUSE);
    asked.read = made;
    MISUSED(zi_assess(rules, UNIT, &asked, &t, &error), "units");
    CHECK(zi_rules_load_file(CLINIC, NULL, NULL, NULL, &others, NULL) == ZI_OK);
    MISUSED(zi_assess(others, NULL, 0, &asked, &t, &error), "options.read");
    zi_rules_free(others);
    CHECK(zi_assess(rules, NULL, 0, &asked, &t, NULL) == ZI_OK);
    zi_text_free(t);
    zi_units_free(made);
}

static void about_the_rest(void) {
    zi_allocator allocator = ZI_INIT(zi_allocator);
    zi_diagnostic one = ZI_INIT(zi_diagnostic), before;
    zi_rules *made = NULL;
    struct {
        zi_options known;
        uint64_t more;
    } newer;
    zi_status status;
    MISUSED(zi_cancel_new(NULL, &error), "cancel");
    MISUSED(zi_set_allocator(NULL, &error), "allocator");
    MISUSED(zi_set_allocator(&allocator, &error), "allocator");
    allocator.allocate = nothing;
    MISUSED(zi_set_allocator(&allocator, &error), "allocator");
    allocator.struct_size = 0;
    MISUSED(zi_set_allocator(&allocator, &error), "allocator");

    CHECK(zi_text_data(NULL) == NULL && zi_text_size(NULL) == 0);
    CHECK(zi_text_data((const zi_text *)rules) == NULL && zi_text_size((const zi_text *)rules) == 0);
    CHECK(zi_error_status(NULL) == ZI_MISUSE && zi_error_status((const zi_error *)rules) == ZI_MISUSE);
    CHECK(zi_error_message(NULL, 0) == NULL && zi_error_message((const zi_error *)rules, 0) == NULL);
    CHECK(zi_error_diagnostic_count(NULL) == 0 && zi_error_diagnostic_count((const zi_error *)rules) == 0);

    CHECK(zi_rules_load("n", "x", 1, NULL, &made, &error) == ZI_INVALID);
    CHECK(zi_error_message(error, 77) == zi_error_message(error, ZI_INDONESIAN));
    CHECK(zi_error_diagnostic(NULL, 0, 0, &one) == ZI_MISUSE &&
          zi_error_diagnostic((const zi_error *)rules, 0, 0, &one) == ZI_MISUSE);
    CHECK(zi_error_diagnostic(error, 0, 0, NULL) == ZI_MISUSE);
    before = one;
    CHECK(zi_error_diagnostic(error, zi_error_diagnostic_count(error), 0, &one) == ZI_MISUSE &&
          memcmp(&before, &one, sizeof one) == 0);
    one.struct_size = 3;
    CHECK(zi_error_diagnostic(error, 0, 0, &one) == ZI_MISUSE);
    /* Of an older caller no more is written than it knows. */
    memset(&one, 0x55, sizeof one);
    one.struct_size = offsetof(zi_diagnostic, message);
    CHECK(zi_error_diagnostic(error, 0, ZI_ENGLISH, &one) == ZI_OK && strcmp(one.code, "ZI0106") == 0);
    before = one;
    memset(&before.message, 0x55, sizeof before.message);
    CHECK(memcmp(&before.message, &one.message, sizeof one.message) == 0);
    zi_error_free(error);
    error = NULL;

    /* A newer struct whose new fields are zero is as good as the known one. */
    memset(&newer, 0, sizeof newer);
    newer.known.struct_size = sizeof newer;
    newer.known.as_of = DAY;
    status = zi_assess(rules, UNIT, &newer.known, &text, NULL);
    CHECK(status == ZI_OK);

    /* NULL is nothing to free; what is another type's is left alone; errors need not be asked for. */
    zi_text_free(NULL), zi_error_free(NULL), zi_rules_free(NULL), zi_prepared_free(NULL), zi_session_free(NULL),
        zi_cancel_free(NULL);
    zi_text_free((zi_text *)rules), zi_error_free((zi_error *)rules), zi_prepared_free((zi_prepared *)rules),
        zi_session_free((zi_session *)rules);
    zi_cancel_free((zi_cancel *)rules), zi_rules_free((zi_rules *)prepared);
    zi_cancel_set(NULL), zi_cancel_clear(NULL), zi_cancel_set((zi_cancel *)rules), zi_cancel_clear((zi_cancel *)rules);
    CHECK(zi_assess(NULL, NULL, 0, NULL, NULL, NULL) == ZI_MISUSE);
    CHECK(zi_rules_count(rules, ZI_QUESTION) == 3);
}

int main(void) {
    zi_options o = ZI_INIT(zi_options);
    zi_prepare_options wanted = ZI_INIT(zi_prepare_options);
    o.as_of = wanted.as_of = DAY;
    CHECK(zi_rules_load_file(CLINIC, NULL, NULL, NULL, &rules, NULL) == ZI_OK);
    CHECK(zi_prepare(rules, &wanted, &prepared, NULL) == ZI_OK);
    CHECK(zi_assess(rules, UNIT, &o, &text, NULL) == ZI_OK);
    CHECK(zi_session_open(rules, UNIT, &o, &session, NULL) == ZI_OK);
    CHECK(zi_cancel_new(&cancel, NULL) == ZI_OK);
    about_rules();
    about_units();
    about_columns();
    about_sessions();
    about_files();
    {
        zi_text *kept = text;
        about_the_rest();
        zi_text_free(kept);
    }
    zi_text_free(text);
    zi_session_free(session);
    zi_prepared_free(prepared);
    zi_rules_free(rules);
    zi_cancel_free(cancel);
    printf("%d cases of misuse\n", count);
    return 0;
}
