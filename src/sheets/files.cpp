// Several files, each of any kind: which they are, what they are taken for, and their units one after the other.
#include "zi/sheets.hpp"

#include "zi/files.hpp"

#include "base/ascii.hpp"
#include "base/filled.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
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
    std::size_t size = 0;
    const auto add = [&](std::string name, Result<std::string> text) -> Diagnostics {
        if (!text) return text.diagnostics();
        size += text->size();
        if (size > limits.units_bytes && !made.files_.empty())
            return {Diagnostic{Code::unit_limit, {"@units_bytes", std::to_string(limits.units_bytes)}}};
        const UnitsFile kind = units_file(*text);
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
        for (const std::string& name : names)
            if (auto problems = add(name, read_file(name, limits.units_bytes)); !problems.empty()) return problems;
    }
    return made;
}

bool UnitFiles::kawasan() const {
    return std::ranges::any_of(files_, [](const File& file) {
        return file.kind == UnitsFile::json && file.bytes.find("members\"") != std::string::npos;
    });
}

bool UnitFiles::attributes() const {
    return std::ranges::any_of(files_, [](const File& file) {
        switch (file.kind) {
            case UnitsFile::json: return file.bytes.find("attributes\"") != std::string::npos;
            case UnitsFile::portalrb: return false;
            case UnitsFile::table:  // its head says so, in UTF-16 in other bytes
                return file.bytes.starts_with("\xFF\xFE") || file.bytes.starts_with("\xFE\xFF") ||
                       file.bytes.find("attributes.") != std::string::npos;
            case UnitsFile::xlsx:
            case UnitsFile::other_workbook: break;
        }
        return true;
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
        read_sheet(model, file.bytes, options, [&](Result<Unit> unit) {
            if (keeps) units.push_back(std::move(unit));
            return keeps;
        });
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
        read_sheet(model, file.bytes, options, take);
    }
}

std::string phrase(const TakenFor& taken, Language language) {
    const bool english = language == Language::english;
    std::string what;
    if (taken.file == UnitsFile::json || taken.file == UnitsFile::portalrb) {
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
