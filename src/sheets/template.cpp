// The sheets of a form that people look at.
#include "template_entries.hpp"

#include "zi/form.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace zi {
namespace sheets {
namespace {

// The guide's cells that are filled in; layouts/6-form.json and formulas name them.
constexpr std::uint32_t unit_row = 2, day_row = 3;
constexpr std::uint16_t guide_entry = 1;

// Widths of columns of texts, in characters; of the guide, of all its columns.
constexpr std::size_t id_width = 16, text_width = 48, result_width = 60, guide_width = 104;

class FormWriter {
public:
    FormWriter(const Model& model, const FormOptions& options)
        : model_(model), options_(options), english_(options.language == Language::english), plan_(model, options.language) {}

    Result<std::string> write() {
        if (!writer_.book()) return writer_.bytes();
        looks_.emplace(writer_.book());
        guide_ = sheet(plan_.guide);
        for (const FormSheet& one : plan_.sheets) question_sheets_.push_back(sheet(one.name));
        facts_ = sheet(plan_.facts);
        results_ = sheet(plan_.results);
        lxw_worksheet* const computed = sheet(plan_.calculation);
        lxw_worksheet* const words = sheet(plan_.lists);
        for (const FormSheet& one : plan_.sheets) too_many_ = too_many_ || FormPlan::first_row + one.rows.size() >= LXW_ROW_MAX;
        too_many_ =
            too_many_ || FormPlan::first_row + model_.facts.size() >= LXW_ROW_MAX || answer_columns() + 10u >= LXW_COL_MAX;
        if (too_many_) return too_many();

        Calculation sums(computed, plan_.calculation, looks_->head);
        worksheet_set_column(computed, 0, 1, 24, nullptr);
        WordLists lists(words, plan_.lists);
        FactSums facts(model_, plan_, options_, sums, lists, FormPlan::first_row,
                       {on_sheet(plan_.guide, absolute(day_row, guide_entry)), serial(options_.as_of)});
        for (FactIndex f{0}; f < model_.facts.size(); ++f) terms_.facts.push_back(facts.of(f).raw);
        sums.begin(english_ ? "Questions" : "Pertanyaan", {english_ ? "by" : "oleh"});
        add_questions(model_, plan_, sums, lists, facts, terms_);
        add_scores(model_, options_, sums, terms_);
        add_verdicts(model_, options_, sums, facts, terms_);
        if (sums.too_long() || lists.too_long()) return too_many();
        sums_ = &sums;
        entries_.emplace(model_, options_.language, *looks_, lists);
        for (std::size_t s = 0; s < plan_.sheets.size(); ++s) write_questions(plan_.sheets[s], question_sheets_[s]);
        write_facts();
        write_results();
        write_guide();
        if (lists.too_long()) return too_many();
        worksheet_protect(computed, nullptr, nullptr);
        worksheet_protect(words, nullptr, nullptr);
        worksheet_hide(words);
        return writer_.bytes();
    }

private:
    std::string_view say(std::string_view id, std::string_view en) const { return english_ ? en : id; }
    std::string_view in(const Text& text) const { return text.in(options_.language); }
    std::uint16_t answer_columns() const { return static_cast<std::uint16_t>(1 + model_.assessors.size()); }

    Result<std::string> too_many() const { return Diagnostic{Code::workbook_not_made, {"@rules_beyond_a_sheet"}}; }

    lxw_worksheet* sheet(const std::string& name) { return workbook_add_worksheet(writer_.book(), name.c_str()); }

    static void write(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, std::string_view text, lxw_format* look) {
        if (text.empty())
            worksheet_write_blank(sheet, row, column, look);
        else
            worksheet_write_string(sheet, row, column, fitting(text).c_str(), look);
    }
    static void write(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, const Term& term, lxw_format* look) {
        worksheet_write_formula_num(sheet, row, column, ("=" + term.formula).c_str(), look, term.value);
    }
    /// Words for numbers from 0; what is beyond them has none.
    static void write_word(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, const std::string& number,
                           double value, const std::vector<std::string_view>& words, lxw_format* look) {
        std::string formula = "=CHOOSE(" + number + "+1";
        for (const std::string_view word : words) formula += ",\"" + std::string(word) + "\"";
        worksheet_write_formula_str(sheet, row, column, (formula + ")").c_str(), look,
                                    std::string(words[static_cast<std::size_t>(value)]).c_str());
    }
    static void protect(lxw_worksheet* sheet) {
        lxw_protection allowed{};
        allowed.format_columns = allowed.format_rows = LXW_TRUE;
        worksheet_protect(sheet, nullptr, &allowed);
    }

    // ---- Questions -----------------------------------------------------------------------------------------------------

    std::string help_of(const Question& question) const {
        std::string help;
        const auto line = [&](std::string_view text) {
            if (text.empty()) return;
            if (!help.empty()) help += '\n';
            help += text;
        };
        line(in(question.criteria));
        if (question.kind == Question::Kind::options) {
            const auto& options = model_.scales[question.scale].options;
            for (OptionIndex i{0}; i < question.option_criteria.size(); ++i)
                if (const std::string_view text = in(question.option_criteria[i]); !text.empty())
                    line(options[i].key + ": " + std::string(text));
        }
        for (const Citation& citation : model_.nodes[question.node].notes.citations)
            if (citation.applies_on(options_.as_of)) line(model_.cite(citation, options_.language));
        for (const Text& one : model_.nodes[question.node].notes.interpretations) line(in(one));
        return help;
    }

    void write_heads(lxw_worksheet* sheet, std::string_view title, bool questions) {
        write(sheet, 0, 0, title, looks_->title);
        std::vector<std::string> heads{
            "ID", std::string(say("Uraian", "Text")), std::string(say("Jenis isian", "Kind of entry")),
            std::string(say("Penjelasan", "Explanation")), std::string(say("Isian unit", "Entry of the unit"))};
        if (questions)
            for (const Assessor& one : model_.assessors)
                heads.push_back(filled(Chosen{say("Isian oleh {}", "Entry by {}")}, one.name));
        heads.emplace_back(say("Catatan", "Note"));
        heads.emplace_back(say("Tautan", "Link"));
        heads.emplace_back(say("Periksa", "Check"));
        if (questions)
            for (const std::string_view one :
                 {say("Bobot", "Weight"), say("Nilai pasti", "Certain score"), say("Nilai mungkin", "Possible score")})
                heads.emplace_back(one);
        constexpr std::uint32_t row = FormPlan::first_row - 1;
        for (std::size_t i = 0; i < heads.size(); ++i) write(sheet, row, static_cast<std::uint16_t>(i), heads[i], looks_->head);
        const auto answers = static_cast<std::uint16_t>(questions ? answer_columns() : 1);
        worksheet_set_column(sheet, id_column, id_column, static_cast<double>(id_width), nullptr);
        worksheet_set_column(sheet, text_column, text_column, static_cast<double>(text_width), nullptr);
        worksheet_set_column(sheet, type_column, type_column, 16, nullptr);
        worksheet_set_column(sheet, help_column, help_column, static_cast<double>(text_width), nullptr);
        worksheet_set_column(sheet, answer_column, static_cast<std::uint16_t>(answer_column + answers - 1), 14, nullptr);
        worksheet_set_column(sheet, static_cast<std::uint16_t>(answer_column + answers),
                             static_cast<std::uint16_t>(answer_column + answers + 1), 24, nullptr);
        worksheet_set_column(sheet, static_cast<std::uint16_t>(answer_column + answers + 2),
                             static_cast<std::uint16_t>(answer_column + answers + 5), 14, nullptr);
        worksheet_freeze_panes(sheet, FormPlan::first_row, text_column + 1);
        worksheet_set_landscape(sheet);
        worksheet_fit_to_pages(sheet, 1, 0);
        worksheet_repeat_rows(sheet, row, row);
    }

    void write_notes(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column) {
        worksheet_write_blank(sheet, row, column, looks_->words);
        worksheet_write_blank(sheet, row, static_cast<std::uint16_t>(column + 1), looks_->words);
    }

    void write_questions(const FormSheet& form, lxw_worksheet* sheet) {
        write_heads(sheet, in(model_.nodes[form.rows.front().node].title), true);
        const auto note = static_cast<std::uint16_t>(answer_column + answer_columns());
        const auto check = static_cast<std::uint16_t>(note + 2), weight = static_cast<std::uint16_t>(note + 3);
        const std::vector<std::string_view> states{"", say("belum diisi", "not filled in"), say("tidak sah", "not valid"),
                                                   say("belum lengkap", "not complete"),
                                                   say("tidak berlaku", "not applicable")};
        for (std::uint32_t r = 0; r < form.rows.size(); ++r) {
            const std::uint32_t row = FormPlan::first_row + r;
            const FormRow& what = form.rows[r];
            const Node& node = model_.nodes[what.node];
            if (what.input != none) {
                const Question& question = model_.questions[node.question];
                const Input& input = question.inputs[what.input];
                write(sheet, row, id_column, node.id + "/" + input.key, looks_->text);
                write(sheet, row, text_column, in(input.title), looks_->text);
                const Asked asked = entries_->count();
                write(sheet, row, type_column, asked.type, looks_->text);
                std::string help;
                const auto line = [&](std::string_view text) { (help += help.empty() ? "" : "\n") += text; };
                if (!input.parts.empty()) {
                    std::string parts;
                    for (const InputIndex part : input.parts)
                        (parts += parts.empty() ? "" : " + ") += in(question.inputs[part].title);
                    line(filled("{} {}", say("Boleh dikosongkan; jumlah dari:", "May be left blank; the sum of:"), parts));
                }
                if (input.at_most != none)
                    line(filled("{} {}", say("Tidak melebihi:", "Not more than:"), in(question.inputs[input.at_most].title)));
                write(sheet, row, help_column, help, looks_->text);
                set_lines(sheet, row, std::max(lines_in(in(input.title), text_width), lines_in(help, text_width)));
                entries_->open(sheet, row, answer_columns(), asked, in(input.title), help);
                write_notes(sheet, row, note);
                const Term raw = sums_->outside(terms_.questions[node.question].counts[what.input]);
                worksheet_write_formula_str(
                    sheet, row, check,
                    ("=IF(" + raw.formula + "=-1,\"" + std::string(states[state_unsound]) + "\",\"\")").c_str(), looks_->text,
                    "");
                continue;
            }
            const bool leaf = node.question != none;
            lxw_format* const look = leaf ? looks_->text : looks_->node;
            lxw_format* const numbers = leaf ? looks_->score : looks_->node_score;
            write(sheet, row, id_column, node.id, look);
            write(sheet, row, text_column, in(node.title), look);
            if (leaf) {
                const Question& question = model_.questions[node.question];
                const std::string help = help_of(question);
                if (question.kind == Question::Kind::ratio) {
                    write(sheet, row, type_column, say("dari jumlah di bawah", "from the counts below"), look);
                    for (std::uint16_t i = 0; i < answer_columns(); ++i)
                        worksheet_write_blank(sheet, row, static_cast<std::uint16_t>(answer_column + i), looks_->shut);
                } else {
                    const Asked wanted = entries_->of(question);
                    write(sheet, row, type_column, wanted.type, look);
                    entries_->open(sheet, row, answer_columns(), wanted, in(node.title), help);
                }
                write(sheet, row, help_column, help, look);
                set_lines(sheet, row,
                          std::max({lines_in(in(node.title), text_width), lines_in(help, text_width), std::size_t{2}}));
                write_notes(sheet, row, note);
                const Term state = sums_->outside(terms_.questions[node.question].state);
                write_word(sheet, row, check, state.formula, state.value, states, look);
            } else {
                for (std::uint16_t column = type_column; column < weight; ++column)
                    worksheet_write_blank(sheet, row, column, look);
            }
            worksheet_write_number(sheet, row, weight, node.weight.to_double(), numbers);
            write(sheet, row, static_cast<std::uint16_t>(weight + 1), sums_->outside(terms_.nodes[what.node].low), numbers);
            write(sheet, row, static_cast<std::uint16_t>(weight + 2), sums_->outside(terms_.nodes[what.node].high), numbers);
        }
        protect(sheet);
    }

    void write_facts() {
        write_heads(facts_, say("Fakta tentang unit", "Facts about the unit"), false);
        constexpr std::uint16_t note = answer_column + 1, check = answer_column + 3;
        for (FactIndex f{0}; f < model_.facts.size(); ++f) {
            const Fact& fact = model_.facts[f];
            const std::uint32_t row = FormPlan::first_row + Index{f};
            write(facts_, row, id_column, fact.id, looks_->text);
            write(facts_, row, text_column, in(fact.title), looks_->text);
            const Asked wanted = entries_->of(fact);
            write(facts_, row, type_column, wanted.type, looks_->text);
            std::string help;
            const auto line = [&](std::string_view text) { (help += help.empty() ? "" : "\n") += text; };
            const bool falls_back = is_known(fact.fallback);
            if (falls_back) line(filled("{} {}", say("Bila kosong:", "If blank:"), fallback(fact)));
            if (fact.members_meet != none)
                line(filled(
                    Chosen{say("Bila kosong, zi menentukannya dari anggota yang dinilai (predikat {}); lembar ini tidak.",
                               "If blank, zi takes it from members that are assessed (predicate {}); this sheet does not.")},
                    model_.predicates[fact.members_meet].name));
            for (const Citation& citation : fact.notes.citations)
                if (citation.applies_on(options_.as_of)) line(model_.cite(citation, options_.language));
            for (const Text& one : fact.notes.interpretations) line(in(one));
            write(facts_, row, help_column, help, looks_->text);
            set_lines(
                facts_, row,
                std::max({lines_in(fact.id, id_width), lines_in(in(fact.title), text_width), lines_in(help, text_width)}));
            entries_->open(facts_, row, 1, wanted, in(fact.title), help);
            write_notes(facts_, row, note);
            const std::string raw = sums_->outside(terms_.facts[f]).formula;
            const std::string blank(falls_back ? "" : say("belum diisi", "not filled in"));
            worksheet_write_formula_str(
                facts_, row, check,
                filled("=IF({}=-1,\"{}\",IF({}=-2,\"{}\",\"\"))", raw, say("tidak sah", "not valid"), raw, blank).c_str(),
                looks_->text, blank.c_str());
        }
        protect(facts_);
    }

    std::string fallback(const Fact& fact) const {
        if (const auto* number = std::get_if<Rational>(&fact.fallback))
            return entries_->number_text(*number) + (fact.percent != Percent::no ? "%" : "");
        if (const auto* member = std::get_if<Member>(&fact.fallback))
            return model_.enumerations[fact.enumeration].values[member->value];
        if (const auto* date = std::get_if<Date>(&fact.fallback)) return *date == Date::never() ? "never" : date->iso();
        const auto* flag = std::get_if<bool>(&fact.fallback);
        return std::string(flag && *flag ? say("ya", "TRUE") : say("tidak", "FALSE"));
    }

    // ---- Results -----------------------------------------------------------------------------------------------------------

    void write_results() {
        std::uint32_t row = 0;
        write(results_, row, 0, in(model_.title), looks_->title);
        const Term in_force = sums_->outside(terms_.in_force);
        const std::string_view not_in_force =
            say("Aturan ini tidak berlaku pada tanggal penilaian.", "These rules are not in force on the day of assessment.");
        worksheet_write_formula_str(results_, ++row, 0,
                                    ("=IF(" + in_force.formula + "=2,\"\",\"" + std::string(not_in_force) + "\")").c_str(),
                                    looks_->text, in_force.value == 2 ? "" : std::string(not_in_force).c_str());
        row += 2;
        const auto heads = [&](std::initializer_list<std::string_view> words) {
            std::uint16_t column = 0;
            for (const std::string_view word : words) write(results_, row, column++, word, looks_->head);
            ++row;
        };
        const auto score = [&](std::string_view id, std::string_view title, const Rational& weight, const Interval& terms) {
            write(results_, row, 0, id, looks_->text);
            write(results_, row, 1, title, looks_->text);
            worksheet_write_number(results_, row, 2, weight.to_double(), looks_->score);
            write(results_, row, 3, sums_->outside(terms.low), looks_->score);
            write(results_, row, 4, sums_->outside(terms.high), looks_->score);
            ++row;
        };
        heads({"ID", say("Uraian", "Text"), say("Bobot", "Weight"), say("Nilai pasti", "Certain score"),
               say("Nilai mungkin", "Possible score")});
        for (NodeIndex i{0}; i < model_.nodes.size(); ++i)
            if (const Node& node = model_.nodes[i]; node.question == none)
                score(node.id, in(node.title), node.weight, terms_.nodes[i]);
        for (ViewIndex i{0}; i < model_.views.size(); ++i)
            score(model_.views[i].name, in(model_.views[i].title), model_.views[i].weight, terms_.views[i]);
        ++row;
        if (!terms_.certain_stage.formula.empty()) write_stage(row);
        heads({say("Predikat, kelayakan, tahap", "Predicate, eligibility, stage"), say("Uraian", "Text"),
               say("Hasil", "Verdict")});
        const std::vector<std::string_view> verdicts{say("tidak terpenuhi", "not met"), say("terbuka", "open"),
                                                     say("terpenuhi", "met"),
                                                     say("tidak berlaku bagi unit ini", "not applicable to this unit")};
        for (PredicateIndex p{0}; p < model_.predicates.size(); ++p) {
            const Predicate& predicate = model_.predicates[p];
            const PredicateTerms& terms = terms_.predicates[p];
            write(results_, row, 0, predicate.name, looks_->node);
            write(results_, row, 1, in(predicate.title), looks_->node);
            const Term concerned = sums_->outside(terms.concerned), verdict = sums_->outside(terms.verdict);
            const std::string place = "IF(" + concerned.formula + "=0,3," + verdict.formula + ")";
            write_word(results_, row++, 2, place, concerned.value == 0 ? 3 : verdict.value, verdicts, looks_->node);
            for (ConditionIndex c{0}; c < predicate.conditions.size(); ++c) {
                const ConditionTerms& one = terms.conditions[c];
                write(results_, row, 0, predicate.name + "." + predicate.conditions[c].id, looks_->text);
                const std::string what = subject(predicate.conditions[c]);
                write(results_, row, 1, what, looks_->text);
                set_lines(results_, row, lines_in(what, result_width));
                const Term applies = sums_->outside(one.applies), result = sums_->outside(one.verdict);
                write_word(results_, row++, 2, "IF(" + applies.formula + "=0,3," + result.formula + ")",
                           applies.value == 0 ? 3 : result.value, verdicts, looks_->text);
            }
        }
        worksheet_set_column(results_, 0, 0, 32, nullptr);
        worksheet_set_column(results_, 1, 1, static_cast<double>(result_width), nullptr);
        worksheet_set_column(results_, 2, 4, 16, nullptr);
        protect(results_);
    }

    void write_stage(std::uint32_t& row) {
        std::vector<std::string> names;
        for (const Predicate& one : model_.predicates)
            if (one.kind == Predicate::Kind::stage) names.push_back(one.name);
        const auto name = [&](const Term& place, std::string_view title) {
            write(results_, row, 0, title, looks_->text);
            const Term number = sums_->outside(place);
            // CHOOSE takes 254 words; beyond them the number of the stage has to do.
            std::string formula = "=CHOOSE(" + number.formula + "+1,\"\"";
            for (const std::string& one : names) formula += ",\"" + one + "\"";
            const bool fits = names.size() < 250 && formula.size() < 8'000;
            if (!fits) return write(results_, row++, 1, number, looks_->text);
            const auto at = static_cast<std::size_t>(number.value);
            worksheet_write_formula_str(results_, row++, 1, (formula + ")").c_str(), looks_->text,
                                        at == 0 ? "" : names[at - 1].c_str());
        };
        name(terms_.certain_stage, say("Tahap", "Stage"));
        name(terms_.possible_stage, say("Tahap yang masih mungkin", "Stage that is possible still"));
        ++row;
    }

    std::string subject(const Condition& condition) const {
        std::string text;
        switch (condition.subject) {
            case Condition::Subject::node: text = in(model_.nodes[condition.node()].title); break;
            case Condition::Subject::view: text = in(model_.views[condition.view()].title); break;
            case Condition::Subject::fact: return std::string(in(model_.facts[condition.fact()].title));
            case Condition::Subject::predicate: return std::string(in(model_.predicates[condition.predicate()].title));
            case Condition::Subject::day: return std::string(say("Tanggal penilaian", "Day of assessment"));
        }
        return filled("{} {} {}", text, spelling(condition.op), entries_->number_text(condition.threshold));
    }

    // ---- The guide
    // -----------------------------------------------------------------------------------------------------------

    void write_guide() {
        write(guide_, 0, 0, in(model_.title), looks_->title);
        write(guide_, unit_row, 0, say("Nama unit (menjadi id)", "Name of the unit (becomes its id)"), looks_->head);
        write(guide_, unit_row, guide_entry, options_.unit, looks_->words);
        write(guide_, day_row, 0, say("Tanggal penilaian", "Day of assessment"), looks_->head);
        worksheet_write_number(guide_, day_row, guide_entry, serial(options_.as_of), looks_->date);
        std::vector<std::string> lines{std::string(
            say("Isi sel kuning saja. Yang tidak diketahui dibiarkan kosong: kosong berarti belum dijawab, bukan nol.",
                "Fill in the yellow cells alone. Leave blank what is not known: blank means not answered, not nought."))};
        if (!model_.assessors.empty()) {
            std::string names;
            for (const Assessor& one : model_.assessors) names += filled("\n{}: {}", one.name, in(one.title));
            lines.push_back(std::string(say("Setiap penilai mengisi kolomnya sendiri. Dari setiap pertanyaan berlaku isian "
                                            "terakhir, urut kolom; yang kosong membiarkan isian sebelumnya berlaku.",
                                            "Each assessor fills in a column of their own. Of each question the last entry "
                                            "counts, in the order of the columns; blank lets the one before stand.")) +
                            names);
        }
        lines.push_back(filled("{} zi assess RULES {}", say("Dinilai oleh zi apa adanya:", "zi assesses it as it is:"),
                               say("berkas ini", "this file")));
        lines.emplace_back(
            say("Nilai di buku kerja ini rumus: nilai pasti adalah yang dipunyai unit apa pun jawaban yang belum ada, nilai "
                "mungkin yang masih dapat dicapai. Rumus menghitung dengan bilangan biner dan membandingkan dengan batas "
                "setelah membulatkan ke sembilan desimal; zi menghitung tepat, dan hasil zi yang berlaku.",
                "Scores in this workbook are formulas: the certain score is what the unit has whatever is not answered yet, "
                "the possible score what it can reach still. The formulas compute in binary and compare with thresholds after "
                "rounding to nine decimals; zi computes exactly, and what zi says counts."));
        lines.emplace_back(
            say("Yang tidak dihitung di sini, hanya oleh zi: data dukung dan masa berlakunya, anggota kawasan, jumlah yang "
                "harus sama di dua tempat, apakah hasil terbuka terbukti terbuka, teks yang bukan bilangan atau tanggal di sel "
                "bilangan dan tanggal, isian salah dari penilai yang sudah diganti, dan tanggal sebelum 1 Maret 1900.",
                "Not computed here but by zi alone: evidence and how long it counts, members of a kawasan, figures that must "
                "agree in two places, whether an open verdict is proved open, texts that are no number or date in cells of "
                "numbers and dates, wrong entries of an assessor who was replaced, and days before 1 March 1900."));
        lines.push_back(filled("{} --as-of.", say("Tanggal penilaian di atas dipakai rumus; zi memakai",
                                                  "The day of assessment above is what formulas use; zi takes")));
        lines.emplace_back(say("Lembar terkunci tanpa kata sandi, supaya rumus tidak tertimpa.",
                               "Sheets are locked without a password, so that nobody types over a formula."));
        std::uint32_t row = day_row + 2;
        for (const std::string& one : lines) {
            worksheet_merge_range(guide_, row, 0, row, guide_entry + 1, fitting(one).c_str(), looks_->text);
            set_lines(guide_, row++, lines_in(one, guide_width));
        }
        worksheet_set_column(guide_, 0, 0, static_cast<double>(guide_width - std::size_t{2} * 36), nullptr);
        worksheet_set_column(guide_, 1, 2, 36, nullptr);
        lxw_data_validation day{};
        std::string from = "=AND(ISNUMBER(B4),B4>=61,B4=INT(B4),B4<2958466)";
        day.validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
        day.value_formula = from.data();
        worksheet_data_validation_cell(guide_, day_row, guide_entry, &day);
        protect(guide_);
    }

    const Model& model_;
    const FormOptions& options_;
    bool english_;
    FormPlan plan_;
    XlsxWriter writer_;
    std::optional<Looks> looks_;
    FormTerms terms_;
    const Calculation* sums_ = nullptr;
    std::optional<Entries> entries_;
    lxw_worksheet *guide_ = nullptr, *facts_ = nullptr, *results_ = nullptr;
    std::vector<lxw_worksheet*> question_sheets_;
    bool too_many_ = false;
};

}  // namespace
}  // namespace sheets

Result<std::string> form_xlsx(const Model& model, const FormOptions& options) {
    return sheets::FormWriter(model, options).write();
}

}  // namespace zi
