// JSON of one unit, an object for each answer: what PortalRB fetches. Read as a table whose rows are those objects.
#include "forms.hpp"

#include "base/filled.hpp"
#include "io/tree_reader.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace zi::sheets {

namespace {

using io::JsonValue;
using io::Path;
using units::shortened;
using units::trimmed;

class AnswersReader : io::TreeReader {
public:
    AnswersReader(Context& context, const Layout& layout)
        : TreeReader(context.options.limits), context_(context), layout_(layout) {}

    Result<Unit> read(std::string_view text) {
        io::JsonReader parser(limits_);
        JsonValue json;
        if (auto problem = io::parse_object(parser, text, limits_.units_bytes, "@units_bytes", json))
            return std::move(*problem);
        const Path root;
        std::string id, name;
        const JsonValue* answers = nullptr;
        members(json, root, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (is_one_of(key, layout_.unit_heads))
                word(value, at, id);
            else if (is_one_of(key, layout_.name_heads))
                word(value, at, name);
            else if (key == "answers" && is(JsonValue::Kind::array, value, at))
                answers = &value;
        });
        if (diagnostics_.empty() && id.empty()) report({root, layout_.unit_heads.front()}, Code::missing_id, {});
        if (diagnostics_.empty() && !answers) report({root, "answers"}, Code::missing_field, {"answers"});
        if (!diagnostics_.empty()) return refused(id);
        Draft draft(context_, id, name);
        find_columns(draft);
        const Path path(root, "answers");
        items(*answers, path, [&](const JsonValue& one, const Path& at) { row(one, at, draft); });
        if (!diagnostics_.empty()) return refused(id);
        return draft.finish();
    }

private:
    struct Column {
        std::uint32_t place = 0;
        std::size_t source = 0;
        Target::Kind kind = Target::Kind::answer;
    };

    static bool is_one_of(std::string_view key, const Layout::Heads& heads) {
        return std::ranges::find(heads, key) != heads.end();
    }

    Diagnostics refused(const std::string& id) {
        for (Diagnostic& one : diagnostics_) one.unit = shortened(id);
        return std::move(diagnostics_);
    }

    /// Ids may be numbers.
    void word(const JsonValue& json, const Path& path, std::string& out) {
        if (json.kind == JsonValue::Kind::string || json.kind == JsonValue::Kind::number)
            out = trimmed(json.text);
        else if (json.kind != JsonValue::Kind::null)
            report(path, Code::json_type, {"@string", io::kind_word(json.kind)});
    }

    void find_columns(Draft& draft) {
        const auto add = [&](const Layout::Heads& heads, std::size_t source, Target::Kind kind) {
            for (const std::string& head : heads) {
                context_.fields.push_back(head);
                columns_[head] = {static_cast<std::uint32_t>(context_.fields.size()), source, kind};
            }
        };
        for (const Layout::Answers& answers : layout_.answers) {
            std::size_t source = 0;
            if (!answers.assessors.empty()) {
                AssessorIndex assessor = none;
                for (const std::string& name : answers.assessors)
                    if (assessor == none) assessor = context_.model.find_assessor(name);
                if (assessor == none) {
                    draft.report({Code::assessor_not_declared, {answers.heads.front(), answers.assessors.front()}}, {});
                    continue;
                }
                source = draft.add_source(assessor);
            }
            add(answers.heads, source, Target::Kind::answer);
            add(answers.notes, source, Target::Kind::note);
            add(answers.links, source, Target::Kind::links);
        }
    }

    void row(const JsonValue& json, const Path& path, Draft& draft) {
        ++row_;
        std::string id;
        struct Said {
            Column column;
            Cell cell;
        };
        std::vector<Said> said;
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (is_one_of(key, layout_.id_heads)) return word(value, at, id);
            const auto column = columns_.find(key);
            if (column == columns_.end() || value.kind == JsonValue::Kind::null) return;
            Cell cell;
            cell.row = row_;
            cell.column = column->second.place;
            cell.text = value.text;
            if (value.kind == JsonValue::Kind::number)
                cell.kind = Cell::Kind::number;
            else if (value.kind == JsonValue::Kind::boolean)
                cell.kind = Cell::Kind::boolean, cell.text = value.boolean ? "TRUE" : "FALSE";
            else if (!is(JsonValue::Kind::string, value, at))
                return;
            if (!trimmed(cell.text).empty()) said.push_back({column->second, cell});
        });
        const Position place{row_, 0};
        const auto asked = layout_.rows.find(id);
        const auto named = asked == layout_.rows.end() ? std::nullopt : context_.names.look_up(asked->second);
        if (!named || named->assessor != none || named->target.question == none) {
            const auto answers = [](const Said& one) { return one.column.kind == Target::Kind::answer; };
            if (std::ranges::none_of(said, answers)) return;
            draft.report({Code::row_unknown, {shortened(id)}}, place);
            // The last assessor's answer counts: where it belongs the one before must not.
            if (std::ranges::any_of(said, [&](const Said& one) { return answers(one) && one.column.source != 0; }))
                draft.refuse();
            return;
        }
        const Target& target = named->target;
        const auto [first, is_new] = rows_.try_emplace(target);
        Row& before = first->second;
        if (is_new) before.row = row_;
        for (const Said& one : said)
            if (one.column.kind == Target::Kind::answer) before.sources.push_back(one.column.source);
        if (!is_new) {
            draft.report({Code::row_twice, {context_.names.name(target), context_.place({before.row, 0})}}, place, 0, &target);
            for (const std::size_t source : before.sources) draft.leave_open(source, target);
            return;
        }
        for (const Said& one : said) {
            if (one.column.kind == Target::Kind::answer)
                draft.give(one.column.source, target, one.cell);
            else
                draft.note(one.column.source, target, one.column.kind, one.cell);
        }
    }

    Context& context_;
    const Layout& layout_;
    std::map<std::string, Column, std::less<>> columns_;
    struct Row {
        std::uint32_t row = 0;
        std::vector<std::size_t> sources;  ///< who answers it
    };
    std::map<Target, Row> rows_;
    std::uint32_t row_ = 0;
};

}  // namespace

Result<Unit> read_answers(Context& context, const Layout& layout, std::string_view json) {
    return AnswersReader(context, layout).read(json);
}

}  // namespace zi::sheets
