#include "subject.hpp"

#include "oracle.hpp"
#include "zi/load.hpp"

#include <array>

namespace zi::test {

namespace {

const std::array<std::string, 3> kinds{"sk", "notulen", "foto"};

std::string any_need(Choices& choose, std::size_t depth) {
    if (depth > 0 && choose.likely(40)) {
        const std::size_t parts = choose.between(1, 3);
        const std::size_t wanted = choose.between(1, parts);
        std::string text = wanted == parts ? "all(" : wanted == 1 ? "any(" : std::to_string(wanted) + " of (";
        for (std::size_t i = 0; i < parts; ++i) text += (i == 0 ? "" : ", ") + any_need(choose, depth - 1);
        return text + ")";
    }
    std::string text = kinds[choose.below(kinds.size())];
    if (choose.likely(15)) text += choose.likely(50) ? "(tim)" : "(rencana)";
    if (choose.likely(25)) text += " fresh 1 year";
    return text;
}

std::string any_question(Choices& choose, const Shape& shape, std::size_t number, const std::string& weight) {
    static const std::array<const char*, 4> ratios{
        "input x \"X\"\ninput y \"Y\"\nwhen y = 0 then open\nvalue x / y capped\n",
        "input p \"P\" <= w\ninput w \"W\"\nwhen w = 0 then open\nvalue p / w\n",
        "input lalu \"Lalu\"\ninput kini \"Kini\"\nwhen lalu = 0 and kini = 0 then 1\nwhen lalu = 0 then 0\n"
        "value (lalu - kini) / lalu capped\n",
        "input a \"A\"\ninput b \"B\"\ninput c \"C\"\nwhen c = 0 then open\nvalue (a + b) / c capped\n"};
    const std::array<std::string, 9> scales{"s2", "s3", "s4", "s3", "n", "n5", "turun", "pita", "ratio"};
    const std::size_t kind =
        shape.awkward ? choose.pick<std::size_t>({0, 1, 2, 3, 4, 8}) : choose.below(shape.documents ? 8 : 9);
    std::string text = "question q" + std::to_string(number) + " " + scales[kind] + " \"Q\"" + weight + " {\n";
    if (kind == 8) text += ratios[choose.below(shape.awkward ? 2 : ratios.size())];
    if (shape.documents)
        for (std::size_t needs = choose.below(3); needs-- > 0;) {
            text += "needs " + any_need(choose, 2);
            if (kind < 4 && choose.likely(40)) text += " for A";
            text += "\n";
        }
    return text + "}\n";
}

/// Two parts of indicators, of which some are minima or maxima; views join the indicators of both.
std::string any_rules(Choices& choose, const Shape& shape) {
    std::string text = R"(regulation uji "Uji"
level bagian "Bagian"
level indikator "Indikator"
level area "Area"
scale s2 "S2" { A = 1 B = 0 }
scale s3 "S3" { A = 1 B = 0.5 C = 0 }
scale s4 "S4" { A = 1 B = 0.67 C = 0.33 D = 0 }
scale n "N" number 0 .. 4 { value / 4 }
scale n5 "N5" number 0 .. 4 step 0.5 { value / 4 }
scale turun "Turun" number 0 .. 10 step 1 { (10 - value) / 10 }
scale pita "Pita" number 0 .. 10 step 0.5 { [0, 3) = 0 [3, 6) = 0.4 [6, 8] = 1 (8, 10] = 0.7 }
evidence sk "SK"
evidence notulen "Notulen"
evidence foto "Foto"
)";
    std::size_t questions = 0, total = 0;
    std::string tree;
    std::array<std::array<std::size_t, 3>, 2> weights{};
    std::array<std::size_t, 2> indicators{};
    for (std::size_t part = 0; part < 2; ++part) {
        std::string inner;
        std::size_t part_weight = 0;
        indicators[part] = choose.between(1, 3);
        for (std::size_t i = 0; i < indicators[part]; ++i) {
            const std::size_t combine = choose.below(6);
            const bool sum = combine < 2;
            std::size_t weight = sum ? 0 : choose.between(1, 6);
            std::string leaves;
            const std::size_t count = choose.between(1, 3);
            for (std::size_t q = 0; q < count; ++q) {
                // Every indicator has one question at least.
                if (q > 0 && questions + (2 - part) * 3 >= shape.questions) break;
                const std::size_t own = choose.between(1, 5);
                leaves += any_question(choose, shape, questions++, sum ? " " + std::to_string(own) : "");
                if (sum) weight += own;
            }
            inner += "indikator " + std::string(i + 1, 'i') + " \"Indikator\" " + std::to_string(weight) +
                     (sum            ? " sum"
                      : combine == 4 ? " min"
                      : combine == 5 ? " max"
                                     : " mean") +
                     " {\n" + leaves + "}\n";
            weights[part][i] = weight;
            part_weight += weight;
        }
        tree += std::string("bagian ") + "AB"[part] + " \"Bagian\" " + std::to_string(part_weight) + " {\n" + inner + "}\n";
        total += part_weight;
    }
    text += "worksheet \"Nilai\" " + std::to_string(total) + " {\n" + tree + "}\n";
    std::string conditions;
    const std::size_t both = std::min(indicators[0], indicators[1]);
    for (std::size_t i = 0; i < both; ++i) {
        const std::string name(i + 1, 'i');
        text += "view area V" + std::to_string(i) + " \"Area\" " + std::to_string(weights[0][i] + weights[1][i]) + " = A." +
                name + " + B." + name + "\n";
        if (choose.likely(50)) conditions += "V" + std::to_string(i) + " >= 50%\n";
    }
    if (choose.likely(85) || conditions.empty()) conditions += "total >= 50%\n";
    for (const char* node : {"A", "B", "A.i", "B.i"})
        if (choose.likely(30)) conditions += std::string(node) + " >= 50%\n";
    return text + "predicate P \"P\" {\n" + conditions + "}\n";
}

Answer any_answer(Choices& choose, const Model& model, const Question& question, const Shape& shape) {
    if (choose.likely(15)) return std::monostate{};
    if (question.kind == Question::Kind::options)
        return Member{static_cast<Index>(choose.below(model.scales[question.scale].options.size()))};
    const auto any_count = [&](std::size_t below) { return Rational(static_cast<std::int64_t>(choose.below(below))); };
    if (question.kind == Question::Kind::number) {
        const Scale& scale = model.scales[question.scale];
        if (!scale.step) return Rational(static_cast<std::int64_t>(choose.between(200, 400)), 100);
        return scale.min + *scale.step * any_count(scale.name == "n5" ? 9 : scale.name == "pita" ? 21 : 11);
    }
    if (shape.awkward)
        return Counts{
            {Rational(static_cast<std::int64_t>(choose.between(1, 999))),
             Rational(choose.pick<std::int64_t>({999'999'999'989, 999'999'999'961, 999'999'999'959, 999'999'999'937}))}};
    const std::string& first = question.inputs[0].key;
    if (first == "a") return Counts{{any_count(4), any_count(4), any_count(8)}};
    if (first != "p") return Counts{{any_count(8), any_count(12)}};
    const Rational whole = any_count(12);
    return Counts{{min(whole, any_count(8)), whole}};
}

std::vector<Document> any_documents(Choices& choose, const Model& model, const Shape& shape, Date day) {
    std::vector<Document> documents;
    for (std::size_t count = choose.below(6); count-- > 0;) {
        Document one;
        one.id = "d" + std::to_string(documents.size());
        one.kind = EvidenceIndex(choose.below(kinds.size()));
        one.status = choose.pick({DocumentStatus::accepted, DocumentStatus::submitted, DocumentStatus::needs_repair,
                                  DocumentStatus::rejected, DocumentStatus::missing, DocumentStatus::verifying});
        for (const char* arg : {"tim", "rencana"})
            if (choose.likely(70)) one.args.push_back(arg);
        if (choose.likely(80)) one.issued = Date{day.day - std::chrono::days{choose.pick({10, 364, 365, 366, 700})}};
        if (choose.likely(20)) one.valid_until = Date{day.day + std::chrono::days{choose.pick({0, 1, -1})}};
        for (std::size_t supports = choose.between(0, shape.shared_by); supports-- > 0;) {
            const QuestionIndex q(choose.below(model.questions.size()));
            const bool options = model.questions[q].kind == Question::Kind::options;
            one.supports.push_back({q, options && choose.likely(25) ? OptionIndex(choose.below(2)) : OptionIndex()});
        }
        if (!documents.empty() && choose.likely(30)) one.derives_from.push_back(documents[choose.below(documents.size())].id);
        if (!documents.empty() && choose.likely(20)) one.supersedes.push_back(documents[choose.below(documents.size())].id);
        documents.push_back(std::move(one));
    }
    // A circle, and what derives from a later one.
    if (documents.size() > 1 && choose.likely(15)) documents.front().derives_from.push_back(documents.back().id);
    return documents;
}

std::uint32_t any_cost(Choices& choose, const Shape& shape) {
    if (shape.large_costs) return static_cast<std::uint32_t>(choose.below(1000) * 1000 + choose.below(1000));
    return static_cast<std::uint32_t>(choose.pick({1, 1, 2, 3, 0, 5}));
}

Rational value_of(const Model& model, const Condition& condition, const std::vector<Rational>& points) {
    if (condition.subject == Condition::Subject::node) return points[condition.index];
    Rational sum;
    for (const Index member : model.views[condition.index].members) sum += points[member];
    return sum;
}

}  // namespace

Subject any_subject(Choices& choose, const Shape& shape) {
    Subject subject;
    subject.rules = any_rules(choose, shape);
    const Loaded loaded = load_text("uji.zi", subject.rules);
    if (!loaded) RC_FAIL(loaded.text(Language::english) + subject.rules);
    subject.model = std::make_shared<Model>(*loaded.model);
    Model& model = *subject.model;
    subject.day = *Date::parse("2025-06-15");
    for (Question& question : model.questions) question.cost = any_cost(choose, shape);
    for (Evidence& evidence : model.evidence) evidence.cost = any_cost(choose, shape);
    subject.unit = Unit(model, "u");
    for (QuestionIndex q{0}; q < model.questions.size(); ++q)
        subject.unit.answers[q] = any_answer(choose, model, model.questions[q], shape);
    if (shape.documents) subject.unit.documents = any_documents(choose, model, shape, subject.day);

    if (choose.likely(20))
        subject.costs.questions[QuestionIndex(choose.below(model.questions.size()))].step = any_cost(choose, shape);
    if (shape.documents && choose.likely(30))
        subject.costs.documents["d0"] = choose.likely(30) ? std::nullopt : std::optional(any_cost(choose, shape));

    // So many combinations that all can be tried.
    const Assessment now = assess_reference(model, subject.unit, subject.day);
    std::size_t combinations = 1;
    std::vector<std::vector<Goal>> goals;
    for (QuestionIndex q{0}; q < model.questions.size(); ++q) {
        goals.push_back(goals_of(subject, now, q));
        if (combinations * goals[q].size() > shape.combinations) {
            subject.costs.questions[q].impossible = true;
            goals[q].resize(1);
        }
        combinations *= goals[q].size();
    }

    // Thresholds lie exactly on what some choice of answers reaches, or one small step beside.
    for (QuestionIndex q{0}; q < model.questions.size(); ++q) {
        if (model.questions[q].kind == Question::Kind::options || goals[q].size() == 1) continue;
        const auto answers = answers_of(subject, q);
        if (!answers || choose.likely(50)) continue;
        const Rational& share = choose.pick(*answers).second;
        if (goals[q].front().share < share) goals[q] = {{share, 0, none, false}};
    }
    std::vector<Rational> points(model.nodes.size());
    for (std::size_t i = model.nodes.size(); i-- > 0;) {
        const Node& node = model.nodes[i];
        if (node.question != none)
            points[i] = node.weight * goals[node.question][choose.below(goals[node.question].size())].share;
        for (std::size_t c = 0; c < node.children.size(); ++c) {
            const Rational& child = points[node.children[c]];
            if (c == 0 || node.combine == Combine::sum || node.combine == Combine::mean)
                points[i] += child;
            else
                points[i] = node.combine == Combine::min ? min(points[i], child) : max(points[i], child);
        }
    }
    const Rational step(1, 1'000'000);
    for (Condition& condition : model.predicates[0].conditions) {
        condition.share.reset();
        condition.threshold = value_of(model, condition, points);
        switch (choose.below(8)) {
            case 0: condition.threshold += step; break;
            case 1: condition.op = Operator::above; break;
            case 2:
                condition.op = Operator::above;
                condition.threshold -= step;
                break;
            default: break;
        }
    }
    return subject;
}

std::string shown(const Subject& subject) {
    const Model& model = *subject.model;
    std::string text = "\n" + subject.rules;
    for (QuestionIndex q{0}; q < model.questions.size(); ++q) {
        text += model.nodes[model.questions[q].node].id + " cost " + std::to_string(model.questions[q].cost) + " answer ";
        const Answer& answer = subject.unit.answers[q];
        if (const auto* member = std::get_if<Member>(&answer)) text += "option " + std::to_string(member->value);
        if (const auto* number = std::get_if<Rational>(&answer)) text += number->fraction();
        if (const auto* counts = std::get_if<Counts>(&answer))
            for (const auto& count : counts->values) text += count->fraction() + " ";
        const auto own = subject.costs.questions.find(q);
        if (own != subject.costs.questions.end()) text += own->second.impossible ? " impossible" : " own cost";
        text += "\n";
    }
    for (const Evidence& evidence : model.evidence) text += evidence.name + " cost " + std::to_string(evidence.cost) + "\n";
    if (subject.unit.documents)
        for (const Document& one : *subject.unit.documents) {
            text += one.id + " " + model.evidence[one.kind].name + " " + std::string(code(one.status)) + " issued " +
                    (one.issued ? one.issued->iso() : "?") + " until " + (one.valid_until ? one.valid_until->iso() : "-");
            for (const auto& arg : one.args) text += " " + arg;
            for (const auto& support : one.supports)
                text += " q" + std::to_string(support.question) + ":" + std::to_string(support.option);
            for (const auto& id : one.derives_from) text += " from " + id;
            for (const auto& id : one.supersedes) text += " replaces " + id;
            text += "\n";
        }
    for (const Condition& condition : model.predicates[0].conditions)
        text += condition.id + " " + std::string(spelling(condition.op)) + " " + condition.threshold.fraction() + "\n";
    return text;
}

}  // namespace zi::test
