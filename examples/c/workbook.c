/* Assesses a workbook and writes two: its copy with scores in it, and the results of all units. docs/c.md shows this file; a
 * test compares what it prints. */
#include <zi.h>

#include <stdio.h>

static int failed(zi_error *error) {
    fputs(zi_error_message(error, ZI_ENGLISH), stderr);
    zi_error_free(error);
    return 1;
}

/* The bytes of a workbook are a text like any other. */
static int saved(const char *path, zi_text *workbook) {
    FILE *file = fopen(path, "wb");
    int ok = file != NULL && fwrite(zi_text_data(workbook), 1, zi_text_size(workbook), file) == zi_text_size(workbook);
    ok = file != NULL && fclose(file) == 0 && ok;
    printf("%s %s\n", ok ? "written:" : "not written:", path);
    zi_text_free(workbook);
    return !ok;
}

int main(int count, char **arguments) {
    const char *filled = count > 2 ? arguments[1] : "/dev/null", *results = count > 2 ? arguments[2] : "/dev/null";
    const char *path = "tests/sheets/samples/jawaban-esdm-2026-readable.xlsx";
    zi_read_options how = ZI_INIT(zi_read_options);
    zi_options options = ZI_INIT(zi_options);
    zi_rules *rules = NULL;
    zi_units *units = NULL;
    zi_text *workbook = NULL;
    zi_error *error = NULL;
    int status = 0;
    how.as_of = options.as_of = "2026-05-31";
    if (zi_rules_load_file("rules/zi-2021.zi", NULL, NULL, NULL, &rules, &error) != ZI_OK) return failed(error);
    if (zi_read_files(rules, &path, 1, &how, &units, &error) != ZI_OK) return failed(error);
    options.read = units;
    options.language = ZI_ENGLISH;
    if (zi_fill_workbook(rules, &options, &workbook, &error) != ZI_OK) return failed(error);
    status |= saved(filled, workbook);
    if (zi_assess_workbook(rules, NULL, 0, &options, &workbook, &error) != ZI_OK) return failed(error);
    status |= saved(results, workbook);
    zi_units_free(units);
    zi_rules_free(rules);
    return status;
}
