/// What is wrong with the input, where, why, and what would mend it?
#pragma once

#include "zi/language.hpp"
#include "zi/source.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

enum class Severity : std::uint8_t { error, warning };

/// Stable numbers: a code keeps its meaning for ever, its wording may improve. Printed as "ZI0401".
enum class Code : std::uint16_t {
    // Text and syntax.
    invalid_utf8 = 101,
    forbidden_character = 102,
    unterminated_text = 103,
    unknown_escape = 104,
    expected = 105,
    unknown_statement = 106,
    unclosed_block = 107,
    stray_close = 108,
    misplaced_statement = 109,
    // Names.
    duplicate = 201,
    unknown_name = 202,
    unused = 203,
    cycle = 204,
    missing_statement = 205,
    repeated_statement = 206,
    // Values and types.
    bad_number = 301,
    bad_date = 302,
    empty_period = 303,
    type_mismatch = 304,
    operator_mismatch = 305,
    not_a_member = 306,
    never_true = 307,
    share_of_fact = 308,
    empty_range = 309,
    citation_never_applies = 310,
    uncited = 311,
    // The tree and its weights.
    weight_sum = 401,
    weight_mixed = 402,
    weight_not_positive = 403,
    weight_unexpected = 404,
    no_children = 405,
    view_weight = 406,
    view_overlap = 407,
    // Scales and formulas.
    too_few_options = 501,
    option_order = 502,
    score_range = 503,
    band_gap = 504,
    band_overlap = 505,
    band_outside = 506,
    formula_range = 507,
    zero_denominator = 508,
    bad_step = 509,
    question_incomplete = 510,
    detail_misfit = 511,
    // Predicates and conditions.
    threshold_unreachable = 601,
    threshold_trivial = 602,
    each_nothing = 603,
    empty_predicate = 604,
    // Files and limits.
    file_unreadable = 701,
    include_cycle = 702,
    include_path = 703,
    limit = 704,
    too_many = 705,
    exact_numbers = 706,
    cancelled = 707,
    // Units.
    json_syntax = 801,
    json_type = 802,
    unknown_field = 803,
    unknown_question = 804,
    unknown_fact = 805,
    duplicate_key = 806,
    unknown_value = 807,
    number_invalid = 808,
    number_range = 809,
    number_step = 810,
    count_invalid = 811,
    unknown_input = 812,
    total_mismatch = 813,
    missing_id = 814,
    duplicate_unit = 815,
    unit_limit = 816,
    not_in_force = 817,
    no_units = 818,
    unknown_unit = 819,
    missing_field = 820,
    unknown_document = 821,
    self_reference = 822,
    several_documents = 823,
    several_units = 824,
    part_exceeds_whole = 830,
    percent_or_fraction = 831,
    percent_or_fraction_refused = 832,
    binary_noise = 833,
    disagreement = 834,
    unclear_mark = 840,
    foreign_text = 841,
    number_for_text = 842,
    owner_without_documents = 843,
    attribute_undeclared = 844,
    // Columns.
    unknown_column = 901,
    array_released = 902,
    array_shape = 903,
    column_format = 904,
    column_float = 905,
    column_code = 906,
    column_index = 907,
    column_text = 908,
    csv_syntax = 909,
    csv_width = 910,
    column_range = 911,
    csv_separator = 912,
    csv_nameless = 913,
    // Workbooks and tables of cells.
    sheet_unreadable = 951,
    table_unknown = 952,
    table_text = 953,
    cell_kind = 954,
    cell_error = 955,
    formula_without_value = 956,
    ambiguous_number = 957,
    ambiguous_date = 958,
    row_mismatch = 959,
    row_twice = 960,
    row_unknown = 961,
    percent_without_counts = 962,
    no_units_in_folder = 963,
    workbook_not_made = 964,
    not_filled = 965,
    blank_mark = 970,
    type_differs = 971,
    answer_off_question = 972,
    percent_differs = 973,
    row_repeated = 974,
    cell_covered = 975,
    column_passed_over = 976,
    score_differs = 977,
    assessor_not_declared = 978,
    assessor_replaced = 979,
};

/// Stands between the words and values of an argument that is a phrase: "@from", mark, "2021-12-31". They are shown with blanks
/// between them.
inline constexpr char phrase_mark = '\x1e';

/// One problem. In rules it has a span; in units it names the unit and a path inside it, and in tables the cell. Words live in
/// a catalogue (see `describe`), so that one diagnostic can be told in every language.
struct Diagnostic {
    Code code{};
    std::vector<std::string> args{};  ///< fills {0}, {1} ... of the text; "@scale" is a word to be translated
    Span span{};                      ///< where it is
    std::vector<Span> related{};      ///< what it clashes with, in reading order
    std::string suggestion{};         ///< the name probably meant
    std::string unit{};               ///< id of the unit, or its place in the file
    std::string path{};               ///< JSON pointer inside the unit, such as /answers/A.I.1.i.a; of columns, /assessor/field
    std::string cell{};  ///< of a workbook, such as 'LKE ZI'!K11; of a table in text, K11, whose row is the line; may be empty
    std::string file{};  ///< which one, where units come from several; may be empty
    std::optional<std::uint64_t>
        row{};  ///< of a table of columns, the first is 1; 0: the whole column; nothing: of no such table
};

using Diagnostics = std::vector<Diagnostic>;

/// A name that is not among those known, with the one probably meant. `kind`: a catalogue word such as "@predicate".
Diagnostic unknown_name(std::string kind, std::string name, const std::vector<std::string_view>& known);

Severity severity(Code code);

/// Text of the input as a terminal may show it: on one line, every control character, of the direction of writing too, and
/// every character that takes no room as one blank, so that carets line up, no terminal obeys what the input says, and nothing
/// hides in it. Reports and `render` use it; `text` is UTF-8.
std::string plain(std::string_view text);

/// "ZI0401".
std::string code_name(Code code);

/// One row of the catalogue, in one language.
struct Description {
    std::string_view message;  ///< with {0}, {1} ... for args; {0#}: a number or day as people write it
    std::string_view help;     ///< how to mend it; may be empty
    std::string_view related;  ///< what the related spans are; may be empty
};
Description describe(Code code, Language language);

/// Every code there is, in ascending order.
const std::vector<Code>& all_codes();

/// The cause in one sentence, arguments filled in.
std::string message(const Diagnostic& diagnostic, Language language);
/// The way out in one sentence, suggestion included; may be empty.
std::string help(const Diagnostic& diagnostic, Language language);

/// The full text: code, cause, place with the line and a caret under the exact span, related places, help. Ends in a line
/// break.
std::string render(const Diagnostic& diagnostic, const SourceSet& sources, Language language);
/// All of them, in the order of their places, and a closing line that counts errors and warnings.
std::string render(const Diagnostics& diagnostics, const SourceSet& sources, Language language);

/// Orders by place in the sources (then code), and drops exact repetitions.
void sort(Diagnostics& diagnostics);

bool has_errors(const Diagnostics& diagnostics);

}  // namespace zi
