// Readiness as JSON, CSV, a table of units, and condition by condition.
#include "columns.hpp"
#include "csv_field.hpp"
#include "json_parts.hpp"
#include "remarks.hpp"

#include "base/filled.hpp"

namespace zi {

namespace {

constexpr int percent_places = 2;

/// "83.33"; 100.00 is all of it, and 0.00 nothing.
std::string percent(const Rational& share) {
    static const std::array ends{Rational(0), Rational(100)};
    return (share * Rational(100)).decimal(percent_places, ends);
}

/// "62.50%", or "62.50%-87.50%".
std::string percent_text(const Score& share) {
    const std::string certain = percent(share.certain) + "%";
    return share.certain == share.possible ? certain : certain + "-" + percent(share.possible) + "%";
}

const Condition* rule_of(const Model& model, const ConditionReadiness& row) {
    return row.condition == none ? nullptr : &model.predicates[row.predicate].conditions[row.condition];
}

/// What a row is called: the condition's id; "when" if it asks whether the predicate concerns the unit.
std::string row_name(const Model& model, const Readiness& readiness, const ConditionReadiness& row) {
    const Condition* rule = rule_of(model, row);
    const std::string id = rule ? rule->id : "when";
    return row.predicate == readiness.predicate ? id : model.predicates[row.predicate].name + ": " + id;
}

/// "total (86.66%)"; empty if nothing binds.
std::string binding_text(const Model& model, const Readiness& readiness) {
    if (readiness.binding == none) return {};
    const ConditionReadiness& row = readiness.conditions[readiness.binding];
    return row_name(model, readiness, row) + " (" + percent(row.share.certain) + "%)";
}

Json figure(const Score& share) {
    Json json = interval(share);
    json["percent"] = percent(share.certain);
    return json;
}

Json condition(const Model& model, const ConditionReadiness& row) {
    const Condition* rule = rule_of(model, row);
    Json json{{"predicate", model.predicates[row.predicate].name}, {"id", rule ? rule->id : "when"}};
    if (rule) json["operator"] = spelling(rule->op), json["threshold"] = threshold_text(model, *rule);
    json["attained"] = row.attained ? interval(*row.attained) : Json(nullptr);
    json["required"] = row.required ? Json(row.required->fraction()) : Json(nullptr);
    json["share"] = figure(row.share);
    json["status"] = code(row.verdict);
    if (row.may_not_apply) json["may_not_apply"] = true;
    return json;
}

std::string_view status(const Readiness& readiness) { return readiness.concerned ? code(readiness.verdict) : "not_concerned"; }

}  // namespace

std::string to_json(const Model& model, const Unit& unit, const Assessment& assessment, const Readiness& readiness) {
    Json json{{"id", unit.id}};
    if (!unit.name.empty()) json["name"] = unit.name;
    if (has_stages(model)) json["stage"] = stage_json(model, assessment.stage);
    json["status"] = status(readiness);
    json["readiness"] = readiness.concerned ? figure(readiness.figure) : Json(nullptr);
    json["binding"] = readiness.binding == none ? Json(nullptr) : Json(readiness.binding);
    json["conditions"] = list(readiness.conditions, [&](const ConditionReadiness& row) { return condition(model, row); });
    add_remarks(json, model, unit);
    return json.dump();
}

std::string readiness_csv_header(const Model& model) {
    return std::string("id,name,") + (has_stages(model) ? "stage,stage possible," : "") +
           "certain,possible,binding,share,status\r\n";
}

std::string readiness_csv_row(const Model& model, const Unit& unit, const Assessment& assessment, const Readiness& readiness) {
    std::string line = csv_field(unit.id) + "," + csv_field(unit.name) + ",";
    if (has_stages(model))
        line += stage_name(model, assessment.stage.certain) + "," + stage_name(model, assessment.stage.possible) + ",";
    line += readiness.concerned ? percent(readiness.figure.certain) + "," + percent(readiness.figure.possible) : ",";
    line += ",";
    if (readiness.binding != none) {
        const ConditionReadiness& row = readiness.conditions[readiness.binding];
        line += csv_field(row_name(model, readiness, row)) + "," + percent(row.share.certain);
    } else {
        line += ",";
    }
    return line + "," + std::string(status(readiness)) + "\r\n";
}

ReadinessTable::ReadinessTable(const Model& model, PredicateIndex predicate, Language language)
    : model_(model), predicate_(predicate), language_(language), counts_(4, 0) {}

void ReadinessTable::add(const Unit& unit, const Assessment& assessment, const Readiness& readiness) {
    ++counts_[readiness.concerned ? static_cast<std::size_t>(readiness.verdict) : 3];
    rows_.push_back({cut(plain(unit.id), widest_name), cut(plain(unit.name), widest_name),
                     stage_text(model_, assessment.stage, language_),
                     readiness.concerned ? percent_text(readiness.figure) : "-", binding_text(model_, readiness),
                     readiness.concerned ? std::string(short_word(readiness.verdict, language_)) : "-"});
}

std::string ReadinessTable::text() const {
    const bool indonesian = language_ == Language::indonesian;
    const bool named = std::any_of(rows_.begin(), rows_.end(), [](const auto& row) { return !row[1].empty(); });
    const std::vector<TableColumn> columns{{"Unit"},
                                           {indonesian ? "Nama" : "Name", false, named},
                                           {indonesian ? "Tahap" : "Stage", false, has_stages(model_)},
                                           {indonesian ? "Kesiapan" : "Readiness", true},
                                           {indonesian ? "Syarat pengikat" : "Binding condition"},
                                           {model_.predicates[predicate_].name}};
    std::string out = in_columns(columns, rows_) +
                      filled("\n{} unit: {} {}, {} {}, {} {}", rows_.size(), counts_[0], word(Verdict::met, language_),
                             counts_[1], word(Verdict::not_met, language_), counts_[2], word(Verdict::open, language_));
    if (counts_[3] > 0) out += filled(", {} {}", counts_[3], indonesian ? "tidak terkait" : "not concerned");
    return out + "\n";
}

std::string explain(const Model& model, const Unit& unit, const Assessment& assessment, const Readiness& readiness,
                    Language language) {
    const auto say = [&](const char* indonesian, const char* english) {
        return language == Language::indonesian ? indonesian : english;
    };
    std::string out = filled("{}\n{}", model.title.in(language), plain(unit.id));
    if (!unit.name.empty()) out += " - " + plain(unit.name);
    out += filled("\n{} {}\n", say("per tanggal", "as of"), assessment.as_of.iso());
    if (has_stages(model)) out += filled("{}: {}\n", say("tahap", "stage"), stage_text(model, assessment.stage, language));
    out += remarks_text(model, unit, language);
    const Predicate& target = model.predicates[readiness.predicate];
    out += filled("\n{} - {}: ", target.name, target.title.in(language));
    if (!readiness.concerned) return out + say("tidak terkait unit ini\n", "does not concern this unit\n");
    out += filled("{}\n", word(readiness.verdict, language));
    const auto figure = [&](const Rational& value) {
        const std::string text = percent(value) + "%", exact = value.fraction();
        return exact.find('/') == std::string::npos ? text : text + " (" + exact + ")";
    };
    out += filled("  {} {}, {} {}\n", say("kesiapan: pasti", "readiness: certain"), figure(readiness.figure.certain),
                  say("mungkin", "possible"), figure(readiness.figure.possible));
    if (readiness.binding != none)
        out += filled("  {}: {}\n", say("syarat pengikat", "binding condition"), binding_text(model, readiness));
    for (const ConditionReadiness& row : readiness.conditions) {
        const Predicate& predicate = model.predicates[row.predicate];
        const Condition* rule = rule_of(model, row);
        out += filled("\n  {} {} ({})", mark(row.verdict), row_name(model, readiness, row),
                      (rule ? subject_title(model, *rule) : predicate.title).in(language));
        if (rule) {
            const auto& results = assessment.predicates[row.predicate].conditions;
            const auto result = std::lower_bound(
                results.begin(), results.end(), row.condition,
                [](const ConditionResult& one, ConditionIndex condition) { return one.condition < condition; });
            out += ": " + comparison_text(model, unit, assessment.as_of, *rule, *result, language);
            if (rule->elapsed && row.attained)
                out += filled(", {} {} {} {}", row.attained->certain.shortest(), say("dari", "of"), row.required->shortest(),
                              say("hari", "days"));
        } else {
            out += row.verdict == Verdict::not_met
                       ? say(": predikat ini tidak terkait unit ini", ": this predicate does not concern the unit")
                       : say(": belum diketahui apakah predikat ini terkait unit ini",
                             ": not known whether this predicate concerns the unit");
        }
        out += filled("\n      {} {}", say("bagian", "share"), percent_text(row.share));
        if (row.may_not_apply)
            out += say("; belum diketahui apakah syarat ini berlaku", "; not known whether the condition applies");
        out += "\n";
        for (const Citation& citation : (rule ? rule->notes : predicate.notes).citations)
            out += filled("      {}{}\n", say("dasar: ", "source: "), model.cite(citation, language));
    }
    return out;
}

}  // namespace zi
