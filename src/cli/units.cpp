#include "units.hpp"

#include "files.hpp"

#include "zi/files.hpp"

#include "base/filled.hpp"

#include <cstdio>
#include <utility>

namespace zi::cli {

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
    std::vector<zi::UnitFiles::Source> sources;
    for (const std::string& path : paths) {
        sources.push_back({path, std::nullopt});
        if (path != "-") continue;
        auto text = read_standard_input(Limits{}.units_bytes);
        if (!text) return text.diagnostics();
        sources.back().bytes = std::move(*text);
    }
    auto files = zi::UnitFiles::open(std::move(sources));
    if (!files) return files.diagnostics();
    units->files_ = std::move(*files);
    units->told_.resize(units->files_.files().size());
    return units;
}

const std::string* UnitFiles::only_json() const {
    const auto& files = files_.files();
    return files.size() == 1 && files.front().kind == UnitsFile::json ? &files.front().bytes : nullptr;
}

std::vector<std::string> UnitFiles::names() const {
    std::vector<std::string> names;
    for (const zi::UnitFiles::File& file : files_.files()) names.push_back(file.name);
    return names;
}

bool UnitFiles::kawasan() const { return files_.kawasan(); }

bool UnitFiles::attributes() const { return files_.attributes(); }

UnitsReader UnitFiles::reader(const Model& model, Date as_of, Language language) {
    return [this, &model, as_of, language](const Limits& limits, const UnitSink& sink, const SharedEvidence* shared,
                                           BadValues bad_values) {
        SheetOptions options;
        options.layout = layout_ ? &*layout_ : nullptr;
        options.as_of = as_of;
        options.bad_values = bad_values;
        options.limits = limits;
        files_.read(model, options, sink, shared, [&](std::size_t file, const TakenFor& taken) {
            if (told_[file] || only_json()) return;
            told_[file] = true;
            std::fputs(filled("zi: {}: {}\n", plain(files_.files()[file].name), phrase(taken, language)).c_str(), stderr);
        });
    };
}

Result<std::string> UnitFiles::filled_in(const Model& model, Date as_of, const std::vector<Assessed>& assessed,
                                         Language language) const {
    if (files_.files().size() != 1) return Diagnostic{Code::not_filled, {"@fill_not_workbook"}};
    const zi::UnitFiles::File& file = files_.files().front();
    SheetOptions options;
    options.file_name = file.name;
    options.layout = layout_ ? &*layout_ : nullptr;
    options.as_of = as_of;
    auto filled = fill_xlsx(model, file.bytes, options, assessed, language);
    if (filled) return filled;
    Diagnostics problems = filled.diagnostics();
    for (Diagnostic& one : problems) one.file = file.name;
    return problems;
}

}  // namespace zi::cli
