// Writes what other tools are measured on: zi_peer_files FOLDER [UNITS]
//
//   worksheet.json                      the worksheet, read from the rules: the one source of every peer's rules
//   population.csv, adversarial.csv     a column for each answer, counts and survey indices as text; then the verdicts and the
//   exact total population.ndjson, adversarial.ndjson   the same units as zi reads them
#include "adversarial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace {

using namespace bench;

std::string quoted(const std::string& text) { return '"' + text + '"'; }  // ids and keys of the rules need no escapes

template <class Range, class Each>
std::string list(const Range& range, Each each) {
    std::string text;
    for (const auto& one : range) text += (text.empty() ? "" : ", ") + each(one);
    return "[" + text + "]";
}

/// Questions that are averaged together, or one that counts alone.
struct Group {
    zi::Rational weight;
    std::vector<zi::Index> questions;
    zi::NodeIndex node;
};

std::vector<Group> groups(const zi::Model& model) {
    std::vector<Group> made;
    for (zi::QuestionIndex q{0}; q < model.questions.size(); ++q) {
        const zi::Node& leaf = model.nodes[model.questions[q].node];
        const zi::Node& parent = model.nodes[leaf.parent];
        if (parent.combine != zi::Combine::mean)
            made.push_back({leaf.weight, {q}, model.questions[q].node});
        else if (!made.empty() && made.back().node == leaf.parent)
            made.back().questions.push_back(q);
        else
            made.push_back({parent.weight, {q}, leaf.parent});
    }
    return made;
}

std::string question_json(const zi::Model& model, const zi::Question& question) {
    std::string text = "{\"id\": " + quoted(model.nodes[question.node].id);
    if (question.kind == zi::Question::Kind::options) {
        text += ", \"kind\": \"option\", \"options\": {";
        for (const zi::Option& option : model.scales[question.scale].options)
            text += (text.back() == '{' ? "" : ", ") + quoted(option.key) + ": " + quoted(option.value.shortest());
        text += "}";
    } else if (question.kind == zi::Question::Kind::number) {
        text += ", \"kind\": \"number\", \"max\": " + quoted(model.scales[question.scale].max.shortest());
    } else {
        const zi::Formula& top = question.formula.args.at(0);
        const bool fall = top.kind == zi::Formula::Kind::subtract;
        text += ", \"kind\": \"ratio\", \"fall\": " + std::string(fall ? "true" : "false") +
                ", \"top\": " + quoted(question.inputs[fall ? top.args.at(1).input : top.input].key) +
                ", \"bottom\": " + quoted(question.inputs[question.formula.args.at(1).input].key) +
                ", \"inputs\": " + list(question.inputs, [](const zi::Input& input) { return quoted(input.key); });
    }
    return text + "}";
}

std::string worksheet_json(const zi::Model& model) {
    const std::vector<Group> all = groups(model);
    std::string text = "{\n\"questions\": [\n";
    for (const zi::Question& question : model.questions)
        text += "  " + question_json(model, question) + (&question == &model.questions.back() ? "\n" : ",\n");
    text += "],\n\"groups\": [\n";
    for (const Group& group : all)
        text += fmt::format("  {{\"id\": \"{}\", \"weight\": \"{}\", \"questions\": {}}}{}\n", model.nodes[group.node].id,
                            group.weight.shortest(), list(group.questions, [](zi::Index q) { return std::to_string(q); }),
                            &group == &all.back() ? "" : ",");
    text += "],\n\"conditions\": [";
    bool first = true;
    for (const char* predicate : {"WBK", "WBBM"})
        for (const zi::Condition& condition : model.predicates[model.find_predicate(predicate)].conditions) {
            if (condition.subject == zi::Condition::Subject::fact) continue;
            std::vector<zi::NodeIndex> tops{condition.node()};
            if (condition.subject == zi::Condition::Subject::view) tops = model.views[condition.view()].members;
            std::vector<std::size_t> below;
            for (std::size_t g = 0; g < all.size(); ++g)
                for (zi::NodeIndex node = all[g].node; node != zi::none; node = model.nodes[node].parent)
                    if (std::find(tops.begin(), tops.end(), node) != tops.end()) below.push_back(g);
            text += fmt::format("{}\n  {{\"predicate\": \"{}\", \"id\": \"{}\", \"threshold\": \"{}\", \"groups\": {}}}",
                                first ? "" : ",", predicate, condition.id, condition.threshold.shortest(),
                                list(below, [](std::size_t g) { return std::to_string(g); }));
            first = false;
        }
    return text + "\n]\n}\n";
}

/// An answer as text, by column; ratios have one for each input.
std::vector<std::pair<std::string, std::string>> cells(const zi::Model& model, const zi::Unit& unit) {
    std::vector<std::pair<std::string, std::string>> row{{"id", unit.id}};
    for (std::size_t q = 0; q < model.questions.size(); ++q) {
        const zi::Question& question = model.questions[q];
        const std::string& id = model.nodes[question.node].id;
        if (const auto* option = std::get_if<zi::Member>(&unit.answers[q])) {
            row.emplace_back(id, model.scales[question.scale].options[option->value].key);
        } else if (const auto* number = std::get_if<zi::Rational>(&unit.answers[q])) {
            row.emplace_back(id, number->shortest(9));
        } else {
            const auto& counts = std::get<zi::Counts>(unit.answers[q]);
            for (std::size_t i = 0; i < question.inputs.size(); ++i)
                row.emplace_back(id + "/" + question.inputs[i].key, counts.values[i]->fraction());
        }
    }
    return row;
}

void write(const std::string& path, const zi::Model& model, const std::vector<zi::Unit>& units) {
    std::ofstream csv(path + ".csv"), lines(path + ".ndjson");
    const zi::PredicateIndex wbk = model.find_predicate("WBK"), wbbm = model.find_predicate("WBBM");
    for (const zi::Unit& unit : units) {
        const auto row = cells(model, unit);
        if (&unit == &units.front()) {
            for (const auto& [name, value] : row) csv << name << ',';
            csv << "wbk,wbbm,total\n";
        }
        for (const auto& [name, value] : row) csv << value << ',';
        const zi::Assessment exact = zi::assess_reference(model, unit, day());
        const auto met = [&](zi::PredicateIndex predicate) {
            return exact.predicates[predicate].verdict == zi::Verdict::met ? 1 : 0;
        };
        csv << met(wbk) << ',' << met(wbbm) << ',' << exact.nodes.front().certain.fraction() << '\n';
        lines << ndjson(model, unit, R"({"unit.predikat_dimiliki": "MENUJU_WBK"})");
    }
    csv.flush();
    lines.flush();
    if (!csv || !lines) throw std::runtime_error("cannot write " + path);
}

}  // namespace

int main(int count, char** arguments) {
    try {
        if (count < 2) throw std::runtime_error("usage: zi_peer_files FOLDER [UNITS]");
        const std::string folder = arguments[1];
        const auto model = rules();
        std::ofstream(folder + "/worksheet.json") << worksheet_json(*model);
        write(folder + "/population", *model, population(*model, count > 2 ? std::stoul(arguments[2]) : 10'000));
        const Adversarial hard = adversarial();
        write(folder + "/adversarial", *model, hard.units);
        fmt::print("{} units exactly on a threshold, {} just below one\n", hard.on, hard.below);
    } catch (const std::exception& problem) {
        fmt::print(stderr, "zi_peer_files: {}\n", problem.what());
        return 1;
    }
}
