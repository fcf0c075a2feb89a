// A plan and its certificate, from JSON. Only names and ranges are checked here; whether it is true is for check_plan to say.
#include "lookup.hpp"
#include "tree_reader.hpp"

#include "zi/proof.hpp"

#include "base/listed.hpp"

#include <limits>

namespace zi {

namespace {

using io::JsonValue;
using io::Path;
using Kind = JsonValue::Kind;

/// Points on the search's grid have up to about 60 digits; shares of odd ratios have more.
constexpr std::size_t most_proof_digits = 1'024;

constexpr std::uint64_t any_number = std::numeric_limits<std::uint64_t>::max();

class Fields : protected io::TreeReader {
public:
    using TreeReader::TreeReader;

protected:
    bool text(const JsonValue& json, const Path& path, std::string& out) {
        if (!is(Kind::string, json, path)) return false;
        out = json.text;
        return true;
    }
    void number(const JsonValue& json, const Path& path, std::uint64_t& out) { whole(json, path, out, any_number); }
    void fraction(const JsonValue& json, const Path& path, Rational& out) {
        if (!is(Kind::string, json, path)) return;
        if (auto value = Rational::parse(json.text, most_proof_digits))
            out = std::move(*value);
        else
            report(path, Code::number_invalid, {io::shortened(json.text), std::to_string(most_proof_digits)});
    }
    void unknown(const JsonValue& json, const Path& path, const char* known) {
        report(path, Code::unknown_field, {io::shortened(json.key), known});
    }
};

class HeadReader : Fields {
public:
    using Fields::Fields;

    Result<ProofHead> read(const JsonValue& json) {
        members(json, Path(), [&](std::string_view key, const JsonValue& value, const Path& path) {
            std::string said;
            if (key == "regulation") text(value, path, head_.regulation);
            if (key == "target") text(value, path, head_.target);
            if (key == "unit") text(value, path, head_.unit);
            if (key == "premises") premises(value, path);
            if (key == "schema" && text(value, path, said) && said != "zi-proof/1")
                report(path, Code::unknown_value, {io::shortened(said), "zi-proof/1"});
            if (key == "as_of" && text(value, path, said)) {
                if (const auto day = Date::parse(said))
                    head_.as_of = *day;
                else
                    report(path, Code::bad_date, {io::shortened(said)});
            }
        });
        need(json, Path(), {"schema", "regulation", "as_of", "target", "unit", "premises", "plan", "certificate"});
        if (!diagnostics_.empty()) return diagnostics_;
        return std::move(head_);
    }

private:
    void premises(const JsonValue& json, const Path& path) {
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "rules")
                text(value, at, head_.premises.rules);
            else if (key == "unit")
                text(value, at, head_.premises.unit);
            else if (key == "costs")
                text(value, at, head_.premises.costs);
            else
                unknown(value, at, "rules, unit, costs");
        });
        need(json, path, {"rules", "unit", "costs"});
    }

    ProofHead head_;
};

class ProofReader : Fields {
public:
    ProofReader(const Model& model, const Unit& unit, const Limits& limits, ProofHead head)
        : Fields(limits),
          model_(model),
          documents_(documents_of(unit)),
          standings_(standings(documents_, head.as_of)),
          questions_(io::questions_of(model)),
          kinds_(io::evidence_of(model)),
          conditions_(model.predicates.size()) {
        for (DocumentIndex i{0}; i < documents_.size(); ++i) document_ids_.add(documents_[i]->id, i);
        for (PredicateIndex p{0}; p < model.predicates.size(); ++p) {
            predicates_.add(model.predicates[p].name, p);
            for (ConditionIndex c{0}; c < model.predicates[p].conditions.size(); ++c)
                conditions_[p].add(model.predicates[p].conditions[c].id, c);
        }
        proof_.head = std::move(head);
    }

    Result<Proof> read(const JsonValue& json) {
        members(json, Path(), [&](std::string_view key, const JsonValue& value, const Path& path) {
            if (key == "plan")
                plan(value, path);
            else if (key == "certificate")
                certificate(value, path);
            else if (key != "schema" && key != "regulation" && key != "as_of" && key != "target" && key != "unit" &&
                     key != "premises")
                unknown(value, path, "schema, regulation, as_of, target, unit, premises, plan, certificate");
        });
        if (!diagnostics_.empty()) return diagnostics_;
        return std::move(proof_);
    }

private:
    // ---- Names -------------------------------------------------------------------------------------------------------

    /// `args`: the arguments of the message before the name.
    template <class What>
    void named(const JsonValue& json, const Path& path, const io::Lookup<What>& known, IndexOf<What>& out, Code code,
               std::vector<std::string> args = {}) {
        if (!is(Kind::string, json, path)) return;
        out = known.find(json.text);
        if (out != none) return;
        args.push_back(io::shortened(json.text));
        report(path, code, std::move(args), known.suggest(json.text, guesses_));
    }
    void question(const JsonValue& json, const Path& path, QuestionIndex& out) {
        named(json, path, questions_, out, Code::unknown_question);
    }
    void kind(const JsonValue& json, const Path& path, EvidenceIndex& out) {
        named(json, path, kinds_, out, Code::unknown_name, {"@evidence"});
    }
    void document(const JsonValue& json, const Path& path, DocumentIndex& out) {
        named(json, path, document_ids_, out, Code::unknown_document);
    }

    void condition(const JsonValue& json, const Path& path, ConditionRef& out) {
        const JsonValue* id = nullptr;
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "condition") {
                id = &value;
            } else if (key != "predicate") {
                unknown(value, at, "predicate, condition");
            } else if (is(Kind::string, value, at)) {
                out.predicate = predicates_.find(value.text);
                if (out.predicate == none) report(at, Code::unknown_name, {"@predicate", io::shortened(value.text)});
            }
        });
        need(json, path, {"predicate", "condition"});
        const Path at(path, "condition");
        if (id == nullptr || out.predicate == none || !is(Kind::string, *id, at)) return;
        out.condition = conditions_[out.predicate].find(id->text);
        if (out.condition == none)
            report(at, Code::unknown_value,
                   {io::shortened(id->text),
                    listed(model_.predicates[out.predicate].conditions, [](const Condition& known) { return known.id; })});
    }
    void conditions(const JsonValue& json, const Path& path, std::vector<ConditionRef>& out) {
        items(json, path, [&](const JsonValue& one, const Path& at) { condition(one, at, out.emplace_back()); });
    }

    // ---- The plan ----------------------------------------------------------------------------------------------------

    void plan(const JsonValue& json, const Path& path) {
        Plan& plan = proof_.plan;
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "status")
                status(value, at);
            else if (key == "cost")
                number(value, at, plan.cost);
            else if (key == "lower_bound")
                number(value, at, plan.lower_bound);
            else if (key == "documents")
                items(value, at, [&](const JsonValue& one, const Path& in) { obtained(one, in); });
            else if (key == "improvements")
                items(value, at, [&](const JsonValue& one, const Path& in) { improvement(one, in); });
            else if (key == "obstacles")
                conditions(value, at, plan.obstacles);
            else
                unknown(value, at, "status, cost, lower_bound, documents, improvements, obstacles");
        });
        need(json, path, {"status", "cost", "lower_bound", "documents", "improvements", "obstacles"});
    }

    void status(const JsonValue& json, const Path& path) {
        if (!is(Kind::string, json, path)) return;
        for (const PlanStatus one : {PlanStatus::already_met, PlanStatus::scores_met, PlanStatus::optimal,
                                     PlanStatus::bounded_gap, PlanStatus::impossible})
            if (json.text == code(one)) {
                proof_.plan.status = one;
                return;
            }
        report(path, Code::unknown_value,
               {io::shortened(json.text), "already_met, scores_met, optimal, bounded_gap, impossible"});
    }

    void obtained(const JsonValue& json, const Path& path) {
        ObtainedDocument& one = proof_.plan.documents.emplace_back();
        const bool existing = has(json, "document");
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "cost")
                number(value, at, one.cost);
            else if (key == "document")
                document(value, at, one.document);
            else if (!existing && key == "kind")
                kind(value, at, one.kind);
            else if (!existing && key == "question")
                question(value, at, one.question);
            else if (!existing && key == "args")
                items(value, at, [&](const JsonValue& arg, const Path& in) { text(arg, in, one.args.emplace_back()); });
            else
                unknown(value, at, existing ? "document, cost" : "document, kind, question, args, cost");
        });
        if (existing)
            need(json, path, {"cost"});
        else
            need(json, path, {"kind", "question", "args", "cost"});
        if (one.document == none) return;
        one.kind = documents_[one.document]->kind;
        one.standing = standings_[one.document];
    }

    void improvement(const JsonValue& json, const Path& path) {
        Improvement& one = proof_.plan.improvements.emplace_back();
        const JsonValue *option = nullptr, *answered = nullptr;
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "question")
                question(value, at, one.question);
            else if (key == "from")
                fraction(value, at, one.from);
            else if (key == "to")
                fraction(value, at, one.to);
            else if (key == "option")
                option = &value;
            else if (key == "answer")
                answered = &value;
            else if (key == "raised") {
                if (is(Kind::boolean, value, at)) one.raised = value.boolean;
            } else if (key == "cost")
                number(value, at, one.cost);
            else if (key == "points")
                fraction(value, at, one.points);
            else if (key == "documents")
                items(value, at, [&](const JsonValue& place, const Path& in) {
                    whole(place, in, one.documents.emplace_back(), Index{none});
                });
            else
                unknown(value, at, "question, from, to, option, answer, raised, cost, points, documents");
        });
        need(json, path, {"question", "from", "to", "option", "answer", "raised", "cost", "points", "documents"});
        if (answered != nullptr && answered->kind != Kind::null && one.question != none)
            answer(*answered, {path, "answer"}, model_.questions[one.question], one.answer);
        if (option == nullptr || option->kind == Kind::null || one.question == none) return;
        const Path at(path, "option");
        if (!is(Kind::string, *option, at)) return;
        const Question& asked = model_.questions[one.question];
        if (asked.kind != Question::Kind::options) return report(at, Code::json_type, {"@null", "@string"});
        const std::vector<Option>& options = model_.scales[asked.scale].options;
        for (OptionIndex i{0}; i < options.size(); ++i)
            if (options[i].key == option->text) one.option = i;
        if (one.option == none)
            report(at, Code::unknown_value,
                   {io::shortened(option->text), listed(options, [](const Option& known) { return known.key; })});
    }

    void answer(const JsonValue& json, const Path& path, const Question& question, Answer& out) {
        if (question.kind == Question::Kind::options) return report(path, Code::json_type, {"@null", kind_word(json.kind)});
        if (question.kind == Question::Kind::number) {
            Rational number;
            fraction(json, path, number);
            out = std::move(number);
            return;
        }
        Counts counts{std::vector<std::optional<Rational>>(question.inputs.size())};
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            const auto input =
                std::find_if(question.inputs.begin(), question.inputs.end(), [&](const Input& one) { return one.key == key; });
            if (input != question.inputs.end())
                fraction(value, at, counts.values[static_cast<std::size_t>(input - question.inputs.begin())].emplace());
            else
                report(at, Code::unknown_field,
                       {io::shortened(key), listed(question.inputs, [](const Input& one) { return one.key; })});
        });
        out = std::move(counts);
    }

    // ---- The certificate ---------------------------------------------------------------------------------------------

    void certificate(const JsonValue& json, const Path& path) {
        Certificate& proof = proof_.certificate;
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "bound")
                number(value, at, proof.bound);
            else if (key == "scale")
                number(value, at, proof.scale);
            else if (key == "parts")
                items(value, at, [&](const JsonValue& one, const Path& in) { part(one, in); });
            else if (key == "boxes")
                items(value, at, [&](const JsonValue& one, const Path& in) { box(one, in); });
            else
                unknown(value, at, "bound, scale, parts, boxes");
        });
        need(json, path, {"bound", "scale", "parts", "boxes"});
    }

    void place(const JsonValue& json, const Path& path, std::size_t& out) {
        whole(json, path, out, std::numeric_limits<std::size_t>::max());
    }

    void part(const JsonValue& json, const Path& path) {
        Certificate::Part& one = proof_.certificate.parts.emplace_back();
        using Part = Certificate::Part::Kind;
        const bool leaf = has(json, "question");
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "conditions")
                conditions(value, at, one.conditions);
            else if (leaf && key == "question")
                question(value, at, one.question);
            else if (!leaf && key == "left")
                place(value, at, one.left);
            else if (!leaf && key == "right")
                place(value, at, one.right);
            else if (leaf || key != "combine")
                unknown(value, at, leaf ? "question, conditions" : "question, combine, left, right, conditions");
            else if (is(Kind::string, value, at)) {
                one.kind = value.text == "sum" ? Part::sum : value.text == "min" ? Part::min : Part::max;
                if (one.kind == Part::max && value.text != "max")
                    report(at, Code::unknown_value, {io::shortened(value.text), "sum, min, max"});
            }
        });
        if (leaf)
            need(json, path, {"conditions"});
        else
            need(json, path, {"combine", "left", "right", "conditions"});
    }

    void box(const JsonValue& json, const Path& path) {
        Certificate::Box& one = proof_.certificate.boxes.emplace_back();
        one.leaf = !has(json, "low");
        const bool by_question = has(json, "question");
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (one.leaf && key == "missed")
                condition(value, at, one.missed.emplace());
            else if (one.leaf && key == "prices")
                items(value, at, [&](const JsonValue& price, const Path& in) { this->price(price, in, one); });
            else if (one.leaf && key == "fronts")
                items(value, at, [&](const JsonValue& front, const Path& in) {
                    auto& offers = one.fronts.emplace_back();
                    items(front, in, [&](const JsonValue& it, const Path& here) { offer(it, here, offers.emplace_back()); });
                });
            else if (!one.leaf && key == "question")
                question(value, at, one.question);
            else if (!one.leaf && by_question && key == "level")
                whole(value, at, one.level, Index{none});
            else if (!one.leaf && !by_question && key == "document")
                document(value, at, one.document);
            else if (!one.leaf && key == "low")
                place(value, at, one.low);
            else if (!one.leaf && key == "high")
                place(value, at, one.high);
            else
                unknown(value, at, one.leaf ? "missed, prices, fronts" : "question, level, document, low, high");
        });
        if (one.leaf) {
            if (!one.missed) need(json, path, {"prices", "fronts"});
        } else if (by_question) {
            need(json, path, {"level", "high"});
        } else {
            need(json, path, {"document", "high"});
        }
    }

    void price(const JsonValue& json, const Path& path, Certificate::Box& box) {
        Certificate::Price& one = box.prices.emplace_back();
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "document")
                document(value, at, one.document);
            else if (key == "question")
                question(value, at, one.question);
            else if (key == "price")
                number(value, at, one.price);
            else
                unknown(value, at, "document, question, price");
        });
        need(json, path, {"document", "question", "price"});
    }

    /// Points and cost.
    void offer(const JsonValue& json, const Path& path, Certificate::Offer& out) {
        if (!is(Kind::array, json, path)) return;
        if (json.count != 2) return report(path, Code::json_type, {"[points, cost]", "@array"});
        fraction(json.first[0], {path, std::size_t{0}}, out.points);
        number(json.first[1], {path, 1}, out.cost);
    }

    const Model& model_;
    List<const Document*, Document> documents_;
    List<Standing, Document> standings_;
    io::Lookup<Question> questions_;
    io::Lookup<Evidence> kinds_;
    io::Lookup<Document> document_ids_;
    io::Lookup<Predicate> predicates_;
    List<io::Lookup<Condition>, Predicate> conditions_;
    Proof proof_;
};

/// Passes on the one object of the text, or the error.
template <class Read>
auto parsed(std::string_view text, const Limits& limits, Read read) -> decltype(read(JsonValue())) {
    Limits of_proof = limits;
    of_proof.unit_bytes = limits.proof_bytes;
    JsonValue json;
    io::JsonReader reader(of_proof);
    if (auto error = io::parse_object(reader, text, limits.proof_bytes, "@proof_bytes", json)) {
        for (std::string& arg : error->args)
            if (arg == "@unit_bytes") arg = "@proof_bytes";
        return std::move(*error);
    }
    return read(json);
}

}  // namespace

Result<ProofHead> read_proof_head(std::string_view text, const Limits& limits) {
    return parsed(text, limits, [&](const JsonValue& json) { return HeadReader(limits).read(json); });
}

Result<Proof> read_proof(const Model& model, const Unit& unit, std::string_view text, const Limits& limits) {
    return parsed(text, limits, [&](const JsonValue& json) -> Result<Proof> {
        auto head = HeadReader(limits).read(json);
        if (!head) return head.diagnostics();
        return ProofReader(model, unit, limits, std::move(*head)).read(json);
    });
}

}  // namespace zi
