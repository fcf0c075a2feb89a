// Units from files: workbooks, tables in text, JSON.
#include "read.hpp"

#include "options.hpp"
#include "workbook.hpp"

#ifdef ZI_C_SHEETS
#include "zi/sheets.hpp"
#endif

using namespace zi;

namespace {

#ifdef ZI_C_SHEETS

/// Files, and how they are read.
struct Held {
    UnitFiles files;
    std::optional<Layout> layout;
    SheetOptions options;
};

c::Read::File told_of(const UnitFiles::File& one) {
    c::Read::File file;
    file.name = one.name;
    file.kind = one.kind == UnitsFile::json    ? ZI_FILE_JSON
                : one.kind == UnitsFile::table ? ZI_FILE_TABLE
                : one.kind == UnitsFile::xlsx  ? ZI_FILE_WORKBOOK
                                               : ZI_FILE_OTHER;
    if (!one.taken) return file;
    const TakenFor& taken = *one.taken;
    if (one.kind == UnitsFile::table) file.separator = static_cast<unsigned char>(taken.separator);
    file.sheet = taken.sheet;
    file.layout = taken.layout;
    file.id_cell = taken.name_cell;
    file.words[ZI_INDONESIAN] = phrase(taken, Language::indonesian);
    file.words[ZI_ENGLISH] = phrase(taken, Language::english);
    return file;
}

std::shared_ptr<const c::Read> read_all(std::shared_ptr<const c::Rules> rules, std::vector<UnitFiles::Source> sources,
                                        const zi_read_options& wanted) {
    auto held = std::make_shared<Held>();
    const std::string_view layout = c::bytes(wanted.layout, wanted.layout_size, "options.layout");
    held->options.as_of = c::day_of(wanted.as_of, "options.as_of");
    held->options.bad_values = wanted.bad_values == ZI_LEAVE_OPEN ? BadValues::leave_open : BadValues::refuse_unit;
    held->options.limits = c::limits_of(wanted.limits, "options.limits");
    if (wanted.layout != nullptr) {
        held->layout = c::accepted(read_layout(layout, held->options.limits));
        held->options.layout = &*held->layout;
    }
    held->files = c::accepted(UnitFiles::open(std::move(sources), held->options.limits));
    held->files.look(rules->model(), held->options);
    if (held->options.limits.cancelled()) throw c::Cancelled{};
    held->options.limits.cancel = nullptr;  // which may be gone when somebody asks

    auto read = std::make_shared<c::Read>();
    for (const UnitFiles::File& one : held->files.files()) read->files.push_back(told_of(one));
    read->kawasan = held->files.kawasan();
    read->reader = [held, rules](const Limits& limits, const UnitSink& sink, const SharedEvidence* shared, BadValues) {
        SheetOptions options = held->options;
        options.limits.cancel = limits.cancel;
        held->files.read(rules->model(), options, sink, shared);
    };
    read->filled = [held, rules](const std::vector<Assessed>& assessed, Language language) -> Result<std::string> {
        if (held->files.files().size() != 1) return Diagnostic{Code::not_filled, {"@fill_not_workbook"}};
        const UnitFiles::File& file = held->files.files().front();
        SheetOptions options = held->options;
        options.file_name = file.name;
        auto filled = fill_xlsx(rules->model(), file.bytes, options, assessed, language);
        if (filled) return filled;
        Diagnostics problems = filled.diagnostics();
        for (Diagnostic& one : problems) one.file = file.name;
        return problems;
    };
    read->rules = std::move(rules);
    return read;
}

#endif

/// What every call checks; then reads, where that can be done.
zi_status read(const zi_rules* rules, const char* const* names, const char* names_called, const char* const* data,
               const std::size_t* sizes, std::size_t count, const zi_read_options* options, zi_units** units,
               zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(units, "units");
        const auto held = c::get(rules, "rules").rules;
        c::need(count > 0, "count", "is 0");
        c::need(names != nullptr, names_called, "is NULL");
        for (std::size_t i = 0; i < count; ++i) c::name(names[i], names_called);
        const zi_read_options wanted = c::known_part(options, "options");
        c::need(wanted.bad_values == ZI_REFUSE_UNIT || wanted.bad_values == ZI_LEAVE_OPEN, "options.bad_values",
                "is no zi_bad_values");
        c::need(wanted.reserved == 0, "options.reserved", "is not 0");
        const Date day = c::day_of(wanted.as_of, "options.as_of");
        if (auto problem = check_in_force(held->model(), day)) throw c::Refused{{std::move(*problem)}, nullptr};
#ifdef ZI_C_SHEETS
        std::vector<UnitFiles::Source> sources;
        for (std::size_t i = 0; i < count; ++i) {
            sources.push_back({names[i], std::nullopt});
            if (data != nullptr && data[i] != nullptr) sources.back().bytes = std::string(data[i], sizes[i]);
        }
        out = new zi_units(read_all(held, std::move(sources), wanted));
#else
        (void)data, (void)sizes, (void)out;
        throw c::Unsupported{c::no_sheets};
#endif
    });
}

}  // namespace

zi_status zi_read_files(const zi_rules* rules, const char* const* paths, size_t count, const zi_read_options* options,
                        zi_units** units, zi_error** error) {
    return read(rules, paths, "paths", nullptr, nullptr, count, options, units, error);
}

zi_status zi_read_bytes(const zi_rules* rules, const char* const* names, const char* const* data, const size_t* sizes,
                        size_t count, const zi_read_options* options, zi_units** units, zi_error** error) {
    if (data != nullptr && sizes == nullptr)
        return c::guarded(error, [&] {
            c::place(units, "units");
            c::need(false, "sizes", "is NULL");
        });
    return read(rules, names, "names", data, sizes, count, options, units, error);
}

void zi_units_free(zi_units* units) { c::free_handle(units); }

size_t zi_units_file_count(const zi_units* units) { return c::is(units) ? units->read->files.size() : 0; }

zi_status zi_units_file_at(const zi_units* units, size_t index, int32_t language, zi_units_file* file) {
    if (!c::is(units) || index >= units->read->files.size() || file == nullptr) return ZI_MISUSE;
    const c::Read::File& found = units->read->files[index];
    const zi_units_file filled{0,
                               found.name.c_str(),
                               found.kind,
                               found.separator,
                               found.sheet.c_str(),
                               found.layout.c_str(),
                               found.id_cell.c_str(),
                               found.words[language == ZI_ENGLISH].c_str()};
    return c::hand_out(filled, file);
}
