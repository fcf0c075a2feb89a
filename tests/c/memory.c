/* Lets every allocation fail, one after the other, in everything that the library does: each time the call must say so, and
 * nothing may be left behind. First that one allocation alone, then it and all that follow, so that cleaning up gets no memory
 * either. */
#include "support.h"

static size_t outstanding, allocations, fail_from;
static int fail_on;
#define NEVER ((size_t)-1)

static void *allocate(void *user, size_t size, size_t alignment) {
    void *memory = NULL;
    (void)user;
    if (allocations++ >= fail_from && (fail_on || allocations == fail_from + 1)) return NULL;
    CHECK(size > 0 && alignment <= 16); /* malloc is enough for these */
    memory = malloc(size);
    CHECK(memory != NULL);
    ++outstanding;
    return memory;
}

static void release(void *user, void *memory) {
    (void)user;
    CHECK(memory != NULL && outstanding > 0);
    --outstanding;
    free(memory);
}

static file rules_text, units, shared;
static zi_rules *rules;
static zi_prepared *prepared;
static zi_text *proof;
static zi_options options;

/* Each does something and frees what it got; what failed is kept in `failed`, to be looked at and freed. */
static zi_error *failed;

static zi_status load(void) {
    zi_rules *made = NULL;
    const zi_status status = zi_rules_load("klinik.zi", rules_text.text, rules_text.size, NULL, &made, &failed);
    CHECK((status == ZI_OK) == (made != NULL));
    zi_rules_free(made);
    return status;
}

static zi_status load_file(void) {
    zi_rules *made = NULL;
    const zi_status status = zi_rules_load_file(CLINIC, NULL, NULL, NULL, &made, &failed);
    zi_rules_free(made);
    return status;
}

static zi_status text(zi_status status, zi_text **made) {
    CHECK((status == ZI_OK) == (*made != NULL));
    zi_text_free(*made);
    return status;
}

static zi_status assess(void) {
    zi_text *made = NULL;
    return text(zi_assess(rules, units.text, units.size, &options, &made, &failed), &made);
}
static zi_status model(void) {
    zi_text *made = NULL;
    return text(zi_rules_model(rules, &made, &failed), &made);
}
static zi_status decimal(void) {
    zi_text *made = NULL;
    return text(zi_decimal(rules, "total", "100000000000000000000/3", 4, &made, &failed), &made);
}
static zi_status explain(void) {
    zi_text *made = NULL;
    return text(zi_explain(rules, units.text, units.size, &options, &made, &failed), &made);
}
static zi_status whynot(void) {
    zi_text *made = NULL;
    return text(zi_whynot(rules, units.text, units.size, &options, NULL, &made, &failed), &made);
}
static zi_status readiness(void) {
    zi_text *made = NULL;
    return text(zi_readiness(rules, units.text, units.size, &options, NULL, &made, &failed), &made);
}
static zi_status improve(void) {
    zi_text *made = NULL;
    return text(zi_improve(rules, units.text, units.size, &options, "UNGGUL", NULL, &made, &failed), &made);
}
static zi_status prove(void) {
    zi_text *made = NULL;
    return text(zi_improve_proof(rules, units.text, units.size, &options, "UNGGUL", NULL, &made, &failed), &made);
}
static zi_status verify(void) {
    zi_text *made = NULL;
    int32_t sound = -1;
    zi_improve_options how = ZI_INIT(zi_improve_options);
    zi_status status;
    how.work = 1; /* the whole check is behind zi_improve */
    status = zi_verify(rules, units.text, units.size, &options, zi_text_data(proof), zi_text_size(proof), &how, &sound, &made,
                       &failed);
    CHECK(sound == 0);
    return text(status, &made);
}
static zi_status documents(void) {
    zi_text *made = NULL;
    return text(zi_documents(rules, units.text, units.size, &options, &made, &failed), &made);
}
static zi_status impact(void) {
    zi_text *made = NULL;
    return text(zi_impact(rules, units.text, units.size, &options, "sk-tim", ZI_REJECTED, &made, &failed), &made);
}

static int32_t take(void *user, uint64_t ordinal, const char *json, size_t size, const zi_error *refused) {
    (void)user, (void)ordinal, (void)size;
    CHECK((json == NULL) != (refused == NULL));
    return 0;
}
static zi_status assess_units(void) {
    const char *two = "{\"id\": \"a\", \"answers\": {\"1.a\": \"A\"}}\n{\"id\": \"b\", \"answers\": {\"1.a\": \"Z\"}}\n";
    zi_options all = options;
    all.unit = NULL;
    return zi_assess_units(rules, two, strlen(two), &all, take, NULL, &failed);
}

static zi_status columns_there_are(void) {
    zi_text *made = NULL;
    return text(zi_rules_columns(rules, &made, &failed), &made);
}

/* One unit and its assessment; what writes the file takes no memory of ours. */
static zi_status workbook(void) {
    zi_text *made = NULL;
    return text(zi_assess_workbook(rules, units.text, units.size, &options, &made, &failed), &made);
}

/* A table is read again when units are asked for, a workbook at once. That it holds no units of these rules is told then. */
static zi_status read_units(void) {
    const char *const names[2] = {"klinik.csv", "tests/sheets/samples/units-table.xlsx"};
    const char *const table = "id;1.a;1.b\nklinik-7;A;Z\n";
    const char *const data[2] = {table, NULL};
    const size_t sizes[2] = {strlen(table), 0};
    zi_read_options how = ZI_INIT(zi_read_options);
    zi_options all = ZI_INIT(zi_options);
    zi_units *made = NULL;
    zi_status status;
    how.as_of = all.as_of = DAY;
    status = zi_read_bytes(rules, names, data, sizes, 2, &how, &made, &failed);
    if (status == ZI_UNSUPPORTED) { /* built without */
        zi_error_free(failed);
        failed = NULL;
        return ZI_OK;
    }
    CHECK((status == ZI_OK) == (made != NULL));
    all.read = made;
    if (status == ZI_OK) status = zi_assess_units(rules, NULL, 0, &all, take, NULL, &failed);
    zi_units_free(made);
    return status;
}

static zi_status prepare(void) {
    zi_prepare_options wanted = ZI_INIT(zi_prepare_options);
    zi_prepared *made = NULL;
    zi_status status;
    wanted.as_of = DAY;
    wanted.everything = 1;
    status = zi_prepare(rules, &wanted, &made, &failed);
    zi_prepared_free(made);
    return status;
}

static zi_status bulk(void) {
    columns in;
    struct ArrowSchema schema;
    struct ArrowArray array;
    zi_status status;
    columns_init(&in);
    status = zi_assess_columns(prepared, &in.schema, &in.array, NULL, &schema, &array, &failed);
    CHECK(in.released == 1 && in.array.release == NULL);
    CHECK((status == ZI_OK) == (array.release != NULL) && (status == ZI_OK) == (schema.release != NULL));
    if (status == ZI_OK) array.release(&array), schema.release(&schema);
    return status;
}

static zi_status stream(void) {
    source from;
    struct ArrowArrayStream in, out;
    struct ArrowSchema schema;
    struct ArrowArray array;
    int code;
    zi_status status;
    source_init(&from, &in);
    status = zi_assess_stream(prepared, &in, NULL, &out, &failed);
    CHECK(in.release == NULL && (status == ZI_OK) == (out.release != NULL));
    if (status != ZI_OK) {
        CHECK(from.released == 1);
        return status;
    }
    code = out.get_schema(&out, &schema);
    if (code == 0) {
        schema.release(&schema);
        while ((code = out.get_next(&out, &array)) == 0 && array.release != NULL) array.release(&array);
    }
    CHECK(code == 0 || (code == 12 /* ENOMEM */ && strcmp(out.get_last_error(&out), "out of memory\n") == 0));
    out.release(&out);
    CHECK(from.released == 1 && from.batch[0].released + from.batch[1].released == from.given);
    return code == 0 ? ZI_OK : ZI_OUT_OF_MEMORY;
}

/* Whatever fails, the session can be freed; one that is lost says so. */
static zi_status session(void) {
    zi_session *made = NULL;
    zi_text *change = NULL, *low = NULL, *high = NULL;
    uint64_t mark = 0;
    const char *document =
        "{\"id\": \"n\", \"kind\": \"notulen\", \"status\": \"accepted\", \"issued\": \"2026-03-10\", \"supports\": [\"1.a\"], "
        "\"derives_from\": [\"rencana\"]}";
    zi_status status = zi_session_open(rules, units.text, units.size, &options, &made, &failed);
    CHECK((status == ZI_OK) == (made != NULL));
    if (status == ZI_OK) status = zi_session_mark(made, &mark, &failed);
    if (status == ZI_OK) status = text(zi_session_set_answer(made, "1.b", NULL, "\"B\"", 3, &change, &failed), &change);
    if (status == ZI_OK) status = text(zi_session_set_document(made, document, strlen(document), &change, &failed), &change);
    if (status == ZI_OK) status = text(zi_session_remove_document(made, "rencana", &change, &failed), &change);
    if (status == ZI_OK) status = text(zi_session_undo(made, mark, &change, &failed), &change);
    if (status == ZI_OK) status = text(zi_session_assess(made, &change, &failed), &change);
    if (status == ZI_OK) {
        status = zi_session_score(made, "total", &low, &high, &failed);
        CHECK((status == ZI_OK) == (low != NULL) && (status == ZI_OK) == (high != NULL));
        zi_text_free(low);
        zi_text_free(high);
    }
    zi_session_free(made);
    return status;
}

static zi_status complain(void) {
    const char *bad = "regulation r \"R\"\nscale s { Ya = 1 Tidak = 0 }\nworksheet \"W\" 1 {\n  question a t \"Q\"\n}\n";
    zi_rules *made = NULL;
    const zi_status status = zi_rules_load("bad.zi", bad, strlen(bad), NULL, &made, &failed);
    CHECK(made == NULL);
    return status == ZI_INVALID ? ZI_OK : status;
}

static void starve(const char *what, zi_status (*run)(void)) {
    size_t before, tried = 0;
    for (fail_on = 0; fail_on <= 1; ++fail_on) {
        /* Once with enough, so that what is kept until the end is there. */
        fail_from = NEVER;
        CHECK(run() == ZI_OK);
        zi_error_free(failed);
        failed = NULL;
        before = outstanding;
        for (fail_from = 0;; ++fail_from, ++tried) {
            zi_status status;
            allocations = 0;
            status = run();
            if (status != ZI_OK) {
                CHECK(status == ZI_OUT_OF_MEMORY);
                CHECK(failed == NULL || zi_error_status(failed) == ZI_OUT_OF_MEMORY);
                CHECK(failed == NULL || zi_error_message(failed, ZI_ENGLISH) != NULL);
            }
            zi_error_free(failed);
            failed = NULL;
            /* What is kept for the next call (prepared columns do) may be given up, and is there again after a call that
             * succeeds. */
            if (outstanding > before) printf("%s: allocation %zu leaves %zu behind\n", what, fail_from, outstanding - before);
            CHECK(outstanding <= before);
            if (allocations <= fail_from) {
                CHECK(status == ZI_OK && outstanding == before);
                break;
            }
        }
    }
    printf("%s: %zu failures survived\n", what, tried);
}

int main(void) {
    zi_allocator allocator = ZI_INIT(zi_allocator);
    zi_prepare_options wanted = ZI_INIT(zi_prepare_options);
    zi_error *error = NULL;
    zi_status status;
    allocator.allocate = allocate;
    fail_from = NEVER;
    CHECK(zi_abi_version() == ZI_ABI_VERSION); /* may come before */
    allocator.release = release;
    status = zi_set_allocator(&allocator, &error);
    if (status == ZI_UNSUPPORTED) { /* a static library */
        puts(zi_error_message(error, ZI_ENGLISH));
        zi_error_free(error);
        return 0;
    }
    CHECK(status == ZI_OK);

    rules_text = slurp(CLINIC);
    units = slurp(CLINIC_UNITS);
    shared = slurp(CLINIC_SHARED);
    options.struct_size = sizeof options;
    options.as_of = DAY;
    options.unit = "klinik-1";
    options.evidence = shared.text;
    options.evidence_size = shared.size;
    wanted.as_of = DAY;
    wanted.everything = 1;
    CHECK(zi_rules_load("klinik.zi", rules_text.text, rules_text.size, NULL, &rules, NULL) == ZI_OK);
    CHECK(zi_prepare(rules, &wanted, &prepared, NULL) == ZI_OK);
    CHECK(outstanding > 0); /* the allocator is asked */
    CHECK(zi_set_allocator(&allocator, NULL) == ZI_MISUSE);

    starve("load", load);
    starve("load from a file", load_file);
    starve("say what is wrong", complain);
    starve("model", model);
    starve("decimal", decimal);
    starve("assess", assess);
    starve("assess units", assess_units);
    starve("explain", explain);
    starve("whynot", whynot);
    starve("readiness", readiness);
    starve("improve", improve);
    fail_from = NEVER;
    CHECK(zi_improve_proof(rules, units.text, units.size, &options, "UNGGUL", NULL, &proof, NULL) == ZI_OK);
    starve("prove", prove);
    starve("verify", verify);
    zi_text_free(proof);
    starve("documents", documents);
    starve("impact", impact);
    starve("list columns", columns_there_are);
    starve("read units", read_units);
    starve("a workbook", workbook);
    starve("prepare", prepare);
    starve("columns", bulk);
    starve("stream", stream);
    starve("session", session);

    zi_prepared_free(prepared);
    zi_rules_free(rules);
    free(rules_text.text);
    free(units.text);
    free(shared.text);
    return 0;
}
