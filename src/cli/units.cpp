#include "units.hpp"

#include "files.hpp"

#include "zi/files.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>
#include <system_error>

namespace zi::cli {

namespace {

/// Excel keeps a file with this name beside a workbook that is open.
bool is_left_beside(std::string_view name) { return name.starts_with("~$"); }

/// Files of a folder that may hold units, by name.
std::vector<std::string> files_in(const std::filesystem::path& folder) {
    static constexpr std::string_view endings[] = {".json", ".ndjson", ".jsonl", ".csv",  ".tsv",
                                                   ".tab",  ".txt",    ".xlsx",  ".xlsm", ".xls"};
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        std::string ending = entry.path().extension().string();
        std::ranges::transform(ending, ending.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        if (!is_left_beside(name) && !name.starts_with(".") && std::ranges::find(endings, ending) != std::end(endings) &&
            entry.is_regular_file(error))
            names.push_back(entry.path().string());
    }
    std::ranges::sort(names);
    return names;
}

Result<std::string> content(const std::string& path) {
    return path == "-" ? read_standard_input(Limits{}.units_bytes) : read_file(path, Limits{}.units_bytes);
}

}  // namespace

Result<std::shared_ptr<UnitFiles>> UnitFiles::open(const std::vector<std::string>& paths, const std::string& layout) {
    auto units = std::make_shared<UnitFiles>();
    if (!layout.empty()) {
        const auto text = read_file(layout, Limits{}.file_bytes);
        if (!text) return text.diagnostics();
        auto read = read_layout(*text);
        if (!read) {
            Diagnostics problems = read.diagnostics();
            for (Diagnostic& problem : problems) problem.file = layout;
            return problems;
        }
        units->layout_ = std::move(*read);
    }
    std::vector<std::string> names;
    for (const std::string& path : paths) {
        std::error_code error;
        // A shell gives it with *.xlsx.
        if (paths.size() > 1 && is_left_beside(std::filesystem::path(path).filename().string())) continue;
        if (path == "-" || !std::filesystem::is_directory(path, error)) {
            names.push_back(path);
            continue;
        }
        std::vector<std::string> inside = files_in(path);
        if (inside.empty()) return Diagnostic{Code::no_units_in_folder, {path}};
        names.insert(names.end(), inside.begin(), inside.end());
    }
    std::size_t size = 0;
    for (const std::string& name : names) {
        auto text = content(name);
        if (!text) return text.diagnostics();
        size += text->size();
        if (size > Limits{}.units_bytes && names.size() > 1)
            return Diagnostic{Code::unit_limit, {"@units_bytes", std::to_string(Limits{}.units_bytes)}};
        const UnitsFile kind = units_file(*text);
        units->files_.push_back({name, std::move(*text), kind, false});
    }
    return units;
}

const std::string* UnitFiles::only_json() const {
    return files_.size() == 1 && files_.front().kind == UnitsFile::json ? &files_.front().text : nullptr;
}

bool UnitFiles::kawasan() const {
    return std::ranges::any_of(files_, [](const File& file) {
        return file.kind == UnitsFile::json && file.text.find("members\"") != std::string::npos;
    });
}

bool UnitFiles::attributes() const {
    return std::ranges::any_of(files_, [](const File& file) {
        switch (file.kind) {
            case UnitsFile::json: return file.text.find("attributes\"") != std::string::npos;
            case UnitsFile::portalrb: return false;
            case UnitsFile::table:  // its head says so, in UTF-16 in other bytes
                return file.text.starts_with("\xFF\xFE") || file.text.starts_with("\xFE\xFF") ||
                       file.text.find("attributes.") != std::string::npos;
            case UnitsFile::xlsx:
            case UnitsFile::other_workbook: break;
        }
        return true;
    });
}

void UnitFiles::tell(File& file, const TakenFor& taken, Language language) const {
    if (std::exchange(file.told, true)) return;
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
    std::fputs(filled("zi: {}: {}\n", plain(file.name), what).c_str(), stderr);
}

UnitsReader UnitFiles::reader(const Model& model, Date as_of, Language language) {
    return [this, &model, as_of, language](const Limits& limits, const UnitSink& sink, const SharedEvidence* shared,
                                           BadValues bad_values) {
        const bool several = files_.size() > 1;
        std::set<std::string, std::less<>> ids;
        bool going = true;
        for (File& file : files_) {
            if (!going) break;
            const UnitSink take = [&](Result<Unit> unit) {
                if (unit && several && !ids.insert(unit->id).second) {
                    Diagnostic taken{Code::duplicate_unit, {unit->id}};
                    taken.unit = unit->id;
                    unit = std::move(taken);
                }
                if (several || file.kind != UnitsFile::json) {
                    Diagnostics named = unit ? std::move(unit->remarks) : unit.diagnostics();
                    for (Diagnostic& one : named)
                        if (one.file.empty()) one.file = file.name;
                    if (unit)
                        unit->remarks = std::move(named);
                    else
                        unit = std::move(named);
                }
                return going = sink(std::move(unit));
            };
            if (file.kind == UnitsFile::json) {
                if (several) tell(file, {}, language);
                read_units(model, file.text, limits, take, shared, bad_values);
                continue;
            }
            SheetOptions options;
            options.file_name = file.name;
            options.layout = layout_ ? &*layout_ : nullptr;
            options.as_of = as_of;
            options.bad_values = bad_values;
            options.limits = limits;
            options.taken = [&](const TakenFor& taken) { tell(file, taken, language); };
            read_sheet(model, file.text, options, take);
        }
    };
}

}  // namespace zi::cli
