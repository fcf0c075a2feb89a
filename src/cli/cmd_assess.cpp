// zi assess RULES UNITS: scores, predicates and eligibility of many units.
#include "command.hpp"
#include "progress.hpp"

#include "zi/read_columns.hpp"
#include "zi/report.hpp"

#include "base/filled.hpp"
#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <iterator>
#include <memory>
#include <mutex>
#include <span>

namespace zi::cli {

namespace {

/// One output format, called for every assessed and refused unit in order. False: output failed; no more calls are needed.
class Output {
public:
    virtual ~Output() = default;
    virtual void begin() {}
    virtual bool unit(const Unit& unit, const Assessment& assessment) = 0;
    virtual void refused(const Diagnostics&) {}
    /// `status`, or another where the output does not arrive.
    virtual int end(int status) { return status; }
};

class JsonOutput : public Output {
public:
    JsonOutput(const Model& model, Date as_of, Language language, const Groups* groups)
        : model_(model), language_(language), groups_(groups), json_(UnitsJson::assessments(model, as_of)) {}
    void begin() override { write_out(json_.begin()); }
    bool unit(const Unit& unit, const Assessment& assessment) override {
        return write_out(json_.add(to_json(model_, unit, assessment)));
    }
    void refused(const Diagnostics& diagnostics) override { json_.refuse(diagnostics, language_); }
    int end(int status) override { return write_out(groups_ ? json_.end(*groups_) : json_.end()), status; }

private:
    const Model& model_;
    Language language_;
    const Groups* groups_;
    UnitsJson json_;
};

class CsvOutput : public Output {
public:
    CsvOutput(const Model& model, std::vector<std::string> attributes, CsvStyle style)
        : model_(model), attributes_(std::move(attributes)), style_(style) {}
    void begin() override { write_out(csv_header(model_, attributes_, style_)); }
    bool unit(const Unit& unit, const Assessment& assessment) override {
        return write_out(csv_row(model_, unit, assessment, attributes_, style_));
    }

private:
    const Model& model_;
    std::vector<std::string> attributes_;
    CsvStyle style_;
};

class TableOutput : public Output {
public:
    TableOutput(Table table, Language language) : table_(std::move(table)), language_(language) {}
    bool unit(const Unit& unit, const Assessment& assessment) override { return table_.add(unit, assessment), true; }
    void refused(const Diagnostics&) override { ++refused_; }
    int end(int status) override {
        write_out(table_.text());
        if (refused_ > 0) write_out(filled("  {}: {}\n", language_ == Language::indonesian ? "ditolak" : "refused", refused_));
        return status;
    }

private:
    Table table_;
    Language language_;
    std::size_t refused_ = 0;
};

struct Options : AssessOptions {
    std::string format = "table";
    TableOption table;
    ExcelOption excel;
    WorkbookOption workbook;
    std::string fill;  ///< a copy of the workbook that came in
};

class WorkbookOutput : public Output {
public:
    WorkbookOutput(const Options& options, const Input& input, std::vector<std::string> attributes)
        : options_(options),
          input_(input),
          tables_(input.model(), input.inquiry.as_of(), std::move(attributes), options.language) {}
    bool unit(const Unit& unit, const Assessment& assessment) override {
        tables_.add(unit, assessment);
        return tables_.cells() <= WorkbookLimits{}.cells;  // else it is refused in the end, and the rest need not be kept
    }
    void refused(const Diagnostics& diagnostics) override { tables_.refuse(diagnostics); }
    int end(int status) override { return options_.workbook.write(std::move(tables_).tables(), options_, input_, status); }

private:
    const Options& options_;
    const Input& input_;
    AssessmentTables tables_;
};

/// A line a group, once all units are known.
class GroupsOutput : public Output {
public:
    GroupsOutput(Groups& groups, const Options& options, const Input& input, std::size_t width)
        : groups_(groups), options_(options), input_(input), width_(width) {}
    bool unit(const Unit&, const Assessment&) override { return true; }
    void refused(const Diagnostics& diagnostics) override { groups_.refuse(diagnostics); }
    int end(int status) override {
        if (options_.format == "xlsx") return options_.workbook.write(groups_.tables(), options_, input_, status);
        write_out(options_.format == "csv" ? groups_.csv(options_.excel.style()) : groups_.table(width_));
        return status;
    }

private:
    Groups& groups_;
    const Options& options_;
    const Input& input_;
    std::size_t width_;
};

// ---- In columns: many units at once, where nothing but their scores and verdicts is asked for ---------------------

/// Is every unit assessed from its own text alone, with no option or file that adds to it? Texts over the limit are left to
/// read_units to refuse.
bool as_they_stand(const Options& options, const Input& input) {
    const std::string* const json = input.units->only_json();
    return json && json->size() <= Limits{}.units_bytes && options.unit.empty() && input.inquiry.as_they_stand() &&
           !input.units->attributes() && input.model().attributes.empty() && options.table.where.empty() &&
           options.table.by.empty();
}

/// Chunks of a text: whole lines, at least one chunk for each processor.
std::vector<std::string_view> pieces(std::string_view text) {
    constexpr std::size_t least = std::size_t{1} << 20, most = std::size_t{8} << 20;
    const std::size_t size = std::clamp(text.size() / processors() + 1, least, most);
    std::vector<std::string_view> all;
    while (!text.empty()) {
        const std::size_t end = text.size() <= size ? text.npos : text.find('\n', size - 1);
        all.push_back(text.substr(0, end == text.npos ? end : end + 1));
        text.remove_prefix(all.back().size());
    }
    return all;
}

/// Are all ids distinct? Sorted rather than hashed: ids are untrusted input.
bool ids_differ(const std::vector<ColumnsBatch>& batches) {
    std::vector<std::string_view> ids;
    for (const ColumnsBatch& batch : batches) ids.insert(ids.end(), batch.ids.begin(), batch.ids.end());
    if (!std::ranges::is_sorted(ids)) std::ranges::sort(ids);  // they often are already
    return std::ranges::adjacent_find(ids) == ids.end();
}

/// NDJSON whose every line is valid; nullopt otherwise: the reader of units reports the errors.
std::optional<std::vector<ColumnsBatch>> read_in_columns(const Input& input, const BulkOutputs& outputs) {
    // The wider a row, the fewer rows in a batch.
    ReadColumnsOptions options;
    options.batch_rows = std::clamp((std::size_t{1} << 22) / (1 + outputs.nodes.size() + outputs.views.size()),
                                    std::size_t{128}, options.batch_rows);
    const std::vector<std::string_view> texts = pieces(input.inquiry.text());
    std::vector<std::vector<ColumnsBatch>> read(texts.size());
    std::atomic<bool> sound{true};
    std::mutex mutex;
    Progress progress;
    in_parallel(texts.size(), processors(), [&](std::size_t i) {
        std::string_view left = texts[i];
        if (i > 0 && left.starts_with("\xEF\xBB\xBF")) sound = false;  // allowed at the start of the text, not of a chunk
        const ByteSource source = [&](std::span<char> buffer) {
            if (!sound) return std::size_t{0};
            const std::size_t size = left.copy(buffer.data(), buffer.size());
            left.remove_prefix(size);
            return size;
        };
        ColumnsSink sink;  // remarks are only collected when units are read
        // Line 0: there is none. A part may be blank.
        sink.refused = [&](const RefusedRow& row) { return row.line == 0 || (sound = false); };
        sink.batch = [&](ColumnsBatch batch) {
            const std::lock_guard lock(mutex);
            progress.step(batch.ids.size());
            if (!batch.remarks.empty()) sound = false;
            read[i].push_back(std::move(batch));
            return sound.load();
        };
        read_columns_ndjson(input.rules.model, input.inquiry.as_of(), source, {}, sink, options);
    });
    std::vector<ColumnsBatch> all;
    for (std::vector<ColumnsBatch>& batches : read) std::ranges::move(batches, std::back_inserter(all));
    return sound && !all.empty() && ids_differ(all) ? std::optional(std::move(all)) : std::nullopt;
}

/// As CSV, in the order of the batches; nothing, if they have to be read one by one.
std::optional<int> assess_in_columns(const Options& options, const Input& input) {
    if (options.format != "csv" || !as_they_stand(options, input)) return std::nullopt;
    const PreparedColumns prepared(input.inquiry.program(), input.inquiry.as_of(), csv_outputs(input.model()));
    if (!prepared.integral()) return std::nullopt;
    auto read = read_in_columns(input, prepared.outputs());
    if (!read) return std::nullopt;
    std::vector<ColumnsBatch>& batches = *read;
    bool written = write_out(csv_header(input.model(), {}, options.excel.style()));
    std::vector<std::string> rows(processors());
    std::vector<Diagnostics> remarks(processors());
    for (std::size_t first = 0; written && first < batches.size(); first += rows.size()) {
        const std::size_t count = std::min(rows.size(), batches.size() - first);
        in_parallel(count, count, [&](std::size_t i) {
            const ColumnsBatch& batch = batches[first + i];
            remarks[i] = remarks_on(batch.columns, batch.ids);
            rows[i] = csv_rows(prepared, batch.columns, assess_columns(prepared, batch.columns), batch.ids, batch.names,
                               options.excel.style());
        });
        for (std::size_t i = 0; i < count; ++i) {
            complain(remarks[i], options.language);
            written = written && write_out(rows[i]);
            const ColumnsBatch no_longer_needed = std::move(batches[first + i]);
        }
    }
    return done;
}

// ---- One by one ---------------------------------------------------------------------------------------------------

int run(const Options& options) {
    auto input = open_input(options);
    if (!input) return refused;
    if (options.fill.empty())
        if (const auto status = assess_in_columns(options, *input)) return *status;
    const Model& model = input->model();
    const Language language = options.language;
    const std::vector<std::string> attributes = input->attributes();
    TableOptions shown = options.table.get();
    shown.attributes = attributes;
    Table table(model, input->inquiry.as_of(), language, shown);
    if (!table.problems().empty()) return complain(table.problems(), language), usage;
    // Other formats leave out the same units.
    const Table rows(model, input->inquiry.as_of(), language, shown);
    std::optional<Groups> groups;
    if (!options.table.by.empty()) {
        const auto by = attribute_named(options.table.by, attributes, language);
        if (!by) return usage;
        groups.emplace(model, input->inquiry.as_of(), *by, language);
    }

    // Errors of other units do not matter for a unit chosen by id.
    const auto concerns = [&](const std::string& id) { return options.unit.empty() || id == options.unit; };
    std::size_t refusals = 0;
    const auto report_refused = [&](const Diagnostics& diagnostics) {
        ++refusals;
        complain(diagnostics, language);
    };
    int status = done;

    // All or nothing: validate before writing. Few units are kept in memory; with more, the text is read twice.
    constexpr std::size_t most_kept = 1'000;
    std::vector<Unit> kept;
    std::size_t found = 0;
    const bool looked = !options.keep_going || !options.unit.empty();
    if (looked) {
        Progress progress;
        input->inquiry.each([&](Result<Unit> unit) {
            progress.step();
            if (concerns(unit ? unit->id : unit.diagnostics().front().unit)) {
                ++found;
                if (!unit && !options.keep_going) report_refused(unit.diagnostics());
                if (unit && kept.size() < most_kept) kept.push_back(std::move(*unit));
            }
            return true;
        });
        if (!options.unit.empty() && found == 0) {
            complain({Diagnostic{Code::unknown_unit, {options.unit}}}, language);
            return refused;
        }
        if (refusals > 0) {
            std::fputs(filled(Chosen{language == Language::indonesian
                                         ? "{} masukan ditolak; tidak ada yang dinilai (--keep-going menilai sisanya)\n"
                                         : "{} inputs refused; nothing was assessed (--keep-going assesses the rest)\n"},
                              refusals)
                           .c_str(),
                       stderr);
            return refused;
        }
    }

    std::vector<Assessed> assessed;  // to be put into a copy of their workbook
    const auto filled_copy = [&](int so_far) {
        if (options.fill.empty()) return so_far;
        const auto copy = or_explain(input->units->filled_in(model, input->inquiry.as_of(), assessed, language), language);
        return copy ? write_beside(options.fill, *copy, options, *input, so_far) : int{Status::refused};
    };

    std::unique_ptr<Output> output;
    if (options.format == "json")
        output = std::make_unique<JsonOutput>(model, input->inquiry.as_of(), language, groups ? &*groups : nullptr);
    else if (groups)
        output = std::make_unique<GroupsOutput>(*groups, options, *input, shown.width);
    else if (options.format == "csv")
        output = std::make_unique<CsvOutput>(model, attributes, options.excel.style());
    else if (options.format == "xlsx")
        output = std::make_unique<WorkbookOutput>(options, *input, attributes);
    else
        output = std::make_unique<TableOutput>(std::move(table), language);

    Progress progress;
    output->begin();
    const UnitSink take = [&](Result<Unit> unit) {
        progress.step();
        if (!unit) {
            if (!concerns(unit.diagnostics().front().unit)) return true;
            report_refused(unit.diagnostics());
            output->refused(unit.diagnostics());
        } else if (concerns(unit->id)) {
            if (complain_of(*unit, language)) status = refused;
            complain(remarks_on(model, *unit), language);
            Assessment assessment = input->inquiry.assess(*unit);
            const bool listed = options.format == "table" && !groups;  // it tells how many it leaves out
            if (!listed && !shown.where.empty() && !rows.holds(*unit, assessment)) return true;
            if (groups) groups->add(*unit, assessment);
            const bool going = output->unit(*unit, assessment);
            if (!options.fill.empty()) assessed.push_back({std::move(*unit), std::move(assessment)});
            return going;
        }
        return true;
    };
    if (looked && kept.size() == found)
        for (auto unit = kept.begin(); unit != kept.end() && take(std::move(*unit));) ++unit;
    else
        input->inquiry.each(take);
    return filled_copy(output->end(refusals > 0 ? refused : status));
}

}  // namespace

void add_assess(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command("assess", "nilai unit / assess units");
    options->add(command);
    command.option("--unit", options->unit, "hanya unit ini / only this unit").type("ID");
    command.choice("--format", options->format, "table, json, csv, xlsx", {"table", "json", "csv", "xlsx"});
    options->workbook.add(command);
    command
        .option(
            "--fill", options->fill,
            "salinan buku kerja masukan, dengan nilai, keadaan dan catatan di dalamnya / a copy of the workbook that is read, "
            "with scores, states and remarks in it")
        .type("FILE");
    options->excel.add(command);
    options->table.add(command);
    options->add_keep_going(command);
    command.run([options] {
        if (options->format != "table" && options->table.given()) misplaced("--columns, --sort, --width", "--format table");
        options->excel.check(options->format);
        options->workbook.check(options->format);
        return run(*options);
    });
}

}  // namespace zi::cli
