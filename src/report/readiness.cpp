// Readiness as JSON, CSV, a table of units, and condition by condition.
#include "carried.hpp"
#include "csv_field.hpp"
#include "json_parts.hpp"
#include "listing.hpp"
#include "readiness_words.hpp"
#include "remarks.hpp"

#include "base/filled.hpp"

#include <iterator>

namespace zi {

namespace {

std::string percent_text(const Rational& share, Language language) { return written(percent(share), language) + "%"; }

/// "62,50%", or "62,50%-87,50%".
std::string percent_text(const Score& share, Language language) {
    const std::string certain = percent_text(share.certain, language);
    return share.certain == share.possible ? certain : certain + "-" + percent_text(share.possible, language);
}

/// What a row is called: the condition's id; "when" if it asks whether the predicate concerns the unit.
std::string row_name(const Model& model, const Readiness& readiness, const ConditionReadiness& row) {
    const Condition* rule = rule_of(model, row);
    const std::string id = rule ? rule->id : "when";
    return row.predicate == readiness.predicate ? id : model.predicates[row.predicate].name + ": " + id;
}

/// "Nilai total (86,66%)"; empty if nothing binds.
std::string binding_text(const Model& model, const Readiness& readiness, Language language) {
    if (readiness.binding == none) return {};
    const ConditionReadiness& row = readiness.conditions[readiness.binding];
    return filled("{} ({})", row_title(model, readiness, row, language), percent_text(row.share.certain, language));
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
    add_attributes(json, model, unit);
    if (has_stages(model)) json["stage"] = stage_json(model, assessment.stage);
    json["status"] = status(readiness);
    json["readiness"] = readiness.concerned ? figure(readiness.figure) : Json(nullptr);
    json["binding"] = readiness.binding == none ? Json(nullptr) : Json(readiness.binding);
    json["conditions"] = list(readiness.conditions, [&](const ConditionReadiness& row) { return condition(model, row); });
    add_remarks(json, model, unit);
    return json.dump();
}

std::string readiness_csv_header(const Model& model, const std::vector<std::string>& attributes, const CsvStyle& style) {
    std::string line = csv_begin(style) + "id";
    const auto column = [&](const std::string& name) { (line += style.separator) += name; };
    column("name");
    for (const std::string& name : attributes) column(csv_field(attribute_column(name), style));
    if (has_stages(model)) column("stage"), column("stage possible");
    for (const char* name : {"certain", "possible", "binding", "share", "status"}) column(name);
    return line + "\r\n";
}

std::string readiness_csv_row(const Model& model, const Unit& unit, const Assessment& assessment, const Readiness& readiness,
                              const std::vector<std::string>& attributes, const CsvStyle& style) {
    std::string line = csv_field(unit.id, style);
    const auto field = [&](std::string_view text) { (line += style.separator) += text; };
    field(csv_field(unit.name, style));
    for (const std::string& name : attributes) field(csv_field(attribute_of(unit, name), style));
    if (has_stages(model)) {
        field(stage_name(model, assessment.stage.certain));
        field(stage_name(model, assessment.stage.possible));
    }
    const auto share = [&](const Rational& value, bool there) { field(there ? csv_number(percent(value), style) : ""); };
    share(readiness.figure.certain, readiness.concerned);
    share(readiness.figure.possible, readiness.concerned);
    const ConditionReadiness* const binding = readiness.binding == none ? nullptr : &readiness.conditions[readiness.binding];
    field(binding ? csv_field(row_name(model, readiness, *binding), style) : "");
    share(binding ? binding->share.certain : Rational(0), binding != nullptr);
    field(status(readiness));
    return line + "\r\n";
}

ReadinessTable::ReadinessTable(const Model& model, Date as_of, PredicateIndex predicate, Language language,
                               const TableOptions& options)
    : model_(model), as_of_(as_of), language_(language), width_(options.width), attributes_(options.attributes), counts_(4, 0) {
    const bool indonesian = language == Language::indonesian;
    using Kind = ListColumn::Kind;
    std::vector<ListColumn> columns{{.name = "id", .head = "Unit", .least = 20}, {"name", indonesian ? "Nama" : "Name"}};
    add_attribute_columns(columns, model, attributes_, {"id", "name", "stage", "readiness", "binding", "status"}, language);
    const ListColumn own[] = {{"stage", indonesian ? "Tahap" : "Stage", Kind::text, has_stages(model)},
                              {"readiness", indonesian ? "Kesiapan" : "Readiness", Kind::number, true, Rational(100)},
                              {"binding", indonesian ? "Kendala utama" : "Binding condition"},
                              {"status", std::string(model.predicates[predicate].title.in(language)), Kind::verdict}};
    columns.insert(columns.end(), std::begin(own), std::end(own));
    listing_ = std::make_unique<Listing>(std::move(columns), options, language);
}
ReadinessTable::ReadinessTable(ReadinessTable&&) noexcept = default;
ReadinessTable::~ReadinessTable() = default;

const Diagnostics& ReadinessTable::problems() const { return listing_->problems(); }

std::vector<ListCell> ReadinessTable::row(const Unit& unit, const Assessment& assessment, const Readiness& readiness) const {
    std::vector<ListCell> row{{plain(unit.id)}, {plain(unit.name)}};
    add_attribute_cells(row, unit, attributes_);
    const ListCell own[] = {
        {stage_text(model_, assessment.stage, language_)},
        readiness.concerned ? ListCell{percent_text(readiness.figure, language_), readiness.figure.certain * Rational(100)}
                            : ListCell{"-"},
        {binding_text(model_, readiness, language_)},
        readiness.concerned ? ListCell{std::string(short_word(readiness.verdict, language_)), rank_of(readiness.verdict)}
                            : ListCell{"-"}};
    row.insert(row.end(), std::begin(own), std::end(own));
    return row;
}

bool ReadinessTable::holds(const Unit& unit, const Assessment& assessment, const Readiness& readiness) const {
    return listing_->holds(row(unit, assessment, readiness));
}

void ReadinessTable::add(const Unit& unit, const Assessment& assessment, const Readiness& readiness) {
    if (listing_->add(row(unit, assessment, readiness)))
        ++counts_[readiness.concerned ? static_cast<std::size_t>(readiness.verdict) : 3];
}

std::string ReadinessTable::text() const {
    std::string count = filled("{}: {} {}, {} {}, {} {}", listing_->count(), counts_[0], word(Verdict::met, language_),
                               counts_[1], word(Verdict::not_met, language_), counts_[2], word(Verdict::open, language_));
    if (counts_[3] > 0)
        count += filled(", {} {}", counts_[3], language_ == Language::indonesian ? "tidak terkait" : "not concerned");
    return heading(model_, as_of_, language_) + listing_->text() + "\n" + fitted(count, width_);
}

std::string explain(const Model& model, const Unit& unit, const Assessment& assessment, const Readiness& readiness,
                    Language language) {
    const auto say = [&](const char* indonesian, const char* english) {
        return language == Language::indonesian ? indonesian : english;
    };
    std::string out = filled("{}\n{}", model.title.in(language), plain(unit.id));
    if (!unit.name.empty()) out += " - " + plain(unit.name);
    out += filled("\n{} {}\n", say("per tanggal", "as of"), written(assessment.as_of, language));
    if (has_stages(model)) out += filled("{}: {}\n", say("tahap", "stage"), stage_text(model, assessment.stage, language));
    out += remarks_text(model, unit, language);
    const Predicate& target = model.predicates[readiness.predicate];
    out += filled("\n{}: ", titled(target, language));
    if (!readiness.concerned) return out + say("tidak terkait unit ini\n", "does not concern this unit\n");
    out += filled("{}\n", word(readiness.verdict, language));
    const auto figure = [&](const Rational& value) {
        const std::string text = percent_text(value, language), exact = value.fraction();
        return exact.find('/') == std::string::npos ? text : text + " (" + exact + ")";
    };
    out += filled("  {} {}; {} {}\n", say("kesiapan: pasti", "readiness: certain"), figure(readiness.figure.certain),
                  say("mungkin", "possible"), figure(readiness.figure.possible));
    if (readiness.binding != none)
        out += filled("  {}: {}\n", say("kendala utama", "binding condition"), binding_text(model, readiness, language));
    for (const ConditionReadiness& row : readiness.conditions) {
        const Predicate& predicate = model.predicates[row.predicate];
        const Condition* rule = rule_of(model, row);
        out += filled("\n  {} {} ({})", mark(row.verdict), row_title(model, readiness, row, language),
                      rule ? rule->id : predicate.name);
        out += ": " + row_comparison(model, unit, assessment, row, language);
        out += filled("\n      {} {}", say("skor", "share"), percent_text(row.share, language));
        if (row.may_not_apply)
            out += say("; belum diketahui apakah syarat ini berlaku", "; not known whether the condition applies");
        out += "\n";
        for (const std::string& source :
             sources(model, (rule ? rule->notes : predicate.notes).citations, assessment.as_of, language))
            out += filled("      {}{}\n", say("dasar: ", "source: "), source);
    }
    return out;
}

}  // namespace zi
