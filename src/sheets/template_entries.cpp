#include "template_entries.hpp"

#include "base/filled.hpp"

#include <algorithm>

namespace zi::sheets {

namespace {

lxw_format* entered(lxw_workbook* book, const char* number) {
    lxw_format* format = workbook_add_format(book);
    format_set_unlocked(format);
    format_set_bg_color(format, 0xFFF9E5);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(format);
    if (number) format_set_num_format(format, number);
    return format;
}

std::string about(const std::string& check, const std::string& cell) {
    std::string formula = "=";
    for (const char c : check) c == '?' ? formula += cell : formula += c;
    return formula;
}

}  // namespace

Looks::Looks(lxw_workbook* book) {
    title = workbook_add_format(book), format_set_bold(title), format_set_font_size(title, 14);
    head = workbook_add_format(book), format_set_bold(head), format_set_text_wrap(head), format_set_bg_color(head, 0xD9E2F3);
    format_set_border(head, LXW_BORDER_THIN), format_set_align(head, LXW_ALIGN_VERTICAL_TOP);
    text = workbook_add_format(book), format_set_text_wrap(text), format_set_align(text, LXW_ALIGN_VERTICAL_TOP);
    node = workbook_add_format(book), format_set_bold(node), format_set_text_wrap(node), format_set_bg_color(node, 0xF2F2F2);
    format_set_align(node, LXW_ALIGN_VERTICAL_TOP);
    score = workbook_add_format(book), format_set_num_format(score, "0.0000"), format_set_align(score, LXW_ALIGN_VERTICAL_TOP);
    node_score = workbook_add_format(book), format_set_num_format(node_score, "0.0000"), format_set_bold(node_score);
    format_set_bg_color(node_score, 0xF2F2F2), format_set_align(node_score, LXW_ALIGN_VERTICAL_TOP);
    entry = entered(book, nullptr), percent = entered(book, "0.##########%"), date = entered(book, "yyyy-mm-dd");
    words = entered(book, "@");
    shut = workbook_add_format(book), format_set_bg_color(shut, 0xE7E6E6);
}

std::string Entries::number_text(const Rational& number) const {
    std::string text = number.shortest(6);
    if (!english_) std::ranges::replace(text, '.', ',');
    return text;
}

Asked Entries::words(const std::vector<std::string_view>& options) const {
    Asked asked;
    asked.look = looks_.words;
    asked.options = options;
    for (const std::string_view option : options) (asked.type += asked.type.empty() ? "" : "/") += option;
    return asked;
}
Asked Entries::count() const {
    Asked asked;
    asked.kind = Asked::Kind::count;
    asked.type = say("bilangan bulat mulai 0", "a whole number from 0");
    asked.look = looks_.entry;
    asked.high = 999'999'999'999'999;
    return asked;
}
Asked Entries::number(const Rational& low, const Rational& high, const std::optional<Rational>& step, bool percent) const {
    Asked asked;
    asked.kind = Asked::Kind::number;
    const std::string_view sign = percent ? "%" : "";
    asked.type = filled("{}{} {} {}{}", number_text(low), sign, say("sampai", "to"), number_text(high), sign);
    if (step) asked.type += filled("{}{}{}", say(", kelipatan ", ", in steps of "), number_text(*step), sign);
    asked.look = percent ? looks_.percent : looks_.entry;
    asked.low = low.to_double() / (percent ? 100 : 1), asked.high = high.to_double() / (percent ? 100 : 1);
    if (step) asked.check = number_in("?", low, high, step, percent) + ">=0";
    return asked;
}
Asked Entries::of(const Question& question) const {
    const Scale& scale = model_.scales[question.scale];
    if (scale.numeric) return number(scale.min, scale.max, scale.step, scale.percent != Percent::no);
    std::vector<std::string_view> options;
    for (const Option& option : scale.options) options.push_back(option.key);
    return words(options);
}
Asked Entries::of(const Fact& fact) const {
    switch (fact.type) {
        case Fact::Type::boolean: {
            Asked flag = english_ ? words({"TRUE", "FALSE"}) : words({"ya", "tidak"});
            flag.look = looks_.entry;  // so that TRUE is accepted
            return flag;
        }
        case Fact::Type::count: return count();
        case Fact::Type::number: return number(fact.min, fact.max, fact.step, fact.percent != Percent::no);
        case Fact::Type::date: break;
        case Fact::Type::member: {
            const std::vector<std::string>& values = model_.enumerations[fact.enumeration].values;
            return words({values.begin(), values.end()});
        }
    }
    Asked date;
    date.kind = Asked::Kind::date;
    date.type = say("tanggal, atau never (belum pernah)", "a day, or never");
    date.look = looks_.date;
    date.check = "IF(ISNUMBER(?),AND(?>=61,?=INT(?),?<2958466),TRIM(?)=\"never\")";
    return date;
}

/// Lists that are too long for a validation are written to the sheet of lists.
std::string Entries::long_list(const Asked& asked) {
    const auto [place, is_new] = long_lists_.try_emplace(asked.type);
    if (is_new) place->second = lists_.add(asked.options.front(), asked.options).words;
    return place->second;
}

void Entries::open(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t columns, const Asked& asked, std::string_view title,
                   std::string_view help) {
    constexpr std::size_t title_most = 32, message_most = 255;
    std::string shown_title = fitting(title, title_most);
    std::string message = fitting(help.empty() ? asked.type : asked.type + "\n" + std::string(help), message_most);
    std::string refusal = fitting(filled("{}: {}", say("Yang diminta", "What is asked for"), asked.type), message_most);
    for (std::uint16_t i = 0; i < columns; ++i) {
        const auto column = static_cast<std::uint16_t>(answer_column + i);
        worksheet_write_blank(sheet, row, column, asked.look);
        lxw_data_validation check{};
        check.input_title = shown_title.data();
        check.input_message = message.data();
        check.error_message = refusal.data();
        std::string formula;
        std::vector<std::string> options(asked.options.begin(), asked.options.end());
        std::vector<char*> listed;
        std::size_t listed_length = 0;
        for (std::string& one : options) listed.push_back(one.data()), listed_length += one.size() + 1;
        listed.push_back(nullptr);
        if (!asked.check.empty()) {
            // Relative, as programs want it.
            std::string cell = absolute(row, column);
            std::erase(cell, '$');
            formula = about(asked.check, cell);
            check.validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
            check.value_formula = formula.data();
            if (formula.size() > message_most) {
                check.validate = LXW_VALIDATION_TYPE_DECIMAL;
                check.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
                check.minimum_number = asked.low, check.maximum_number = asked.high;
            }
        } else if (asked.kind == Asked::Kind::words) {
            check.validate = LXW_VALIDATION_TYPE_LIST;
            check.value_list = listed.data();
            if (listed_length > message_most) {
                formula = "=" + long_list(asked);
                check.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
                check.value_list = nullptr;
                check.value_formula = formula.data();
            }
        } else {
            check.validate = asked.kind == Asked::Kind::count ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
            check.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
            check.minimum_number = asked.low, check.maximum_number = asked.high;
        }
        worksheet_data_validation_cell(sheet, row, column, &check);
    }
}

}  // namespace zi::sheets
