#include "template_sums.hpp"

#include "base/compared.hpp"

#include <algorithm>
#include <set>

namespace zi::sheets {

// ---- Words -----------------------------------------------------------------------------------------------------------

WordLists::WordLists(lxw_worksheet* sheet, std::string name) : sheet_(sheet), name_(std::move(name)) {
    // The same as is_blank_mark (values.hpp).
    worksheet_write_string(sheet_, 0, 0, "||-|--|\u2010|\u2011|\u2012|\u2013|\u2014|\u2015|\u2212|blm diisi|belum diisi|pilih|",
                           nullptr);
}

WordLists::Ranges WordLists::add(std::string_view title, const std::vector<std::string_view>& words,
                                 const std::vector<Rational>& values) {
    Ranges list;
    list.size = words.size();
    too_long_ = too_long_ || words.size() + 1 >= LXW_ROW_MAX || next_ + 2 >= LXW_COL_MAX;
    if (too_long_) return list;
    worksheet_write_string(sheet_, 0, next_, fitting(title, 200).c_str(), nullptr);
    std::set<std::string> folded;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        worksheet_write_string(sheet_, i + 1, next_, fitting(words[i]).c_str(), nullptr);
        if (!values.empty())
            worksheet_write_number(sheet_, i + 1, static_cast<std::uint16_t>(next_ + 1), values[i].to_double(), nullptr);
        std::string small(words[i]);
        for (char& c : small)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        list.by_case = !folded.insert(std::move(small)).second || list.by_case;
    }
    const auto column = [&](std::uint16_t place) {
        return on_sheet(name_, absolute(1, place) + ":" + absolute(static_cast<std::uint32_t>(words.size()), place));
    };
    list.words = column(next_);
    list.values = column(static_cast<std::uint16_t>(next_ + 1));
    next_ = static_cast<std::uint16_t>(next_ + 3);
    return list;
}

std::string WordLists::holds_something(std::string_view cell) const {
    return "ISERROR(FIND(\"|\"&LOWER(TRIM(" + std::string(cell) + "))&\"|\"," + on_sheet(name_, "$A$1") + "))";
}

std::string WordLists::place_of(std::string_view cell, const Ranges& list) {
    const std::string word = "TRIM(" + std::string(cell) + ")";
    const std::string same = list.by_case ? "EXACT(" + list.words + "," + word + ")" : "(" + list.words + "=" + word + ")";
    return "SUMPRODUCT(" + same + "*(ROW(" + list.words + ")-1))-1";
}

std::string count_in(std::string_view cell) {
    const std::string x(cell);
    return "IF(ISNUMBER(" + x + "),IF(" + x + ">=0,IF(" + x + "=INT(" + x + ")," + x + ",-1),-1),-1)";
}

std::string number_in(std::string_view cell, const Rational& low, const Rational& high, const std::optional<Rational>& step,
                      bool percent) {
    // Rounds: binary values such as 3.5999999999999996 are displayed as 3.6.
    const std::string x = "ROUND(" + std::string(cell) + (percent ? "*100" : "") + ",12)";
    std::string taken = x;
    if (step) {
        const std::string steps = "(" + x + "-" + literal(low).formula + ")/" + literal(*step).formula;
        taken = "IF(ABS(" + steps + "-ROUND(" + steps + ",0))<0.000001," + x + ",-1)";
    }
    return "IF(ISNUMBER(" + std::string(cell) + "),IF(AND(" + x + ">=" + literal(low).formula + "," + x +
           "<=" + literal(high).formula + ")," + taken + ",-1),-1)";
}

// ---- Facts -----------------------------------------------------------------------------------------------------------

namespace {

/// The number by which a value is compared: serial of a date, index of a grade or member, 0 or 1 of a flag.
std::optional<Term> comparable(const FactValue& value) {
    if (const auto* number = std::get_if<Rational>(&value)) return literal(*number);
    if (const auto* member = std::get_if<Member>(&value)) return literal(static_cast<double>(member->value));
    if (const auto* date = std::get_if<Date>(&value)) return literal(serial(*date));
    if (const auto* flag = std::get_if<bool>(&value)) return literal(*flag ? 1.0 : 0.0);
    return std::nullopt;
}

/// The day on which a time is up, and beyond every day where spreadsheets know no such day.
std::string time_is_up(const std::string& day, const Duration& elapsed) {
    const std::string count = std::to_string(elapsed.unit == CalendarUnit::year ? 12 * elapsed.count : elapsed.count);
    if (elapsed.unit == CalendarUnit::day) return day + "+" + count;
    // Where the month reached has no such day, the first of the month after it.
    const auto date = [&](std::string_view months, const std::string& on) {
        return "DATE(YEAR(" + day + "),MONTH(" + day + ")+" + count + std::string(months) + "," + on + ")";
    };
    return "IFERROR(MIN(" + date("", "DAY(" + day + ")") + "," + date("+1", "1") + ")," + literal(never_serial + 1).formula +
           ")";
}

}  // namespace

FactSums::FactSums(const Model& model, const FormPlan& plan, const FormOptions& options, Calculation& sums, WordLists& lists,
                   std::uint32_t fact_row, Term as_of)
    : model_(model), plan_(plan), sums_(sums), lists_(lists), as_of_(std::move(as_of)), day_(options.as_of) {
    const bool english = options.language == Language::english;
    sums.begin(english ? "Facts" : "Fakta", english ? std::vector<std::string_view>{"read as", "known", "value"}
                                                    : std::vector<std::string_view>{"dibaca", "diketahui", "nilai"});
    for (FactIndex f{0}; f < model.facts.size(); ++f) {
        sums.row(model.facts[f].id, model.facts[f].title.in(options.language));
        facts_.push_back(read(f, fact_row + Index{f}));
    }
}

FactSums::Known FactSums::read(FactIndex index, std::uint32_t row) {
    const Fact& fact = model_.facts[index];
    const std::string x = on_sheet(plan_.facts, absolute(row, answer_column));
    std::string read;
    switch (fact.type) {
        case Fact::Type::boolean:
            read = "IF(ISLOGICAL(" + x + "),IF(" + x + ",1,0),IF(OR(TRIM(" + x + ")=\"ya\",TRIM(" + x +
                   ")=\"true\"),1,IF(OR(TRIM(" + x + ")=\"tidak\",TRIM(" + x + ")=\"false\"),0,-1)))";
            break;
        case Fact::Type::count: read = count_in(x); break;
        case Fact::Type::number: read = number_in(x, fact.min, fact.max, fact.step, fact.percent != Percent::no); break;
        case Fact::Type::date:
            // Serials before 1900-03-01 differ between programs.
            read = "IF(ISNUMBER(" + x + "),IF(" + x + ">=61,IF(" + x + "=INT(" + x + ")," + x + ",-1),-1),IF(TRIM(" + x +
                   ")=\"never\"," + literal(never_serial).formula + ",-1))";
            break;
        case Fact::Type::member: {
            const Enumeration& type = model_.enumerations[fact.enumeration];
            read = WordLists::place_of(x, lists_.add(fact.id, {type.values.begin(), type.values.end()}));
            break;
        }
    }
    Known known;
    known.raw = sums_.put({"IF(" + lists_.holds_something(x) + "," + read + ",-2)", nothing});
    const auto fallback = comparable(fact.fallback);
    const std::string c = known.raw.formula;
    known.known = sums_.put({"IF(" + c + ">=0,1," + (fallback ? "IF(" + c + "=-2,1,0)" : "0") + ")", fallback ? 1.0 : 0.0});
    const Term other = fallback ? *fallback : Term{"0", 0};
    known.value = sums_.put({"IF(" + c + ">=0," + c + "," + other.formula + ")", other.value});
    return known;
}

Term FactSums::truth(FactIndex index, Operator op, const std::vector<FactValue>& wanted,
                     const std::optional<Duration>& elapsed) {
    const Known& fact = facts_[index];
    const bool is_known = fact.known.value != 0;
    if (elapsed) {
        // A default, if there is one, is what the empty form has.
        bool passed = false;
        if (const auto* day = std::get_if<Date>(&model_.facts[index].fallback))
            passed = after(*day, static_cast<int>(elapsed->count), elapsed->unit) <= day_;
        const bool wants_passed = op == Operator::at_least;
        sums_.row("", model_.facts[index].id);
        const std::string up = "AND(" + fact.value.formula + "<>" + literal(never_serial).formula + "," +
                               time_is_up(fact.value.formula, *elapsed) + "<=" + as_of_.formula + ")";
        return sums_.put({"IF(" + fact.known.formula + "=1,IF(" + up + (wants_passed ? ",2,0),1)" : ",0,2),1)"),
                          !is_known                ? 1.0
                          : passed == wants_passed ? 2.0
                                                   : 0.0});
    }
    std::vector<Term> each;
    const Operator of_each = op == Operator::in ? Operator::equal : op;
    for (const FactValue& one : wanted) {
        const auto number = comparable(one);
        if (!number) continue;
        const bool holds = compared(fact.value.value, of_each, number->value);
        each.push_back(
            {"IF(" + fact.value.formula + std::string(spelling(of_each)) + number->formula + ",2,0)", holds ? 2.0 : 0.0});
    }
    if (each.empty()) each.push_back({"0", 0});
    const Term any = sums_.greatest(each);
    sums_.row("", model_.facts[index].id);
    return sums_.put({"IF(" + fact.known.formula + "=1," + any.formula + ",1)", is_known ? any.value : 1.0});
}

Term FactSums::truth(const Guard& guard) {
    if (guard.kind == Guard::Kind::test) return truth(guard.fact(), guard.op, guard.values, guard.elapsed);
    std::vector<Term> parts;
    for (const Guard& part : guard.args) parts.push_back(truth(part));
    const Term all = guard.kind == Guard::Kind::all ? sums_.least(parts) : sums_.greatest(parts);
    sums_.row("");
    return sums_.put(all);
}

Term judged(Operator op, const Term& low, const Term& high) {
    const std::string &l = low.formula, &h = high.formula;
    const auto pick = [](bool met, bool reach) { return met ? 2.0 : reach ? 1.0 : 0.0; };
    switch (op) {
        case Operator::at_least: return {"IF(" + l + ">=0,2,IF(" + h + ">=0,1,0))", pick(low.value >= 0, high.value >= 0)};
        case Operator::above: return {"IF(" + l + ">0,2,IF(" + h + ">0,1,0))", pick(low.value > 0, high.value > 0)};
        case Operator::at_most: return {"IF(" + h + "<=0,2,IF(" + l + "<=0,1,0))", pick(high.value <= 0, low.value <= 0)};
        case Operator::below: return {"IF(" + h + "<0,2,IF(" + l + "<0,1,0))", pick(high.value < 0, low.value < 0)};
        case Operator::equal:
        case Operator::in: break;
    }
    return {"IF(AND(" + l + "=0," + h + "=0),2,IF(AND(" + l + "<=0," + h + ">=0),1,0))",
            pick(low.value == 0 && high.value == 0, low.value <= 0 && high.value >= 0)};
}

}  // namespace zi::sheets
