/* Loads rules, assesses a unit, shows what stands in its way, and tries an answer. docs/c.md shows this file; a test compares
 * what it prints. */
#include <zi.h>

#include <stdio.h>
#include <string.h>

/* Says why a call failed, and frees that. */
static int failed(zi_error *error) {
    fputs(zi_error_message(error, ZI_ENGLISH), stderr);
    zi_error_free(error);
    return 1;
}

int main(void) {
    zi_error *error = NULL;
    zi_rules *rules = NULL;
    if (zi_rules_load_file("rules/zi-2021.zi", NULL, NULL, NULL, &rules, &error) != ZI_OK) return failed(error);
    printf("%s: %zu questions\n", zi_rules_title(rules, ZI_ENGLISH), zi_rules_count(rules, ZI_QUESTION));

    /* A synthetic unit. */
    const char *unit =
        "{\"id\": \"sintetis-1\", \"answers\": {\"A.I.1.i.a\": \"Ya\", \"A.I.1.i.b\": \"B\", \"B.I.a\": \"3.59\"}}";
    zi_options options = ZI_INIT(zi_options);
    options.as_of = "2026-05-31";

    zi_text *json = NULL;
    if (zi_assess(rules, unit, strlen(unit), &options, &json, &error) != ZI_OK) return failed(error);
    printf("%zu bytes of JSON, which begin with %.46s ...\n", zi_text_size(json), zi_text_data(json));
    zi_text_free(json);

    /* An answer that is none of the options: everything that is wrong is told, in either language. */
    const char *slip = "{\"id\": \"sintetis-2\", \"answers\": {\"A.I.1.i.a\": \"Yes\"}}";
    if (zi_assess(rules, slip, strlen(slip), &options, &json, &error) == ZI_INVALID) {
        zi_diagnostic first = ZI_INIT(zi_diagnostic);
        zi_error_diagnostic(error, 0, ZI_ENGLISH, &first);
        printf("%s at %s of %s: %s\n", first.code, first.path, first.unit, first.message);
        zi_error_free(error);
    }

    /* What would one more answer change? */
    zi_session *session = NULL;
    zi_text *certain = NULL, *possible = NULL;
    if (zi_session_open(rules, unit, strlen(unit), &options, &session, &error) != ZI_OK) return failed(error);
    if (zi_session_set_answer(session, "A.I.1.i.b", NULL, "\"A\"", 3, NULL, &error) != ZI_OK) return failed(error);
    if (zi_session_score(session, "total", &certain, &possible, &error) != ZI_OK) return failed(error);
    printf("with A.I.1.i.b = A: total %s, at most %s\n", zi_text_data(certain), zi_text_data(possible));
    zi_text_free(certain);
    zi_text_free(possible);
    zi_session_free(session);
    zi_rules_free(rules);
    return 0;
}
