// An empty form as a table in text: a line for each answer, count and fact.
#include "csv_field.hpp"

#include "zi/report.hpp"

namespace zi {

namespace {

class FormLines {
public:
    FormLines(const Model& model, std::string_view unit, Language language)
        : model_(model),
          unit_(csv_field(unit.empty() ? "unit" : unit)),
          english_(language == Language::english),
          language_(language) {}

    std::string all() {
        // Heads as layouts/4-lines.json has them; others are passed over.
        text_ = english_ ? "unit,question,answer,assessor,text,kind of entry\n"
                         : "unit,pertanyaan,jawaban,penilai,uraian,jenis isian\n";
        for (const Question& question : model_.questions) add(question);
        for (const Fact& fact : model_.facts) line(fact.id, fact.title, kind(fact));
        return std::move(text_);
    }

private:
    std::string_view say(std::string_view id, std::string_view en) const { return english_ ? en : id; }

    void line(const std::string& id, const Text& title, const std::string& kind) {
        text_ += unit_ + "," + csv_field(id) + ",,," + csv_field(title.in(language_)) + "," + csv_field(kind) + "\n";
    }

    void add(const Question& question) {
        const Node& node = model_.nodes[question.node];
        if (question.kind != Question::Kind::ratio) return line(node.id, node.title, kind(model_.scales[question.scale]));
        for (const Input& input : question.inputs) line(node.id + "/" + input.key, input.title, count());
    }

    std::string count() const { return std::string(say("bilangan bulat mulai 0", "a whole number from 0")); }
    std::string words(const std::vector<std::string>& list) const {
        std::string all;
        for (const std::string& word : list) (all += all.empty() ? "" : "/") += word;
        return all;
    }
    std::string range(const Rational& low, const Rational& high, Percent percent) const {
        std::string text = low.shortest() + " " + std::string(say("sampai", "to")) + " " + high.shortest();
        if (percent != Percent::no) text += say(", persen", ", per cent");
        return text;
    }
    std::string kind(const Scale& scale) const {
        if (scale.numeric) return range(scale.min, scale.max, scale.percent);
        std::vector<std::string> keys;
        for (const Option& option : scale.options) keys.push_back(option.key);
        return words(keys);
    }
    std::string kind(const Fact& fact) const {
        switch (fact.type) {
            case Fact::Type::boolean: return "ya/tidak";
            case Fact::Type::count: return count();
            case Fact::Type::number: return range(fact.min, fact.max, fact.percent);
            case Fact::Type::date: return std::string(say("TTTT-BB-HH, atau never", "YYYY-MM-DD, or never"));
            case Fact::Type::member: break;
        }
        return words(model_.enumerations[fact.enumeration].values);
    }

    const Model& model_;
    std::string unit_;
    bool english_;
    Language language_;
    std::string text_;
};

}  // namespace

std::string form_csv(const Model& model, std::string_view unit, Language language) {
    return FormLines(model, unit, language).all();
}

}  // namespace zi
