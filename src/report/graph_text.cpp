// Answers about evidence, to read; those about a population as tables too.
#include "zi/graph_report.hpp"
#include "zi/report.hpp"

#include "cells.hpp"
#include "graph_names.hpp"
#include "lines.hpp"
#include "phrases.hpp"

#include "base/filled.hpp"

namespace zi {

namespace {

/// A list longer than this is cut, and how much is left out is said.
constexpr std::size_t most_lines = 50;

class GraphReport : Lines {
public:
    GraphReport(const EvidenceGraph& graph, Language language) : Lines(language), graph_(graph), model_(graph.model()) {}

    std::string unit(UnitIndex u) {
        const Unit& unit = graph_.units()[u];
        const auto& documents = graph_.documents_of(u);
        const std::size_t own = unit.documents ? unit.documents->size() : 0;
        line_of(unit);
        line(0, say("per tanggal ", "as of ") + day(graph_.as_of()));
        if (!unit.documents) {
            line(0, say("unit ini tidak menyatakan data dukung; jawabannya dihitung menurut penilaian mandiri",
                        "this unit states no evidence; its answers count as claimed"));
            return std::move(out_);
        }
        line(0, filled("{} {}, {} {}", own, say("dokumen sendiri", "documents of its own"), documents.size() - own,
                       say("dokumen bersama", "shared documents")));
        standings(u);
        cycles(cycles_of(graph_, u));
        orphans(orphans_of(graph_, u));
        claims(u);
        order(u);
        radar(u);
        fragility(u);
        values(u);
        return std::move(out_);
    }

    std::string reach(GraphDocumentIndex document) {
        const DocumentNode& node = graph_.documents()[document];
        line(0, document_line(document));
        line(0, say("per tanggal ", "as of ") + day(graph_.as_of()));
        if (!node.document->title.empty()) line(1, plain(node.document->title));
        line(1, node.unit == none ? say("dokumen bersama, pemilik: ", "shared document, owner: ") + plain(node.document->owner)
                                  : say("milik unit ", "of unit ") + plain(graph_.units()[node.unit].id));
        std::vector<std::string> lines;
        for (const Document::Support& support : node.document->supports) {
            std::string text = question_line(support.question);
            if (const std::string_view option = best_option(model_, support); !option.empty())
                text += filled(" ({} {})", say("paling tinggi", "at best"), option);
            lines.push_back(std::move(text));
        }
        list(say("Mendukung pertanyaan", "Supports questions"), lines);
        list(say("Berdasar pada", "Rests on"), document_lines(closure(graph_, document, true)));
        list(say("Menjadi dasar bagi", "Carries"), document_lines(closure(graph_, document, false)));
        list(say("Menggantikan", "Supersedes"), document_lines(graph_.named(document, Relation::supersedes)));
        lines.clear();
        for (const UnitIndex u : graph_.units_reached(document)) lines.push_back(plain(graph_.units()[u].id));
        list(say("Menjangkau unit", "Reaches units"), lines);
        return std::move(out_);
    }

    std::string impact(const Impact& impact) {
        line(0, supposed(impact));
        line(0, say("per tanggal ", "as of ") + day(graph_.as_of()));
        const auto changed =
            std::count_if(impact.units.begin(), impact.units.end(), [](const auto& one) { return !one.consequence.empty(); });
        line(0, filled("{}: {}, {}: {}", say("unit terjangkau", "units reached"), impact.units.size(),
                       say("berubah", "changed"), changed));
        std::size_t shown = 0;
        for (const UnitConsequence& one : impact.units) {
            if (one.consequence.empty()) continue;
            if (++shown > most_lines) break;
            consequence(one);
        }
        if (changed > static_cast<std::ptrdiff_t>(most_lines))
            line(0, "\n" + more(static_cast<std::size_t>(changed) - most_lines));
        return std::move(out_);
    }

    std::string heaviest(const std::vector<DocumentWeight>& weights) {
        line(0, say("Dokumen dengan dampak terbesar bila ditolak, per tanggal ",
                    "Documents with the largest impact if rejected, as of ") +
                    day(graph_.as_of()));
        std::size_t rank = 0;
        for (const DocumentWeight& weight : weights) {
            line(1, filled("{}. {}", ++rank, document_line(weight.document)));
            line(3, filled("{}: {}; {}: {}; {}: {}",
                           say("predikat dan kelayakan yang tidak lagi diperoleh", "predicates and eligibilities lost"),
                           weight.turned, say("nilai yang tidak lagi diperoleh", "points lost"), shown(weight.points),
                           say("unit terdampak", "units affected"), weight.units));
        }
        if (weights.empty()) line(1, say("tidak ada", "none"));
        return std::move(out_);
    }

    ResultTables impact_tables(const Impact& impact, const Diagnostics& refused) const {
        const std::string before = say("Sebelum", "Before"), after = say("Sesudah", "After");
        ResultTable scores{say("Nilai", "Scores"), {"Unit", "ID", say("Uraian", "Title")}, {}, 2};
        for (const std::string& head : {before, after}) add_range_heads(scores.heads, head, language_);
        scores.heads.push_back(say("Perubahan pasti", "Certain change"));
        ResultTable verdicts{say("Putusan", "Verdicts"), {"Unit", say("Predikat", "Predicate"), before, after}, {}, 2};
        for (const UnitConsequence& one : impact.units) {
            const std::string& unit = graph_.units()[one.unit].id;
            const auto score = [&](const std::string& id, const Text& title, const std::vector<Rational>& thresholds,
                                   const Score& from, const Score& to) {
                ResultRow row{text_cell(unit), text_cell(id), text_cell(title.in(language_))};
                add_score(row, from, thresholds);
                add_score(row, to, thresholds);
                row.push_back(change_cell(to.certain - from.certain));
                scores.rows.push_back(std::move(row));
            };
            for (const Consequence::Points& moved : one.consequence.nodes)
                if (const Node& node = model_.nodes[moved.index]; node.question == none)
                    score(node.id, node.title, node.thresholds, moved.before, moved.after);
            for (const Consequence::Answer& answer : one.consequence.questions) {
                const Node& node = model_.nodes[model_.questions[answer.question].node];
                const auto of_weight = [&](const QuestionResult& result) {
                    return Score{node.weight * result.certain, node.weight * result.possible};
                };
                score(node.id, node.title, node.thresholds, of_weight(answer.before), of_weight(answer.after));
            }
            for (const Consequence::Points& moved : one.consequence.views) {
                const View& view = model_.views[moved.index];
                score(view.name, view.title, view.thresholds, moved.before, moved.after);
            }
            for (const Consequence::Turn& turn : one.consequence.predicates)
                if (!is_stage(model_.predicates[turn.predicate]))
                    verdicts.rows.push_back({text_cell(unit), text_cell(titled(model_.predicates[turn.predicate], language_)),
                                             verdict_cell(turn.before, language_), verdict_cell(turn.after, language_)});
            if (one.consequence.stage_before != one.consequence.stage_after)
                verdicts.rows.push_back({text_cell(unit), text_cell(say("Tahap", "Stage")),
                                         text_cell(stage_text(model_, one.consequence.stage_before, language_)),
                                         text_cell(stage_text(model_, one.consequence.stage_after, language_))});
        }
        const auto changed = std::count_if(impact.units.begin(), impact.units.end(),
                                           [](const UnitConsequence& one) { return !one.consequence.empty(); });
        return result({std::move(scores), std::move(verdicts)}, refused,
                      {{say("Andaian", "Supposed"), text_cell(supposed(impact))},
                       {say("Unit terjangkau", "Units reached"), count_cell(impact.units.size())},
                       {say("Unit yang berubah", "Units that change"), count_cell(static_cast<std::uint64_t>(changed))}});
    }

    ResultTables heaviest_tables(const std::vector<DocumentWeight>& weights, const Diagnostics& refused) const {
        ResultTable documents{say("Dokumen", "Documents"),
                              {"No", say("Dokumen", "Document"), say("Jenis", "Kind"), say("Keadaan", "Standing"),
                               say("Predikat dan kelayakan yang tidak lagi diperoleh", "Predicates and eligibilities lost"),
                               say("Nilai yang tidak lagi diperoleh", "Points lost"), say("Unit terdampak", "Units affected")},
                              {},
                              2};
        for (const DocumentWeight& weight : weights) {
            const Document& one = *graph_.documents()[weight.document].document;
            documents.rows.push_back({count_cell(documents.rows.size() + 1), text_cell(document_name(graph_, weight.document)),
                                      text_cell(model_.evidence[one.kind].title.in(language_)),
                                      text_cell(standing_of(weight.document)), count_cell(weight.turned),
                                      points_cell(weight.points), count_cell(weight.units)});
        }
        return result({std::move(documents)}, refused, {});
    }

private:
    ResultTables result(std::vector<ResultTable> tables, const Diagnostics& refused,
                        const std::vector<std::pair<std::string, ResultCell>>& about) const {
        ResultTable findings = empty_findings(language_);
        for (const Unit& unit : graph_.units()) add_findings(findings, model_, unit, language_);
        add_findings(findings, refused, language_);
        return result_of(model_, graph_.as_of(), std::move(tables), std::move(findings), about, language_);
    }

    /// "Bila SK-1 (SK Tim, diterima) ditolak".
    std::string supposed(const Impact& impact) const {
        const char* indonesian = impact.change == DocumentChange::rejected  ? "ditolak"
                                 : impact.change == DocumentChange::expired ? "kedaluwarsa"
                                                                            : "diterima";
        const char* english = impact.change == DocumentChange::rejected  ? "is rejected"
                              : impact.change == DocumentChange::expired ? "expires"
                                                                         : "is accepted";
        return filled("{} {} {}", say("Bila", "If"), document_line(impact.document), say(indonesian, english));
    }

    std::string shown(const Rational& value) const { return points(value, language_); }
    std::string day(Date date) const { return written(date, language_); }
    std::string more(std::size_t count) const { return filled("... {} {}", count, say("lagi", "more")); }

    void list(const std::string& heading, const std::vector<std::string>& lines) {
        line(0, filled("\n{} ({})", heading, lines.size()));
        for (std::size_t i = 0; i < lines.size() && i < most_lines; ++i) line(1, lines[i]);
        if (lines.size() > most_lines) line(1, more(lines.size() - most_lines));
        if (lines.empty()) line(1, say("tidak ada", "none"));
    }

    std::string standing_of(GraphDocumentIndex document) const {
        return standing_text(graph_.standing(document), graph_.documents()[document].document, graph_.as_of(), language_);
    }

    std::string document_line(GraphDocumentIndex document) const {
        const Document& one = *graph_.documents()[document].document;
        return filled("{} ({}, {})", document_name(graph_, document), model_.evidence[one.kind].title.in(language_),
                      standing_of(document));
    }
    std::vector<std::string> document_lines(const std::vector<GraphDocumentIndex>& documents) const {
        std::vector<std::string> lines;
        for (const GraphDocumentIndex one : documents) lines.push_back(document_line(one));
        return lines;
    }
    /// Inside a report on one unit its name need not be repeated.
    std::string short_line(GraphDocumentIndex document) const {
        const Document& one = *graph_.documents()[document].document;
        return filled("{} ({})", plain(one.id), model_.evidence[one.kind].title.in(language_));
    }
    template <class All, class Name>
    static std::string joined(const All& all, Name name) {
        std::string text;
        for (const auto one : all) text += (text.empty() ? "" : ", ") + name(one);
        return text;
    }
    std::string short_names(const std::vector<GraphDocumentIndex>& documents) const {
        return joined(documents, [&](GraphDocumentIndex one) { return short_line(one); });
    }
    std::string question_line(QuestionIndex question) const {
        return filled("{} {}", question_name(model_, question),
                      model_.nodes[model_.questions[question].node].title.in(language_));
    }
    std::string predicate_names(const std::vector<PredicateIndex>& predicates) const {
        return joined(predicates, [&](PredicateIndex one) { return titled(model_.predicates[one], language_); });
    }

    void standings(UnitIndex u) {
        std::string counts;
        for (const Standing standing : all_standings())
            if (const auto count = std::count(graph_.standings(u).begin(), graph_.standings(u).end(), standing); count > 0)
                counts += filled("{}{}: {}", counts.empty() ? "" : "; ", word(standing, language_), count);
        if (!counts.empty()) line(0, counts);
    }

    void cycles(const std::vector<Cycle>& cycles) {
        std::vector<std::string> lines;
        for (const Cycle& cycle : cycles) {
            const bool derives = cycle.relation == Relation::derives_from;
            std::string text = derives ? say("saling berdasar: ", "derive in a circle: ")
                                       : say("saling menggantikan: ", "replace in a circle: ");
            for (const CycleEdge& edge : cycle.edges) text += plain(graph_.documents()[edge.from].document->id) + " -> ";
            text += plain(graph_.documents()[cycle.edges.front().from].document->id);
            for (const CycleEdge& edge : cycle.edges)
                text += filled("\n    {}: {}", document_name(graph_, edge.from), reference_path(graph_, edge, cycle.relation));
            lines.push_back(std::move(text));
        }
        list(say("Lingkaran", "Circles"), lines);
    }

    void orphans(const std::vector<Orphan>& orphans) {
        std::vector<std::string> lines;
        for (const Orphan& orphan : orphans)
            lines.push_back(filled("{}: {}", short_line(orphan.document),
                                   orphan.why == Orphan::Why::supports_nothing
                                       ? say("tidak mendukung pertanyaan apa pun", "supports no question")
                                       : say("pertanyaan yang didukungnya tidak memerlukan dokumen semacam ini",
                                             "the questions it supports need no such document")));
        list(say("Dokumen yang tidak menopang apa pun", "Documents that carry nothing"), lines);
    }

    void claims(UnitIndex u) {
        std::vector<std::string> lines;
        for (const UnsupportedClaim& claim : graph_.unsupported(u)) {
            std::string text = filled("{}: {} {}; {} {}", question_line(claim.question), say("penilaian mandiri", "claimed"),
                                      shown(claim.claimed), say("pasti", "certain"), shown(claim.certain));
            if (claim.possible != claim.certain) text += filled("; {} {}", say("mungkin", "possible"), shown(claim.possible));
            const Document* const found = claim.document == none ? nullptr : graph_.documents()[claim.document].document;
            text += filled("; {}", standing_text(claim.standing, found, graph_.as_of(), language_));
            if (claim.document != none) text += ": " + short_line(claim.document);
            lines.push_back(std::move(text));
        }
        list(say("Penilaian mandiri yang belum didukung penuh", "Claims not fully supported"), lines);
    }

    void order(UnitIndex u) {
        const PreparationOrder order = graph_.preparation_order(u, false);
        const std::set<GraphDocumentIndex> circular(order.circular.begin(), order.circular.end());
        std::vector<std::string> lines;
        for (const GraphDocumentIndex one : order.documents)
            lines.push_back(filled("{}. {}: {}{}", lines.size() + 1, short_line(one), standing_of(one),
                                   circular.contains(one) ? say(" (dalam lingkaran)", " (on a circle)") : ""));
        list(say("Urutan penyiapan dokumen yang belum diterima", "Order in which to prepare what is not accepted yet"), lines);
    }

    void radar(UnitIndex u) {
        std::vector<std::string> lines;
        for (const PredicateIndex predicate : met_by(graph_, u)) {
            const Radar radar = graph_.radar(u, predicate);
            std::string text = titled(model_.predicates[predicate], language_) + ": ";
            if (!radar.day) {
                text += radar.until ? say("tetap terpenuhi sampai ", "stays met up to ") + day(*radar.until)
                                    : say("tidak berubah karena tanggal", "does not change with time");
            } else {
                text += filled("{} {}", day(*radar.day), word(radar.then, language_));
                if (!radar.conditions.empty())
                    text += " (" +
                            joined(radar.conditions,
                                   [&](ConditionIndex one) {
                                       return subject_text(model_, model_.predicates[predicate].conditions[one], language_);
                                   }) +
                            ")";
                if (radar.through_rules)
                    text += say("; karena tanggal dalam aturan atau fakta", "; through a day of the rules or of a fact");
                else if (radar.jointly)
                    text += say("; bersama-sama karena ", "; jointly through ") + short_names(radar.documents);
                else
                    text += say("; karena ", "; through ") + short_names(radar.documents);
            }
            lines.push_back(std::move(text));
        }
        list(say("Radar kedaluwarsa", "Expiry radar"), lines);
    }

    void fragility(UnitIndex u) {
        std::vector<std::string> lines;
        for (const PredicateIndex predicate : met_by(graph_, u)) {
            const Fragility found = graph_.fragility(u, predicate);
            std::string text = titled(model_.predicates[predicate], language_) + ": ";
            if (!found.breakable) {
                text += say("tidak bergantung pada dokumen", "does not hang on documents");
            } else if (found.exact()) {
                text += filled("{} {} {}", say("tidak lagi terpenuhi bila", "lost with"), found.at_least,
                               say("dokumen ini ditolak: ", "rejected: "));
            } else {
                text += filled("{} {}", say("paling sedikit", "at least"), found.at_least);
                if (found.at_most) text += filled(", {} {}: ", say("paling banyak", "at most"), *found.at_most);
            }
            text += short_names(found.documents);
            lines.push_back(std::move(text));
        }
        list(say("Kerentanan: dokumen paling sedikit yang bila ditolak membuat predikat tidak lagi terpenuhi",
                 "Fragility: fewest documents whose rejection takes a predicate away"),
             lines);
    }

    void values(UnitIndex u) {
        std::vector<std::string> lines;
        for (const DocumentValue& value : graph_.values(u)) {
            std::string text = filled("{}, {}: {}", short_line(value.document), standing_of(value.document),
                                      signed_text(value.points, shown(value.points)));
            if (!value.predicates.empty())
                text += say("; menjadi terpenuhi: ", "; then met: ") + predicate_names(value.predicates);
            lines.push_back(std::move(text));
        }
        list(say("Nilai yang bertambah bila satu dokumen ini diterima", "Points gained if this one document were accepted"),
             lines);
    }

    void consequence(const UnitConsequence& one) {
        line(0, "\n" + plain(graph_.units()[one.unit].id));
        const auto change = [&](const std::vector<Rational>& thresholds, const Score& before, const Score& after) {
            const auto range = [&](const Score& score) {
                const std::string certain = points(score.certain, language_, thresholds);
                return score.certain == score.possible
                           ? certain
                           : certain + say(" sampai ", " to ") + points(score.possible, language_, thresholds);
            };
            return filled("{} -> {}", range(before), range(after));
        };
        for (const Consequence::Points& node : one.consequence.nodes)
            if (model_.nodes[node.index].question == none)
                line(1, filled("{} {}: {}", model_.nodes[node.index].id, model_.nodes[node.index].title.in(language_),
                               change(model_.nodes[node.index].thresholds, node.before, node.after)));
        for (const Consequence::Answer& answer : one.consequence.questions) {
            const Node& node = model_.nodes[model_.questions[answer.question].node];
            const Rational& weight = node.weight;
            line(1, filled("{}: {}; {}", question_line(answer.question),
                           change(node.thresholds, {weight * answer.before.certain, weight * answer.before.possible},
                                  {weight * answer.after.certain, weight * answer.after.possible}),
                           word(answer.after.backing.weakest, language_)));
        }
        for (const Consequence::Points& view : one.consequence.views)
            line(1, filled("{} ({}): {}", model_.views[view.index].title.in(language_), model_.views[view.index].name,
                           change(model_.views[view.index].thresholds, view.before, view.after)));
        for (const Consequence::Turn& turn : one.consequence.predicates)
            if (model_.predicates[turn.predicate].kind != Predicate::Kind::stage)
                line(1, filled("{}: {} -> {}", titled(model_.predicates[turn.predicate], language_),
                               word(turn.before, language_), word(turn.after, language_)));
        if (one.consequence.stage_before != one.consequence.stage_after)
            line(1, filled("{}: {} -> {}", say("tahap", "stage"), stage_text(model_, one.consequence.stage_before, language_),
                           stage_text(model_, one.consequence.stage_after, language_)));
    }

    const EvidenceGraph& graph_;
    const Model& model_;
};

}  // namespace

std::string evidence_text(const EvidenceGraph& graph, UnitIndex unit, Language language) {
    return GraphReport(graph, language).unit(unit);
}
std::string reach_text(const EvidenceGraph& graph, GraphDocumentIndex document, Language language) {
    return GraphReport(graph, language).reach(document);
}
std::string impact_text(const EvidenceGraph& graph, const Impact& impact, Language language) {
    return GraphReport(graph, language).impact(impact);
}
std::string heaviest_text(const EvidenceGraph& graph, const std::vector<DocumentWeight>& weights, Language language) {
    return GraphReport(graph, language).heaviest(weights);
}

ResultTables impact_tables(const EvidenceGraph& graph, const Impact& impact, const Diagnostics& refused, Language language) {
    return GraphReport(graph, language).impact_tables(impact, refused);
}
ResultTables heaviest_tables(const EvidenceGraph& graph, const std::vector<DocumentWeight>& weights, const Diagnostics& refused,
                             Language language) {
    return GraphReport(graph, language).heaviest_tables(weights, refused);
}

}  // namespace zi
