// Writes the conformance cases whose expectation does not come from the library: zi_conformance_make SOURCE FOLDER.
#include "property/oracle.hpp"
#include "property/random_sheet.hpp"
#include "regulation/boundary.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using zi::test::Random;

std::string read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

/// One case a line, so that a difference shows the case.
void write(const fs::path& path, const std::string& about, const Json& rules, const std::vector<Json>& cases) {
    std::ofstream out(path, std::ios::binary);
    out << "{\"schema\": \"zi-conformance/1\", \"about\": " << Json(about) << ",\n\"rules\": {";
    const char* between = "\n";
    for (const auto& [name, text] : rules.items()) out << std::exchange(between, ",\n") << Json(name) << ": " << text;
    out << "},\n\"cases\": [";
    between = "\n";
    for (const Json& one : cases) out << std::exchange(between, ",\n") << one;
    out << "]}\n";
    std::cout << path.filename().string() << ": " << cases.size() << " cases\n";
}

// ---- Random worksheets
// -------------------------------------------------------------------------------------------------------------------

namespace sheet = zi::sheet;

/// The unit as JSON in which numbers are whole or stand as text.
Json unit_of(const sheet::Sheet& rules, const sheet::Given& given) {
    static const std::regex number(R"(: (-?\d+\.\d+)(e0)?)");
    return Json::parse(std::regex_replace(sheet::json(rules, given), number, ": \"$1\""));
}

Json judged(const sheet::Judged& one, const sheet::Predicate& predicate) {
    if (!one.concerned) return nullptr;
    Json conditions = Json::object();
    for (const sheet::Condition& condition : predicate.conditions)
        if (!condition.name.empty()) conditions[condition.name] = nullptr;  // unless it applies
    for (const auto& [id, verdict] : one.conditions) conditions[id] = verdict;
    return {{"status", one.verdict}, {"conditions", conditions}};
}

Json expected(const sheet::Sheet& rules, const sheet::Given& given) {
    const sheet::Expected wanted =
        sheet::expected(rules, given, [](std::size_t) -> sheet::Reach { throw std::logic_error("reach is not known"); });
    Json scores, claimed, predicates, eligibility;
    const auto score = [](const sheet::Interval& one) { return Json{one.certain.str(), one.possible.str()}; };
    for (std::size_t i = 0; i < rules.nodes.size(); ++i) {
        const sheet::Node& node = rules.nodes[i];
        scores[i == 0 ? "total" : node.id] = score(wanted.nodes[i]);
        if (node.question) claimed[node.id] = wanted.shares[i] ? Json(wanted.shares[i]->str()) : Json();
    }
    for (std::size_t i = 0; i < rules.views.size(); ++i) scores[rules.views[i].name] = score(wanted.views[i]);
    Json expect{{"scores", scores}, {"claimed", claimed}};
    for (std::size_t i = 0; i < rules.predicates.size(); ++i) {
        const sheet::Predicate& predicate = rules.predicates[i];
        if (predicate.kind == sheet::Predicate::Kind::stage) continue;
        (predicate.kind == sheet::Predicate::Kind::eligibility ? eligibility : predicates)[predicate.name] =
            judged(wanted.predicates[i], predicate);
    }
    if (!predicates.empty()) expect["predicates"] = predicates;
    if (!eligibility.empty()) expect["eligibility"] = eligibility;
    const auto stage = [&](const std::optional<std::size_t>& index) {
        return index ? Json(rules.predicates[*index].name) : Json();
    };
    if (std::any_of(rules.predicates.begin(), rules.predicates.end(),
                    [](const auto& one) { return one.kind == sheet::Predicate::Kind::stage; }))
        expect["stage"] = {stage(wanted.stage), stage(wanted.possible_stage)};
    return expect;
}

void worksheets(const fs::path& path) {
    Random random(90'2021);
    const auto choices = [&](std::size_t count) {
        std::vector<std::uint16_t> list(count);
        for (std::uint16_t& one : list) one = static_cast<std::uint16_t>(random.below(65'536));
        return list;
    };
    Json rules;
    std::vector<Json> cases;
    for (int number = 1; number <= 90; ++number) {
        sheet::Shape shape;
        shape.only_known_reach = true;
        shape.questions = 4 + random.below(14);
        sheet::Choices choose(choices(700));
        const sheet::Sheet made = sheet::any_sheet(choose, shape);
        const std::string name = fmt::format("worksheet-{}", number);
        rules[name] = {{"text", sheet::text(made)}};
        for (int u = 1; u <= 7; ++u) {
            sheet::Choices decide(choices(300));
            sheet::Given given = sheet::any_unit(decide, made, sheet::any_filling(decide));
            given.id = fmt::format("unit-{}", u);
            Json unit = unit_of(made, given);
            Json one{{"name", fmt::format("{}, {}", name, given.id)}, {"rules", name}, {"as_of", sheet::iso_day(given.as_of)}};
            if (u > 5) {  // one answer after the other, some of them changed again
                one["name"] = fmt::format("{}, edits {}", name, u - 5);
                Json edits = Json::array();
                const Json answers = std::exchange(unit["answers"], Json::object());
                std::vector<std::pair<std::string, Json>> order;
                for (const auto& [question, answer] : answers.items()) order.emplace_back(question, answer);
                for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
                for (const auto& [question, answer] : order) {
                    edits.push_back({question, answer});
                    if (random.likely(25)) edits.push_back({question, nullptr}), edits.push_back({question, answer});
                }
                one["unit"] = unit;
                one["edits"] = edits;
            } else {
                one["unit"] = unit;
            }
            one["expect"] = expected(made, given);
            cases.push_back(std::move(one));
        }
    }
    write(path,
          "Random worksheets and units; what must come out is computed from their descriptions, by code that shares nothing "
          "with the library.",
          rules, cases);
}

// ---- The rules of 2021
// -------------------------------------------------------------------------------------------------------------------

Json answer_of(const zi::Model& model, const zi::Question& question, const zi::Answer& answer) {
    if (const auto* option = std::get_if<zi::Member>(&answer)) return model.scales[question.scale].options[option->value].key;
    if (const auto* number = std::get_if<zi::Rational>(&answer)) return number->shortest(12);
    Json counts;
    const auto& values = std::get<zi::Counts>(answer).values;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i]) counts[question.inputs[i].key] = values[i]->small()->first;
    return counts;
}

void zi_2021(const fs::path& path) {
    using namespace regulation;
    const Worksheet& w = worksheet();
    const zi::Model& model = w.model;
    Random random(2021);
    std::vector<Json> cases;
    const auto subject = [&](const zi::Condition& condition) -> std::string {
        if (condition.subject == zi::Condition::Subject::view) return model.views[condition.index].name;
        return condition.index == 0 ? "total" : model.nodes[condition.index].id;
    };
    const auto each_score_condition = [&](const char* name, const auto& visit) {
        for (const zi::Condition& condition : model.predicates[model.find_predicate(name)].conditions)
            if (condition.subject != zi::Condition::Subject::fact) visit(condition);
    };
    for (const char* name : {"WBK", "WBBM"})
        each_score_condition(name, [&](const zi::Condition& condition) {
            const std::vector<std::size_t> questions = w.below(condition);
            const std::int64_t target = in_parts(condition.threshold);
            for (const auto& [side, word] :
                 {std::pair(Side::below, "below"), std::pair(Side::on, "on"), std::pair(Side::above, "above")}) {
                int landed = 0;
                for (int attempt = 0; attempt < 60 && landed < 4; ++attempt) {
                    Picks picks = start(
                        questions, target, side == Side::on ? Allowed(plain) : [](std::size_t, const Choice&) { return true; },
                        random);
                    if (!aim(picks, questions, target, side, random)) continue;
                    ++landed;
                    Json answers, scores, predicates;
                    for (std::size_t q = 0; q < picks.size(); ++q)
                        answers[model.nodes[model.questions[q].node].id] =
                            answer_of(model, model.questions[q], w.questions[q][picks[q]].answer);
                    for (const char* judged : {"WBK", "WBBM"}) {
                        bool failed = false;
                        Json conditions;
                        each_score_condition(judged, [&](const zi::Condition& one) {
                            const std::int64_t parts = sum(picks, w.below(one));
                            const sheet::Fraction points(parts, parts_per_point);
                            const bool met = parts >= in_parts(one.threshold);
                            failed = failed || !met;
                            scores[subject(one)] = {points.str(), points.str()};
                            conditions[one.id] = met ? "met" : "not_met";
                        });
                        const auto& all = model.predicates[model.find_predicate(judged)].conditions;
                        const bool facts = std::any_of(all.begin(), all.end(), [](const auto& one) {
                            return one.subject == zi::Condition::Subject::fact;
                        });
                        predicates[judged] = {{"status", failed  ? "not_met"
                                                         : facts ? "open"
                                                                 : "met"},
                                              {"conditions", conditions}};
                    }
                    const std::string title = fmt::format("{} {} {}, {}", name, word, condition.id, landed);
                    cases.push_back({{"name", title},
                                     {"rules", "zi-2021"},
                                     {"as_of", "2026-05-31"},
                                     {"unit", {{"id", "sintetis"}, {"answers", answers}}},
                                     {"expect", {{"scores", scores}, {"predicates", predicates}}}});
                }
            }
        });
    write(path,
          "PermenPANRB 90/2021: synthetic units on every score threshold of WBK and WBBM, one reachable step below and one "
          "above. They state no facts, so a "
          "predicate that asks for one is open.",
          {{"zi-2021", {{"file", "../../rules/zi-2021.zi"}}}}, cases);
}

// ---- Rules with and without mistakes
// -----------------------------------------------------------------------------------------------------

/// What the accepted text says, in English: "error[ZI0201]: ..." and "  --> file:12:8".
Json diagnostics_of(const std::string& text) {
    static const std::regex said(R"((error|warning)\[(ZI\d{4})\]: [^\n]*\n *--> [^\n:]*:(\d+):(\d+))");
    Json found = Json::array();
    const std::string english = text.substr(0, text.find("== Bahasa Indonesia"));
    for (std::sregex_iterator at(english.begin(), english.end(), said), end; at != end; ++at)
        found.push_back({{"severity", (*at)[1].str()},
                         {"code", (*at)[2].str()},
                         {"line", std::stoi((*at)[3])},
                         {"column", std::stoi((*at)[4])}});
    return found;
}

void rules(const fs::path& source, const fs::path& path) {
    Json texts;
    std::vector<Json> cases;
    for (const char* folder : {"bad", "good"}) {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(source / "tests/cases" / folder))
            if (entry.path().extension() == ".zi") files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (const fs::path& file : files) {
            const std::string text = read(file);
            if (text.find("include \"") != std::string::npos) continue;
            try {
                (void)Json(text).dump();
            } catch (const Json::type_error&) {
                continue;  // no JSON text holds what is not UTF-8
            }
            const std::string name = fmt::format("{}/{}", folder, file.stem().string());
            const fs::path expect = fs::path(file).replace_extension(".expect");
            texts[name] = {{"text", text}};
            cases.push_back({{"name", name},
                             {"rules", name},
                             {"expect", {{"diagnostics", fs::exists(expect) ? diagnostics_of(read(expect)) : Json::array()}}}});
        }
    }
    write(path, "Rules with a mistake that somebody would make, and rules without one.", texts, cases);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: zi_conformance_make SOURCE FOLDER\n";
        return 2;
    }
    const fs::path source = argv[1], folder = argv[2];
    worksheets(folder / "worksheets.json");
    zi_2021(folder / "zi-2021.json");
    rules(source, folder / "rules.json");
    return 0;
}
