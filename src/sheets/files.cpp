// Several files, each of any kind: which they are, what they are taken for, and their units one after the other.
#include "streams.hpp"

#include "zi/sheets.hpp"

#include "zi/files.hpp"

#include "base/ascii.hpp"
#include "base/filled.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <span>
#include <system_error>
#include <utility>

namespace zi {

namespace {

/// Excel keeps a file with such a name beside a workbook that is open; a shell gives it with *.xlsx.
bool is_left_beside(const std::filesystem::path& path) { return path.filename().string().starts_with("~$"); }

/// Files of a folder that may hold units, by name.
std::vector<std::string> files_in(const std::filesystem::path& folder) {
    static constexpr std::string_view endings[] = {".json", ".ndjson", ".jsonl", ".csv",  ".tsv",
                                                   ".tab",  ".txt",    ".xlsx",  ".xlsm", ".xls"};
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const std::filesystem::path& path = at->path();
        const std::string ending = lower_case(path.extension().string());
        std::error_code none_such;
        if (!is_left_beside(path) && !path.filename().string().starts_with(".") &&
            std::ranges::find(endings, ending) != std::end(endings) && at->is_regular_file(none_such))
            names.push_back(path.string());
    }
    std::ranges::sort(names);
    return names;
}

/// How long a table in text is that need not be held in memory; nothing: it is short, or something else.
std::optional<std::uintmax_t> long_table(const std::string& path) {
    constexpr std::size_t enough = std::size_t{1} << 16, many = std::size_t{1} << 20;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error || size < many) return std::nullopt;
    const auto begin = read_file(path, enough);
    return begin && units_file(*begin) == UnitsFile::table ? std::optional(size) : std::nullopt;
}

/// Whether its bytes are read from the disk.
bool is_left(const UnitFiles::File& file) { return file.bytes.empty() && file.kind == UnitsFile::table; }

/// The bytes of a file, from where they are. `failed`: some could not be read; it outlives the source.
ByteSource bytes_of(const UnitFiles::File& file, bool& failed) {
    if (!is_left(file))
        return [rest = std::string_view(file.bytes)](std::span<char> buffer) mutable {
            const std::size_t size = rest.copy(buffer.data(), buffer.size());
            rest.remove_prefix(size);
            return size;
        };
    const std::shared_ptr<std::FILE> stream(std::fopen(file.name.c_str(), "rbe"),
                                            [](std::FILE* one) { one != nullptr ? void(std::fclose(one)) : void(); });
    if (!stream) failed = true;
    return [stream, &failed](std::span<char> buffer) {
        if (!stream) return std::size_t{0};
        const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), stream.get());
        failed = failed || std::ferror(stream.get()) != 0;
        return count;
    };
}

bool can_be_read(const UnitFiles::File& file) {
    bool failed = false;
    static_cast<void>(bytes_of(file, failed));
    return !failed;
}

/// A table or workbook. False: some of its bytes could not be read.
bool read_cells(const Model& model, const UnitFiles::File& file, const SheetOptions& options, const UnitSink& sink) {
    if (!is_left(file)) return read_sheet(model, file.bytes, options, sink), true;
    if (!can_be_read(file)) return false;
    bool failed = false;
    sheets::read_again(
        model, [&] { return bytes_of(file, failed); }, options, sink);
    return !failed;
}

/// The file's name stands with what is said of it.
Diagnostics told_of(Diagnostics problems, const std::string& file) {
    for (Diagnostic& one : problems)
        if (one.file.empty()) one.file = file;
    return problems;
}

Result<Unit> told_of(Result<Unit> unit, const std::string& file) {
    if (!unit) return told_of(unit.diagnostics(), file);
    unit->remarks = told_of(std::move(unit->remarks), file);
    return unit;
}

}  // namespace

Result<UnitFiles> UnitFiles::open(std::vector<Source> sources, const Limits& limits) {
    UnitFiles made;
    std::uintmax_t size = 0;
    const auto add = [&](std::string name, Result<std::string> text, std::uintmax_t left = 0) -> Diagnostics {
        if (!text) return text.diagnostics();
        size += left + text->size();
        if (size > limits.units_bytes && !made.files_.empty())
            return {Diagnostic{Code::unit_limit, {"@units_bytes", std::to_string(limits.units_bytes)}}};
        const UnitsFile kind = left > 0 ? UnitsFile::table : units_file(*text);
        made.files_.push_back({std::move(name), std::move(*text), kind, std::nullopt, std::nullopt});
        return {};
    };
    const bool several = sources.size() > 1;
    for (Source& source : sources) {
        std::error_code error;
        std::vector<std::string> names;
        if (source.bytes) {
            if (auto problems = add(source.name, std::move(*source.bytes)); !problems.empty()) return problems;
        } else if (several && is_left_beside(source.name)) {
            continue;
        } else if (std::filesystem::is_directory(source.name, error)) {
            names = files_in(source.name);
            if (names.empty()) return Diagnostic{Code::no_units_in_folder, {source.name}};
        } else {
            names.push_back(source.name);
        }
        for (const std::string& name : names) {
            const auto left = long_table(name);
            auto text = left ? Result<std::string>(std::string()) : read_file(name, limits.units_bytes);
            if (auto problems = add(name, std::move(text), left.value_or(0)); !problems.empty()) return problems;
        }
    }
    return made;
}

bool UnitFiles::kawasan() const {
    return std::ranges::any_of(files_, [](const File& file) {
        return file.kind == UnitsFile::json && file.bytes.find("members\"") != std::string::npos;
    });
}

void UnitFiles::look(const Model& model, SheetOptions options) {
    for (File& file : files_) {
        if (file.kind == UnitsFile::json) {
            file.taken = TakenFor{};
            continue;
        }
        options.file_name = file.name;
        options.taken = [&](const TakenFor& taken) { file.taken = taken; };
        std::vector<Result<Unit>> units;
        const bool keeps = file.kind != UnitsFile::table;
        const UnitSink take = [&](Result<Unit> unit) {
            if (keeps) units.push_back(std::move(unit));
            return keeps;
        };
        read_cells(model, file, options, take);
        if (keeps) file.units = std::move(units);
    }
}

void UnitFiles::read(const Model& model, SheetOptions options, const UnitSink& sink, const SharedEvidence* shared,
                     const std::function<void(std::size_t, const TakenFor&)>& taken) const {
    const bool several = files_.size() > 1;
    std::set<std::string, std::less<>> ids;
    bool going = true;
    for (std::size_t i = 0; i < files_.size() && going; ++i) {
        const File& file = files_[i];
        const UnitSink take = [&](Result<Unit> unit) {
            if (unit && several && !ids.insert(unit->id).second) {
                Diagnostic twice{Code::duplicate_unit, {unit->id}};
                twice.unit = unit->id;
                unit = std::move(twice);
            }
            if (several || file.kind != UnitsFile::json) unit = told_of(std::move(unit), file.name);
            return going = sink(std::move(unit));
        };
        if (file.units) {
            for (const Result<Unit>& unit : *file.units)
                if (!take(unit)) break;
            continue;
        }
        if (file.kind == UnitsFile::json) {
            if (taken) taken(i, {});
            read_units(model, file.bytes, options.limits, take, shared, options.bad_values);
            continue;
        }
        options.file_name = file.name;
        options.taken = [&](const TakenFor& found) {
            if (taken) taken(i, found);
        };
        if (!read_cells(model, file, options, take) && going) take(Diagnostic{Code::file_unreadable, {file.name}});
    }
}

void UnitFiles::read_columns(std::size_t place, std::shared_ptr<const Model> model, SheetOptions options,
                             const ColumnsSink& sink, std::size_t batch_rows,
                             const std::function<void(const TakenFor&)>& taken) const {
    const File& file = files_[place];
    if (file.kind != UnitsFile::table) return void(sink.refused({}));
    options.file_name = file.name;
    options.taken = taken;
    ColumnsSink named;
    named.refused = [&](RefusedRow row) {
        row.diagnostics = told_of(std::move(row.diagnostics), file.name);
        return sink.refused(std::move(row));
    };
    named.batch = [&](ColumnsBatch batch) {
        for (ColumnsBatch::Remarks& one : batch.remarks) one.diagnostics = told_of(std::move(one.diagnostics), file.name);
        return sink.batch(std::move(batch));
    };
    bool failed = !can_be_read(file);
    if (!failed)
        sheets::read_again_in_columns(
            std::move(model), [&] { return bytes_of(file, failed); }, options, named, batch_rows);
    if (failed) sink.refused({0, {Diagnostic{Code::file_unreadable, {file.name}}}});
}

std::string phrase(const TakenFor& taken, Language language) {
    const bool english = language == Language::english;
    std::string what;
    if (taken.file == UnitsFile::json) {
        what = "JSON";
    } else if (taken.file == UnitsFile::table) {
        const char* separator = taken.separator == ';'    ? (english ? "semicolons" : "titik koma")
                                : taken.separator == ','  ? (english ? "commas" : "koma")
                                : taken.separator == '\t' ? (english ? "tabs" : "tab")
                                                          : (english ? "separators" : "pemisah");
        what = filled(Chosen{english ? "a table with {}" : "tabel dengan {}"}, separator);
        if (taken.utf16) what += " (UTF-16)";
    } else {
        what = filled(Chosen{english ? "workbook, sheet `{}`" : "buku kerja, lembar `{}`"}, plain(taken.sheet));
    }
    if (!taken.layout.empty()) what += filled(Chosen{english ? ", layout {}" : ", tata letak {}"}, plain(taken.layout));
    if (taken.id_from == TakenFor::IdFrom::name_cell)
        what += filled(Chosen{english ? ", id from {}" : ", id dari {}"}, plain(taken.name_cell));
    if (taken.id_from == TakenFor::IdFrom::file_name) what += english ? ", id from the file's name" : ", id dari nama berkas";
    return what;
}

}  // namespace zi
