// Assessments and readiness as typed cells; and what the tables of all results have in common.
#include "carried.hpp"
#include "cells.hpp"
#include "phrases.hpp"
#include "readiness_words.hpp"

#include "base/filled.hpp"

namespace zi {

void add_range_heads(std::vector<std::string>& heads, const std::string& of, Language language) {
    const bool indonesian = language == Language::indonesian;
    heads.push_back(of + (indonesian ? ", pasti" : ", certain"));
    heads.push_back(of + (indonesian ? ", mungkin" : ", possible"));
}

void add_stage_heads(std::vector<std::string>& heads, const Model& model, Language language) {
    if (has_stages(model)) add_range_heads(heads, language == Language::indonesian ? "Tahap" : "Stage", language);
}

ResultTable empty_findings(Language language) {
    if (language == Language::indonesian)
        return {"Temuan", {"Unit", "Berkas", "Lembar", "Sel", "Jalur", "Jenis", "Kode", "Temuan", "Bantuan"}, {}};
    return {"Findings", {"Unit", "File", "Sheet", "Cell", "Path", "Kind", "Code", "Finding", "Help"}, {}};
}

namespace {

/// "'LKE ZI'!K11" as "LKE ZI" and "K11".
std::pair<std::string, std::string> sheet_and_cell(const std::string& place) {
    const std::size_t mark = place.rfind('!');
    if (mark == std::string::npos) return {"", place};
    std::string sheet = place.substr(0, mark);
    if (sheet.size() > 1 && sheet.front() == '\'') {
        std::string name;
        for (std::size_t i = 1; i + 1 < sheet.size(); ++i) {
            name += sheet[i];
            if (sheet[i] == '\'' && sheet[i + 1] == '\'') ++i;
        }
        sheet = std::move(name);
    }
    return {std::move(sheet), place.substr(mark + 1)};
}

void add_finding(ResultTable& findings, const Diagnostic& one, const std::string& unit, Language language) {
    const bool indonesian = language == Language::indonesian;
    const bool is_error = severity(one.code) == Severity::error;
    const auto [sheet, cell] = sheet_and_cell(one.cell);
    findings.rows.push_back({text_cell(unit), text_cell(one.file), text_cell(sheet), text_cell(cell), text_cell(one.path),
                             is_error ? text_cell(indonesian ? "galat" : "error", ResultCell::Tone::bad)
                                      : text_cell(indonesian ? "peringatan" : "warning", ResultCell::Tone::open),
                             text_cell(code_name(one.code)), text_cell(message(one, language)),
                             text_cell(help(one, language))});
}

std::size_t cells_of(const ResultTable& table) { return (1 + table.rows.size()) * table.heads.size(); }

}  // namespace

void add_findings(ResultTable& findings, const Model& model, const Unit& unit, Language language) {
    for (const Diagnostic& one : unit.remarks) add_finding(findings, one, unit.id, language);
    for (const Diagnostic& one : remarks_on(model, unit)) add_finding(findings, one, unit.id, language);
}

void add_findings(ResultTable& findings, const Diagnostics& diagnostics, Language language) {
    for (const Diagnostic& one : diagnostics) add_finding(findings, one, one.unit, language);
}

ResultTables result_of(const Model& model, Date as_of, std::vector<ResultTable> tables, ResultTable findings,
                       const std::vector<std::pair<std::string, ResultCell>>& about, Language language) {
    const bool indonesian = language == Language::indonesian;
    ResultTable last{indonesian ? "Tentang" : "About", {indonesian ? "Hal" : "What", indonesian ? "Isi" : "Value"}, {}};
    last.rows.push_back({text_cell(indonesian ? "Lembar kerja" : "Worksheet"), text_cell(model.title.in(language))});
    last.rows.push_back({text_cell(indonesian ? "Tanggal" : "As of"), day_cell(as_of)});
    for (const auto& [what, value] : about) last.rows.push_back({text_cell(what), value});
    tables.push_back(std::move(findings));
    tables.push_back(std::move(last));
    return {std::string(model.title.in(language)), as_of, std::move(tables)};
}

std::size_t ResultTables::cells() const {
    std::size_t count = 0;
    for (const ResultTable& one : tables) count += cells_of(one);
    return count;
}

// ---- Assessments -----------------------------------------------------------------------------------------------------

AssessmentTables::AssessmentTables(const Model& model, Date as_of, std::vector<std::string> attributes, Language language)
    : model_(model),
      as_of_(as_of),
      attributes_(std::move(attributes)),
      language_(language),
      findings_(empty_findings(language)) {
    const bool indonesian = language == Language::indonesian;
    units_.name = indonesian ? "Penilaian" : "Assessments";
    units_.fixed = 2;
    units_.heads = {"Unit", indonesian ? "Nama" : "Name"};
    for (const std::string& name : attributes_) units_.heads.push_back(attribute_title(model, name, language));
    add_stage_heads(units_.heads, model, language);
    for (const Predicate& predicate : model.predicates)
        if (!is_stage(predicate)) units_.heads.push_back(titled(predicate, language));
    for (const Node& node : model.nodes)
        if (node.question == none)
            add_range_heads(units_.heads,
                            &node == &model.nodes.front() ? "Total" : filled("{} {}", node.id, node.title.in(language)),
                            language);
    for (const View& view : model.views)
        add_range_heads(units_.heads, filled("{} ({})", view.title.in(language), view.name), language);
}

void AssessmentTables::add(const Unit& unit, const Assessment& assessment) {
    ResultRow row{text_cell(unit.id), text_cell(unit.name)};
    row.reserve(units_.heads.size());
    for (const std::string& name : attributes_) row.push_back(text_cell(attribute_of(unit, name)));
    add_stage(row, model_, assessment.stage, language_);
    for (std::size_t i = 0; i < model_.predicates.size(); ++i) {
        if (is_stage(model_.predicates[i])) continue;
        const PredicateResult& one = assessment.predicates[i];
        row.push_back(one.concerned ? verdict_cell(one.verdict, language_) : unconcerned_cell(language_));
    }
    for (std::size_t i = 0; i < model_.nodes.size(); ++i)
        if (model_.nodes[i].question == none) add_score(row, assessment.nodes[i], model_.nodes[i].thresholds);
    for (std::size_t i = 0; i < model_.views.size(); ++i) add_score(row, assessment.views[i], model_.views[i].thresholds);
    units_.rows.push_back(std::move(row));
    add_findings(findings_, model_, unit, language_);
}

void AssessmentTables::refuse(const Diagnostics& diagnostics) { add_findings(findings_, diagnostics, language_); }

std::size_t AssessmentTables::cells() const { return cells_of(units_) + cells_of(findings_); }

ResultTables AssessmentTables::tables() && {
    std::vector<ResultTable> tables;
    tables.push_back(std::move(units_));
    return result_of(model_, as_of_, std::move(tables), std::move(findings_), {}, language_);
}

// ---- Readiness -------------------------------------------------------------------------------------------------------

ReadinessTables::ReadinessTables(const Model& model, Date as_of, PredicateIndex target, std::vector<std::string> attributes,
                                 Language language)
    : model_(model),
      as_of_(as_of),
      target_(target),
      attributes_(std::move(attributes)),
      language_(language),
      findings_(empty_findings(language)) {
    const bool indonesian = language == Language::indonesian;
    units_.name = indonesian ? "Kesiapan" : "Readiness";
    units_.fixed = 2;
    units_.heads = {"Unit", indonesian ? "Nama" : "Name"};
    for (const std::string& name : attributes_) units_.heads.push_back(attribute_title(model, name, language));
    add_stage_heads(units_.heads, model, language);
    units_.heads.push_back(titled(model.predicates[target], language));
    add_range_heads(units_.heads, indonesian ? "Kesiapan" : "Readiness", language);
    units_.heads.push_back(indonesian ? "Kendala utama" : "Binding condition");
    units_.heads.push_back(indonesian ? "Skor kendala utama" : "Share of it");
    conditions_.name = indonesian ? "Syarat" : "Conditions";
    conditions_.fixed = 2;
    conditions_.heads = {"Unit", indonesian ? "Syarat" : "Condition", indonesian ? "Keadaan" : "State"};
    add_range_heads(conditions_.heads, indonesian ? "Skor" : "Share", language);
    conditions_.heads.push_back(indonesian ? "Yang ada dan yang disyaratkan" : "What there is and what is asked");
}

void ReadinessTables::add(const Unit& unit, const Assessment& assessment, const Readiness& readiness) {
    ResultRow row{text_cell(unit.id), text_cell(unit.name)};
    for (const std::string& name : attributes_) row.push_back(text_cell(attribute_of(unit, name)));
    add_stage(row, model_, assessment.stage, language_);
    const bool concerned = readiness.concerned, binds = readiness.binding != none;
    row.push_back(concerned ? verdict_cell(readiness.verdict, language_) : unconcerned_cell(language_));
    const auto share_cell = [](const Rational& share) {
        return ResultCell{ResultCell::Kind::percent, percent(share), ResultCell::Tone::plain};
    };
    row.push_back(concerned ? share_cell(readiness.figure.certain) : ResultCell());
    row.push_back(concerned ? share_cell(readiness.figure.possible) : ResultCell());
    const auto called = [&](const ConditionReadiness& one) { return text_cell(row_title(model_, readiness, one, language_)); };
    row.push_back(binds ? called(readiness.conditions[readiness.binding]) : ResultCell());
    row.push_back(binds ? share_cell(readiness.conditions[readiness.binding].share.certain) : ResultCell());
    units_.rows.push_back(std::move(row));
    for (const ConditionReadiness& one : readiness.conditions)
        conditions_.rows.push_back({text_cell(unit.id), called(one), verdict_cell(one.verdict, language_),
                                    share_cell(one.share.certain), share_cell(one.share.possible),
                                    text_cell(row_comparison(model_, unit, assessment, one, language_))});
    add_findings(findings_, model_, unit, language_);
}

void ReadinessTables::refuse(const Diagnostics& diagnostics) { add_findings(findings_, diagnostics, language_); }

std::size_t ReadinessTables::cells() const { return cells_of(units_) + cells_of(conditions_) + cells_of(findings_); }

ResultTables ReadinessTables::tables() && {
    const bool indonesian = language_ == Language::indonesian;
    std::vector<ResultTable> tables;
    tables.push_back(std::move(units_));
    tables.push_back(std::move(conditions_));
    return result_of(model_, as_of_, std::move(tables), std::move(findings_),
                     {{indonesian ? "Predikat yang dituju" : "Predicate aimed at",
                       text_cell(titled(model_.predicates[target_], language_))}},
                     language_);
}

}  // namespace zi
