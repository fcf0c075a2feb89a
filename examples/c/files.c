/* Reads workbooks, says what they were taken for, and assesses what is in them. docs/c.md shows this file; a test compares what
 * it prints. */
#include <zi.h>

#include <stdio.h>

static int failed(zi_error *error) {
    fputs(zi_error_message(error, ZI_ENGLISH), stderr);
    zi_error_free(error);
    return 1;
}

/* Of a unit that is refused: the first cell that is wrong. */
static int32_t each(void *user, uint64_t ordinal, const char *json, size_t size, const zi_error *refused) {
    zi_diagnostic first = ZI_INIT(zi_diagnostic);
    (void)user;
    if (json != NULL) {
        printf("unit %d: %d bytes of JSON\n", (int)ordinal, (int)size);
        return 0;
    }
    zi_error_diagnostic(refused, 0, ZI_ENGLISH, &first);
    printf("unit %d: %s in %s of %s: %s\n", (int)ordinal, first.code, first.cell, first.file, first.message);
    return 0;
}

int main(void) {
    const char *paths[] = {"tests/sheets/samples/jawaban-esdm-2026-errors.xlsx",
                           "tests/sheets/samples/jawaban-esdm-2026-readable.xlsx"};
    zi_read_options how = ZI_INIT(zi_read_options);
    zi_options options = ZI_INIT(zi_options);
    zi_units_file file = ZI_INIT(zi_units_file);
    zi_rules *rules = NULL;
    zi_units *units = NULL;
    zi_error *error = NULL;
    size_t i;
    how.as_of = options.as_of = "2026-05-31";
    if (zi_rules_load_file("rules/zi-2021.zi", NULL, NULL, NULL, &rules, &error) != ZI_OK) return failed(error);
    if (zi_read_files(rules, paths, 2, &how, &units, &error) != ZI_OK) return failed(error);
    for (i = 0; zi_units_file_at(units, i, ZI_ENGLISH, &file) == ZI_OK; ++i) printf("%s: %s\n", file.name, file.words);
    options.read = units; /* in place of a text */
    if (zi_assess_units(rules, NULL, 0, &options, each, NULL, &error) != ZI_OK) return failed(error);
    zi_units_free(units);
    zi_rules_free(rules);
    return 0;
}
