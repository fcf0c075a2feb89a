// Warnings about values of a unit (or row) that are accepted, but may be meant otherwise or contradict each other.
#include "zi/columns.hpp"
#include "zi/unit.hpp"

#include "base/filled.hpp"
#include "base/power_of_ten.hpp"
#include "columnar/values.hpp"

namespace zi {

namespace {

constexpr int most_places = 40;  ///< as many as a spelling has by default
constexpr int shown_decimals = 4;

/// The short decimal so near to the value that only binary floating point tells them apart; nullopt if the value is a short
/// decimal itself, or there is no such neighbour.
std::optional<Rational> meant_by(const Rational& value) {
    constexpr int few = 9;
    static const Rational grid(1'000'000'000), near(1, 1'000'000'000'000);
    if ((value * grid).is_integer()) return std::nullopt;
    // No finite decimal: it was not computed in binary.
    if (value.shortest(most_places).find('/') != std::string::npos) return std::nullopt;
    const auto rounded = Rational::parse(value.decimal(few), value.bits() + few + 2);
    if (!rounded || rounded->is_zero()) return std::nullopt;
    const Rational apart = value < *rounded ? *rounded - value : value - *rounded;
    const Rational size = rounded->sign() < 0 ? -*rounded : *rounded;
    return apart < near * max(Rational(1), size) ? rounded : std::nullopt;
}

/// Exact if the decimal is finite, else rounded.
std::string shown(const Rational& value) {
    const std::string exact = value.shortest(most_places);
    return exact.find('/') == std::string::npos ? exact : "~" + value.decimal(shown_decimals);
}

/// `Values` provides the value of a figure, and its path.
template <class Values>
class Remarks {
public:
    Remarks(const Model& model, const Values& values, Diagnostics& out) : model_(model), values_(values), out_(out) {}

    void all(const std::string& unit) {
        unit_ = unit;
        for (QuestionIndex q{0}; q < model_.questions.size(); ++q)
            if (model_.questions[q].kind == Question::Kind::number)
                number({Figure::Kind::number, none, q, none}, model_.scales[model_.questions[q].scale].percent);
        for (FactIndex f{0}; f < model_.facts.size(); ++f)
            if (model_.facts[f].type == Fact::Type::number)
                number({Figure::Kind::fact, f, none, none}, model_.facts[f].percent);
        for (const Agreement& one : model_.agreements) agreement(one);
    }

private:
    void add(Code code, std::vector<std::string> args, const Figure& figure) {
        Diagnostic remark{code, std::move(args)};
        remark.unit = unit_;
        remark.path = values_.path(figure);
        out_.push_back(std::move(remark));
    }

    void number(const Figure& figure, Percent percent) {
        const std::optional<Rational> value = values_.value(figure);
        if (!value) return;
        if (percent != Percent::no && may_be_fraction(*value))
            add(Code::percent_or_fraction, {value->shortest(most_places), (*value * Rational(100)).shortest(most_places)},
                figure);
        if (const auto meant = meant_by(*value))
            add(Code::binary_noise, {value->shortest(most_places), meant->shortest(most_places)}, figure);
    }

    std::optional<Rational> value(const Agreement::Side& side) const {
        auto value = values_.value(side.figure);
        if (!value || !side.over) return value;
        const auto over = values_.value(*side.over);
        if (!over || over->is_zero()) return std::nullopt;
        *value /= *over;
        return side.in_percent ? *value * Rational(100) : *value;
    }

    /// With the values that it was computed from.
    std::string said(const Agreement::Side& side, const Rational& value) const {
        if (!side.over) return shown(value);
        return filled("{} / {} = {}{}", shown(*values_.value(side.figure)), shown(*values_.value(*side.over)), shown(value),
                      side.in_percent ? "%" : "");
    }

    void agreement(const Agreement& one) {
        const auto left = value(one.left), right = value(one.right);
        if (!left || !right) return;
        const Rational apart = *left < *right ? *right - *left : *left - *right;
        if (!(one.within < apart)) return;
        add(Code::disagreement, {one.left.text, said(one.left, *left), one.right.text, said(one.right, *right)},
            one.left.figure);
    }

    const Model& model_;
    const Values& values_;
    Diagnostics& out_;
    std::string unit_;
};

/// The values of a unit: the prevailing answers.
class OfUnit {
public:
    OfUnit(const Model& model, const Unit& unit) : model_(model), unit_(unit) {}

    std::optional<Rational> value(const Figure& figure) const {
        if (figure.kind == Figure::Kind::fact) {
            const auto* number = figure.fact < unit_.facts.size() ? std::get_if<Rational>(&unit_.facts[figure.fact]) : nullptr;
            return number ? std::optional(*number) : std::nullopt;
        }
        const Answer& answer = *prevailing_answer(model_, unit_, figure.question).answer;
        if (figure.kind == Figure::Kind::number) {
            const auto* number = std::get_if<Rational>(&answer);
            return number ? std::optional(*number) : std::nullopt;
        }
        const auto* counts = std::get_if<Counts>(&answer);
        return counts && figure.input < counts->values.size() ? counts->values[figure.input] : std::nullopt;
    }

    std::string path(const Figure& figure) const {
        if (figure.kind == Figure::Kind::fact) return "/facts/" + model_.facts[figure.fact].id;
        const Question& question = model_.questions[figure.question];
        const AssessorIndex assessor = prevailing_answer(model_, unit_, figure.question).assessor;
        std::string path = assessor == none ? "/answers/" : "/assessed/" + model_.assessors[assessor].name + "/";
        path += model_.nodes[question.node].id;
        return figure.kind == Figure::Kind::count ? path + "/" + question.inputs[figure.input].key : path;
    }

private:
    const Model& model_;
    const Unit& unit_;
};

/// The values of a row.
class OfRow {
public:
    explicit OfRow(const Columns& columns) : columns_(columns) {}
    void go_to(std::size_t row) { row_ = row; }

    std::optional<Rational> value(const Figure& figure) const {
        const FieldIndex field = field_of(figure);
        if (!columns_.odd_values().empty())
            for (const OddValue& one : columns_.odd_in(row_))
                if (const auto* number = std::get_if<Rational>(&one.value); number && one.field == field) return *number;
        const auto value = columnar::value_at(columns_[field], row_);
        if (!value) return std::nullopt;
        return Rational(*value, power_of_ten(columns_[field].decimals));
    }

    std::string path(const Figure& figure) const {
        return (figure.kind == Figure::Kind::fact ? "/facts/" : "/answers/") +
               columns_.layout().fields()[field_of(figure)].name;
    }

private:
    FieldIndex field_of(const Figure& figure) const {
        const ColumnLayout& layout = columns_.layout();
        if (figure.kind == Figure::Kind::fact) return layout.fact(figure.fact);
        const FieldIndex first = layout.answer(figure.question);
        return figure.kind == Figure::Kind::count ? first + Index{figure.input} : first;
    }

    const Columns& columns_;
    std::size_t row_ = 0;
};

}  // namespace

Diagnostics remarks_on(const Model& model, const Unit& unit) {
    Diagnostics out;
    const OfUnit values(model, unit);
    Remarks(model, values, out).all(unit.id);
    return out;
}

Diagnostics remarks_on(const Columns& columns, std::span<const std::string> ids, std::size_t most) {
    Diagnostics out;
    OfRow values(columns);
    Remarks remarks(columns.model(), values, out);
    for (std::size_t row = 0; row < columns.rows() && out.size() <= most; ++row) {
        values.go_to(row);
        remarks.all(row < ids.size() ? ids[row] : filled("#{}", row + 1));
    }
    if (out.size() > most) {
        out.resize(most);
        out.push_back(Diagnostic{Code::too_many, {}});
    }
    return out;
}

}  // namespace zi
