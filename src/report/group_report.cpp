#include "zi/group_report.hpp"

#include "zi/graph_report.hpp"
#include "zi/report.hpp"

#include "carried.hpp"
#include "cells.hpp"
#include "conditions.hpp"
#include "csv_field.hpp"
#include "graph_names.hpp"
#include "listing.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace zi {

namespace {

/// Units without the attribute have the empty value, and come last.
struct ByValue {
    bool operator()(const std::string& a, const std::string& b) const {
        return a.empty() || b.empty() ? b.empty() && !a.empty() : a < b;
    }
};

std::string value_for_people(const std::string& value, Language language) {
    if (!value.empty()) return plain(value);
    return language == Language::indonesian ? "(tanpa nilai)" : "(none given)";
}

Json head_of_group(const std::string& value) {
    return {{"group", value.empty() ? "none" : "value"}, {"value", value.empty() ? Json(nullptr) : Json(value)}};
}

ResultTable sheet_of(const std::vector<ListColumn>& columns, const char* name) {
    ResultTable sheet{name, {}, {}};
    for (const ListColumn& column : columns) sheet.heads.push_back(column.head);
    return sheet;
}

ResultTable findings_of(const Diagnostics& refused, Language language) {
    ResultTable findings = empty_findings(language);
    add_findings(findings, refused, language);
    return findings;
}

struct PlannedUnits {
    std::size_t units = 0, coached = 0, waiting = 0, impossible = 0;
    std::uint64_t cost = 0;
};

}  // namespace

GroupedReport plan_by_group(const Model& model, const std::vector<Unit>& units, Date as_of, PredicateIndex target,
                            std::uint64_t budget, const PopulationPlan& plan, const std::string& attribute,
                            const Diagnostics& refused, Language language) {
    std::map<std::string_view, const Unit*> by_id;
    for (const Unit& unit : units) by_id.emplace(unit.id, &unit);
    std::vector<char> coached(plan.units.size(), 0);
    for (const std::size_t i : plan.coached) coached[i] = 1;
    std::map<std::string, PlannedUnits, ByValue> groups;
    PlannedUnits all;
    for (std::size_t i = 0; i < plan.units.size(); ++i) {
        const UnitNeed& need = plan.units[i];
        const auto unit = by_id.find(need.id);
        const std::string value(unit == by_id.end() ? std::string_view() : attribute_of(*unit->second, attribute));
        for (PlannedUnits* one : {&groups[value], &all}) {
            ++one->units;
            if (coached[i] != 0) {
                ++one->coached;
                one->cost += need.cost;
            } else if (need.status == PlanStatus::impossible || need.status == PlanStatus::not_monotone) {
                ++one->impossible;
            } else if (!need.obligations.empty()) {
                ++one->waiting;
            }
        }
    }
    const bool indonesian = language == Language::indonesian;
    const auto say = [&](const char* in_indonesian, const char* english) { return indonesian ? in_indonesian : english; };
    using Kind = ListColumn::Kind;
    const std::vector<ListColumn> columns{{"group", attribute_title(model, attribute, language)},
                                          {"units", "Unit", Kind::number},
                                          {"coached", say("dalam anggaran", "within budget"), Kind::number},
                                          {"waiting", say("menunggu syarat lain", "wait for conditions"), Kind::number},
                                          {"impossible", say("tidak dapat", "cannot"), Kind::number},
                                          {"cost", say("biaya masing-masing", "cost, each by itself"), Kind::number}};
    Listing listing(columns, {}, language);
    ResultTable sheet = sheet_of(columns, say("Kelompok", "Groups"));
    GroupedReport report;
    report.csv = csv_field(attribute_column(attribute)) + ",group,units,coached,waiting,impossible,cost\r\n";
    Json told = Json::array();
    const auto tell = [&](Json json, const std::string& value, const std::string& name, const PlannedUnits& one) {
        const auto number = [](auto count) { return ListCell{std::to_string(count)}; };
        listing.add(
            {{name}, number(one.units), number(one.coached), number(one.waiting), number(one.impossible), number(one.cost)});
        sheet.rows.push_back({text_cell(name), count_cell(one.units), count_cell(one.coached), count_cell(one.waiting),
                              count_cell(one.impossible), count_cell(one.cost)});
        const char* kind = &one == &all ? "all" : value.empty() ? "none" : "value";
        report.csv += filled("{},{},{},{},{},{},{}\r\n", value.empty() ? std::string() : csv_field(value), kind, one.units,
                             one.coached, one.waiting, one.impossible, one.cost);
        json["units"] = one.units;
        json["coached"] = one.coached;
        json["waiting"] = one.waiting;
        json["impossible"] = one.impossible;
        json["cost"] = one.cost;
        told.push_back(std::move(json));
    };
    for (const auto& [value, one] : groups) tell(head_of_group(value), value, value_for_people(value, language), one);
    tell({{"group", "all"}, {"value", nullptr}}, {}, say("semua", "all"), all);
    report.table = heading(model, as_of, language) + listing.text();
    report.json = to_json(model, as_of, target, budget, plan);
    report.json.pop_back();
    report.json += ",\"by\":" + Json(attribute).dump() + ",\"groups\":" + told.dump() + "}";
    report.tables =
        result_of(model, as_of, {std::move(sheet)}, findings_of(refused, language),
                  {{say("Predikat yang dituju", "Predicate aimed at"), text_cell(titled(model.predicates[target], language))},
                   {say("Anggaran", "Budget"), count_cell(budget)}},
                  language);
    return report;
}

GroupedReport heaviest_by_group(const Program& program, std::vector<Unit> units, Date as_of, std::size_t most,
                                const std::string& attribute, const Diagnostics& refused, Language language) {
    const Model& model = *program.shared_model();
    std::map<std::string, std::vector<Unit>, ByValue> groups;
    for (Unit& unit : units) {
        std::string value(attribute_of(unit, attribute));
        groups[std::move(value)].push_back(std::move(unit));
    }
    const bool indonesian = language == Language::indonesian;
    using Kind = ListColumn::Kind;
    const std::vector<ListColumn> columns{{"group", attribute_title(model, attribute, language)},
                                          {"units", "Unit", Kind::number},
                                          {"document", indonesian ? "Dokumen" : "Document"},
                                          {"turned", indonesian ? "predikat hilang" : "predicates lost", Kind::number},
                                          {"points", indonesian ? "nilai hilang" : "points lost", Kind::number},
                                          {"affected", indonesian ? "unit terdampak" : "units affected", Kind::number}};
    Listing listing(columns, {}, language);
    ResultTable sheet = sheet_of(columns, indonesian ? "Kelompok" : "Groups");
    sheet.fixed = 3;
    GroupedReport report;
    report.csv = csv_field(attribute_column(attribute)) + ",group,units,unit,document,turned,points,affected\r\n";
    Json told = Json::array();
    for (auto& [value, members] : groups) {
        const std::size_t count = members.size();
        const EvidenceGraph graph(program, std::move(members), as_of);
        Json documents = Json::array();
        const std::string name = value_for_people(value, language), field = value.empty() ? std::string() : csv_field(value);
        const char* kind = value.empty() ? "none" : "value";
        const auto weights = graph.heaviest(most);
        for (const DocumentWeight& one : weights) {
            const DocumentNode& node = graph.documents()[one.document];
            const std::string owner = node.unit == none ? std::string() : graph.units()[node.unit].id;
            listing.add({{name},
                         {std::to_string(count)},
                         {document_name(graph, one.document)},
                         {std::to_string(one.turned)},
                         {written(one.points.decimal(4), language)},
                         {std::to_string(one.units)}});
            sheet.rows.push_back({text_cell(name), count_cell(count), text_cell(document_name(graph, one.document)),
                                  count_cell(one.turned), points_cell(one.points), count_cell(one.units)});
            report.csv += filled("{},{},{},{},{},{},{},{}\r\n", field, kind, count, csv_field(owner),
                                 csv_field(node.document->id), one.turned, one.points.decimal(6), one.units);
            documents.push_back({{"unit", owner.empty() ? Json(nullptr) : Json(owner)},
                                 {"id", node.document->id},
                                 {"turned", one.turned},
                                 {"units", one.units},
                                 {"points", one.points.fraction()}});
        }
        if (weights.empty()) {
            listing.add({{name}, {std::to_string(count)}, {"-"}, {"-"}, {"-"}, {"-"}});
            sheet.rows.push_back({text_cell(name), count_cell(count), {}, {}, {}, {}});
            report.csv += filled("{},{},{},,,,,\r\n", field, kind, count);
        }
        Json json = head_of_group(value);
        json["units"] = count;
        json["documents"] = std::move(documents);
        told.push_back(std::move(json));
    }
    report.table = heading(model, as_of, language) + listing.text();
    report.json =
        Json{{"schema", "zi-graph/1"}, {"about", "heaviest_by_group"}, {"regulation", model.name}, {"as_of", as_of.iso()},
             {"by", attribute},        {"groups", std::move(told)}}
            .dump();
    report.tables = result_of(model, as_of, {std::move(sheet)}, findings_of(refused, language), {}, language);
    return report;
}

}  // namespace zi
