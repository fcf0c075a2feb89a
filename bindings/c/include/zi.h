/*
 * zi.h: zi from C, and from every language that can call C.
 *
 * zi assesses units against rules that read like a worksheet: exactly, with reasons. docs/c.md has a first program; this header
 * is the reference. Plain C99, also usable from C++.
 *
 * RESULTS. A function that can fail returns a zi_status, and its last parameter points to a zi_error *, or is NULL. The error
 * is set to NULL on success, and to an object on failure, to be freed with zi_error_free. Results are returned through
 * pointers, which are set to NULL or left unchanged on failure. A later call never changes earlier results.
 *
 * OWNERSHIP. The caller owns what a function returns through `zi_x **`, and frees it with zi_x_free, which accepts NULL.
 * Pointers returned by accessors (`const char *`) are valid as long as the handle and are NUL-terminated. Inputs that are
 * needed after the call are copied. Handles may be freed in any order: prepared columns, sessions and streams share ownership
 * of their rules.
 *
 * TEXT is UTF-8. Texts are a pointer and a size in bytes, and need no NUL; NULL with size 0 is the empty text. Names, ids and
 * days are NUL-terminated strings.
 *
 * NUMBERS are exact. JSON results show each score as a reduced fraction beside a decimal; JSON inputs are read exactly, 3.62 as
 * 181/50.
 *
 * STRUCTS of options begin with `struct_size`, the size that the caller was compiled with: zero the struct and set struct_size
 * to sizeof, as ZI_INIT does. Zero always means the default, so that structs of older and newer versions work: missing fields
 * count as zero, fields unknown to the library must be zero.
 *
 * THREADS. zi_rules, zi_prepared, zi_units, zi_error and zi_text are immutable: any number of threads may use one at once.
 * zi_cancel may be used by any thread at any time. A zi_session and a stream belong to one thread at a time. Nobody may free
 * what another thread still uses. Different handles are independent; the library keeps no state between calls, the allocator
 * apart. Each function says where it differs from this.
 *
 * CALLBACKS must return normally: no longjmp, C++ exception or panic. They receive the `user` pointer passed with them. They
 * may call zi; a zi_progress must not wait for another thread, because other threads wait for it.
 *
 * ERRORS OF USE. NULL for a required value, a handle of another type or a freed one (detected where possible), an invalid
 * struct_size or day: ZI_MISUSE, and the message names the parameter. The call has no effect then.
 *
 * SINCE. This header is ABI 1. Functions, enumerators and fields at the end of structs may be added within one ABI version;
 * existing ones keep their meaning. The wording of messages may improve; codes are stable.
 */
#ifndef ZI_H
#define ZI_H

#include <stddef.h>
#include <stdint.h>

/* The ABI that this header describes; see zi_abi_version. */
#define ZI_ABI_VERSION 1

/* Initialises a struct of options: `zi_options options = ZI_INIT(zi_options);` */
#ifdef __cplusplus
#define ZI_INIT(type)                    \
    ([] {                                \
        type made{};                     \
        made.struct_size = sizeof(type); \
        return made;                     \
    }())
#else
#define ZI_INIT(type) \
    { .struct_size = sizeof(type) }
#endif

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/* BEGIN DECLARATIONS: up to END DECLARATIONS this is plain C99 with no preprocessor lines but those around Arrow's structs.
 * Without these it becomes zi-ffi.h, for FFIs that parse declarations without a preprocessor. */

/* The Arrow C Data and Stream Interfaces, as their specification lays them down. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

#endif

/* ---- Vocabulary ------------------------------------------------------------------------------------------------ */

/* The result of a call. */
typedef enum zi_status {
    ZI_OK = 0,
    ZI_MISUSE = 1,        /* an invalid parameter; see ERRORS OF USE */
    ZI_INVALID = 2,       /* rules, units or names were refused; the error's diagnostics say why, all problems at once */
    ZI_OUT_OF_MEMORY = 3, /* the call had no effect and may be retried; but see Sessions */
    ZI_CANCELLED = 4,     /* a zi_cancel was set, or a callback asked to stop */
    ZI_CALLBACK = 5,      /* the caller's stream failed; the message is the stream's */
    ZI_UNSUPPORTED = 6,   /* not available in this build of the library */
    ZI_INTERNAL = 7       /* a bug of zi; please report the message */
} zi_status;

/* Parameters and fields of these types are int32_t, so that invalid values can be detected. */
enum zi_language { ZI_INDONESIAN = 0, ZI_ENGLISH = 1 };
enum zi_format { ZI_JSON = 0, ZI_TEXT = 1, ZI_DOT = 2, ZI_XLSX = 3 };
enum zi_severity { ZI_ERROR = 0, ZI_WARNING = 1 };
enum zi_verdict { ZI_MET = 0, ZI_NOT_MET = 1, ZI_OPEN = 2 };
/* for a unit with an invalid answer or fact: refuse the unit; or leave that answer or fact open, with its errors among the
 * unit's remarks */
enum zi_bad_values { ZI_REFUSE_UNIT = 0, ZI_LEAVE_OPEN = 1 };
enum zi_change { ZI_REJECTED = 0, ZI_EXPIRED = 1, ZI_ACCEPTED = 2 }; /* what happens to a document */
/* the elements of rules */
enum zi_kind {
    ZI_NODE = 0,      /* the worksheet is the first; official paths such as "A.I.1", "total" */
    ZI_QUESTION = 1,  /* leaves of the worksheet, in document order */
    ZI_VIEW = 2,      /* sums of nodes from different parts of the tree */
    ZI_PREDICATE = 3, /* awards, eligibilities and stages */
    ZI_FACT = 4,
    ZI_ASSESSOR = 5, /* who answers after the unit, in order */
    ZI_EVIDENCE = 6  /* kinds of documents */
};

typedef struct zi_rules zi_rules;       /* rules in order, ready for assessing; immutable */
typedef struct zi_prepared zi_prepared; /* rules made ready for assessing columns; immutable */
typedef struct zi_units zi_units;       /* units that were read from files; immutable */
typedef struct zi_session zi_session;   /* one unit under edit; one thread at a time */
typedef struct zi_error zi_error;       /* why a call failed, or what rules warn of; immutable */
typedef struct zi_text zi_text;         /* a text that a call gave; immutable */
typedef struct zi_cancel zi_cancel;     /* a flag that stops work */
typedef struct zi_buffer zi_buffer;     /* where a reader puts a file; lives as long as the callback */

/* ---- Version and memory ---------------------------------------------------------------------------------------- */

/* The ABI version of the loaded library; a program works with it if it equals the ZI_ABI_VERSION it was compiled with.
 * Thread-safe. */
uint32_t zi_abi_version(void);

/* The version of the library, "0.1.0". Static. Thread-safe. */
const char *zi_version(void);

/* The name of a status, "ZI_INVALID"; "unknown" for an invalid one. Static. Thread-safe. */
const char *zi_status_name(zi_status status);

/* The source of memory. Called from any thread, also concurrently. */
typedef struct zi_allocator {
    size_t struct_size;
    /* Returns `size` bytes (never 0) aligned to `alignment`, a power of two; NULL: out of memory. */
    void *(*allocate)(void *user, size_t size, size_t alignment);
    /* Frees memory returned by allocate; never NULL. */
    void (*release)(void *user, void *memory);
    void *user;
} zi_allocator;

/*
 * From now on all memory of the library comes from the allocator, for the whole process and until its end. Only before any
 * other function was called (zi_abi_version, zi_version, zi_status_name and the functions that free apart), and once; else
 * ZI_MISUSE. Four things come from elsewhere: what constants take, in the library's own data; its threads, which the system
 * makes; exceptions inside the library, which never leave it; and what reading and writing a workbook takes (minizip, zlib,
 * expat, libxlsxwriter), which is given back within the call. What the library keeps until its end (a few hundred bytes) it
 * does not give back before. ZI_UNSUPPORTED where operator new belongs to the program: if this library is static, or zi itself
 * a shared one. Not thread-safe.
 */
zi_status zi_set_allocator(const zi_allocator *allocator, zi_error **error);

/* ---- Texts ----------------------------------------------------------------------------------------------------- */

/* The bytes, NUL-terminated; NULL if this is no text. Valid until the text is freed. Thread-safe. */
const char *zi_text_data(const zi_text *text);
/* The number of bytes, without the NUL; 0 if this is no text. Thread-safe. */
size_t zi_text_size(const zi_text *text);
void zi_text_free(zi_text *text);

/* ---- Errors and diagnostics ------------------------------------------------------------------------------------ */

/* One problem of rules or units. Texts may be empty, never NULL; they are valid as long as the error. */
typedef struct zi_diagnostic {
    size_t struct_size;
    int32_t severity;              /* zi_severity */
    const char *code;              /* "ZI0401"; docs/diagnostics.md describes each */
    const char *message;           /* the cause in one sentence */
    const char *hint;              /* the way out in one sentence */
    const char *file;              /* of rules: the file, and the place in it; of units: the file that they were read from */
    uint32_t line, column;         /* where it begins, counted from 1, columns in code points; 0: nowhere */
    uint32_t end_line, end_column; /* where it ends: the first place behind it */
    uint32_t begin, end;           /* the same in bytes from the beginning of the file */
    const char *unit;              /* of units: the id, or "#1" for the first if it has none; of columns the row */
    const char *path;              /* a JSON pointer inside the unit, "/answers/A.I.1.i.a"; of columns the column */
    const char *cell; /* of units from a workbook: "'LKE ZI'!K11"; from a table in text "K11", the row is the line */
} zi_diagnostic;

/* What the call returned; ZI_OK of warnings; ZI_MISUSE if this is no error. Thread-safe. */
zi_status zi_error_status(const zi_error *error);

/* The error rendered with source excerpts; several lines, each ending in a line break. NULL if this is no error.
 * Thread-safe. */
const char *zi_error_message(const zi_error *error, int32_t language);

/* The number of diagnostics; 0 if this is no error. Thread-safe. */
size_t zi_error_diagnostic_count(const zi_error *error);

/* Fills in the diagnostic at `index`. The caller sets diagnostic->struct_size. Never allocates. ZI_MISUSE, without effect, if
 * the index is out of range. Thread-safe. */
zi_status zi_error_diagnostic(const zi_error *error, size_t index, int32_t language, zi_diagnostic *diagnostic);

void zi_error_free(zi_error *error);

/* ---- Limits, cancellation, progress ---------------------------------------------------------------------------- */

/* Limits on input, beyond which it is refused with a diagnostic. 0: the default, given in each comment. Depths use stack: at
 * most 256. */
typedef struct zi_limits {
    size_t struct_size;
    uint64_t file_bytes;       /* 4 MiB: one rules file */
    uint64_t files;            /* 256: rules files of one regulation, includes counted */
    uint64_t include_depth;    /* 16: includes within includes */
    uint64_t block_depth;      /* 64: braces within braces */
    uint64_t statements;       /* 100,000: statements of one regulation */
    uint64_t conditions;       /* 100,000: conditions that `each` unfolds to */
    uint64_t expression_nodes; /* 1,000: operators and operands of one expression */
    uint64_t expression_depth; /* 64: parentheses within parentheses */
    uint64_t number_digits;    /* 40: digits of one number */
    uint64_t errors;           /* 200: errors reported, and as many warnings */
    uint64_t units_bytes;      /* 1 GiB: one text of units, shared evidence or costs */
    uint64_t unit_bytes;       /* 4 MiB: memory that one unit takes while it is read */
    uint64_t json_depth;       /* 16: nesting in a unit */
    uint64_t string_bytes;     /* 64 KiB: one string in a unit */
    uint64_t count;            /* 10^12: one count */
    /* 65,536: bits of the common denominator of all scores of a unit, whatever its answers; fewer beyond 1,024 scores */
    uint64_t exact_bits;
    /* Checked while loading and by every reader; NULL: none. Must outlive the call, and sessions opened with it. */
    const zi_cancel *cancel;
    /* 1,000,000: options of all questions and members of all facts; a scale's count for each question on it */
    uint64_t answers;
    uint64_t name_bytes;  /* 1,024: one name in rules, and the path of one node */
    uint64_t proof_bytes; /* 256 MiB: one proof, and memory that it takes while it is read */
} zi_limits;

/* Makes a flag that is not set. */
zi_status zi_cancel_new(zi_cancel **cancel, zi_error **error);
/* Sets the flag: calls that check it stop soon and return ZI_CANCELLED. No effect if this is no flag. From any thread, at any
 * time. */
void zi_cancel_set(zi_cancel *cancel);
/* Clears the flag. The same rules. */
void zi_cancel_clear(zi_cancel *cancel);
/* Must not be in use by any call. */
void zi_cancel_free(zi_cancel *cancel);

/* Reports progress: `done` of `all` (0: unknown). Called from any thread, never concurrently for one call. */
typedef void (*zi_progress)(void *user, uint64_t done, uint64_t all);

/* ---- Rules ----------------------------------------------------------------------------------------------------- */

/*
 * Reads a rules file: appends its text to `into` with zi_buffer_append and returns 0, or another value if it cannot be read.
 * `path` is the path given to zi_rules_load_file, or that of an included file, joined to the including file's folder
 * ("rules/a/b.zi"); never with "..".
 */
typedef int32_t (*zi_reader)(void *user, const char *path, zi_buffer *into);

/* Appends bytes to the file being read. After ZI_OUT_OF_MEMORY the load fails, whatever the reader returns. Only valid inside
 * the callback. */
zi_status zi_buffer_append(zi_buffer *buffer, const char *data, size_t size);

/* Loads rules from text, as one file called `name`. `limits` may be NULL. ZI_INVALID: every problem of the rules in one run.
 * Thread-safe. Time and memory are linear in the size of the rules, but for the exact numbers that they lead to, whose work
 * limits->exact_bits bounds. ZI_CANCELLED: limits->cancel was set. */
zi_status zi_rules_load(const char *name, const char *text, size_t size, const zi_limits *limits, zi_rules **rules,
                        zi_error **error);

/* Loads the rules at `path` and all that they include. `reader` NULL: from disk, where all files must be ordinary, and
 * included ones inside the folder of `path`, with links resolved. Thread-safe if the reader is. Otherwise as above. */
zi_status zi_rules_load_file(const char *path, zi_reader reader, void *user, const zi_limits *limits, zi_rules **rules,
                             zi_error **error);

void zi_rules_free(zi_rules *rules);

/* Warnings of loading, to be freed with zi_error_free; *warnings is NULL if there are none. Thread-safe. */
zi_status zi_rules_warnings(const zi_rules *rules, zi_error **warnings, zi_error **error);

/* The name of the regulation, as in `regulation zi_2021`; its title. NULL if these are no rules. Valid as long as the rules.
 * Thread-safe. */
const char *zi_rules_name(const zi_rules *rules);
const char *zi_rules_title(const zi_rules *rules, int32_t language);

/* The number of elements of a zi_kind; 0 for an invalid kind. Thread-safe. */
size_t zi_rules_count(const zi_rules *rules, int32_t kind);
/* The id and the title of an element. NULL if the index is out of range. Valid as long as the rules. Thread-safe. */
const char *zi_rules_id(const zi_rules *rules, int32_t kind, size_t index);
const char *zi_rules_thing_title(const zi_rules *rules, int32_t kind, size_t index, int32_t language);

/* What columns there may be in tables of units, each with its type, title and the values that it admits, as JSON:
 * docs/columns.schema.json. Thread-safe. */
zi_status zi_rules_columns(const zi_rules *rules, zi_text **json, zi_error **error);

/* Everything that the rules say, as JSON: docs/rules-model.schema.json. Thread-safe. */
zi_status zi_rules_model(const zi_rules *rules, zi_text **json, zi_error **error);

/*
 * Formats a number as every report does: with `digits` places, at most 18, rounded to nearest, half away from zero, and with
 * more places if rounding would move it to the other side of a threshold of `node` (a node or view, by id or alias). If `node`
 * is NULL (then `rules` may be NULL too), the only threshold is 0, so that a non-zero loss is not printed as 0. `value`: a
 * fraction, "5843/70", of at most 65,536 bytes. ZI_INVALID: unknown node. Thread-safe.
 */
zi_status zi_decimal(const zi_rules *rules, const char *node, const char *value, uint32_t digits, zi_text **text,
                     zi_error **error);

/* The canonical form of one rules file. ZI_INVALID: its syntax errors. Thread-safe. */
zi_status zi_rules_format(const char *name, const char *text, size_t size, const zi_limits *limits, zi_text **formatted,
                          zi_error **error);

/* ---- Units: from files ----------------------------------------------------------------------------------------- */

/*
 * Workbooks (XLSX), tables in text (CSV, TSV) and JSON, as docs/spreadsheets.md describes them; what a file is, its content
 * tells. ZI_UNSUPPORTED, and the message says so: the library was built without (ZI_SHEETS=OFF).
 */
typedef struct zi_read_options {
    size_t struct_size;
    const char *as_of;  /* needed: the day of the rules by which percentages and scores in files are compared */
    int32_t bad_values; /* zi_bad_values */
    int32_t reserved;   /* 0 */
    const char *layout; /* how tables are read, as JSON (docs/layout.schema.json); NULL: as zi knows them */
    size_t layout_size;
    const zi_limits *limits; /* NULL: the defaults; units_bytes holds for all files together */
} zi_read_options;

/*
 * Reads files, for options->read of the functions below. A path leads to a file, or to a folder, of which the files are read
 * that end as files of units do, by name, without those in folders within. What Excel keeps beside a workbook that is open
 * (`~$...`) is passed over there and among several paths. The call fails with ZI_INVALID where a file cannot be read, a folder
 * holds none, or the layout is refused. A unit that is refused does not make it fail: whoever asks about the units is told,
 * with file and cell. Thread-safe.
 */
zi_status zi_read_files(const zi_rules *rules, const char *const *paths, size_t count, const zi_read_options *options,
                        zi_units **units, zi_error **error);

/* The same of bytes in memory, which are copied. names[i] is what messages call the file, and its stem the id of a unit that
 * has none. Where data[i] is NULL, names[i] is a path as above. Thread-safe. */
zi_status zi_read_bytes(const zi_rules *rules, const char *const *names, const char *const *data, const size_t *sizes,
                        size_t count, const zi_read_options *options, zi_units **units, zi_error **error);

void zi_units_free(zi_units *units);

enum zi_file_kind {
    ZI_FILE_JSON = 0,     /* JSON or NDJSON, or nothing that is known */
    ZI_FILE_TABLE = 1,    /* CSV or TSV */
    ZI_FILE_WORKBOOK = 2, /* XLSX */
    ZI_FILE_OTHER = 3     /* a workbook that is not read: XLS, or one with a password */
};

/* What a file was taken for. Texts are empty where there is nothing to say, never NULL; they live as long as the units. */
typedef struct zi_units_file {
    size_t struct_size;
    const char *name;
    int32_t kind;        /* zi_file_kind */
    int32_t separator;   /* of a table: the character between cells; else 0 */
    const char *sheet;   /* of a workbook: the sheet with the answers */
    const char *layout;  /* the id of the layout; "" if none fits, which is told as an error of the file */
    const char *id_cell; /* where the unit's id stands; "" if in a column, or if it is the file's name */
    const char *words;   /* all of it, for people */
} zi_units_file;

/* How many files were read; 0 if these are no units. Thread-safe. */
size_t zi_units_file_count(const zi_units *units);

/* Fills in what the file at `index` was taken for. The caller sets file->struct_size. Never allocates. ZI_MISUSE and nothing
 * changed if there is none. Thread-safe. */
zi_status zi_units_file_at(const zi_units *units, size_t index, int32_t language, zi_units_file *file);

/* ---- Units: what is asked -------------------------------------------------------------------------------------- */

/*
 * Units come as JSON (docs/units.schema.json): one object, an array, or one object a line; or from files, with options->read,
 * where the text is NULL and its size 0. Functions about one unit take it
 * from there: the one called options->unit, or the only one there is. Where units are kawasan, their members among the units
 * are assessed with them. A unit with any error is refused as a whole, with all of its errors; options->bad_values leaves
 * answers and facts that are wrong open instead. What there is to remark of a unit stands in its assessment.
 */
typedef struct zi_options {
    size_t struct_size;
    const char *as_of;    /* required, but by zi_verify: the day of rules and facts, "2026-05-31" */
    int32_t language;     /* zi_language, of text reports */
    int32_t format;       /* zi_format, for functions with a choice */
    const char *unit;     /* the id of the unit; NULL: the only one */
    const char *seen_by;  /* whose answers count: "unit" or an assessor; NULL: the last assessor's */
    int32_t no_evidence;  /* not 0: answers count as claimed, ignoring documents */
    int32_t bad_values;   /* zi_bad_values */
    const char *evidence; /* documents that units share, as JSON (docs/evidence.schema.json); NULL: none */
    size_t evidence_size;
    const zi_limits *limits; /* NULL: the defaults */
    const zi_cancel *cancel; /* NULL: never */
    zi_progress progress;    /* NULL: none; units read; see functions that tell it */
    void *progress_user;
    /* Units that were read with the same rules, in place of a text; NULL: none. bad_values are theirs then. */
    const zi_units *read;
} zi_options;

/* ---- Units: answers -------------------------------------------------------------------------------------------- */

/*
 * All of these are thread-safe. `options` must not be NULL, since it holds the day. ZI_INVALID: the unit is refused or not
 * found, a name in the call is unknown, or the rules are not in force on the day. Functions about one unit check
 * options->cancel between units. JSON and text are those of the command of the same name, `zi why` and so on; texts end in a
 * line break, JSON does not. ZI_XLSX gives the bytes of a workbook (docs/spreadsheets.md), in options->language; where the
 * library was built without (ZI_SHEETS=OFF), ZI_UNSUPPORTED.
 */

/* One unit's assessment, as JSON: an element of `units` in docs/assessment.schema.json. options->format is ignored. */
zi_status zi_assess(const zi_rules *rules, const char *units, size_t size, const zi_options *options, zi_text **json,
                    zi_error **error);

/*
 * Called for each unit in input order: its assessment as JSON, or why it is refused (then `json` is NULL and `size` 0, else
 * `refused` is NULL). Both are valid until the callback returns. Return non-zero to stop.
 */
typedef int32_t (*zi_sink)(void *user, uint64_t ordinal, const char *json, size_t size, const zi_error *refused);

/* Every unit's assessment. A refused unit does not stop the others and does not make the call fail. With options->unit only
 * that unit. The sink is called on the calling thread. */
zi_status zi_assess_units(const zi_rules *rules, const char *units, size_t size, const zi_options *options, zi_sink sink,
                          void *user, zi_error **error);

/* Every unit's assessment as a workbook, of `zi assess --format xlsx`: the bytes of an XLSX file. A row for each unit; those
 * that are refused stand among the findings, and do not make the call fail. With options->unit only that unit.
 * options->format is ignored. ZI_INVALID also for more cells than a workbook takes. */
zi_status zi_assess_workbook(const zi_rules *rules, const char *units, size_t size, const zi_options *options,
                             zi_text **workbook, zi_error **error);

/* A copy of the workbook that options->read holds, with what zi makes of its units, of `zi assess --fill`: points, states and
 * remarks beside the answers, verdicts and totals on a sheet behind the others; all else byte for byte as it was. Units that
 * are refused get nothing. ZI_INVALID: options->read is not one XLSX file, or there is no place to write to. options->format
 * is ignored. */
zi_status zi_fill_workbook(const zi_rules *rules, const zi_options *options, zi_text **workbook, zi_error **error);

/* The worksheet as a tree and every condition, as text. options->format is ignored. */
zi_status zi_explain(const zi_rules *rules, const char *units, size_t size, const zi_options *options, zi_text **text,
                     zi_error **error);

/* Why predicates are met; and why not, and what is missing. `predicate` NULL: all that concern the unit and are met, or are
 * not. JSON: docs/why.schema.json. ZI_JSON or ZI_TEXT. */
zi_status zi_why(const zi_rules *rules, const char *units, size_t size, const zi_options *options, const char *predicate,
                 zi_text **text, zi_error **error);
zi_status zi_whynot(const zi_rules *rules, const char *units, size_t size, const zi_options *options, const char *predicate,
                    zi_text **text, zi_error **error);

/* How far the unit is from a predicate, condition by condition. `target` NULL: the first award. JSON: an element of `units` in
 * docs/readiness.schema.json. ZI_JSON, ZI_TEXT or ZI_XLSX. */
zi_status zi_readiness(const zi_rules *rules, const char *units, size_t size, const zi_options *options, const char *target,
                       zi_text **text, zi_error **error);

typedef struct zi_improve_options {
    size_t struct_size;
    const char *costs; /* costs of improvements, as JSON (docs/costs.schema.json); NULL: those of the rules */
    size_t costs_size;
    uint32_t next; /* number of other plans, at most 10 */
    int32_t step;  /* not 0: the best single step as well */
    /* Budget in steps, the same on every machine, 5 to 60 ns each; 0: 2^27, for zi_improve_all 2^24 for each unit. */
    uint64_t work;
} zi_improve_options;

/* The cheapest way of the unit to a predicate. `how` may be NULL. JSON: docs/plan.schema.json. ZI_JSON, ZI_TEXT or ZI_XLSX.
 * Time and memory are bounded by how->work; a plan that is not proved cheapest says so. options->cancel is checked during the
 * search, and options->progress reports steps done, out of how->work. */
zi_status zi_improve(const zi_rules *rules, const char *units, size_t size, const zi_options *options, const char *target,
                     const zi_improve_options *how, zi_text **text, zi_error **error);

/* The plan of zi_improve with its proof, for verification elsewhere: JSON, docs/proof.schema.json. ZI_UNSUPPORTED: the target
 * has an upper bound on a score, or requires an exact one, so that there is no plan. options->format is ignored;
 * options->cancel and options->progress as above. */
zi_status zi_improve_proof(const zi_rules *rules, const char *units, size_t size, const zi_options *options, const char *target,
                           const zi_improve_options *how, zi_text **proof, zi_error **error);

/* Verifies a proof; none of its claims is trusted. `sound`: 1 if it is valid for these rules, this unit in its present state,
 * the day and these costs; else 0, and the text says why. The proof states its day, unit and target: options->as_of and
 * options->unit may be NULL here; if they differ from the proof, it is not sound. ZI_INVALID: the proof cannot be read, or the
 * unit is refused or not found. Of `how`, which may be NULL, costs and work are used: budget in steps of about 50 ns; 0: 2^28.
 * JSON: docs/verification.schema.json. ZI_JSON or ZI_TEXT. options->cancel is checked. */
zi_status zi_verify(const zi_rules *rules, const char *units, size_t size, const zi_options *options, const char *proof,
                    size_t proof_size, const zi_improve_options *how, int32_t *sound, zi_text **text, zi_error **error);

/* How many of the units reach a predicate, every condition of it, within a budget, and which to coach first. ZI_INVALID if one
 * of them is refused. JSON: docs/population-plan.schema.json. Of `how`, costs and work are used. options->unit is ignored.
 * options->cancel is checked during each plan, and options->progress reports planned units, out of all. ZI_JSON, ZI_TEXT or
 * ZI_XLSX. */
zi_status zi_improve_all(const zi_rules *rules, const char *units, size_t size, const zi_options *options, const char *target,
                         uint64_t budget, const zi_improve_options *how, zi_text **text, zi_error **error);

/* The evidence graph of the unit: standings, cycles, unsupported claims, expiry, fragility. All units must be valid, as for the
 * next three functions. JSON: docs/graph.schema.json. ZI_JSON, ZI_TEXT or ZI_DOT, a drawing. */
zi_status zi_documents(const zi_rules *rules, const char *units, size_t size, const zi_options *options, zi_text **text,
                       zi_error **error);

/* What one document supports, derives from and serves. options->unit: its unit; NULL: the only document with this id, and
 * ZI_INVALID if there are several. ZI_JSON, ZI_TEXT or ZI_DOT. */
zi_status zi_document(const zi_rules *rules, const char *units, size_t size, const zi_options *options, const char *document,
                      zi_text **text, zi_error **error);

/* What changes in every unit that a document reaches, if a zi_change happens to it. options->unit as above. ZI_JSON, ZI_TEXT or
 * ZI_XLSX.
 */
zi_status zi_impact(const zi_rules *rules, const char *units, size_t size, const zi_options *options, const char *document,
                    int32_t change, zi_text **text, zi_error **error);

/* The `most` documents with the largest impact if rejected. options->unit is ignored. ZI_JSON, ZI_TEXT or ZI_XLSX. */
zi_status zi_heaviest(const zi_rules *rules, const char *units, size_t size, const zi_options *options, uint64_t most,
                      zi_text **text, zi_error **error);

/* The differences between two assessments of a unit: with other units, as seen by another assessor, or on another day.
 * Language, format and limits are those of `options`. JSON: docs/diff.schema.json. ZI_JSON, ZI_TEXT or ZI_XLSX. */
zi_status zi_diff(const zi_rules *rules, const char *units, size_t size, const zi_options *options, const char *other_units,
                  size_t other_size, const zi_options *other_options, zi_text **text, zi_error **error);

/* ---- Columns --------------------------------------------------------------------------------------------------- */

/* The day that columns are prepared for, and the outputs to keep. */
typedef struct zi_prepare_options {
    size_t struct_size;
    const char *as_of;             /* required: the day of rules and facts */
    const char *const *predicates; /* names of predicates whose verdicts are kept; count 0: all of them */
    size_t predicate_count;
    const char *const *scores; /* ids of nodes and views whose scores are kept; count 0: the total */
    size_t score_count;
    int32_t everything;   /* not 0: all predicates, conditions, stage, nodes and views, whatever the lists say */
    int32_t conditions;   /* not 0: the verdict of every condition of these predicates as well */
    int32_t stage;        /* not 0: the stage as well */
    int32_t certain_only; /* not 0: no possible scores beside the certain ones */
    int32_t integers;     /* not 0: scores as int64 in units of 1 / zi.denominator; see docs/columns.md */
    uint32_t digits;      /* of scores as decimals, 1 to 18; 0: 6; how they are rounded: docs/columns.md */
} zi_prepare_options;

/*
 * Prepares rules for assessing columns. ZI_INVALID: a name is unknown, the rules are not in force on the day, or a kept score
 * may overflow its column: 2^63 - 1 for `integers`, 38 digits for decimals. Thread-safe.
 */
zi_status zi_prepare(const zi_rules *rules, const zi_prepare_options *options, zi_prepared **prepared, zi_error **error);
void zi_prepared_free(zi_prepared *prepared);

/* A description of the prepared columns and their proved bounds, as text. Thread-safe. */
zi_status zi_prepared_describe(const zi_prepared *prepared, int32_t language, zi_text **text, zi_error **error);

/* Told, on the calling thread, of answers and facts of a batch that are left open: how many problems they have, and the first
 * of these, as many as limits->errors; these are valid until the callback returns. */
typedef void (*zi_left_open)(void *user, uint64_t count, const zi_error *problems);

typedef struct zi_run_options {
    size_t struct_size;
    int32_t threads;         /* limit on threads; 0 or 1: only the calling thread; -1: number of hardware threads */
    int32_t reserved;        /* 0 */
    const zi_limits *limits; /* NULL: the defaults */
    const zi_cancel *cancel; /* NULL: never */
    zi_progress progress;    /* NULL: none; rows done; for a stream, in all batches */
    void *progress_user;
    uint64_t
        rows_before; /* of earlier batches of the same table: messages count rows from there; of a stream, those before it */
    /* A zi_bad_values: ZI_LEAVE_OPEN leaves an answer or fact that is wrong open, which is told to left_open; ZI_REFUSE_UNIT
     * refuses the array, all of it. */
    int32_t bad_values;
    int32_t reserved_too;   /* 0 */
    zi_left_open left_open; /* NULL: not told */
    void *left_open_user;
} zi_run_options;

/*
 * Assesses a struct array with one row for each unit, whose columns are questions and facts by name (docs/columns.md). The
 * result is a struct array with the same rows, bit for bit the same for any number of threads. `options` may be NULL.
 *
 * Takes ownership of `array` unless it returns ZI_MISUSE, also if it is refused: array->release is NULL afterwards, and its
 * release callback has been called. `schema` remains the caller's. On success `out_schema` and `out_array` are overwritten, and
 * the caller releases them; they are independent of `prepared` and of the input. On failure, misuse included, their `release`
 * is NULL, unless they alias inputs. ZI_INVALID: all problems of columns and rows. Precondition: buffers are as long as lengths
 * and offsets say. Thread-safe.
 */
zi_status zi_assess_columns(const zi_prepared *prepared, const struct ArrowSchema *schema, struct ArrowArray *array,
                            const zi_run_options *options, struct ArrowSchema *out_schema, struct ArrowArray *out_array,
                            zi_error **error);

/*
 * The same, lazily by batches: pulling a batch from `out` pulls one from `in` and assesses it, on the calling thread and those
 * of options->threads. Takes ownership of `in` unless it returns ZI_MISUSE (in->release is NULL afterwards); it is released
 * with `out`. On success `out` is overwritten, and the caller releases it; on failure, misuse included, out->release is NULL.
 * cancel and progress must outlive `out`. get_schema and get_next fail with errno values: EINVAL for a refused batch, ENOMEM,
 * ECANCELED, EIO for a failure of `in`, with its message; get_last_error returns the message. After a failure the stream has
 * ended and repeats it. `out` may be used by one thread at a time. All batches have the same schema, known before the first.
 */
zi_status zi_assess_stream(const zi_prepared *prepared, struct ArrowArrayStream *in, const zi_run_options *options,
                           struct ArrowArrayStream *out, zi_error **error);

/* ---- Sessions -------------------------------------------------------------------------------------------------- */

/*
 * A session assesses one unit incrementally: an edit recomputes only what depends on it; at any time the state equals a full
 * assessment, bit for bit. An invalid edit is refused with ZI_INVALID and has no effect. If memory runs out during an edit, the
 * session is lost: every later call returns ZI_OUT_OF_MEMORY, and zi_session_free frees it.
 *
 * `change`, if not NULL, is set to the changes, as JSON (docs/session-change.schema.json). One thread at a time.
 */

/* Opens a session on one unit, as zi_assess takes it; options->format and progress are ignored. Thread-safe. */
zi_status zi_session_open(const zi_rules *rules, const char *units, size_t size, const zi_options *options,
                          zi_session **session, zi_error **error);
void zi_session_free(zi_session *session);

/* Answers a question (its id or alias) as the unit, or as an assessor. `value` is JSON as in units: "\"Ya\"", "3.59", an object
 * of counts; NULL or null removes the answer. `assessor` NULL: the unit itself. */
zi_status zi_session_set_answer(zi_session *session, const char *question, const char *assessor, const char *value, size_t size,
                                zi_text **change, zi_error **error);
/* States a fact; `value` is JSON as in units; NULL or null: not stated. */
zi_status zi_session_set_fact(zi_session *session, const char *fact, const char *value, size_t size, zi_text **change,
                              zi_error **error);
/* Adds a document, JSON as in the `evidence` of units, or replaces the one with the same id. */
zi_status zi_session_set_document(zi_session *session, const char *document, size_t size, zi_text **change, zi_error **error);
/* Removes a document. ZI_INVALID if there is none. */
zi_status zi_session_remove_document(zi_session *session, const char *id, zi_text **change, zi_error **error);

/* The current position in the undo log. */
zi_status zi_session_mark(const zi_session *session, uint64_t *mark, zi_error **error);
/* Undoes all edits since the mark, as one change. ZI_MISUSE, where detectable, if the mark was forgotten, or undone itself. */
zi_status zi_session_undo(zi_session *session, uint64_t mark, zi_text **change, zi_error **error);
/* Truncates the undo log before the mark, and frees its memory. */
zi_status zi_session_forget(zi_session *session, uint64_t mark, zi_error **error);

/* The verdict of a predicate, a zi_verdict. */
zi_status zi_session_verdict(const zi_session *session, const char *predicate, int32_t *verdict, zi_error **error);
/* The exact points of a node or view (id or alias), as fractions such as "2573/160". Either pointer may be NULL. */
zi_status zi_session_score(const zi_session *session, const char *node, zi_text **certain, zi_text **possible,
                           zi_error **error);
/* The assessment as of zi_assess, and the explanation as of zi_explain, in a zi_language. */
zi_status zi_session_assess(const zi_session *session, zi_text **json, zi_error **error);
zi_status zi_session_explain(const zi_session *session, int32_t language, zi_text **text, zi_error **error);

/* END DECLARATIONS */

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
