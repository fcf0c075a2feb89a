// Exports results as Arrow arrays. Ownership follows the C data interface: each array owns its buffers and children.
#include "zi/arrow.hpp"

#include "base/power_of_ten.hpp"
#include "base/decimals.hpp"
#include "columnar/values.hpp"

#include "zi/report.hpp"
#include "base/wide.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace zi {

namespace {

using Bytes = std::vector<unsigned char>;

/// Schema and array under construction; `hand_over` moves it into the C structs.
struct Made {
    std::string format, name, metadata;
    bool nullable = false;
    std::int64_t length = 0, nulls = 0;
    std::vector<Bytes> buffers;
    bool no_bitmap = true;  ///< no validity bitmap: the first buffer is a null pointer
    std::vector<Made> children;
    std::vector<Made> dictionary;  ///< at most one
};

/// Skips children that the consumer has moved out: their callback is null.
template <class Struct>
void release_parts(std::vector<Struct>& children, Struct& dictionary) {
    for (Struct& child : children)
        if (child.release != nullptr) child.release(&child);
    if (dictionary.release != nullptr) dictionary.release(&dictionary);
}

struct SchemaData {
    std::string format, name, metadata;
    std::vector<ArrowSchema> children;
    std::vector<ArrowSchema*> pointers;
    ArrowSchema dictionary{};
    ~SchemaData() { release_parts(children, dictionary); }
};

struct ArrayData {
    std::vector<Bytes> buffers;
    std::vector<const void*> pointers;
    std::vector<ArrowArray> children;
    std::vector<ArrowArray*> child_pointers;
    ArrowArray dictionary{};
    ~ArrayData() { release_parts(children, dictionary); }
};

template <class Struct, class Data>
void release(Struct* one) {
    delete static_cast<Data*>(one->private_data);
    one->release = nullptr;
}

/// Strong exception guarantee: on bad_alloc everything made so far is released.
void hand_over(Made& made, ArrowSchema* schema, ArrowArray* array) {
    std::unique_ptr<SchemaData> names(new SchemaData{std::move(made.format),
                                                     std::move(made.name),
                                                     std::move(made.metadata),
                                                     std::vector<ArrowSchema>(made.children.size()),
                                                     {},
                                                     {}});
    std::unique_ptr<ArrayData> data(
        new ArrayData{std::move(made.buffers), {}, std::vector<ArrowArray>(made.children.size()), {}, {}});
    for (std::size_t i = 0; i < made.children.size(); ++i) {
        hand_over(made.children[i], &names->children[i], &data->children[i]);
        names->pointers.push_back(&names->children[i]);
        data->child_pointers.push_back(&data->children[i]);
    }
    if (!made.dictionary.empty()) hand_over(made.dictionary.front(), &names->dictionary, &data->dictionary);
    for (std::size_t i = 0; i < data->buffers.size(); ++i) {
        // Empty buffers must not be null pointers, except for a missing bitmap.
        data->buffers[i].reserve(1);
        data->pointers.push_back(i == 0 && made.no_bitmap ? nullptr : data->buffers[i].data());
    }
    const auto children = static_cast<std::int64_t>(made.children.size());
    *schema = {names->format.c_str(),
               names->name.c_str(),
               names->metadata.empty() ? nullptr : names->metadata.data(),
               made.nullable ? ARROW_FLAG_NULLABLE : 0,
               children,
               names->pointers.data(),
               made.dictionary.empty() ? nullptr : &names->dictionary,
               release<ArrowSchema, SchemaData>,
               names.get()};
    *array = {made.length,
              made.nulls,
              0,
              static_cast<std::int64_t>(data->pointers.size()),
              children,
              data->pointers.data(),
              data->child_pointers.data(),
              made.dictionary.empty() ? nullptr : &data->dictionary,
              release<ArrowArray, ArrayData>,
              data.get()};
    static_cast<void>(names.release());
    static_cast<void>(data.release());
}

template <class Number>
void append(Bytes& bytes, Number number) {
    const std::size_t size = bytes.size();
    bytes.resize(size + sizeof number);
    std::memcpy(bytes.data() + size, &number, sizeof number);
}

Made texts(const std::vector<std::string>& values) {
    Made made;
    made.format = "u";
    made.length = static_cast<std::int64_t>(values.size());
    Bytes offsets, data;
    append(offsets, std::int32_t{0});
    for (const std::string& one : values) {
        data.insert(data.end(), one.begin(), one.end());
        append(offsets, static_cast<std::int32_t>(data.size()));
    }
    made.buffers = {{}, std::move(offsets), std::move(data)};
    return made;
}

/// A dictionary-encoded column; `word(row)` is the index of a row, negative for null.
template <class Number, class Word>
Made words(std::string name, const char* format, const std::vector<std::string>& dictionary, std::size_t rows, Word word) {
    Made made;
    made.format = format;
    made.name = std::move(name);
    made.nullable = true;
    made.length = static_cast<std::int64_t>(rows);
    Bytes bitmap((rows + 7) / 8), codes(rows * sizeof(Number));
    for (std::size_t row = 0; row < rows; ++row) {
        const auto code = static_cast<Number>(word(row));
        if (code < 0) {
            ++made.nulls;
            continue;
        }
        std::memcpy(codes.data() + row * sizeof code, &code, sizeof code);
        bitmap[row / 8] = static_cast<unsigned char>(bitmap[row / 8] | 1u << (row % 8));
    }
    made.no_bitmap = made.nulls == 0;
    made.buffers = {std::move(bitmap), std::move(codes)};
    made.dictionary.push_back(texts(dictionary));
    return made;
}

Made verdicts(std::string name, const BulkVerdicts& verdicts, std::size_t rows) {
    static constexpr std::array all{Verdict::met, Verdict::not_met, Verdict::open};
    std::vector<std::string> dictionary;
    for (const Verdict one : all) dictionary.emplace_back(code(one));
    return words<std::int8_t>(std::move(name), "c", dictionary, rows, [&](std::size_t row) -> int {
        if (!verdicts.concerns(row)) return -1;
        return verdicts[row] == Verdict::met ? 0 : verdicts[row] == Verdict::not_met ? 1 : 2;
    });
}

Made stages(std::string name, const Model& model, const std::vector<PredicateIndex>& stages) {
    std::vector<std::string> dictionary;
    std::vector<std::int32_t> place(model.predicates.size(), -1);
    for (PredicateIndex i{0}; i < model.predicates.size(); ++i) {
        if (model.predicates[i].kind != Predicate::Kind::stage) continue;
        place[i] = static_cast<std::int32_t>(dictionary.size());
        dictionary.push_back(model.predicates[i].name);
    }
    return words<std::int32_t>(std::move(name), "i", dictionary, stages.size(),
                               [&](std::size_t row) { return stages[row] == none ? -1 : place[stages[row]]; });
}

std::string metadata(const std::vector<std::pair<std::string, std::string>>& pairs) {
    Bytes bytes;
    append(bytes, static_cast<std::int32_t>(pairs.size()));
    const auto text = [&](const std::string& one) {
        append(bytes, static_cast<std::int32_t>(one.size()));
        bytes.insert(bytes.end(), one.begin(), one.end());
    };
    for (const auto& [key, value] : pairs) {
        text(key);
        text(value);
    }
    return {bytes.begin(), bytes.end()};
}

constexpr unsigned most_digits = 18;

unsigned digits_of(const ExportOptions& options) { return std::min(options.digits, most_digits); }

/// Whether this many units of the last decimal place fit decimal128(38). Precondition: units >= 0.
bool fits_decimal(Wide units) {
    constexpr Wide beyond = Wide{power_of_ten(18)} * power_of_ten(18) * 100;
    return units < beyond;
}

class Exporter {
public:
    Exporter(const PreparedColumns& prepared, const Columns& columns, const BulkResult& result, const ExportOptions& options)
        : prepared_(prepared), columns_(columns), result_(result), options_(options), digits_(digits_of(options)) {}

    Made run() {
        const Model& model = prepared_.model();
        const BulkOutputs& outputs = prepared_.outputs();
        all_.format = "+s";
        all_.length = static_cast<std::int64_t>(result_.rows);
        all_.buffers.resize(1);
        for (std::size_t i = 0; i < outputs.predicates.size(); ++i) {
            const Predicate& predicate = model.predicates[outputs.predicates[i]];
            all_.children.push_back(verdicts(predicate.name, result_.predicates[i], result_.rows));
            if (!outputs.conditions) continue;
            for (std::size_t c = 0; c < predicate.conditions.size(); ++c)
                all_.children.push_back(
                    verdicts(predicate.name + "/" + predicate.conditions[c].id, result_.conditions[i][c], result_.rows));
        }
        if (outputs.stage) {
            all_.children.push_back(stages("stage/certain", model, result_.stage_certain));
            all_.children.push_back(stages("stage/possible", model, result_.stage_possible));
        }
        for (std::size_t i = 0; i < outputs.nodes.size(); ++i)
            add_scores(model.nodes[outputs.nodes[i]].id, result_.nodes[i], model.nodes[outputs.nodes[i]].thresholds,
                       [n = outputs.nodes[i]](const Evaluated& one) { return one.score(n); });
        for (std::size_t i = 0; i < outputs.views.size(); ++i)
            add_scores(model.views[outputs.views[i]].name, result_.views[i], model.views[outputs.views[i]].thresholds,
                       [v = outputs.views[i]](const Evaluated& one) { return one.view_score(v); });
        if (!options_.integers) write_decimals();
        return std::move(all_);
    }

private:
    /// A decimal column whose values are written by `write_decimals`.
    struct Decimals {
        std::size_t child;
        const std::vector<std::int64_t>* values;
        std::int64_t error;
        const std::vector<Rational>* thresholds;
        CountedDecimals counted;
        std::function<Rational(const Evaluated&)> exact;
    };

    template <class ScoreOf>
    void add_scores(const std::string& name, const BulkScores& scores, const std::vector<Rational>& thresholds,
                    ScoreOf score_of) {
        add_column(name + "/certain", scores.certain, scores.error, thresholds,
                   [=](const Evaluated& one) { return score_of(one).certain; });
        if (prepared_.outputs().possible)
            add_column(name + "/possible", scores.possible, scores.error, thresholds,
                       [=](const Evaluated& one) { return score_of(one).possible; });
    }

    void add_column(std::string name, const std::vector<std::int64_t>& values, std::int64_t error,
                    const std::vector<Rational>& thresholds, std::function<Rational(const Evaluated&)> exact) {
        Made& made = all_.children.emplace_back();
        made.name = std::move(name);
        made.length = static_cast<std::int64_t>(result_.rows);
        made.buffers.resize(2);
        Bytes& bytes = made.buffers[1];
        bytes.resize(result_.rows * (options_.integers ? sizeof(std::int64_t) : sizeof(Wide)));
        if (options_.integers) {
            made.format = "l";
            made.metadata =
                metadata({{"zi.denominator", std::to_string(prepared_.denominator())}, {"zi.error", std::to_string(error)}});
            if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
            return;
        }
        made.format = "d:38," + std::to_string(digits_);
        decimals_.push_back({all_.children.size() - 1, &values, error, &thresholds,
                             CountedDecimals(prepared_.denominator(), digits_, thresholds), std::move(exact)});
    }

    /// Writes the decimals of all scores. If the error bound of a score leaves its last digit undecided, the row is evaluated
    /// exactly, once for all columns.
    void write_decimals() {
        const bool counted = prepared_.holds_scores();
        constexpr std::size_t block = 1024;
        std::vector<std::pair<std::size_t, const Decimals*>> doubtful;
        std::optional<RowEvaluation> exact;
        for (std::size_t first = 0; first < result_.rows; first += block) {
            doubtful.clear();
            for (const Decimals& column : decimals_)
                for (std::size_t row = first; row < std::min(first + block, result_.rows); ++row) {
                    if (!counted) {
                        doubtful.emplace_back(row, &column);
                        continue;
                    }
                    const std::int64_t value = (*column.values)[row];
                    if (const auto shown = column.counted.of(value, column.error))
                        write(column, row, *shown);
                    else if (column.error == 0)
                        write(column, row, Rational(value, prepared_.denominator()));
                    else
                        doubtful.emplace_back(row, &column);
                }
            std::ranges::sort(doubtful);
            for (std::size_t i = 0; i < doubtful.size(); ++i) {
                const auto& [row, column] = doubtful[i];
                if (!exact) exact.emplace(prepared_);
                if (i == 0 || doubtful[i - 1].first != row) exact->assess(columns_, row);
                write(*column, row, column->exact(*exact));
            }
        }
    }

    void write(const Decimals& column, std::size_t row, const Rational& score) {
        const auto shown = fixed_decimal(score, digits_, *column.thresholds);
        if (!shown || !fits_decimal(*shown)) throw std::range_error("a score exceeds what its node weighs");
        write(column, row, *shown);
    }

    void write(const Decimals& column, std::size_t row, Wide shown) {
        std::memcpy(all_.children[column.child].buffers[1].data() + row * sizeof shown, &shown, sizeof shown);
    }

    const PreparedColumns& prepared_;
    const Columns& columns_;
    const BulkResult& result_;
    const ExportOptions& options_;
    unsigned digits_;
    Made all_;
    std::vector<Decimals> decimals_;
};

}  // namespace

std::optional<Diagnostic> check_export(const PreparedColumns& prepared, const ExportOptions& options) {
    const auto [name, largest] = prepared.largest_score();
    const std::int64_t power = power_of_ten(digits_of(options));
    const auto units =
        floor_of(-largest * Rational(power));  // the negative floor is the ceiling: no decimal of a score is larger
    if (options.integers ? prepared.holds_scores() : units && fits_decimal(-*units)) return std::nullopt;
    const std::string type = options.integers ? "int64" : "decimal128(38, " + std::to_string(digits_of(options)) + ")";
    return Diagnostic{Code::column_range, {std::string(name), largest.shortest(), type}};
}

void export_result(const PreparedColumns& prepared, const Columns& columns, const BulkResult& result, ArrowSchema* schema,
                   ArrowArray* array, const ExportOptions& options) {
    if (check_export(prepared, options)) throw std::invalid_argument("scores exceed what their columns hold");
    Made made = Exporter(prepared, columns, result, options).run();
    hand_over(made, schema, array);
}

}  // namespace zi
