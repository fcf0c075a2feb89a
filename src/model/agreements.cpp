// Agreements: figures that a unit gives twice, or in two ways, and that must be equal.
#include "build.hpp"

#include "base/listed.hpp"

namespace zi::lowering {

namespace {

using syntax::Word;

class Agreements {
public:
    explicit Agreements(Build& build) : build_(build), model_(build.model) {}

    void lower(const syntax::Statement& statement) {
        const auto& what = std::get<syntax::Agreement>(statement.what);
        auto left = side(what.left), right = side(what.right);
        Rational within = what.within ? build_.number(*what.within) : Rational();
        Notes notes = build_.notes(what.notes);
        if (!left || !right) return;
        left->in_percent = left->over && is_percent(*right);
        right->in_percent = right->over && is_percent(*left);
        model_.agreements.push_back({std::move(*left), std::move(*right), std::move(within), std::move(notes), statement.head});
    }

private:
    std::optional<Agreement::Side> side(const syntax::Figure& written) {
        auto top = figure(written.path);
        std::optional<Figure> bottom;
        std::string text = written.path.value;
        if (written.over) {
            bottom = figure(*written.over);
            text += " / " + written.over->value;
            if (!bottom) return std::nullopt;
        }
        if (!top) return std::nullopt;
        return Agreement::Side{std::move(text), *top, bottom, false};
    }

    std::optional<Figure> figure(const Word& path) {
        const std::size_t dot = path.value.rfind('.');
        if (dot != std::string::npos && !build_.subjects.find(path.value)) {
            const Names::Entry* entry = build_.subjects.find(std::string_view(path.value).substr(0, dot));
            const Subject* owner = entry ? &build_.subject_list[entry->index] : nullptr;
            const QuestionIndex question =
                owner && owner->kind == Subject::Kind::node ? model_.nodes[owner->index].question : QuestionIndex(none);
            if (question != none) return count(question, path, path.value.substr(dot + 1));
        }
        const Subject* subject = build_.use_subject("@figure", path);
        if (!subject) return std::nullopt;
        if (subject->kind == Subject::Kind::fact) {
            const Fact& fact = model_.facts[subject->index];
            if (fact.type == Fact::Type::count || fact.type == Fact::Type::number)
                return Figure{Figure::Kind::fact, FactIndex(subject->index), none, none};
            build_.report(Code::type_mismatch, {path.value, type_word(fact.type), "@number"}, path.span, {fact.span});
            return std::nullopt;
        }
        const QuestionIndex question =
            subject->kind == Subject::Kind::node ? model_.nodes[subject->index].question : QuestionIndex(none);
        if (question != none && model_.questions[question].kind == Question::Kind::number)
            return Figure{Figure::Kind::number, none, question, none};
        std::vector<std::string> args{"@figure", path.value};
        if (question != none && model_.questions[question].kind == Question::Kind::ratio)
            args.push_back(std::string("@name_input") + phrase_mark +
                           listed(model_.questions[question].inputs,
                                  [&](const Input& input) { return "`" + path.value + "." + input.key + "`"; }));
        build_.report(Code::unknown_name, std::move(args), path.span);
        return std::nullopt;
    }

    std::optional<Figure> count(QuestionIndex question, const Word& path, const std::string& key) {
        const List<Input>& inputs = model_.questions[question].inputs;
        for (InputIndex i{0}; i < inputs.size(); ++i)
            if (inputs[i].key == key) return Figure{Figure::Kind::count, none, question, i};
        build_.report(Code::unknown_name, {"@input", key}, path.span, {}, build_.suggest(key, [&] {
            std::vector<std::string_view> keys;
            for (const Input& input : inputs) keys.push_back(input.key);
            return keys;
        }));
        return std::nullopt;
    }

    bool is_percent(const Agreement::Side& side) const {
        if (side.over) return false;
        if (side.figure.kind == Figure::Kind::fact) return model_.facts[side.figure.fact].percent != Percent::no;
        return side.figure.kind == Figure::Kind::number &&
               model_.scales[model_.questions[side.figure.question].scale].percent != Percent::no;
    }

    Build& build_;
    Model& model_;
};

}  // namespace

void lower_agreements(Build& build) {
    Agreements agreements(build);
    for (const syntax::Statement* statement : build.agreement_statements)
        if (build.goes_on()) agreements.lower(*statement);
}

}  // namespace zi::lowering
