// A session by hand: thresholds, refusals, undo and forgetting, members of a kawasan.
#include <gtest/gtest.h>

#include <atomic>
#include <functional>

#include "support.hpp"

namespace zi::test {
namespace {

const std::string rules_text = R"(regulation uji "Uji"
level bagian "Bagian"
scale abc { A = 1 B = 0.5 C = 0 }
scale skor number 0 .. 4 step 0.01 { value / 4 }
evidence sk "Surat keputusan"
grades predikat "Predikat" { BELUM < WBK }
fact unit.izin boolean "Izin"
fact unit.jumlah count "Jumlah"
fact unit.bagian number 0 .. 100 "Bagian"
fact unit.sejak date "Sejak"
fact unit.predikat predikat "Predikat"
fact unit.semua boolean "Semua anggota" each member meets P
worksheet "Nilai" 10 {
  bagian A "A" 6 {
    question a abc "Satu" { needs sk }
    question b skor "Dua"
  }
  bagian B "B" 4 min {
    question a abc "Tiga"
    question b ratio "Empat" {
      input semua "Semua" = ya + tidak
      input ya "Ya"
      input tidak "Tidak"
      when semua = 0 then open
      value ya / semua capped
    }
  }
}
predicate P "P" { total >= 7.5 A >= 4.5 }
predicate Q "Q" when unit.izin = yes { meets P unit.jumlah >= 3 unit.bagian = 100 unit.sejak for >= 0 day unit.predikat >= WBK }
predicate R "R" { unit.semua = yes }
)";

/// A decree for the first question.
Document paper(std::string id, DocumentStatus status) {
    Document document;
    document.id = std::move(id);
    document.kind = EvidenceIndex(0);
    document.status = status;
    document.supports = {{QuestionIndex(0), none}};
    return document;
}

template <class Field>
Document with(Field Document::*field, std::type_identity_t<Field> value) {
    Document document = paper("e", DocumentStatus::accepted);
    document.*field = std::move(value);
    return document;
}

struct ByHand : testing::Test {
    ByHand() {
        const Loaded loaded = load_text("uji.zi", rules_text);
        EXPECT_TRUE(loaded) << loaded.text(Language::english);
        model = loaded.model;
        program.emplace(model);
        session = std::make_unique<Session>(*program, Unit(*model, "u"), today);
    }

    static Answer counts(std::optional<std::int64_t> yes, std::optional<std::int64_t> no) {
        Counts counts;
        counts.values = {std::nullopt, std::nullopt, std::nullopt};
        if (yes) counts.values[1] = Rational(*yes);
        if (no) counts.values[2] = Rational(*no);
        return counts;
    }
    void set(QuestionIndex question, Answer answer) { ASSERT_TRUE(session->set_answer(question, std::move(answer))); }

    /// Refused with this code, and everything is as before.
    void refused(Code code, const std::function<Result<Change>()>& edit) {
        const Snapshot before(*session);
        const auto mark = session->mark();
        const Result<Change> result = edit();
        ASSERT_FALSE(result) << code_name(code);
        EXPECT_EQ(result.diagnostics().front().code, code);
        EXPECT_FALSE(message(result.diagnostics().front(), Language::indonesian).empty());
        EXPECT_EQ(session->mark(), mark);
        EXPECT_TRUE(Snapshot(*session) == before) << code_name(code);
    }

    std::shared_ptr<const Model> model;
    std::optional<Program> program;
    std::unique_ptr<Session> session;
};

TEST_F(ByHand, AThresholdIsMetExactlyOnItAndNotOneStepBelow) {
    set(QuestionIndex(0), Member{0});
    set(QuestionIndex(2), Member{0});
    set(QuestionIndex(3), counts(3, 0));
    // A: 3 + 3 * value / 4 >= 4.5 from 2.00 on; the total is then 8.5.
    set(QuestionIndex(1), Rational(199, 100));
    EXPECT_EQ(session->verdict(PredicateIndex(0)), Verdict::not_met);
    const auto up = session->set_answer(QuestionIndex(1), Rational(2));
    ASSERT_TRUE(up);
    EXPECT_EQ(session->verdict(PredicateIndex(0)), Verdict::met);
    EXPECT_EQ(session->score(NodeIndex(1)).certain, Rational(9, 2));
    ASSERT_EQ(up->predicates.size(), 1u);
    EXPECT_EQ(up->predicates[0], (Change::Turn{PredicateIndex(0), Verdict::not_met, Verdict::met, true}));
    // With A at 6, B decides: the lower of both its questions, the ratio.
    set(QuestionIndex(1), Rational(4));
    set(QuestionIndex(3), counts(1499, 2501));  // 4 * 0.37475 = 1.499
    EXPECT_EQ(session->score(NodeIndex(0)).certain, Rational(7499, 1000));
    EXPECT_EQ(session->verdict(PredicateIndex(0)), Verdict::not_met);
    set(QuestionIndex(3), counts(1500, 2500));
    EXPECT_EQ(session->score(NodeIndex(0)).certain, Rational(15, 2));
    EXPECT_EQ(session->verdict(PredicateIndex(0)), Verdict::met);
    EXPECT_EQ(fault(*session), "");
}

TEST_F(ByHand, EditsThatDoNotFitChangeNothing) {
    set(QuestionIndex(0), Member{1});
    ASSERT_TRUE(session->set_document(paper("d", DocumentStatus::accepted)));
    Session& s = *session;
    refused(Code::unknown_question, [&] { return s.set_answer(QuestionIndex(9), Member{0}); });
    refused(Code::unknown_name, [&] { return s.set_answer(QuestionIndex(0), Member{0}, AssessorIndex(0)); });
    refused(Code::unknown_value, [&] { return s.set_answer(QuestionIndex(0), Member{3}); });
    refused(Code::unknown_value, [&] { return s.set_answer(QuestionIndex(0), Rational(1)); });
    refused(Code::json_type, [&] { return s.set_answer(QuestionIndex(1), Member{0}); });
    refused(Code::json_type, [&] { return s.set_answer(QuestionIndex(3), Rational(1)); });
    refused(Code::number_range, [&] { return s.set_answer(QuestionIndex(1), Rational(401, 100)); });
    refused(Code::number_range, [&] { return s.set_answer(QuestionIndex(1), Rational(-1, 100)); });
    refused(Code::number_step, [&] { return s.set_answer(QuestionIndex(1), Rational(1, 3)); });
    refused(Code::count_invalid, [&] { return s.set_answer(QuestionIndex(3), counts(-1, 3)); });
    refused(Code::count_invalid, [&] { return s.set_answer(QuestionIndex(3), counts(1'000'000'000'001, 3)); });
    Counts wrong = std::get<Counts>(counts(1, 2));
    wrong.values[0] = Rational(4);
    refused(Code::total_mismatch, [&] { return s.set_answer(QuestionIndex(3), wrong); });
    wrong.values.resize(4);
    refused(Code::unknown_input, [&] { return s.set_answer(QuestionIndex(3), wrong); });
    refused(Code::unknown_fact, [&] { return s.set_fact(FactIndex(6), true); });
    refused(Code::unknown_value, [&] { return s.set_fact(FactIndex(0), Rational(1)); });
    refused(Code::json_type, [&] { return s.set_fact(FactIndex(1), true); });
    refused(Code::count_invalid, [&] { return s.set_fact(FactIndex(1), Rational(1, 2)); });
    refused(Code::number_range, [&] { return s.set_fact(FactIndex(2), Rational(101)); });
    refused(Code::json_type, [&] { return s.set_fact(FactIndex(3), true); });
    refused(Code::bad_date, [&] { return s.set_fact(FactIndex(3), Date{Date::never().day + std::chrono::days(1)}); });
    refused(Code::unknown_value, [&] { return s.set_fact(FactIndex(4), Member{2}); });
    refused(Code::missing_field, [&] { return s.set_document(paper("", DocumentStatus::accepted)); });
    refused(Code::unknown_name, [&] { return s.set_document(with(&Document::kind, EvidenceIndex(1))); });
    refused(Code::unknown_question, [&] { return s.set_document(with(&Document::supports, {{QuestionIndex(4), none}})); });
    refused(Code::unknown_value, [&] {
        return s.set_document(with(&Document::supports, {{QuestionIndex(1), OptionIndex(0)}}));
    });
    refused(Code::unknown_document, [&] { return s.remove_document("e"); });
    refused(Code::duplicate_key,
            [&] { return s.set_documents(std::vector<Document>(2, paper("e", DocumentStatus::accepted))); });
    refused(Code::unknown_unit, [&] { return s.set_member_verdicts(0, {}); });
}

TEST_F(ByHand, ADocumentBeginsEvidenceAndUndoEndsIt) {
    set(QuestionIndex(0), Member{0});
    EXPECT_EQ(session->question(QuestionIndex(0)).certain, Rational(1));
    const auto mark = session->mark();
    ASSERT_TRUE(session->set_document(paper("d", DocumentStatus::submitted)));
    EXPECT_EQ(session->question(QuestionIndex(0)).certain, Rational(0));
    EXPECT_EQ(session->question(QuestionIndex(0)).possible, Rational(1));
    ASSERT_TRUE(session->undo_to(mark));
    EXPECT_FALSE(session->unit().documents);
    EXPECT_EQ(session->question(QuestionIndex(0)).certain, Rational(1));
    EXPECT_EQ(fault(*session), "");
}

TEST_F(ByHand, ASharedDocumentIsReplacedForThisUnitOnly) {
    Unit unit(*model, "u");
    unit.documents.emplace();
    unit.shared = {std::make_shared<const Document>(paper("b", DocumentStatus::accepted))};
    const auto shared = unit.shared.front();
    Session one(*program, unit, today);
    ASSERT_TRUE(one.set_answer(QuestionIndex(0), Member{0}));
    Document rejected = *shared;
    rejected.status = DocumentStatus::rejected;
    const auto mark = one.mark();
    ASSERT_TRUE(one.set_document(rejected));
    EXPECT_EQ(one.question(QuestionIndex(0)).possible, Rational(0));
    EXPECT_EQ(shared->status, DocumentStatus::accepted);
    ASSERT_TRUE(one.undo_to(mark));
    EXPECT_EQ(one.unit().shared.front(), shared);
    EXPECT_EQ(one.question(QuestionIndex(0)).certain, Rational(1));
}

TEST_F(ByHand, ADocumentInJsonMayNameThoseOfTheUnitAndTakesThePlaceOfItsNamesake) {
    const auto read = [&](const std::string& text, const Limits& limits = {}) {
        return read_document(*model, session->unit(), text, limits);
    };
    const auto refused_at = [&](const std::string& text, Code code, const std::string& path) {
        const auto document = read(text);
        ASSERT_FALSE(document) << text;
        EXPECT_EQ(code_name(document.diagnostics().front().code), code_name(code)) << text;
        EXPECT_EQ(document.diagnostics().front().path, path);
    };
    const std::string head = R"({"kind":"sk","status":"accepted","supports":["A.a"],)";
    // Nothing is there to be named, in a unit without evidence too.
    refused_at(head + R"("id":"b","derives_from":["a"]})", Code::unknown_document, "/evidence/0/derives_from/0");
    ASSERT_TRUE(session->set_document(paper("a", DocumentStatus::accepted)));
    ASSERT_TRUE(session->set_document(paper("c", DocumentStatus::accepted)));
    const auto added = read(head + R"("id":"b","derives_from":["a"]})");
    ASSERT_TRUE(added);
    EXPECT_EQ(added->derives_from, std::vector<std::string>{"a"});
    refused_at(head + R"("id":"b","derives_from":["d"]})", Code::unknown_document, "/evidence/2/derives_from/0");
    refused_at(head + R"("id":"c","supersedes":["a","c"]})", Code::self_reference, "/evidence/1/supersedes/1");
    const auto replaced = read(head + R"("id":"c","supersedes":["a"]})");
    ASSERT_TRUE(replaced);
    ASSERT_TRUE(session->set_document(*replaced));
    EXPECT_EQ(session->unit().documents->size(), 2u);
    refused_at("[" + head + R"("id":"d"}])", Code::json_type, "/evidence/2");
    refused_at("null", Code::json_type, "/evidence/2");
    refused_at(head + R"("id":"d"}, {})", Code::json_syntax, "");
    refused_at("", Code::json_syntax, "");
    Limits limits;
    const std::atomic<bool> cancel{true};
    limits.cancel = &cancel;
    EXPECT_EQ(read(head + R"("id":"d"})", limits).diagnostics().front().code, Code::cancelled);
    limits.cancel = nullptr;
    limits.errors = 1;
    const auto cut = read(R"({"a":1,"b":2,"c":3})", limits);
    ASSERT_EQ(cut.diagnostics().size(), 2u);
    EXPECT_EQ(cut.diagnostics().back().code, Code::too_many);
}

TEST_F(ByHand, WhatIsForgottenCannotBeUndone) {
    const auto first = session->mark();
    set(QuestionIndex(0), Member{0});
    set(QuestionIndex(1), Rational(3));
    const auto second = session->mark();
    set(QuestionIndex(1), Rational(4));
    session->forget(second);
    EXPECT_FALSE(session->undo_to(first));
    EXPECT_EQ(std::get<Rational>(session->unit().answers[1]), Rational(4));
    ASSERT_TRUE(session->undo_to(second));
    EXPECT_EQ(std::get<Rational>(session->unit().answers[1]), Rational(3));
    session->forget(session->mark());
    EXPECT_FALSE(session->undo_to(first));
    EXPECT_EQ(fault(*session), "");
}

TEST_F(ByHand, SettingWhatIsThereIsNoEdit) {
    set(QuestionIndex(0), Member{0});
    set(QuestionIndex(3), counts(1, 2));
    const auto mark = session->mark();
    const auto same = session->set_answer(QuestionIndex(0), Member{0});
    ASSERT_TRUE(same);
    EXPECT_TRUE(same->questions.empty() && same->nodes.empty() && same->predicates.empty());
    set(QuestionIndex(3), counts(1, 2));  // its total is derived again
    ASSERT_TRUE(session->clear_fact(FactIndex(0)));
    EXPECT_EQ(session->mark(), mark);
}

TEST_F(ByHand, MembersDecideWhatAKawasanMeets) {
    Unit unit(*model, "kawasan");
    unit.members = {{"m1", {}}, {"m2", {Verdict::met, Verdict::not_met, Verdict::open}}};
    Session kawasan(*program, unit, today);
    EXPECT_EQ(kawasan.verdict(PredicateIndex(2)), Verdict::open);
    const auto mark = kawasan.mark();
    const auto turned = kawasan.set_member_verdicts(0, {Verdict::met, Verdict::met, Verdict::met});
    ASSERT_TRUE(turned);
    ASSERT_EQ(turned->predicates.size(), 1u);
    EXPECT_EQ(turned->predicates[0], (Change::Turn{PredicateIndex(2), Verdict::open, Verdict::met, true}));
    EXPECT_EQ(fault(kawasan), "");
    EXPECT_FALSE(kawasan.set_member_verdicts(0, {Verdict::met}));
    ASSERT_TRUE(kawasan.undo_to(mark));
    EXPECT_EQ(kawasan.verdict(PredicateIndex(2)), Verdict::open);
    EXPECT_TRUE(kawasan.unit().members->front().verdicts.empty());
}

TEST_F(ByHand, APredicateThatBeginsToConcernTheUnitTurns) {
    ASSERT_TRUE(session->set_fact(FactIndex(0), false));
    const auto change = session->set_fact(FactIndex(0), true);
    ASSERT_TRUE(change);
    ASSERT_EQ(change->predicates.size(), 1u);
    EXPECT_EQ(change->predicates[0].predicate, 1u);
    EXPECT_TRUE(change->predicates[0].concerned);
    EXPECT_EQ(session->predicate(PredicateIndex(1)).verdict, Verdict::open);
    EXPECT_EQ(session->predicate(PredicateIndex(1)), session->assessment().predicates[1]);
}

TEST_F(ByHand, AnAnswerKeptOutlivesTheQuestionWhatIf) {
    {
        WhatIf overlay(*session);
        set(QuestionIndex(0), Member{0});
        overlay.keep();
    }
    EXPECT_EQ(session->unit().answers[0], Answer(Member{0}));
    {
        const WhatIf overlay(*session);
        set(QuestionIndex(0), Member{2});
    }
    EXPECT_EQ(session->unit().answers[0], Answer(Member{0}));
}

}  // namespace
}  // namespace zi::test
