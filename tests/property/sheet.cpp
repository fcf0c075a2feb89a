#include "sheet.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>

namespace zi::sheet {

namespace mp = boost::multiprecision;

std::vector<int> calendar_day(int days) {
    const std::chrono::sys_days first{std::chrono::year{2000} / 1 / 1};
    const std::chrono::year_month_day day{first + std::chrono::days{days}};
    return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
            static_cast<int>(static_cast<unsigned>(day.day()))};
}

std::string iso_day(int days) {
    const std::vector<int> day = calendar_day(days);
    return fmt::format("{:04}-{:02}-{:02}", day[0], day[1], day[2]);
}

std::optional<std::string> decimal(const Fraction& number) {
    mp::cpp_int top = mp::numerator(number), bottom = mp::denominator(number);
    std::size_t places = 0;
    for (; bottom != 1 && places < 30; ++places) {
        top *= 10;
        const mp::cpp_int common = mp::gcd(top, bottom);
        top /= common;
        bottom /= common;
    }
    if (bottom != 1) return std::nullopt;
    std::string digits = top.str();
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, ".");
    return digits;
}

std::string spelled(const Fraction& number, std::size_t style) {
    const auto written = [](const Fraction& value) {
        constexpr std::size_t longest = 40;  // Limits::number_digits
        auto text = decimal(value);
        return text && text->size() > longest ? std::nullopt : text;
    };
    const auto point = written(number);
    const auto percent = written(number * 100);
    if (style % 3 == 1 && percent) return *percent + "%";
    if (style % 3 != 2 && point) return *point;
    return mp::numerator(number).str() + "/" + mp::denominator(number).str();
}

namespace {

std::string day_or_never(const Fraction& days) {
    return days == never ? "never" : iso_day(static_cast<int>(mp::numerator(days).convert_to<std::int64_t>()));
}

std::string_view sign(Op op) {
    switch (op) {
        case Op::at_least: return ">=";
        case Op::above: return ">";
        case Op::at_most: return "<=";
        case Op::below: return "<";
        case Op::equal: return "=";
        case Op::in: return "in";
    }
    return "";
}

class Printer {
public:
    Printer(const Sheet& sheet, const Shuffle& shuffle) : sheet_(sheet), shuffle_(shuffle) {}

    std::string run() {
        // Levels come first: a node must find its own declared above.
        std::string levels;
        for (const std::string& level : sheet_.levels) levels += fmt::format("level {} \"{}\"\n", level, level);
        std::vector<std::string> blocks{"regulation acak \"Acak\" en \"At random\"\n"};
        for (const Enumeration& e : sheet_.enumerations)
            blocks.push_back(fmt::format("{} {} {{ {} }}\n", e.ordered ? "grades" : "choice", e.name,
                                         fmt::join(e.values, e.ordered ? " < " : ", ")));
        std::string assessors, stages;  // their order means something
        for (const std::string& assessor : sheet_.assessors) assessors += fmt::format("assessor {} \"Penilai\"\n", assessor);
        blocks.push_back(std::move(assessors));
        for (const Fact& fact : sheet_.facts) blocks.push_back(declaration(fact));
        for (const Scale& scale : sheet_.scales) blocks.push_back(declaration(scale));
        blocks.push_back(node(0, 0));
        for (const View& view : sheet_.views) blocks.push_back(declaration(view));
        for (const Predicate& predicate : sheet_.predicates) {
            if (predicate.kind == Predicate::Kind::stage)
                stages += declaration(predicate);
            else
                blocks.push_back(declaration(predicate));
        }
        blocks.push_back(std::move(stages));
        return levels + joined(std::move(blocks), "");
    }

private:
    /// Points and shares; a percent sign is left to thresholds, where it means something else.
    std::string number(const Fraction& value) { return spelled(value, 2 * (style_++ % 2)); }
    std::string share(const Fraction& value) { return spelled(value, style_++); }

    std::string joined(std::vector<std::string> texts, std::string_view between) const {
        if (shuffle_) shuffle_(texts);
        return fmt::format("{}", fmt::join(texts, between));
    }

    std::string declaration(const Fact& fact) {
        static constexpr const char* words[] = {"boolean", "count", "number", "date"};
        std::string type =
            fact.type < Fact::Type::grade ? words[static_cast<int>(fact.type)] : sheet_.enumerations[fact.enumeration].name;
        if (fact.type == Fact::Type::number) type += fmt::format(" {} .. {}", number(fact.min), number(fact.max));
        const std::string fallback = fact.fallback ? " default " + value(fact, *fact.fallback) : "";
        const std::string members = fact.members_meet ? " each member meets " + sheet_.predicates[*fact.members_meet].name : "";
        return fmt::format("fact {} {} \"Fakta\"{}{}\n", fact.id, type, members, fallback);
    }

    std::string value(const Fact& fact, const Fraction& v) {
        const auto index = static_cast<std::size_t>(mp::numerator(v).convert_to<std::int64_t>());
        switch (fact.type) {
            case Fact::Type::boolean: return index ? "yes" : "no";
            case Fact::Type::count: return mp::numerator(v).str();
            case Fact::Type::number: return number(v);
            case Fact::Type::date: return day_or_never(v);
            case Fact::Type::grade:
            case Fact::Type::choice: return sheet_.enumerations[fact.enumeration].values[index];
        }
        return {};
    }

    std::string values(const Fact& fact, Op op, const std::vector<Fraction>& numbers) {
        if (op != Op::in) return value(fact, numbers.front());
        std::vector<std::string> words;
        for (const Fraction& one : numbers) words.push_back(value(fact, one));
        return fmt::format("{{{}}}", fmt::join(words, ", "));
    }

    std::string declaration(const Scale& scale) {
        std::string out = "scale " + scale.name;
        if (scale.kind == Scale::Kind::options) {
            out += " {";
            for (const auto& [key, worth] : scale.options) out += fmt::format(" {} = {}", key, share(worth));
            return out + " }\n";
        }
        out += fmt::format(" number {} .. {}", number(scale.min), number(scale.max));
        if (scale.step) out += " step " + number(*scale.step);
        std::vector<std::string> bands;
        for (const Band& band : scale.bands)
            bands.push_back(fmt::format("{}{}, {}{} = {}", band.includes_low ? '[' : '(', number(band.low), number(band.high),
                                        band.includes_high ? ']' : ')', share(band.share)));
        if (scale.kind == Scale::Kind::bands) return out + " { " + joined(std::move(bands), " ") + " }\n";
        return out + " { " + expr(scale.formula, {"value"}) + (scale.capped ? " capped" : "") + " }\n";
    }

    /// Parentheses around everything that has operands: what they mean is the parser's business, not this printer's.
    std::string expr(const Expr& e, const std::vector<std::string>& names) {
        const auto args = [&](std::string_view between) {
            std::vector<std::string> texts;
            for (const Expr& arg : e.args) texts.push_back(expr(arg, names));
            return fmt::format("{}", fmt::join(texts, between));
        };
        switch (e.kind) {
            case Expr::Kind::number: return decimal(e.number) ? *decimal(e.number) : "(" + spelled(e.number, 2) + ")";
            case Expr::Kind::input: return names[e.input];
            case Expr::Kind::add: return "(" + args(" + ") + ")";
            case Expr::Kind::subtract: return "(" + args(" - ") + ")";
            case Expr::Kind::multiply: return "(" + args(" * ") + ")";
            case Expr::Kind::divide: return "(" + args(" / ") + ")";
            case Expr::Kind::negate: return "-" + expr(e.args.front(), names);
            case Expr::Kind::min: return "min(" + args(", ") + ")";
            case Expr::Kind::max: return "max(" + args(", ") + ")";
        }
        return {};
    }

    template <class Test>
    std::string guard(const Guard& g, const Test& test) {
        if (g.kind == Guard::Kind::test) return test(g);
        std::vector<std::string> texts;
        for (const Guard& arg : g.args) texts.push_back("(" + guard(arg, test) + ")");
        return fmt::format("{}", fmt::join(texts, g.kind == Guard::Kind::all ? " and " : " or "));
    }
    std::string fact_guard(const Guard& g) {
        return guard(g, [&](const Guard& test) {
            const Fact& fact = sheet_.facts[test.subject];
            if (test.elapsed) return fmt::format("{} for {} {}", fact.id, sign(test.op), length(*test.elapsed));
            return fmt::format("{} {} {}", fact.id, sign(test.op), values(fact, test.op, test.numbers));
        });
    }

    std::string node(std::size_t index, std::size_t indent) {
        const Node& n = sheet_.nodes[index];
        const std::string blanks(2 * indent, ' ');
        const std::string alias = n.alias.empty() ? "" : " as " + n.alias;
        const std::string weight = n.weight_stated ? " " + number(n.weight) : "";
        if (n.question) {
            const Question& q = *n.question;
            const std::string head = fmt::format("{}question {}{} {} \"Tanya\"{}", blanks, n.label, alias,
                                                 q.scale ? sheet_.scales[*q.scale].name : "ratio", weight);
            std::string details;  // in their order: the first that holds decides
            for (const Inapplicable& one : q.inapplicable)
                details += fmt::format("{}  inapplicable when {} then {}\n", blanks, fact_guard(one.guard), share(one.share));
            if (!q.scale) details += ratio(q, blanks + "  ");
            return head + (details.empty() ? "\n" : " {\n" + details + blanks + "}\n");
        }
        const std::string head = index == 0 ? "worksheet" : sheet_.levels[n.level] + " " + n.label + alias;
        std::vector<std::string> children;
        for (const std::size_t child : n.children) children.push_back(node(child, indent + 1));
        return fmt::format("{}{} \"Simpul\"{}{} {{\n{}{}}}\n", blanks, head, weight, n.combine_stated ? " " + n.combine : "",
                           joined(std::move(children), ""), blanks);
    }

    std::string ratio(const Question& q, const std::string& blanks) {
        std::vector<std::string> names, inputs;
        for (const Input& input : q.inputs) names.push_back(input.name);
        for (const Input& input : q.inputs) {
            std::vector<std::string> parts;
            for (const std::size_t part : input.parts) parts.push_back(names[part]);
            const std::string sum = parts.empty() ? "" : " = " + joined(std::move(parts), " + ");
            inputs.push_back(fmt::format("{}input {} \"Isian\"{}\n", blanks, input.name, sum));
        }
        std::string cases;  // in their order: the first that holds decides
        for (const Case& one : q.cases) {
            const std::string condition = guard(one.guard, [&](const Guard& test) {
                return fmt::format("{} {} {}", names[test.subject], sign(test.op),
                                   test.other ? names[*test.other] : number(test.numbers.front()));
            });
            cases += fmt::format("{}when {} then {}\n", blanks, condition, one.share ? share(*one.share) : "open");
        }
        const std::string value = fmt::format("{}value {}{}\n", blanks, expr(q.formula, names), q.capped ? " capped" : "");
        const std::string all = joined(std::move(inputs), "");
        return q.cases_first ? all + cases + value : value + all + cases;
    }

    std::string declaration(const View& view) {
        std::vector<std::string> members;
        for (const std::size_t member : view.members) {
            const Node& n = sheet_.nodes[member];
            members.push_back(n.alias.empty() || style_++ % 2 ? n.id : n.alias);
        }
        return fmt::format("view {} {} \"Sudut\"{} = {}\n", sheet_.levels[view.level], view.name,
                           view.weight_stated ? " " + number(view.weight) : "", joined(std::move(members), " + "));
    }

    std::string declaration(const Predicate& predicate) {
        std::vector<std::string> conditions;
        for (const Condition& condition : predicate.conditions) conditions.push_back(clause(condition));
        static constexpr const char* kinds[] = {"predicate", "eligibility", "stage"};
        return fmt::format("{} {} \"Predikat\"{} {{\n{}}}\n", kinds[static_cast<int>(predicate.kind)], predicate.name,
                           predicate.when ? " when " + fact_guard(*predicate.when) : "", joined(std::move(conditions), ""));
    }

    std::string clause(const Condition& c) {
        std::string subject;
        switch (c.kind) {
            case Condition::Kind::node: subject = sheet_.nodes[c.index].id; break;
            case Condition::Kind::view: subject = sheet_.views[c.index].name; break;
            case Condition::Kind::each: subject = "each " + sheet_.levels[c.index]; break;
            case Condition::Kind::fact:
            case Condition::Kind::elapsed: subject = sheet_.facts[c.index].id; break;
            case Condition::Kind::day: subject = "as_of"; break;
            case Condition::Kind::meets: subject = "meets " + sheet_.predicates[c.index].name; break;
        }
        std::string out = "  " + (c.name.empty() ? "" : c.name + ": ") + subject;
        if (c.kind == Condition::Kind::fact)
            out += fmt::format(" {} {}", sign(c.op), values(sheet_.facts[c.index], c.op, c.numbers));
        else if (c.kind == Condition::Kind::elapsed)
            out += fmt::format(" for {} {}", sign(c.op), length(c.elapsed));
        else if (c.kind == Condition::Kind::day)
            out += fmt::format(
                " {} {}", sign(c.op),
                c.yearly ? fmt::format("{:02}-{:02}", c.yearly->month, c.yearly->day) : day_or_never(c.numbers.front()));
        else if (c.kind != Condition::Kind::meets)
            out += fmt::format(" {} {}", sign(c.op), threshold(c));
        if (c.when) out += " when " + fact_guard(*c.when);
        if (c.unless) out += " unless " + fact_guard(*c.unless);
        if (c.from) out += " from " + iso_day(*c.from);
        if (c.until) out += " until " + iso_day(*c.until);
        return out + "\n";
    }

    static std::string length(const Length& length) {
        static constexpr const char* words[] = {"day", "month", "year"};
        return fmt::format("{} {}", length.count, words[static_cast<int>(length.period)]);
    }

    std::string threshold(const Condition& c) {
        if (!c.share) return number(c.threshold);
        // 2/3% is two thirds of one per cent.
        const Fraction percent = c.threshold * 100;
        return spelled(percent, 2 * (style_++ % 2)) + "%";
    }

    const Sheet& sheet_;
    const Shuffle& shuffle_;
    std::size_t style_ = 0;
};

/// A JSON number where there is a decimal, a string else; `style` chooses among the ways to write it.
std::string json_number(const Fraction& number, int style) {
    const auto point = decimal(number);
    if (!point) return fmt::format("\"{}/{}\"", mp::numerator(number).str(), mp::denominator(number).str());
    switch (style % 4) {
        case 1: return "\"" + *point + "\"";
        case 2: return (point->find('.') == std::string::npos ? *point + ".0" : *point) + "e0";
        case 3: return fmt::format("\"{}/{}\"", mp::numerator(number).str(), mp::denominator(number).str());
        default: return *point;
    }
}

/// The same of a count, whose text has no point and no slash.
std::string json_count(const Fraction& count, int style) {
    const std::string digits = mp::numerator(count).str();
    return style % 2 == 1 ? "\"" + digits + "\"" : digits;
}

}  // namespace

std::string text(const Sheet& sheet, const Shuffle& shuffle) { return Printer(sheet, shuffle).run(); }

namespace {

std::string json(const Sheet& sheet, const Answers& given, const Shuffle& shuffle) {
    std::vector<std::string> answers;
    const auto style = [&](std::size_t node) { return given.spelling.contains(node) ? given.spelling.at(node) : 0; };
    const auto name = [&](std::size_t node) {
        const Node& n = sheet.nodes[node];
        return n.alias.empty() || style(node) / 4 % 2 ? n.id : n.alias;
    };
    for (const auto& [node, option] : given.options)
        answers.push_back(
            fmt::format("\"{}\": \"{}\"", name(node), sheet.scales[*sheet.nodes[node].question->scale].options[option].first));
    for (const auto& [node, number] : given.numbers)
        answers.push_back(fmt::format("\"{}\": {}", name(node), json_number(number, style(node))));
    for (const auto& [node, counts] : given.counts) {
        std::vector<std::string> parts;
        for (const auto& [input, count] : counts)
            parts.push_back(
                fmt::format("\"{}\": {}", sheet.nodes[node].question->inputs[input].name, json_count(count, style(node) % 3)));
        answers.push_back(fmt::format("\"{}\": {{{}}}", name(node), fmt::join(parts, ", ")));
    }
    if (shuffle) shuffle(answers);
    return fmt::format("{{{}}}", fmt::join(answers, ", "));
}

}  // namespace

std::string json(const Sheet& sheet, const Given& unit, const Shuffle& shuffle) {
    std::vector<std::string> facts;
    for (const auto& [index, value] : unit.facts) {
        const Fact& fact = sheet.facts[index];
        const auto place = [&number = value] {
            return static_cast<std::size_t>(mp::numerator(number).convert_to<std::int64_t>());
        };
        std::string shown;
        switch (fact.type) {
            case Fact::Type::boolean: shown = place() ? "true" : "false"; break;
            case Fact::Type::count: shown = json_count(value, static_cast<int>(index)); break;
            case Fact::Type::number: shown = json_number(value, static_cast<int>(index)); break;
            case Fact::Type::date: shown = "\"" + day_or_never(value) + "\""; break;
            case Fact::Type::grade:
            case Fact::Type::choice: shown = "\"" + sheet.enumerations[fact.enumeration].values[place()] + "\""; break;
        }
        facts.push_back(fmt::format("\"{}\": {}", fact.id, shown));
    }
    std::vector<std::string> columns, members;
    for (std::size_t i = 0; i < unit.assessed.size(); ++i)
        columns.push_back(fmt::format("\"{}\": {}", sheet.assessors[i], json(sheet, unit.assessed[i], shuffle)));
    for (const Branch& member : unit.members.value_or(std::vector<Branch>{})) members.push_back("\"" + member.id + "\"");
    if (shuffle) shuffle(facts), shuffle(columns), shuffle(members);
    std::vector<std::string> fields{fmt::format("\"id\": \"{}\"", unit.id),
                                    fmt::format("\"facts\": {{{}}}", fmt::join(facts, ", ")),
                                    fmt::format("\"answers\": {}", json(sheet, static_cast<const Answers&>(unit), shuffle))};
    if (!columns.empty()) fields.push_back(fmt::format("\"assessed\": {{{}}}", fmt::join(columns, ", ")));
    if (unit.members) fields.push_back(fmt::format("\"members\": [{}]", fmt::join(members, ", ")));
    if (shuffle) shuffle(fields);
    return fmt::format("{{{}}}", fmt::join(fields, ", "));
}

}  // namespace zi::sheet
