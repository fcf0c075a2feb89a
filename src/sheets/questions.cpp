// A form: each row asks a question or a count of one. Rows are known by their ids and by their texts, never by where they
// stand.
#include "forms.hpp"
#include "scores.hpp"

#include <algorithm>
#include <set>

namespace zi::sheets {

namespace {

using units::shortened;
using units::trimmed;

struct Line {
    std::uint32_t row = 0;
    const Cell* id = nullptr;
    const Cell* type = nullptr;
    std::string_view text;
    std::vector<const Cell*> answers;                         ///< by column of answers; null where nothing is
    std::vector<std::pair<std::size_t, const Cell*>> beside;  ///< by column of notes and links
    std::optional<Target> target;
};

/// A unit while one table after the other is read.
struct FormUnit {
    Draft draft;
    std::vector<std::size_t> sources;     ///< by column of answers that a layout may have: its place in the draft; 0: none yet
    std::map<Target, Position> answered;  ///< what other tables have answered, and where
    std::vector<ShownScore> scores;
    bool any = false;  ///< a row was a question
};

class Form {
public:
    Form(Context& context, const Layout& layout, const FormTable& table, std::uint32_t place, FormUnit& gathered)
        : context_(context),
          model_(context.model),
          layout_(layout),
          sheet_(*table.sheet),
          head_row_(table.head_row),
          place_(place),
          gathered_(gathered),
          draft_(gathered.draft) {}

    void read() {
        find_columns();
        learn_texts();
        for (std::size_t at = 0; at < sheet_.cells.size();) {
            const std::size_t begin = at;
            while (at < sheet_.cells.size() && sheet_.cells[at].row == sheet_.cells[begin].row) ++at;
            if (sheet_.cells[begin].row > head_row_) collect({sheet_.cells.data() + begin, at - begin});
        }
        identify();
        gathered_.any = gathered_.any || std::ranges::any_of(lines_, [](const Line& line) { return line.target.has_value(); });
        report_stray_lines();
        drop_repeated_lines();
        find_covered();
        for (const Line& line : lines_)
            if (line.target) give(line);
        if (!scores_.empty()) {
            const std::vector<ShownScore> found = find_scores();
            gathered_.scores.insert(gathered_.scores.end(), found.begin(), found.end());
        }
    }

    /// Once it is read.
    FormPlaces places() const {
        FormPlaces places;
        for (const Line& line : lines_)
            if (line.target && line.target->kind != Target::Kind::count)
                places.rows.emplace_back(line.row, model_.questions[line.target->question].node);
        for (const NodeRow& row : node_rows()) places.rows.emplace_back(row.cells.front().row, row.node);
        // A text may be that of a node and of a question: the row that is answered is the question's.
        std::ranges::stable_sort(places.rows, {}, &std::pair<std::uint32_t, NodeIndex>::first);
        const auto same_row = [](const auto& one, const auto& other) { return one.first == other.first; };
        places.rows.erase(std::unique(places.rows.begin(), places.rows.end(), same_row), places.rows.end());
        for (const std::uint32_t column : {id_, type_}) places.columns.push_back(column);
        for (std::uint32_t c = first_text_; c != 0 && c <= last_text_; ++c) places.columns.push_back(c);
        for (const Column& column : columns_) places.columns.push_back(column.place);
        return places;
    }

private:
    struct Column {
        std::uint32_t place = 0;
        std::size_t source = 0;
        bool read = true;
    };
    struct Beside {
        std::uint32_t place = 0;
        std::size_t source = 0;
        Target::Kind kind = Target::Kind::note;
    };
    struct Scores {
        std::uint32_t place = 0;
        AssessorIndex assessor = none;
    };

    // ---- What there is ---------------------------------------------------------------------------------------------------

    void find_columns() {
        std::vector<Cell> row;
        for (const Cell& cell : sheet_.cells)
            if (cell.row == head_row_) row.push_back(cell);
        const HeadRow heads(row);
        id_ = heads.find(layout_.id_heads);
        first_text_ = heads.find(layout_.text_heads);
        last_text_ = heads.last_before_next(first_text_);
        type_ = heads.find(layout_.type_heads);
        for (const Layout::Answers& answers : layout_.answers) {
            Column column;
            column.place = heads.find(answers.heads);
            if (column.place == 0) continue;
            AssessorIndex assessor = none;
            const std::uint32_t scores = heads.find_behind(column.place, answers.scores);
            const auto find_beside = [&] {
                for (const auto& [list, kind] :
                     {std::pair(&answers.notes, Target::Kind::note), std::pair(&answers.links, Target::Kind::links)})
                    for (const std::string& head : *list)
                        if (const std::uint32_t place = heads.find_behind(column.place, {head}); place != 0)
                            beside_.push_back({place, column.source, kind});
            };
            if (answers.assessors.empty()) {
                columns_.push_back(column);
                find_beside();
                if (scores != 0) scores_.push_back({scores, none});
                continue;
            }
            for (const std::string& name : answers.assessors)
                if (assessor == none) assessor = model_.find_assessor(name);
            column.read = assessor != none;
            if (column.read)
                column.source =
                    source(static_cast<std::size_t>(&answers - layout_.answers.data()), assessor, answers.assessors.front());
            else
                draft_.report({Code::assessor_not_declared, {answers.heads.front(), answers.assessors.front()}},
                              at(head_row_, column.place));
            columns_.push_back(column);
            if (column.read) find_beside();
            if (scores != 0 && column.read) scores_.push_back({scores, assessor});
        }
        if (layout_.assessor_heads.empty()) return;
        std::uint32_t before = 0;
        for (AssessorIndex i{0}; i < model_.assessors.size(); ++i) {
            Column column;
            column.place = heads.find_named(before, layout_.assessor_heads, model_.assessors[i].name);
            if (column.place == 0) continue;
            before = column.place;  // names may differ in the case of letters alone
            column.source = source(layout_.answers.size() + Index{i}, i);
            columns_.push_back(column);
        }
    }

    /// The draft's source of a column of answers, the same for every table.
    std::size_t source(std::size_t column, AssessorIndex assessor, std::string label = {}) {
        std::vector<std::size_t>& sources = gathered_.sources;
        if (sources.size() <= column) sources.resize(column + 1);
        if (sources[column] == 0) sources[column] = draft_.add_source(assessor, std::move(label));
        return sources[column];
    }

    Position at(std::uint32_t row, std::uint32_t column) const { return {row, column, place_}; }

    void learn_texts() {
        const auto words = [&](const std::string& name) -> std::vector<std::string> {
            const auto found = layout_.wording.find(name);
            return found == layout_.wording.end() ? std::vector<std::string>() : found->second;
        };
        inputs_.resize(model_.questions.size());
        for (QuestionIndex q{0}; q < model_.questions.size(); ++q) {
            const Question& question = model_.questions[q];
            const Node& node = model_.nodes[question.node];
            const bool ratio = question.kind == Question::Kind::ratio;
            const Target target{ratio ? Target::Kind::percent : Target::Kind::answer, q, none, none};
            const auto add = [&](std::string_view text) {
                // A text that two questions have tells neither.
                const auto [place, is_new] = texts_.emplace(letters_and_digits(text), target);
                if (!is_new && place->second != target) ambiguous_.insert(place->first);
            };
            add(node.title.id);
            if (!node.title.en.empty()) add(node.title.en);
            for (const std::string& text : words(node.id)) add(text);
            for (InputIndex i{0}; i < question.inputs.size(); ++i) {
                const Input& input = question.inputs[i];
                const Target count{Target::Kind::count, q, i, none};
                inputs_[q].emplace(letters_and_digits(input.title.id), count);
                if (!input.title.en.empty()) inputs_[q].emplace(letters_and_digits(input.title.en), count);
                for (const std::string& text : words(node.id + "/" + input.key))
                    inputs_[q].emplace(letters_and_digits(text), count);
            }
            types_.insert(plain_words(type_of(target)));
        }
        for (const auto* list : {&layout_.ratio_types, &layout_.count_types, &layout_.number_types})
            for (const std::string& word : *list) types_.insert(plain_words(word));
    }

    void collect(std::span<const Cell> cells) {
        Line line;
        line.row = cells.front().row;
        line.answers.resize(columns_.size());
        bool holds = false;
        for (const Cell& cell : cells) {
            if (trimmed(cell.text).empty() && cell.kind == Cell::Kind::text) continue;
            if (cell.column == id_) line.id = &cell, holds = true;
            if (cell.column == type_) line.type = &cell, holds = true;
            if (first_text_ != 0 && cell.column >= first_text_ && cell.column <= last_text_ && cell.kind == Cell::Kind::text)
                line.text = cell.text, holds = true;  // it stands to the right of its label
            for (std::size_t c = 0; c < columns_.size(); ++c)
                if (cell.column == columns_[c].place) line.answers[c] = &cell, holds = true;
            for (std::size_t b = 0; b < beside_.size(); ++b)
                if (cell.column == beside_[b].place) line.beside.emplace_back(b, &cell);
        }
        if (holds) lines_.push_back(std::move(line));
    }

    // ---- Which row asks what -------------------------------------------------------------------------------------------

    std::optional<Target> by_id(const Line& line) {
        if (!line.id) return std::nullopt;
        const std::string id = line.id->kind == Cell::Kind::number ? shown(line.id->text) : std::string(trimmed(line.id->text));
        const auto row = layout_.rows.find(id);
        const auto named = context_.names.look_up(row == layout_.rows.end() ? std::string_view(id) : row->second);
        if (!named || named->assessor != none) return std::nullopt;
        const Target::Kind kind = named->target.kind;
        if (kind == Target::Kind::attribute || kind == Target::Kind::note || kind == Target::Kind::links) return std::nullopt;
        return named->target;
    }

    std::optional<Target> by_text(const Line& line, QuestionIndex above) const {
        const std::string text = letters_and_digits(line.text);
        if (text.empty()) return std::nullopt;
        if (above != none)
            if (const auto found = inputs_[above].find(text); found != inputs_[above].end()) return found->second;
        if (ambiguous_.contains(text)) return std::nullopt;
        const auto found = texts_.find(text);
        return found == texts_.end() ? std::nullopt : std::optional(found->second);
    }

    void identify() {
        QuestionIndex above = none;
        std::set<Target> sure;
        std::vector<std::pair<const Line*, Target>> named_wrongly;
        for (Line& line : lines_) {
            const auto said = by_id(line), read = by_text(line, above);
            if (const auto& one = read ? read : said; one && one->kind != Target::Kind::count) above = one->question;
            if (said && read && *said != *read) {
                draft_.report({Code::row_mismatch, {context_.names.name(*said), context_.names.name(*read)}},
                              at(line.row, line.id->column), 0, &*read);
                leave_open(line, *read);
                named_wrongly.emplace_back(&line, *said);
                dropped_.insert(line.row);
                continue;
            }
            line.target = said ? said : read;
            if (line.target) sure.insert(*line.target), last_ = line.row;
        }
        // What the wrong ids stand for may be answered here, where no other row asks it.
        for (const auto& [line, target] : named_wrongly)
            if (!sure.contains(target)) leave_open(*line, target);
    }

    void leave_open(const Line& line, const Target& target) {
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (line.answers[c] && columns_[c].read) draft_.leave_open(columns_[c].source, target);
    }

    bool says_something(const Cell* cell) const {
        if (!cell) return false;
        const std::string_view text = trimmed(cell->text);
        return cell->kind != Cell::Kind::text || !(text.empty() || is_blank_mark(text));
    }
    bool answered(const Line& line) const {
        return std::ranges::any_of(line.answers, [&](const Cell* cell) { return says_something(cell); });
    }
    Position place_of(const Line& line) const {
        if (line.id) return at(line.row, line.id->column);
        const auto first = std::ranges::find_if(line.answers, [&](const Cell* cell) { return says_something(cell); });
        return at(line.row, first == line.answers.end() ? columns_.front().place : (*first)->column);
    }

    /// Rows that ask nothing, and are answered all the same.
    void report_stray_lines() {
        for (const Line& line : lines_) {
            if (line.target || dropped_.contains(line.row) || !answered(line)) continue;
            const bool typed = line.type && types_.contains(plain_words(line.type->text));
            if (typed) {
                const std::string_view what = trimmed(line.text).empty() && line.id ? line.id->text : line.text;
                draft_.report({Code::row_unknown, {shortened(trimmed(what))}}, place_of(line));
                for (std::size_t c = 0; c < columns_.size(); ++c)
                    // The last assessor's answer counts: where it belongs the one before must not.
                    if (columns_[c].source != 0 && says_something(line.answers[c])) draft_.refuse();
            } else if (line.row < last_) {
                for (const Cell* cell : line.answers)
                    if (says_something(cell))
                        draft_.report({Code::answer_off_question, {shortened(trimmed(cell->text))}},
                                      at(cell->row, cell->column));
            }
        }
    }

    /// A question that is answered in two rows is read in neither.
    void drop_repeated_lines() {
        std::map<Target, Line*> first;
        std::set<Target> repeated;
        for (Line& line : lines_) {
            if (!line.target || !answered(line)) continue;
            const auto [where, is_new] = gathered_.answered.emplace(*line.target, place_of(line));
            const auto before = first.emplace(*line.target, &line).first;
            if (is_new) continue;
            draft_.report({Code::row_twice, {context_.names.name(*line.target), context_.place(where->second)}}, place_of(line),
                          0, &*line.target);
            for (const Line* one : {before->second, &line}) leave_open(*one, *line.target);
            repeated.insert(*line.target);
        }
        for (Line& line : lines_)
            if (line.target && repeated.contains(*line.target)) line.target.reset();
    }

    // ---- What the rows say -----------------------------------------------------------------------------------------------

    /// As the column of types says what is asked.
    std::string type_of(const Target& target) const {
        const auto first = [](const std::vector<std::string>& words) { return words.empty() ? "" : words.front(); };
        if (target.kind == Target::Kind::count) return first(layout_.count_types);
        if (target.kind == Target::Kind::percent) return first(layout_.ratio_types);
        const Question& question = model_.questions[target.question];
        const Scale& scale = model_.scales[question.scale];
        if (scale.numeric) return first(layout_.number_types);
        std::string options;
        for (const Option& option : scale.options) (options += options.empty() ? "" : "/") += option.key;
        return options;
    }

    bool is_type(const Target& target, std::string_view words) const {
        if (words == plain_words(type_of(target))) return true;
        const auto among = [&](const std::vector<std::string>& list) {
            return std::ranges::any_of(list, [&](const std::string& one) { return plain_words(one) == words; });
        };
        if (target.kind == Target::Kind::count) return layout_.count_types.empty() || among(layout_.count_types);
        if (target.kind == Target::Kind::percent) return layout_.ratio_types.empty() || among(layout_.ratio_types);
        const bool numeric = model_.scales[model_.questions[target.question].scale].numeric;
        return numeric && (layout_.number_types.empty() || among(layout_.number_types));
    }

    void find_covered() {
        covers_.resize(columns_.size());
        for (const MergedCells& one : sheet_.merged)
            for (std::size_t c = 0; c < columns_.size(); ++c)
                if (one.first_column <= columns_[c].place && columns_[c].place <= one.last_column) covers_[c].push_back(&one);
        for (auto& list : covers_) std::ranges::sort(list, {}, &MergedCells::first_row);
    }

    /// The cells that cover this one; null: none do. Merged cells do not overlap.
    const MergedCells* covering(std::size_t column, std::uint32_t row) const {
        const auto& list = covers_[column];
        const auto after = std::ranges::upper_bound(list, row, {}, &MergedCells::first_row);
        if (after == list.begin()) return nullptr;
        const MergedCells* one = *std::prev(after);
        const bool first = one->first_row == row && one->first_column == columns_[column].place;
        return row <= one->last_row && !first ? one : nullptr;
    }

    void give(const Line& line) {
        const bool fact = line.target->kind == Target::Kind::fact;
        if (line.type && !fact)
            if (const std::string words = plain_words(line.type->text); !is_type(*line.target, words))
                draft_.report({Code::type_differs, {shortened(trimmed(line.type->text)), type_of(*line.target)}},
                              at(line.row, line.type->column), 0, &*line.target);
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const Column& column = columns_[c];
            if (!column.read) continue;
            if (const MergedCells* cover = covering(c, line.row)) {
                const std::string range = cell_name("", cover->first_row, cover->first_column) + ":" +
                                          cell_name("", cover->last_row, cover->last_column);
                draft_.report({Code::cell_covered, {range}}, at(line.row, column.place), column.source, &*line.target);
            } else if (line.answers[c] && fact && column.source != 0) {
                if (says_something(line.answers[c]))  // facts are the unit's to state
                    draft_.report({Code::answer_off_question, {shortened(trimmed(line.answers[c]->text))}},
                                  at(line.row, column.place));
            } else if (line.answers[c]) {
                draft_.give(column.source, *line.target, *line.answers[c], place_);
            }
        }
        for (const auto& [b, cell] : line.beside) draft_.note(beside_[b].source, *line.target, beside_[b].kind, *cell, place_);
    }

    // ---- What the file makes of it ---------------------------------------------------------------------------------------

    struct NodeRow {
        NodeIndex node;
        std::span<const Cell> cells;
    };

    /// Rows of nodes have the node's title, and stand in the order of the rules: areas of two parts have the same titles.
    std::vector<NodeRow> node_rows() const {
        std::map<std::string, NodeIndex> worded;
        for (const auto& [name, texts] : layout_.wording)
            if (const NodeIndex node = model_.find_node(name); node != none && model_.nodes[node].question == none)
                for (const std::string& text : texts) worded.emplace(letters_and_digits(text), node);
        std::vector<std::string> titles;
        for (const Node& node : model_.nodes) titles.push_back(node.question == none ? letters_and_digits(node.title.id) : "");
        std::vector<NodeRow> found_rows;
        NodeIndex next{0};
        for (std::size_t at = 0; at < sheet_.cells.size();) {
            const std::size_t begin = at;
            std::string text;
            for (; at < sheet_.cells.size() && sheet_.cells[at].row == sheet_.cells[begin].row; ++at)
                if (const Cell& cell = sheet_.cells[at]; cell.kind == Cell::Kind::text && first_text_ <= cell.column &&
                                                         cell.column <= last_text_ && !trimmed(cell.text).empty())
                    text = letters_and_digits(cell.text);
            if (sheet_.cells[begin].row <= head_row_ || text.empty()) continue;
            NodeIndex node = none;
            if (const auto found = worded.find(text); found != worded.end()) {
                node = found->second;
            } else {
                const auto after = titles.begin() + static_cast<std::ptrdiff_t>(Index{next});
                const auto title = std::find(after, titles.end(), text);
                if (title == titles.end()) continue;
                node = NodeIndex(static_cast<Index>(title - titles.begin()));
                next = NodeIndex(node + 1);
            }
            found_rows.push_back({node, {sheet_.cells.data() + begin, at - begin}});
        }
        return found_rows;
    }

    std::vector<ShownScore> find_scores() const {
        std::vector<ShownScore> shown;
        for (const NodeRow& row : node_rows())
            for (const Cell& cell : row.cells)
                for (const Scores& scores : scores_)
                    if (cell.column == scores.place) shown.push_back({row.node, scores.assessor, cell, place_});
        return shown;
    }

    Context& context_;
    const Model& model_;
    const Layout& layout_;
    const Sheet& sheet_;
    std::uint32_t head_row_;
    std::uint32_t place_;  ///< of the sheet, in Context::sheets
    FormUnit& gathered_;
    Draft& draft_;
    std::uint32_t id_ = 0, first_text_ = 0, last_text_ = 0, type_ = 0;  ///< columns; 0: there is none
    std::vector<Column> columns_;
    std::vector<Beside> beside_;
    std::vector<Scores> scores_;
    std::map<std::string, Target> texts_;
    std::set<std::string> ambiguous_, types_;
    List<std::map<std::string, Target>, Question> inputs_;
    std::vector<Line> lines_;
    std::set<std::uint32_t> dropped_;
    std::uint32_t last_ = 0;  ///< row of the last question
    std::vector<std::vector<const MergedCells*>> covers_;
};

}  // namespace

Result<Unit> read_questions(Context& context, const Layout& layout, const std::vector<FormTable>& tables, std::string id,
                            FormPlaces* places) {
    FormUnit gathered{Draft(context, std::move(id), ""), {}, {}, {}, false};
    for (std::uint32_t i = 0; i < tables.size(); ++i) {
        Form form(context, layout, tables[i], i, gathered);
        form.read();
        if (places && i == 0) *places = form.places();
    }
    if (!gathered.any) return Diagnostic{Code::table_unknown, {"@no_rows"}};
    Result<Unit> unit = gathered.draft.finish();
    if (unit && !gathered.scores.empty()) compare_scores(context, gathered.scores, *unit);
    return unit;
}

}  // namespace zi::sheets
