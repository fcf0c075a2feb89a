// Writes synthetic work units as NDJSON, in the proportions that South Kalimantan's inspectorate reported: about 25 of 253
// units build an integrity zone, the others have hardly begun. Not one of them is real, and each one's name says so.
//
//   zi_kalsel_population RULES [COUNT] [SEED] > units.ndjson
//   zi_kalsel_population --evidence RULES > evidence.json       documents of the parent organisations that serve many units
//
// The same arguments give the same bytes on every machine: the generator is its own (SplitMix64), and so is every draw from it,
// because the distributions of <random> differ between standard libraries. Everything else is read from the model: questions,
// scales, inputs, weights and thresholds. Some units are put exactly on a threshold and some on the nearest score below it,
// where rounding would go wrong.
#include <zi/zi.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace {

using zi::Index, zi::Rational;

// ---- Chance --------------------------------------------------------------------------------------------------------

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    /// 0 .. bound - 1. The bias of the remainder is far below anything visible here.
    std::int64_t below(std::int64_t bound) { return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound)); }
    std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
    bool chance(std::int64_t percent) { return below(100) < percent; }

private:
    std::uint64_t state_;
};

// ---- What kinds of units there are ---------------------------------------------------------------------------------

enum class Aim { none, exact, below };

/// How a group of units stands.
struct Story {
    int count;
    int quality;                ///< percent: how likely the best option is, then the next ...
    int answered;               ///< percent of the questions that have an answer
    int index_low, index_high;  ///< survey indices, in hundredths
    const char* predicate;      ///< whose conditions shall all be met, "" for whatever comes out
    Aim aim = Aim::none;        ///< where the score of `condition` shall lie: exactly on its threshold, or just below it
    const char* condition = "";
    const char* held = "BELUM";  ///< predicate that the unit holds
    int lhkpn = 100;             ///< percent of wealth reports submitted
    int years = 1;               ///< of building
    int doubtful = 0;            ///< percent of its documents that are not accepted
};

constexpr Story builders[] = {
    {1, 90, 100, 385, 398, "WBBM", Aim::none, "", "MENUJU_WBK", 100, 3},
    {1, 68, 100, 365, 390, "WBBM", Aim::exact, "total", "MENUJU_WBK", 100, 3},
    {1, 70, 100, 365, 390, "WBBM", Aim::below, "total", "MENUJU_WBK", 100, 2},
    {1, 78, 100, 365, 390, "WBK", Aim::none, "", "BELUM", 100, 2},
    {2, 66, 100, 362, 385, "WBK", Aim::none, "", "BELUM", 100, 1},
    {1, 56, 100, 362, 380, "WBK", Aim::exact, "total"},
    {1, 56, 100, 362, 380, "WBK", Aim::below, "total"},
    {1, 52, 100, 375, 398, "WBK", Aim::exact, "A"},
    {1, 52, 100, 375, 398, "WBK", Aim::below, "A"},
    {1, 70, 100, 362, 390, "WBK", Aim::exact, "SDM"},
    {1, 70, 100, 362, 390, "WBK", Aim::below, "PW"},
    {1, 66, 100, 362, 390, "WBK", Aim::exact, "B.I.a"},
    {1, 66, 100, 362, 390, "WBK", Aim::below, "B.I.a"},
    {1, 70, 100, 365, 390, "WBK", Aim::exact, "B.II"},
    {1, 70, 100, 365, 390, "WBK", Aim::below, "B.II"},
    {1, 66, 100, 362, 385, "WBK", Aim::none, "", "BELUM", 96, 1},  // passes, but may not be proposed
    {3, 66, 92, 340, 385, "", Aim::none, "", "BELUM", 100, 1, 6},  // still open
    {5, 45, 75, 310, 365, "", Aim::none, "", "BELUM", 92, 0, 30},  // half way
};

// Documents of these kinds come from the parent organisations: one decree serves every unit.
struct Parent {
    const char* id;
    std::vector<std::string> kinds;
};
const std::vector<Parent>& parents() {
    static const std::vector<Parent> all{{"instansi-sintetis",
                                          {"pola_mutasi", "aturan_disiplin", "kebijakan_penghargaan", "kebijakan_kompetensi",
                                           "aturan_informasi_publik", "sk_upg"}},
                                         {"provinsi-sintetis", {"kebijakan_kompensasi", "akun_sp4n_lapor"}}};
    return all;
}
bool is_shared(const std::string& kind) {
    return std::any_of(parents().begin(), parents().end(), [&](const Parent& parent) {
        return std::find(parent.kinds.begin(), parent.kinds.end(), kind) != parent.kinds.end();
    });
}

struct Kind {
    const char* name;
    const char* service;  ///< a value of the fact unit.jenis_layanan
    int percent;
};
constexpr Kind kinds[] = {
    {"SMA", "PENDIDIKAN", 40}, {"SMK", "PENDIDIKAN", 26},  {"kantor", "LAINNYA", 20},
    {"Samsat", "SAMSAT", 7},   {"rumah sakit", "RSUD", 4}, {"pelayanan terpadu satu pintu", "PTSP", 3},
};

// ---- One unit ------------------------------------------------------------------------------------------------------

class Generator {
public:
    Generator(std::shared_ptr<const zi::Model> model, std::uint64_t seed)
        : model_(*model), program_(std::move(model)), random_(seed), papers_(~seed) {
        for (const zi::Question& question : model_.questions)
            for (zi::InputIndex i{0}; i < question.inputs.size(); ++i)
                if (divides_by(question.formula, i)) denominators_.insert(input_name(question, i));
    }

    /// Draws until the unit is as the story wants it; nothing if that never happens.
    std::optional<zi::Unit> builder(const Story& story, const std::string& id, const Kind& kind) {
        constexpr int most_draws = 3000;
        for (int draw = 0; draw < most_draws; ++draw) {
            zi::Unit unit = answered(story, id);
            facts(story, kind, unit);
            if (story.aim != Aim::none && !aim(story, unit)) continue;
            if (!fits(story, unit)) continue;
            documents(story, unit);
            return unit;
        }
        return std::nullopt;
    }

    /// Most have answered nothing; some have begun with the first questions of the worksheet.
    zi::Unit beginner(const std::string& id, const Kind& kind) {
        zi::Unit unit(model_, id);
        shared_.clear();
        const Story story{1, 35, 60, 280, 340, ""};
        if (random_.chance(30)) {
            const Index first = static_cast<Index>(
                std::min<std::size_t>(static_cast<std::size_t>(random_.between(2, 14)), unit.answers.size()));
            for (Index i = 0; i < first; ++i)
                if (random_.chance(story.answered)) answer(story, i, unit);
        }
        facts_of_instansi(kind, unit);
        // A few have declared; one lost its predicate last year and has not begun again.
        const bool declared = papers_.chance(15);
        const bool revoked = id.ends_with("-077");
        happened(unit, "unit.tanggal_pencanangan", declared || revoked ? "2026-02-02" : "never");
        for (const char* later : {"unit.tanggal_penetapan_unit", "unit.mulai_pembangunan_menuju_wbk", "unit.tanggal_lhe_tpi"})
            happened(unit, later, "never");
        happened(unit, "unit.tanggal_pencabutan", revoked ? "2025-08-01" : "never");
        if (revoked) fact(unit, "unit.membangun_kembali", false);
        member(unit, "unit.predikat_dimiliki", "BELUM");
        return unit;
    }

    /// The documents of the parents: accepted, and evidence for every question that asks for their kind.
    std::vector<zi::Document> parents_documents() const {
        std::vector<zi::Document> all;
        for (const Parent& parent : parents())
            for (const std::string& kind : parent.kinds) {
                zi::Document document;
                for (zi::EvidenceIndex i{0}; i < model_.evidence.size(); ++i)
                    if (model_.evidence[i].name == kind) document.kind = i;
                for (zi::QuestionIndex i{0}; i < model_.questions.size() && document.kind != zi::none; ++i)
                    for (const zi::NeedFor& need : model_.questions[i].needs)
                        if (asks(need.need, document.kind) &&
                            (document.supports.empty() || document.supports.back().question != i))
                            document.supports.push_back({i, zi::none});
                if (document.supports.empty()) continue;
                document.id = std::string(parent.id) + "/" + kind;
                document.owner = parent.id;
                document.title = "Dokumen sintetis: " + model_.evidence[document.kind].title.id;
                document.status = zi::DocumentStatus::accepted;
                document.issued = *zi::Date::parse("2025-10-01");
                // One decree runs out within the year: something for the expiry radar to find.
                if (kind == "sk_upg") document.valid_until = *zi::Date::parse("2026-12-31");
                all.push_back(std::move(document));
            }
        return all;
    }

    Random& random() { return random_; }

private:
    // ---- Answers ----

    zi::Unit answered(const Story& story, const std::string& id) {
        zi::Unit unit(model_, id);
        shared_.clear();
        for (zi::QuestionIndex i{0}; i < model_.questions.size(); ++i)
            if (random_.chance(story.answered)) answer(story, i, unit);
        return unit;
    }

    void answer(const Story& story, Index index, zi::Unit& unit) {
        const zi::Question& question = model_.questions[index];
        switch (question.kind) {
            case zi::Question::Kind::options: {
                const auto options = static_cast<Index>(model_.scales[question.scale].options.size());
                Index chosen = 0;
                while (chosen + 1 < options && !random_.chance(story.quality)) ++chosen;
                unit.answers[index] = zi::Member{chosen};
                break;
            }
            case zi::Question::Kind::number:
                unit.answers[index] = Rational(random_.between(story.index_low, story.index_high), 100);
                break;
            case zi::Question::Kind::ratio: counts(story, index, unit); break;
        }
    }

    /// Inputs that the question divides by are the whole, drawn first and never zero; the others are parts of it. Questions of
    /// one indicator that ask for the same count get the same count.
    void counts(const Story& story, Index index, zi::Unit& unit) {
        const zi::Question& question = model_.questions[index];
        zi::Counts counts;
        counts.values.resize(question.inputs.size());
        std::int64_t whole = 0;
        std::int64_t parts = 0;  // of a sum: few of the first, more of each next
        bool summed = false;
        for (const Index i : question.input_order) {
            const zi::Input& input = question.inputs[i];
            const bool divides = divides_by(question.formula, i);
            const bool part = std::any_of(question.inputs.begin(), question.inputs.end(), [&](const zi::Input& other) {
                return std::find(other.parts.begin(), other.parts.end(), i) != other.parts.end();
            });
            if (!input.parts.empty()) {
                for (const Index p : input.parts) whole += counts.values[p]->small()->first;
                counts.values[i] = Rational(whole);
                summed = true;
            } else if (divides || part) {
                // Round wholes keep the denominators small, so that thresholds can be hit exactly.
                constexpr std::int64_t wholes[] = {4, 5, 8, 10, 20};
                if (part) ++parts;
                const std::int64_t drawn = part ? random_.between(1, parts * parts) : wholes[random_.below(std::size(wholes))];
                const auto known = shared_.find(input_name(question, i));
                const std::int64_t value = known == shared_.end() ? drawn : known->second;
                if (!part) whole = value;
                counts.values[i] = Rational(value);
            }
        }
        // People counted by rank are those who owe a wealth report; the share that handed it in is a fact of the unit too.
        const std::int64_t wanted = summed ? story.lhkpn : std::min<std::int64_t>(100, story.quality + random_.between(0, 25));
        std::int64_t left = whole;
        for (const Index i : question.input_order) {
            if (counts.values[i] || !uses(question.formula, i)) continue;
            // A count that another question divides by stays as round as its whole.
            const bool divides = denominators_.contains(input_name(question, i));
            const std::int64_t value = divides ? whole : std::clamp<std::int64_t>(whole * wanted / 100, 1, whole);
            left = std::min(left, whole - value);
            counts.values[i] = Rational(value);
        }
        // What does not enter the formula is part of the remainder, such as complaints still being worked on.
        for (std::optional<Rational>& count : counts.values)
            if (!count) count = Rational(random_.between(0, left));
        for (zi::InputIndex i{0}; i < question.inputs.size(); ++i)
            shared_[input_name(question, i)] = counts.values[i]->small()->first;
        unit.answers[index] = std::move(counts);
    }

    /// The name of a count within its indicator.
    std::string input_name(const zi::Question& question, Index input) const {
        return model_.nodes[model_.nodes[question.node].parent].id + '/' + question.inputs[input].key;
    }
    static bool divides_by(const zi::Formula& formula, Index input) {
        return (formula.kind == zi::Formula::Kind::divide && uses(formula.args[1], input)) ||
               std::any_of(formula.args.begin(), formula.args.end(),
                           [&](const zi::Formula& arg) { return divides_by(arg, input); });
    }
    static bool uses(const zi::Formula& formula, Index input) {
        return (formula.kind == zi::Formula::Kind::input && formula.input == input) ||
               std::any_of(formula.args.begin(), formula.args.end(), [&](const zi::Formula& arg) { return uses(arg, input); });
    }

    // ---- Facts ----

    void fact(zi::Unit& unit, const char* id, zi::FactValue value) const {
        if (const Index index = model_.find_fact(id); index != zi::none) unit.facts[index] = std::move(value);
    }
    void member(zi::Unit& unit, const char* id, const std::string& name) const {
        const Index index = model_.find_fact(id);
        if (index == zi::none) return;
        const auto& values = model_.enumerations[model_.facts[index].enumeration].values;
        const auto found = std::find(values.begin(), values.end(), name);
        if (found != values.end()) unit.facts[index] = zi::Member{static_cast<Index>(found - values.begin())};
    }

    void facts_of_instansi(const Kind& kind, zi::Unit& unit) const {
        member(unit, "instansi.jenis", "PEMDA");
        member(unit, "instansi.opini_bpk", "WTP");
        member(unit, "instansi.predikat_sakip", "BB");
        member(unit, "instansi.kategori_indeks_rb", "B");
        fact(unit, "instansi.level_maturitas_spip", Rational(3));
        fact(unit, "instansi.persen_satker_berpredikat", Rational(12, 10));
        fact(unit, "instansi.perbuatan_kkn_pada_tahun_pengajuan", false);
        fact(unit, "instansi.batas_pengajuan_diumumkan", false);
        fact(unit, "instansi.boleh_evaluasi_wbk_mandiri", false);
        member(unit, "unit.jenis_layanan", kind.service);
    }

    void facts(const Story& story, const Kind& kind, zi::Unit& unit) {
        facts_of_instansi(kind, unit);
        fact(unit, "unit.core_layanan_utama", true);
        fact(unit, "unit.dampak_signifikan_persepsi_masyarakat", true);
        fact(unit, "unit.persen_tlhp_apip_bpk", Rational(100));
        fact(unit, "unit.persen_kepatuhan_lhkpn", Rational(story.lhkpn));
        fact(unit, "unit.persen_kepatuhan_lhkasn", Rational(100));
        stated_twice(unit);
        const bool awarded = std::string(story.held) != "BELUM";
        const int began = 2026 - std::max(story.years, 1) - (awarded ? 1 : 0);
        happened(unit, "unit.tanggal_pencanangan", std::to_string(began) + "-01-15");
        happened(unit, "unit.tanggal_penetapan_unit", std::to_string(began) + (story.years > 0 ? "-03-01" : "-09-01"));
        happened(unit, "unit.mulai_pembangunan_menuju_wbk", std::to_string(began) + (story.years > 0 ? "-03-10" : "-11-10"));
        happened(unit, "unit.mulai_data_dukung", story.answered > 80 || papers_.chance(50) ? "2026-01-05" : "never");
        if (story.years > 0) happened(unit, "unit.mulai_evaluasi_tpi", "2026-03-02");
        happened(unit, "unit.tanggal_lhe_tpi", *story.predicate != '\0' ? "2026-04-30" : "never");
        happened(unit, "unit.tanggal_pencabutan", "never");
        member(unit, "unit.predikat_sakip_evaluasi_internal", story.years > 1 ? "BB" : "B");
        member(unit, "unit.predikat_dimiliki", story.held);
        if (!awarded) return;
        happened(unit, "unit.tanggal_penetapan_predikat", std::to_string(began + 1) + "-12-15");
        happened(unit, "unit.mulai_pembangunan_menuju_wbbm", std::to_string(began + 2) + "-03-10");
        // Two years after its award the TPI has reported on it.
        const bool reported = began + 3 < 2026;
        happened(unit, "unit.tanggal_laporan_pemantauan", reported ? std::to_string(began + 3) + "-12-10" : "never");
        fact(unit, "unit.pernah_dipantau", reported);
        for (const char* ground : {"unit.tpi_melapor_tidak_memenuhi", "unit.terbukti_maladministrasi"})
            fact(unit, ground, false);
    }

    /// A percentage that follows from counts of the worksheet is the one that the unit states, cut to two decimals.
    void stated_twice(zi::Unit& unit) const {
        for (const zi::Agreement& one : model_.agreements) {
            const zi::Agreement::Side& counted = one.left;
            if (!counted.over || !counted.in_percent || one.right.figure.kind != zi::Figure::Kind::fact) continue;
            const auto part = count(unit, counted.figure), whole = count(unit, *counted.over);
            if (part && whole && *whole > 0) unit.facts[one.right.figure.fact] = Rational(10000 * *part / *whole, 100);
        }
    }
    static std::optional<std::int64_t> count(const zi::Unit& unit, const zi::Figure& figure) {
        if (figure.kind != zi::Figure::Kind::count) return std::nullopt;
        const auto* counts = std::get_if<zi::Counts>(&unit.answers[figure.question]);
        const auto* value = counts && counts->values[figure.input] ? &*counts->values[figure.input] : nullptr;
        return value && value->small() ? std::optional(value->small()->first) : std::nullopt;
    }

    /// A day, or "never".
    void happened(zi::Unit& unit, const char* id, const std::string& day) const {
        fact(unit, id, day == "never" ? zi::Date::never() : *zi::Date::parse(day));
    }

    // ---- Evidence ----

    /// Does the need name the kind?
    static bool asks(const zi::Need& need, Index kind) {
        return need.kind == zi::Need::Kind::document
                   ? need.evidence == kind
                   : std::any_of(need.parts.begin(), need.parts.end(), [&](const zi::Need& part) { return asks(part, kind); });
    }

    /// What each claimed answer needs, one document a kind and indicator; most are accepted, as the story wants.
    void documents(const Story& story, zi::Unit& unit) {
        unit.belongs_to = {parents()[0].id, parents()[1].id};
        unit.documents.emplace();
        for (zi::QuestionIndex i{0}; i < model_.questions.size(); ++i) {
            const zi::Question& question = model_.questions[i];
            const auto* option = std::get_if<zi::Member>(&unit.answers[i]);
            if (std::holds_alternative<std::monostate>(unit.answers[i])) continue;
            if (option && option->value + 1 == model_.scales[question.scale].options.size())
                continue;  // the worst option needs nothing
            for (const zi::NeedFor& need : question.needs)
                if (need.option == zi::none || !option || option->value <= need.option) document(story, need.need, i, unit);
        }
        rest_on_plan(unit);
    }

    void document(const Story& story, const zi::Need& need, zi::QuestionIndex question, zi::Unit& unit) {
        if (need.kind != zi::Need::Kind::document) {
            const std::size_t wanted = need.kind == zi::Need::Kind::all   ? need.parts.size()
                                       : need.kind == zi::Need::Kind::any ? 1
                                                                          : need.count;
            for (std::size_t i = 0; i < wanted; ++i) document(story, need.parts[i], question, unit);
            return;
        }
        const std::string& kind = model_.evidence[need.evidence].name;
        if (is_shared(kind)) return;
        std::string id = unit.id + "/" + model_.nodes[model_.nodes[model_.questions[question].node].parent].id + "/" + kind;
        for (const std::string& arg : need.args) id += "-" + arg;
        const auto known =
            std::find_if(unit.documents->begin(), unit.documents->end(), [&](const zi::Document& one) { return one.id == id; });
        if (known != unit.documents->end()) {
            if (known->supports.back().question != question) known->supports.push_back({question, zi::none});
            return;
        }
        zi::Document one;
        one.id = std::move(id);
        one.kind = need.evidence;
        one.args = need.args;
        one.owner = unit.id;
        one.title = "Dokumen sintetis: " + model_.evidence[need.evidence].title.id;
        one.issued = *zi::Date::parse(papers_.chance(50) ? "2025-11-15" : "2026-02-20");
        one.supports = {{question, zi::none}};
        constexpr zi::DocumentStatus doubts[] = {zi::DocumentStatus::submitted, zi::DocumentStatus::verifying,
                                                 zi::DocumentStatus::needs_repair, zi::DocumentStatus::rejected,
                                                 zi::DocumentStatus::missing};
        one.status = papers_.chance(story.doubtful) ? doubts[papers_.below(std::size(doubts))] : zi::DocumentStatus::accepted;
        unit.documents->push_back(std::move(one));
    }

    /// The decree comes before the plan, the plan before the reports on it: whoever loses the first loses the rest.
    void rest_on_plan(zi::Unit& unit) const {
        const auto first_of = [&](const char* kind) -> const zi::Document* {
            for (const zi::Document& one : *unit.documents)
                if (model_.evidence[one.kind].name == kind) return &one;
            return nullptr;
        };
        constexpr std::pair<const char*, const char*> rests[] = {{"rencana_kerja", "sk_tim"},
                                                                 {"rencana_aksi", "rencana_kerja"},
                                                                 {"laporan_kemajuan", "rencana_kerja"},
                                                                 {"laporan_monev", "rencana_kerja"},
                                                                 {"tindak_lanjut", "laporan_monev"}};
        for (const auto& [kind, basis_kind] : rests) {
            const zi::Document* basis = first_of(basis_kind);
            for (zi::Document& one : *unit.documents)
                if (basis && model_.evidence[one.kind].name == kind) one.derives_from = {basis->id};
        }
    }

    // ---- Aiming at a threshold ----

    const zi::Condition* condition(const Story& story) const {
        const zi::PredicateIndex predicate = model_.find_predicate(story.predicate);
        if (predicate == zi::none) return nullptr;
        for (const zi::Condition& one : model_.predicates[predicate].conditions)
            if (one.id == story.condition) return &one;
        return nullptr;
    }

    Rational points(const zi::Condition& condition, const zi::Unit& unit) {
        const zi::Assessment result = zi::assess(program_, unit, {}, state_);
        return condition.subject == zi::Condition::Subject::view ? result.views[condition.view()].certain
                                                                 : result.nodes[condition.node()].certain;
    }

    void leaves(zi::NodeIndex node, std::vector<zi::QuestionIndex>& out) const {
        if (model_.nodes[node].question != zi::none) out.push_back(model_.nodes[node].question);
        for (const zi::NodeIndex child : model_.nodes[node].children) leaves(child, out);
    }

    /// One answer changed, and the points that this brings.
    struct Change {
        Rational points;
        zi::QuestionIndex question;
        zi::Answer answer;
    };

    /// Every single change of an answer below the condition's subject.
    std::vector<Change> changes(const Story& story, const zi::Condition& condition, const zi::Unit& unit) const {
        std::vector<zi::QuestionIndex> questions;
        if (condition.subject == zi::Condition::Subject::view)
            for (const zi::NodeIndex node : model_.views[condition.index].members) leaves(node, questions);
        else
            leaves(condition.node(), questions);
        std::vector<Change> all;
        for (const zi::QuestionIndex index : questions) {
            const zi::Question& question = model_.questions[index];
            const Rational& weight = model_.nodes[question.node].weight;
            if (const auto* given = std::get_if<zi::Member>(&unit.answers[index])) {
                const auto& options = model_.scales[question.scale].options;
                for (zi::OptionIndex i{0}; i < options.size(); ++i)
                    if (i != given->value)
                        all.push_back({weight * (options[i].value - options[given->value].value), index, zi::Member{i}});
            } else if (const auto* number = std::get_if<Rational>(&unit.answers[index])) {
                const zi::Scale& scale = model_.scales[question.scale];
                const bool alone = questions.size() == 1;  // the survey index itself is aimed at
                const Rational low = alone ? scale.min : Rational(story.index_low, 100);
                const Rational high = alone ? scale.max : Rational(story.index_high, 100);
                for (Rational to = low; to <= high; to += Rational(1, 100))
                    all.push_back({weight * (to - *number) / scale.max, index, to});
            }
        }
        std::stable_sort(all.begin(), all.end(), [](const Change& a, const Change& b) { return a.points < b.points; });
        return all;
    }

    /// Changes one answer or two so that the score is the threshold, or the nearest below it that two changes can reach.
    bool aim(const Story& story, zi::Unit& unit) {
        const zi::Condition* target = condition(story);
        if (!target) return false;
        const Rational gap = target->threshold - points(*target, unit);
        const std::vector<Change> all = changes(story, *target, unit);
        std::optional<Rational> best;
        const Change* first = nullptr;
        const Change* second = nullptr;
        const auto consider = [&](const Rational& sum, const Change& a, const Change* b) {
            if (story.aim == Aim::exact ? sum != gap : !(sum < gap)) return;
            if (best && !(*best < sum)) return;
            best = sum;
            first = &a;
            second = b;
        };
        for (const Change& a : all) {
            consider(a.points, a, nullptr);
            const Rational rest = gap - a.points;
            auto b = std::lower_bound(all.begin(), all.end(), rest,
                                      [](const Change& one, const Rational& sum) { return one.points < sum; });
            if (story.aim == Aim::below) {
                if (b == all.begin()) continue;
                --b;
            }
            if (b != all.end() && b->question != a.question) consider(a.points + b->points, a, &*b);
        }
        if (!best) return false;
        unit.answers[first->question] = first->answer;
        if (second) unit.answers[second->question] = second->answer;
        return story.aim != Aim::exact || points(*target, unit) == target->threshold;
    }

    /// All conditions of the story's predicate hold, apart from the one that shall just fail.
    bool fits(const Story& story, const zi::Unit& unit) {
        const Index index = model_.find_predicate(story.predicate);
        if (index == zi::none) return *story.predicate == '\0';
        const zi::PredicateResult result = zi::assess(program_, unit, {}, state_).predicates[index];
        return std::all_of(result.conditions.begin(), result.conditions.end(), [&](const zi::ConditionResult& one) {
            const bool missed =
                story.aim == Aim::below && model_.predicates[index].conditions[one.condition].id == story.condition;
            return one.verdict == (missed ? zi::Verdict::not_met : zi::Verdict::met);
        });
    }

    const zi::Model& model_;
    zi::Program program_;
    zi::AssessmentState state_;
    Random random_;
    Random papers_;                               ///< for documents and dates, so that they leave the answers as they are
    std::set<std::string> denominators_;          ///< counts that some question divides by
    std::map<std::string, std::int64_t> shared_;  ///< counts of the unit in hand, by indicator and input
};

// ---- NDJSON --------------------------------------------------------------------------------------------------------

/// Ids, keys and names here hold nothing that JSON would want escaped.
std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::string value(const zi::Model& model, const zi::Fact& fact, const zi::FactValue& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (std::holds_alternative<Rational>(value)) return zi::show(model, fact, value);
    return quoted(zi::show(model, fact, value));
}

std::string value(const zi::Question& question, const zi::Model& model, const zi::Answer& answer) {
    if (const auto* option = std::get_if<zi::Member>(&answer))
        return quoted(model.scales[question.scale].options[option->value].key);
    if (const auto* number = std::get_if<Rational>(&answer)) return quoted(number->shortest());
    std::string text;
    const auto& counts = std::get<zi::Counts>(answer);
    for (std::size_t i = 0; i < question.inputs.size(); ++i) {
        if (!counts.values[i]) continue;
        text += (text.empty() ? "" : ", ") + quoted(question.inputs[i].key) + ": " + counts.values[i]->fraction();
    }
    return "{" + text + "}";
}

std::string list(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + quoted(text);
    return "[" + out + "]";
}

std::string value(const zi::Model& model, const zi::Document& document) {
    std::string out = "{\"id\": " + quoted(document.id) + ", \"kind\": " + quoted(model.evidence[document.kind].name) +
                      ", \"status\": " + quoted(std::string(zi::code(document.status))) +
                      ", \"owner\": " + quoted(document.owner) + ", \"title\": " + quoted(document.title) +
                      ", \"issued\": " + quoted(document.issued->iso());
    if (document.valid_until) out += ", \"valid_until\": " + quoted(document.valid_until->iso());
    if (!document.args.empty()) out += ", \"args\": " + list(document.args);
    if (!document.derives_from.empty()) out += ", \"derives_from\": " + list(document.derives_from);
    std::vector<std::string> supports;
    for (const zi::Document::Support& support : document.supports)
        supports.push_back(model.nodes[model.questions[support.question].node].id);
    return out + ", \"supports\": " + list(supports) + "}";
}

void print(const zi::Model& model, const zi::Unit& unit) {
    std::string facts, answers;
    for (std::size_t i = 0; i < model.facts.size(); ++i) {
        if (std::holds_alternative<std::monostate>(unit.facts[i])) continue;
        facts += (facts.empty() ? "" : ", ") + quoted(model.facts[i].id) + ": " + value(model, model.facts[i], unit.facts[i]);
    }
    for (std::size_t i = 0; i < model.questions.size(); ++i) {
        if (std::holds_alternative<std::monostate>(unit.answers[i])) continue;
        const zi::Question& question = model.questions[i];
        answers += (answers.empty() ? "" : ", ") + quoted(model.nodes[question.node].id) + ": " +
                   value(question, model, unit.answers[i]);
    }
    std::string evidence;
    if (unit.documents) {
        std::string documents;
        for (const zi::Document& one : *unit.documents) documents += (documents.empty() ? "" : ", ") + value(model, one);
        evidence = ", \"belongs_to\": " + list(unit.belongs_to) + ", \"evidence\": [" + documents + "]";
    }
    std::printf("{\"id\": %s, \"name\": %s, \"facts\": {%s}, \"answers\": {%s}%s}\n", quoted(unit.id).c_str(),
                quoted(unit.name).c_str(), facts.c_str(), answers.c_str(), evidence.c_str());
}

const Kind& draw_kind(Random& random) {
    std::int64_t at = random.below(100);
    for (const Kind& kind : kinds) {
        if (at < kind.percent) return kind;
        at -= kind.percent;
    }
    return kinds[0];
}

/// Did all of it arrive, and not only in a buffer?
bool written() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

}  // namespace

int main(int argc, char** argv) {
    const bool shared = argc == 3 && std::string_view(argv[1]) == "--evidence";
    if (argc < 2 || argc > 4) {
        std::fputs("zi_kalsel_population RULES [COUNT] [SEED]\nzi_kalsel_population --evidence RULES\n", stderr);
        return 2;
    }
    const zi::Loaded rules = zi::load(argv[shared ? 2 : 1], zi::read_from_disk());
    if (!rules) {
        std::fputs(rules.text(zi::Language::indonesian).c_str(), stderr);
        return 1;
    }
    if (shared) {
        std::string documents;
        for (const zi::Document& one : Generator(rules.model, 0).parents_documents())
            documents += (documents.empty() ? "\n" : ",\n") + value(*rules.model, one);
        std::printf("{\"evidence\": [%s\n]}\n", documents.c_str());
        return written() ? 0 : 1;
    }
    const long count = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 253;
    Generator generator(rules.model, argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 2021);

    std::vector<const Story*> stories;
    for (const Story& story : builders) stories.insert(stories.end(), static_cast<std::size_t>(story.count), &story);
    for (long i = 0; i < count; ++i) {
        char number[24];
        std::snprintf(number, sizeof number, "%03ld", i + 1);
        const std::string id = std::string("sintetis-") + number;
        const Kind& kind = draw_kind(generator.random());
        const auto index = static_cast<std::size_t>(i);
        std::optional<zi::Unit> unit =
            index < stories.size() ? generator.builder(*stories[index], id, kind) : generator.beginner(id, kind);
        if (!unit) {
            std::fprintf(stderr, "%s: no unit fits its story under these rules\n", id.c_str());
            return 1;
        }
        unit->name = std::string("Unit sintetis ") + number + " (" + kind.name + ")";
        print(*rules.model, *unit);
    }
    return written() ? 0 : 1;
}
