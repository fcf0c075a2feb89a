// Units by an attribute: what each group comes to, and all of them.
#include "carried.hpp"
#include "cells.hpp"
#include "conditions.hpp"
#include "csv_field.hpp"
#include "listing.hpp"
#include "phrases.hpp"
#include "readiness_words.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace zi {

namespace {

constexpr int group_table_places = 2, group_csv_places = 6;
constexpr std::size_t most_failing = 3;  ///< conditions that are named
constexpr std::array<const char*, 4> outcomes{"met", "not_met", "open", "not_concerned"};

/// What some units come to.
struct Sums {
    explicit Sums(std::size_t predicates) : verdicts(predicates, {0, 0, 0, 0}), stages(predicates + 1, 0) {}

    void add(const Score& figure) {
        figures.push_back(figure.certain);
        certain += figure.certain;
        possible += figure.possible;
    }
    std::optional<Score> mean() const {
        if (figures.empty()) return std::nullopt;
        const Rational count(static_cast<std::int64_t>(figures.size()));
        return Score{certain / count, possible / count};
    }
    /// Least, first quartile, median, third quartile and most of what is certain, as QUARTILE.INC of spreadsheets: between two
    /// figures in proportion.
    std::array<Rational, 5> quartiles() const {
        std::vector<Rational> sorted = figures;
        std::ranges::sort(sorted);
        std::array<Rational, 5> five;
        for (std::size_t i = 0; i < five.size(); ++i) {
            const std::size_t place = i * (sorted.size() - 1), rest = place % 4;
            five[i] = sorted[place / 4];
            if (rest != 0)
                five[i] += (sorted[place / 4 + 1] - five[i]) * Rational(static_cast<std::int64_t>(rest), std::int64_t{4});
        }
        return five;
    }
    /// Conditions by how many units fail them, the most first: at most `most_failing`.
    std::vector<std::pair<std::pair<PredicateIndex, ConditionIndex>, std::size_t>> worst() const {
        std::vector<std::pair<std::pair<PredicateIndex, ConditionIndex>, std::size_t>> all(failing.begin(), failing.end());
        std::ranges::stable_sort(all, std::greater<>(), [](const auto& one) { return one.second; });
        if (all.size() > most_failing) all.resize(most_failing);
        return all;
    }

    std::size_t units = 0;
    std::vector<Rational> figures;  ///< of those with a total or a readiness: what is certain of it
    Rational certain, possible;
    std::map<std::pair<PredicateIndex, ConditionIndex>, std::size_t> failing;
    std::vector<std::array<std::size_t, 4>> verdicts;  ///< by predicate: as `outcomes`
    std::vector<std::size_t> stages;                   ///< by the stage that is certain; last: before the first
};

}  // namespace

struct Groups::Data {
    Data(const Model& the_model, Date day, std::string name, Language spoken, PredicateIndex aimed_at)
        : model(the_model),
          as_of(day),
          attribute(std::move(name)),
          language(spoken),
          target(aimed_at),
          without(the_model.predicates.size()),
          all(the_model.predicates.size()),
          findings(empty_findings(spoken)) {}

    struct Line {
        const std::string* value;  ///< null: units without one, or all
        const Sums* sums;
        const char* kind;
    };

    /// `readiness`: where there is a target.
    void add(const Unit& unit, const Assessment& assessment, const Readiness* readiness) {
        const std::string_view value = attribute_of(unit, attribute);
        Sums* own = &without;
        if (!value.empty()) {
            auto found = groups.find(value);
            if (found == groups.end()) found = groups.emplace(value, Sums(model.predicates.size())).first;
            own = &found->second;
        }
        add_findings(findings, model, unit, language);
        for (Sums* sums : {own, &all}) {
            ++sums->units;
            if (!readiness)
                sums->add(assessment.nodes[NodeIndex(0)]);
            else if (readiness->concerned)
                sums->add(readiness->figure);
            for (PredicateIndex i{0}; i < assessment.predicates.size(); ++i) {
                const PredicateResult& one = assessment.predicates[i];
                ++sums->verdicts[i][one.concerned ? static_cast<std::size_t>(one.verdict) : 3];
                if (readiness || model.predicates[i].kind != Predicate::Kind::predicate) continue;
                for (const ConditionResult& condition : one.conditions)
                    if (condition.verdict == Verdict::not_met) ++sums->failing[{i, condition.condition}];
            }
            if (readiness)
                for (const ConditionReadiness& one : readiness->conditions)
                    if (one.verdict == Verdict::not_met && one.condition != none && !one.may_not_apply)
                        ++sums->failing[{one.predicate, one.condition}];
            const PredicateIndex stage = assessment.stage.certain;
            ++sums->stages[stage == none ? model.predicates.size() : std::size_t{stage}];
        }
    }

    std::vector<Line> lines() const {
        std::vector<Line> lines;
        for (const auto& [value, sums] : groups) lines.push_back({&value, &sums, "value"});
        if (without.units > 0) lines.push_back({nullptr, &without, "none"});
        lines.push_back({nullptr, &all, "all"});
        return lines;
    }

    /// Those whose verdicts are told.
    std::vector<PredicateIndex> told(bool to_people) const {
        std::vector<PredicateIndex> told;
        for (PredicateIndex i{0}; i < model.predicates.size(); ++i) {
            if (is_stage(model.predicates[i]) || (target != none && i != target)) continue;
            if (!to_people || target != none || model.predicates[i].kind == Predicate::Kind::predicate) told.push_back(i);
        }
        return told;
    }

    /// Readiness is shown in per cent.
    Rational shown(const Rational& figure) const { return target == none ? figure : figure * Rational(100); }

    std::string stages(const Sums& sums) const {
        std::string text;
        const auto add = [&](std::string_view stage, std::size_t units) {
            if (units > 0) text += filled("{}{} {}", text.empty() ? "" : ", ", stage, units);
        };
        add(no_stage(language), sums.stages.back());
        for (PredicateIndex i{0}; i < model.predicates.size(); ++i)
            if (is_stage(model.predicates[i])) add(model.predicates[i].title.in(language), sums.stages[i]);
        return text;
    }

    /// "Nilai total 12, Menuju WBK: LHKPN 3".
    std::string failing(const Sums& sums) const {
        std::string text;
        for (const auto& [place, units] : sums.worst()) {
            const Predicate& predicate = model.predicates[place.first];
            const std::string_view title = subject_title(model, predicate.conditions[place.second]).in(language);
            text += text.empty() ? "" : ", ";
            text += place.first == target ? filled("{} {}", title, units)
                                          : filled("{}: {} {}", predicate.title.in(language), title, units);
        }
        return text;
    }

    std::string group_name(const Line& line) const {
        const bool indonesian = language == Language::indonesian;
        if (line.value) return plain(*line.value);
        return line.sums == &all ? (indonesian ? "semua" : "all") : indonesian ? "(tanpa nilai)" : "(none given)";
    }

    /// Heads, as table and workbook have them.
    std::vector<ListColumn> columns() const;

    const Model& model;
    Date as_of;
    std::string attribute;
    Language language;
    PredicateIndex target;
    std::map<std::string, Sums, std::less<>> groups;
    Sums without, all;
    ResultTable findings;
};

Groups::Groups(const Model& model, Date as_of, std::string attribute, Language language, PredicateIndex target)
    : data_(std::make_unique<Data>(model, as_of, std::move(attribute), language, target)) {}
Groups::~Groups() = default;
Groups::Groups(Groups&&) noexcept = default;

void Groups::add(const Unit& unit, const Assessment& assessment) { data_->add(unit, assessment, nullptr); }

void Groups::add(const Unit& unit, const Assessment& assessment, const Readiness& readiness) {
    data_->add(unit, assessment, &readiness);
}

void Groups::refuse(const Diagnostics& diagnostics) { add_findings(data_->findings, diagnostics, data_->language); }

std::vector<ListColumn> Groups::Data::columns() const {
    const bool indonesian = language == Language::indonesian;
    const auto say = [&](const char* in_indonesian, const char* english) { return indonesian ? in_indonesian : english; };
    using Kind = ListColumn::Kind;
    const std::string what = target == none ? "Total" : say("Kesiapan", "Readiness");
    std::vector<ListColumn> columns{
        {"group", attribute_title(model, attribute, language)},           {"units", "Unit", Kind::number},
        {"mean", what + say(" rata-rata", ", mean"), Kind::number},       {"least", say("terendah", "least"), Kind::number},
        {"first quartile", say("kuartil 1", "quartile 1"), Kind::number}, {"median", "median", Kind::number},
        {"third quartile", say("kuartil 3", "quartile 3"), Kind::number}, {"most", say("tertinggi", "most"), Kind::number}};
    for (const PredicateIndex i : told(true))
        for (std::size_t outcome = 0; outcome < 3; ++outcome) {
            const Predicate& predicate = model.predicates[i];
            columns.push_back({filled("{} {}", predicate.name, outcomes[outcome]),
                               filled("{} {}", predicate.name, short_word(static_cast<Verdict>(outcome), language)),
                               Kind::number});
        }
    if (has_stages(model)) columns.push_back({"stage", say("Tahap", "Stage")});
    columns.push_back({"failing", say("Syarat yang paling sering tidak terpenuhi", "Conditions that fail most")});
    return columns;
}

std::string Groups::table(std::size_t width) const {
    const Data& data = *data_;
    TableOptions options;
    options.width = width;
    Listing listing(data.columns(), options, data.language);
    for (const Data::Line& line : data.lines()) {
        const auto number = [&](const Rational& value) {
            return ListCell{written(data.shown(value).decimal(group_table_places), data.language) +
                            (data.target == none ? "" : "%")};
        };
        const Sums& sums = *line.sums;
        std::vector<ListCell> row{{data.group_name(line)}, {std::to_string(sums.units)}};
        if (const auto mean = sums.mean()) {
            row.push_back(number(mean->certain));
            for (const Rational& value : sums.quartiles()) row.push_back(number(value));
        } else {
            row.insert(row.end(), 6, ListCell{"-"});
        }
        for (const PredicateIndex i : data.told(true))
            for (std::size_t outcome = 0; outcome < 3; ++outcome) row.push_back({std::to_string(sums.verdicts[i][outcome])});
        if (has_stages(data.model)) row.push_back({data.stages(sums)});
        row.push_back({data.failing(sums)});
        listing.add(std::move(row));
    }
    return heading(data.model, data.as_of, data.language) + listing.text();
}

ResultTables Groups::tables() const {
    const Data& data = *data_;
    ResultTable sheet{data.language == Language::indonesian ? "Kelompok" : "Groups", {}, {}};
    for (const ListColumn& column : data.columns()) sheet.heads.push_back(column.head);
    for (const Data::Line& line : data.lines()) {
        const Sums& sums = *line.sums;
        const auto number = [&](const Rational& value) {
            return data.target == none ? points_cell(value)
                                       : ResultCell{ResultCell::Kind::percent, percent(value), ResultCell::Tone::plain};
        };
        ResultRow row{text_cell(data.group_name(line)), count_cell(sums.units)};
        if (const auto mean = sums.mean()) {
            row.push_back(number(mean->certain));
            for (const Rational& value : sums.quartiles()) row.push_back(number(value));
        } else {
            row.insert(row.end(), 6, ResultCell{});
        }
        for (const PredicateIndex i : data.told(true))
            for (std::size_t outcome = 0; outcome < 3; ++outcome) row.push_back(count_cell(sums.verdicts[i][outcome]));
        if (has_stages(data.model)) row.push_back(text_cell(data.stages(sums)));
        row.push_back(text_cell(data.failing(sums)));
        sheet.rows.push_back(std::move(row));
    }
    return result_of(data.model, data.as_of, {std::move(sheet)}, data.findings, {}, data.language);
}

std::string Groups::csv(const CsvStyle& style) const {
    const Data& data = *data_;
    const std::string what = data.target == none ? "total" : "readiness";
    std::vector<PredicateIndex> stages;
    for (PredicateIndex i{0}; i < data.model.predicates.size(); ++i)
        if (is_stage(data.model.predicates[i])) stages.push_back(i);
    const std::vector<PredicateIndex> told = data.told(false);
    std::string text = csv_begin(style) + csv_field(attribute_column(data.attribute), style);
    const auto field = [&](std::string_view written) { (text += style.separator) += written; };
    field("group"), field("units");
    for (const char* column :
         {" mean certain", " mean possible", " least", " first quartile", " median", " third quartile", " most"})
        field(what + column);
    if (!stages.empty()) field("stage none");
    for (const PredicateIndex i : stages) field("stage " + data.model.predicates[i].name);
    for (const PredicateIndex i : told)
        for (const char* outcome : outcomes) field(filled("{} {}", data.model.predicates[i].name, outcome));
    field("failing");
    text += "\r\n";
    for (const Data::Line& line : data.lines()) {
        const Sums& sums = *line.sums;
        text += line.value ? csv_field(*line.value, style) : "";
        const auto count = [&](std::size_t units) { field(std::to_string(units)); };
        field(line.kind), count(sums.units);
        if (const auto mean = sums.mean()) {
            const auto number = [&](const Rational& value) {
                field(csv_number(data.shown(value).decimal(group_csv_places), style));
            };
            number(mean->certain), number(mean->possible);
            for (const Rational& value : sums.quartiles()) number(value);
        } else {
            for (int i = 0; i < 7; ++i) field("");
        }
        if (!stages.empty()) count(sums.stages.back());
        for (const PredicateIndex i : stages) count(sums.stages[i]);
        for (const PredicateIndex i : told)
            for (const std::size_t units : sums.verdicts[i]) count(units);
        std::string failing;  // "WBK/nilai_total 12 WBK/lhkpn 3"
        for (const auto& [place, units] : sums.worst()) {
            const Predicate& predicate = data.model.predicates[place.first];
            failing +=
                filled("{}{}/{} {}", failing.empty() ? "" : " ", predicate.name, predicate.conditions[place.second].id, units);
        }
        field(csv_field(failing, style));
        text += "\r\n";
    }
    return text;
}

std::string Groups::json() const {
    const Data& data = *data_;
    const auto told = [&](const Data::Line& line) {
        const Sums& sums = *line.sums;
        Json json{{"group", line.kind}, {"value", line.value ? Json(*line.value) : Json(nullptr)}, {"units", sums.units}};
        Json figure(nullptr);
        if (const auto mean = sums.mean()) {
            const auto five = sums.quartiles();
            figure = {{"units", sums.figures.size()},
                      {"mean", {{"certain", mean->certain.fraction()}, {"possible", mean->possible.fraction()}}},
                      {"least", five[0].fraction()},
                      {"first_quartile", five[1].fraction()},
                      {"median", five[2].fraction()},
                      {"third_quartile", five[3].fraction()},
                      {"most", five[4].fraction()}};
        }
        json[data.target == none ? "total" : "readiness"] = std::move(figure);
        if (has_stages(data.model)) {
            Json stages = Json::array();
            stages.push_back({{"stage", nullptr}, {"units", sums.stages.back()}});
            for (PredicateIndex i{0}; i < data.model.predicates.size(); ++i)
                if (is_stage(data.model.predicates[i]))
                    stages.push_back({{"stage", data.model.predicates[i].name}, {"units", sums.stages[i]}});
            json["stages"] = std::move(stages);
        }
        Json verdicts = Json::object();
        for (const PredicateIndex i : data.told(false)) {
            Json counts = Json::object();
            for (std::size_t outcome = 0; outcome < outcomes.size(); ++outcome)
                counts[outcomes[outcome]] = sums.verdicts[i][outcome];
            verdicts[data.model.predicates[i].name] = std::move(counts);
        }
        json["predicates"] = std::move(verdicts);
        json["failing"] = list(sums.worst(), [&](const auto& one) {
            const Predicate& predicate = data.model.predicates[one.first.first];
            return Json{
                {"predicate", predicate.name}, {"condition", predicate.conditions[one.first.second].id}, {"units", one.second}};
        });
        return json;
    };
    const std::string by = Json(data.attribute).dump();
    return filled("\"by\":{},\"groups\":{}", by, list(data.lines(), told).dump());
}

}  // namespace zi
