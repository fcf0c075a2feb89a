#include "template_plan.hpp"

#include "template_cells.hpp"

#include <algorithm>
#include <set>

namespace zi::sheets {

namespace {

/// An area stays on one sheet up to so many rows; a larger one is divided, unless that makes too many tabs to find one's way.
constexpr std::size_t rows_on_a_sheet = 80, most_sheets = 60;

/// A name that Excel takes: 31 units of UTF-16, without the signs of references and paths, unlike every other name whatever
/// the case of letters.
class SheetNames {
public:
    std::string take(std::string_view wanted) {
        std::string plain;
        for (const char c : wanted) {
            const bool forbidden = std::string_view("[]:*?/\\'").find(c) != std::string_view::npos;
            plain += forbidden || static_cast<unsigned char>(c) < ' ' ? ' ' : c;
        }
        while (!plain.empty() && plain.back() == ' ') plain.pop_back();
        std::string name = cut(plain, 31);
        for (int count = 2; !taken_.insert(folded(name)).second; ++count) {
            const std::string suffix = " " + std::to_string(count);
            name = cut(plain, 31 - suffix.size()) + suffix;
        }
        return name;
    }

private:
    static std::string cut(const std::string& text, std::size_t most) {
        std::string name = fitting(text, most);
        while (!name.empty() && name.back() == ' ') name.pop_back();
        return name;
    }
    /// Case-folded key: Excel compares sheet names case-insensitively.
    static std::string folded(std::string_view name) {
        std::string text;
        for (const char c : name)
            if (static_cast<unsigned char>(c) < 0x80)
                text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            else if (static_cast<unsigned char>(c) >> 6 != 2)
                text += '\x01';
        return text;
    }
    std::set<std::string> taken_{"history"};  // reserved by Excel
};

class Planner {
public:
    Planner(const Model& model, Language language) : model_(model), language_(language) {
        sizes_.resize(model.nodes.size());
        for (std::size_t i = model.nodes.size(); i-- > 0;) {
            const Node& node = model.nodes[i];
            sizes_[i] = 1;
            if (node.question != none) sizes_[i] += model.questions[node.question].inputs.size();
            for (const NodeIndex child : node.children) sizes_[i] += sizes_[child];
        }
    }

    std::vector<FormSheet> divide(std::size_t most_rows) {
        sheets_.clear();
        divide(NodeIndex{0}, most_rows);
        return std::move(sheets_);
    }
    std::size_t all_rows() const { return sizes_.front(); }

private:
    bool is_leaf(NodeIndex node) const { return model_.nodes[node].question != none; }

    void divide(NodeIndex top, std::size_t most_rows) {
        // Not by recursion: the tree may be as deep as the language allows, which is little, but the order is the same.
        std::vector<NodeIndex> waiting{top};
        while (!waiting.empty()) {
            const NodeIndex index = waiting.back();
            waiting.pop_back();
            const Node& node = model_.nodes[index];
            const bool divisible = std::ranges::any_of(node.children, [&](NodeIndex child) { return !is_leaf(child); });
            // The root is always split, so that components have sheets of their own.
            if (!divisible || (sizes_[index] <= most_rows && index != top)) {
                sheets_.push_back({name(index), {}});
                add(index);
                continue;
            }
            // Questions that are siblings of nodes stay on the sheet of their parent.
            if (std::ranges::any_of(node.children, [&](NodeIndex child) { return is_leaf(child); })) {
                sheets_.push_back({name(index), {{index, none}}});
                for (const NodeIndex child : node.children)
                    if (is_leaf(child)) add(child);
            }
            for (auto child = node.children.rbegin(); child != node.children.rend(); ++child)
                if (!is_leaf(*child)) waiting.push_back(*child);
        }
    }

    std::string name(NodeIndex index) const {
        const Node& node = model_.nodes[index];
        return node.id + " " + std::string(node.title.in(language_));
    }

    /// A subtree.
    void add(NodeIndex top) {
        std::vector<NodeIndex> waiting{top};
        while (!waiting.empty()) {
            const NodeIndex index = waiting.back();
            waiting.pop_back();
            sheets_.back().rows.push_back({index, none});
            const Node& node = model_.nodes[index];
            if (node.question != none)
                for (InputIndex i{0}; i < model_.questions[node.question].inputs.size(); ++i)
                    sheets_.back().rows.push_back({index, i});
            waiting.insert(waiting.end(), node.children.rbegin(), node.children.rend());
        }
    }

    const Model& model_;
    Language language_;
    std::vector<std::size_t> sizes_;  ///< rows of each subtree
    std::vector<FormSheet> sheets_;
};

}  // namespace

FormPlan::FormPlan(const Model& model, Language language) {
    const bool english = language == Language::english;
    SheetNames names;
    guide = names.take(english ? "Guide" : "Petunjuk");
    facts = names.take(english ? "Facts" : "Fakta");
    results = names.take(english ? "Results" : "Hasil");
    calculation = names.take(english ? "Computation" : "Hitungan");
    lists = names.take(english ? "Lists" : "Daftar");
    Planner planner(model, language);
    sheets = planner.divide(rows_on_a_sheet);
    if (sheets.size() > most_sheets) sheets = planner.divide(planner.all_rows());
    if (sheets.size() > most_sheets) {
        const std::vector<FormSheet> divided = std::move(sheets);
        sheets = {{"total", {}}};
        for (const FormSheet& one : divided) sheets[0].rows.insert(sheets[0].rows.end(), one.rows.begin(), one.rows.end());
    }
    places.resize(model.questions.size());
    for (std::uint32_t s = 0; s < sheets.size(); ++s) {
        sheets[s].name = names.take(sheets[s].name);
        for (std::uint32_t r = 0; r < sheets[s].rows.size(); ++r) {
            const FormRow& row = sheets[s].rows[r];
            if (const QuestionIndex question = model.nodes[row.node].question; question != none && row.input == none)
                places[question] = {s, first_row + r};
        }
    }
}

}  // namespace zi::sheets
