// Units by an attribute: what each group comes to, and all of them.
#include "carried.hpp"
#include "conditions.hpp"
#include "csv_field.hpp"
#include "listing.hpp"
#include "phrases.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace zi {

namespace {

constexpr int group_table_places = 2, group_csv_places = 6;
constexpr std::array<const char*, 4> outcomes{"met", "not_met", "open", "not_concerned"};

/// What some units come to.
struct Sums {
    explicit Sums(std::size_t predicates) : verdicts(predicates, {0, 0, 0, 0}), stages(predicates + 1, 0) {}

    void add(const Score& figure) {
        least = figured == 0 ? figure.certain : zi::min(least, figure.certain);
        most = figured == 0 ? figure.certain : zi::max(most, figure.certain);
        ++figured;
        certain += figure.certain;
        possible += figure.possible;
    }
    std::optional<Score> mean() const {
        if (figured == 0) return std::nullopt;
        const Rational count(static_cast<std::int64_t>(figured));
        return Score{certain / count, possible / count};
    }

    std::size_t units = 0, figured = 0;  ///< those with a total or a readiness
    Rational certain, possible, least, most;
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
          all(the_model.predicates.size()) {}

    struct Line {
        const std::string* value;  ///< null: units without one, or all
        const Sums* sums;
        const char* kind;
    };

    void add(const Unit& unit, const Assessment& assessment, const std::optional<Score>& figure) {
        const std::string_view value = attribute_of(unit, attribute);
        Sums* own = &without;
        if (!value.empty()) {
            auto found = groups.find(value);
            if (found == groups.end()) found = groups.emplace(value, Sums(model.predicates.size())).first;
            own = &found->second;
        }
        for (Sums* sums : {own, &all}) {
            ++sums->units;
            if (figure) sums->add(*figure);
            for (PredicateIndex i{0}; i < assessment.predicates.size(); ++i) {
                const PredicateResult& one = assessment.predicates[i];
                ++sums->verdicts[i][one.concerned ? static_cast<std::size_t>(one.verdict) : 3];
            }
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

    const Model& model;
    Date as_of;
    std::string attribute;
    Language language;
    PredicateIndex target;
    std::map<std::string, Sums, std::less<>> groups;
    Sums without, all;
};

Groups::Groups(const Model& model, Date as_of, std::string attribute, Language language, PredicateIndex target)
    : data_(std::make_unique<Data>(model, as_of, std::move(attribute), language, target)) {}
Groups::~Groups() = default;
Groups::Groups(Groups&&) noexcept = default;

void Groups::add(const Unit& unit, const Assessment& assessment) {
    data_->add(unit, assessment, assessment.nodes[NodeIndex(0)]);
}

void Groups::add(const Unit& unit, const Assessment& assessment, const Readiness& readiness) {
    data_->add(unit, assessment, readiness.concerned ? std::optional(readiness.figure) : std::nullopt);
}

std::string Groups::table(std::size_t width) const {
    const Data& data = *data_;
    const bool indonesian = data.language == Language::indonesian, ready = data.target != none;
    const auto say = [&](const char* in_indonesian, const char* english) { return indonesian ? in_indonesian : english; };
    using Kind = ListColumn::Kind;
    const std::string what = ready ? say("Kesiapan", "Readiness") : "Total";
    std::vector<ListColumn> columns{{"group", attribute_title(data.model, data.attribute, data.language)},
                                    {"units", "Unit", Kind::number},
                                    {"mean", what + say(" rata-rata", ", mean"), Kind::number},
                                    {"least", say("terendah", "least"), Kind::number},
                                    {"most", say("tertinggi", "most"), Kind::number}};
    const std::vector<PredicateIndex> told = data.told(true);
    for (const PredicateIndex i : told)
        for (std::size_t outcome = 0; outcome < 3; ++outcome) {
            const Predicate& predicate = data.model.predicates[i];
            columns.push_back({filled("{} {}", predicate.name, outcomes[outcome]),
                               filled("{} {}", predicate.name, short_word(static_cast<Verdict>(outcome), data.language)),
                               Kind::number});
        }
    if (has_stages(data.model)) columns.push_back({"stage", say("Tahap", "Stage")});
    TableOptions options;
    options.width = width;
    Listing listing(std::move(columns), options, data.language);
    for (const Data::Line& line : data.lines()) {
        const auto number = [&](const Rational& value) {
            return ListCell{written(data.shown(value).decimal(group_table_places), data.language) + (ready ? "%" : "")};
        };
        const Sums& sums = *line.sums;
        std::vector<ListCell> row{{line.value               ? plain(*line.value)
                                   : line.sums == &data.all ? say("semua", "all")
                                                            : say("(tanpa nilai)", "(none given)")},
                                  {std::to_string(sums.units)}};
        if (const auto mean = sums.mean()) {
            for (const Rational& value : {mean->certain, sums.least, sums.most}) row.push_back(number(value));
        } else {
            row.insert(row.end(), 3, ListCell{"-"});
        }
        for (const PredicateIndex i : told)
            for (std::size_t outcome = 0; outcome < 3; ++outcome) row.push_back({std::to_string(sums.verdicts[i][outcome])});
        if (has_stages(data.model)) row.push_back({data.stages(sums)});
        listing.add(std::move(row));
    }
    return heading(data.model, data.as_of, data.language) + listing.text();
}

std::string Groups::csv() const {
    const Data& data = *data_;
    const std::string what = data.target == none ? "total" : "readiness";
    std::string text = csv_field(attribute_column(data.attribute)) + ",group,units";
    for (const char* column : {" mean certain", " mean possible", " least", " most"}) text += "," + what + column;
    std::vector<PredicateIndex> stages;
    for (PredicateIndex i{0}; i < data.model.predicates.size(); ++i)
        if (is_stage(data.model.predicates[i])) stages.push_back(i);
    if (!stages.empty()) text += ",stage none";
    for (const PredicateIndex i : stages) text += ",stage " + data.model.predicates[i].name;
    const std::vector<PredicateIndex> told = data.told(false);
    for (const PredicateIndex i : told)
        for (const char* outcome : outcomes) text += filled(",{} {}", data.model.predicates[i].name, outcome);
    text += "\r\n";
    for (const Data::Line& line : data.lines()) {
        const Sums& sums = *line.sums;
        text += filled("{},{},{}", line.value ? csv_field(*line.value) : "", line.kind, sums.units);
        const auto mean = sums.mean();
        if (mean)
            for (const Rational& value : {mean->certain, mean->possible, sums.least, sums.most})
                text += "," + data.shown(value).decimal(group_csv_places);
        else
            text += ",,,,";
        if (!stages.empty()) text += "," + std::to_string(sums.stages.back());
        for (const PredicateIndex i : stages) text += "," + std::to_string(sums.stages[i]);
        for (const PredicateIndex i : told)
            for (const std::size_t count : sums.verdicts[i]) text += "," + std::to_string(count);
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
            figure = {{"units", sums.figured},
                      {"mean", {{"certain", mean->certain.fraction()}, {"possible", mean->possible.fraction()}}},
                      {"least", sums.least.fraction()},
                      {"most", sums.most.fraction()}};
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
        return json;
    };
    const std::string by = Json(data.attribute).dump();
    return filled("\"by\":{},\"groups\":{}", by, list(data.lines(), told).dump());
}

}  // namespace zi
