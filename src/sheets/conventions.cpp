#include "conventions.hpp"

#include "zi/diagnostic.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace zi::sheets {

namespace {

Rational apart(const Rational& a, const Rational& b) { return zi::max(a, b) - zi::min(a, b); }

/// Spreadsheets keep 15 digits.
bool is_same(const Rational& a, const Rational& b) { return apart(a, b) <= Rational(1, 1'000'000'000); }

Rational to_places(const Rational& value, int places) { return Rational::parse(value.decimal(places)).value_or(value); }

class Conventions {
public:
    Conventions(const Model& model, const Assessment& assessment) : model_(model), assessment_(assessment) {}

    /// Without an answer, or not with all of it.
    bool is_open(NodeIndex node) const {
        const QuestionIndex question = model_.nodes[node].question;
        if (question == none) return false;
        const Reason reason = assessment_.questions[question].reason;
        return reason == Reason::unanswered || reason == Reason::incomplete || reason == Reason::refused;
    }

    /// The score of a node whose questions count but for those left out: what is left of a mean or sum carries the whole
    /// weight. `round`: every question has two decimals. Nothing: nothing is left.
    std::optional<Rational> without(NodeIndex node, const std::set<NodeIndex>& left_out, bool round = false) const {
        if (left_out.contains(node)) return std::nullopt;
        const Node& here = model_.nodes[node];
        if (here.question != none) {
            const Rational& score = assessment_.nodes[node].certain;
            return round ? to_places(score, 2) : score;
        }
        Rational sum, weight;
        std::optional<Rational> least, most;
        for (const NodeIndex child : here.children) {
            const auto score = without(child, left_out, round);
            if (!score) continue;
            sum += *score;
            weight += model_.nodes[child].weight;
            least = least ? zi::min(*least, *score) : *score;
            most = most ? zi::max(*most, *score) : *score;
        }
        if (!least || weight.is_zero()) return std::nullopt;
        if (here.combine == Combine::min) return least;
        if (here.combine == Combine::max) return most;
        return weight == here.weight ? sum : sum / weight * here.weight;
    }

    void gather(NodeIndex node, std::set<NodeIndex>& open) const {
        if (is_open(node)) open.insert(node);
        for (const NodeIndex child : model_.nodes[node].children) gather(child, open);
    }

    /// What follows for a node from the numbers that the file shows below it.
    Rational follows(NodeIndex node, const std::map<NodeIndex, Rational>& shown, bool top) const {
        const auto found = shown.find(node);
        if (!top && found != shown.end()) return found->second;
        const Node& here = model_.nodes[node];
        if (here.children.empty()) return assessment_.nodes[node].certain;
        Rational sum;
        for (const NodeIndex child : here.children) sum += follows(child, shown, false);
        return sum;
    }

    /// Whether the file shows another number than the rules give for anything below.
    bool differs_below(NodeIndex node, const std::map<NodeIndex, Rational>& shown) const {
        return std::ranges::any_of(model_.nodes[node].children, [&](NodeIndex child) {
            const auto found = shown.find(child);
            const bool differs = found != shown.end() && !is_same(found->second, assessment_.nodes[child].certain);
            return differs || differs_below(child, shown);
        });
    }

    const std::string& id(NodeIndex node) const { return model_.nodes[node].id; }

private:
    const Model& model_;
    const Assessment& assessment_;
};

}  // namespace

Convention convention_of(const Model& model, const Assessment& assessment, NodeIndex node, const Rational& shown,
                         const std::map<NodeIndex, Rational>& others) {
    const Conventions ways(model, assessment);
    std::set<NodeIndex> open;
    ways.gather(node, open);
    const auto ids = [&](const std::set<NodeIndex>& nodes) {
        std::vector<std::string> ids;
        for (const NodeIndex one : nodes) ids.push_back(ways.id(one));
        return ids;
    };
    struct Way {
        const char* how;
        std::set<NodeIndex> rows;
        std::optional<Rational> gives;
    };
    std::vector<Way> all;
    if (ways.differs_below(node, others)) all.push_back({"@follows_from_below", {}, ways.follows(node, others, true)});
    if (!open.empty()) {
        all.push_back({"@unanswered_left_out", open, ways.without(node, open)});
        all.push_back({"@unanswered_as_nothing", open, assessment.nodes[node].certain});
        all.push_back({"@unanswered_as_all", open, assessment.nodes[node].possible});
    }
    for (const Way& one : all)
        if (one.gives && is_same(*one.gives, shown)) return {one.how, ids(one.rows)};
    // One row that is answered is passed over. Where several would do, any of them may be it.
    for (const std::set<NodeIndex>& besides : {std::set<NodeIndex>(), open}) {
        std::string rows;
        for (const NodeIndex child : model.nodes[node].children) {
            if (open.contains(child)) continue;
            std::set<NodeIndex> left_out = besides;
            left_out.insert(child);
            if (const auto gives = ways.without(node, left_out); gives && is_same(*gives, shown))
                (rows += rows.empty() ? "" : " / ") += ways.id(child);
        }
        if (rows.empty()) continue;
        if (besides.empty()) return {"@row_left_out", {rows}};
        return {std::string("@unanswered_left_out") + phrase_mark + "@and_row_left_out", {rows}};
    }
    // Rounded beside: questions one by one, or the number itself.
    for (const std::set<NodeIndex>& rows : {std::set<NodeIndex>(), open})
        if (const auto rounded = ways.without(node, rows, true); rounded && is_same(*rounded, shown)) {
            if (rows.empty()) return {"@rows_rounded", {}};
            return {std::string("@unanswered_left_out") + phrase_mark + "@and_rows_rounded", ids(rows)};
        }
    for (const int places : {4, 3, 2}) {
        if (open.empty() && is_same(to_places(assessment.nodes[node].certain, places), shown)) return {"@rounded_in_file", {}};
        for (const Way& one : all)
            if (one.gives && is_same(to_places(*one.gives, places), shown))
                return {std::string(one.how) + phrase_mark + "@and_rounded_in_file", ids(one.rows)};
    }
    return {"@other_in_file", {}};
}

}  // namespace zi::sheets
