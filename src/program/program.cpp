#include "zi/program.hpp"

#include "evaluator.hpp"
#include "tables.hpp"

#include "eval/facts.hpp"

namespace zi {

Program::Program(std::shared_ptr<const Model> model) : tables_(std::make_shared<const program::Tables>(std::move(model))) {}

const Model& Program::model() const { return *tables_->model; }
const std::shared_ptr<const Model>& Program::shared_model() const { return tables_->model; }
bool Program::integral() const { return tables_->integral; }
std::int64_t Program::denominator() const { return tables_->denominator; }

struct Evaluation::State {
    program::Evaluator evaluator;
    List<Backing, Question> backings;
};

Score Evaluated::score(NodeIndex node) const { return evaluator_->score(node); }
Score Evaluated::view_score(ViewIndex view) const { return evaluator_->view_score(view); }
QuestionResult Evaluated::question(QuestionIndex question) const { return evaluator_->question(question); }
Verdict Evaluated::verdict(PredicateIndex predicate) const { return evaluator_->verdict(predicate); }
StageResult Evaluated::stage() const { return evaluator_->stage(); }
PredicateResult Evaluated::predicate(PredicateIndex predicate) const { return evaluator_->predicate(predicate); }
Assessment Evaluated::assessment() const { return evaluator_->assessment(); }
bool Evaluated::in_integers() const { return evaluator_->in_integers(); }

Evaluation::Evaluation(const Program& program)
    : Evaluation(std::make_unique<State>(State{program::Evaluator(program.shared_tables()), {}})) {}
Evaluation::Evaluation(std::unique_ptr<State> state) : Evaluated(state->evaluator), state_(std::move(state)) {}
Evaluation::Evaluation(Evaluation&&) noexcept = default;
Evaluation& Evaluation::operator=(Evaluation&&) noexcept = default;
Evaluation::~Evaluation() = default;

void Evaluation::assess(const Unit& unit, Date as_of) {
    if (unit.documents) state_->backings = back_answers(state_->evaluator.model(), documents_of(unit), as_of);
    state_->evaluator.load(unit, as_of, unit.documents ? &state_->backings : nullptr);
}

Assessment assess(const Program& program, const Unit& unit, Date as_of, AssessmentState& state) {
    if (state.of_ != program.shared_tables()) {
        state.of_ = program.shared_tables();
        state.evaluation_.emplace(program);
    }
    state.evaluation_->assess(unit, as_of);
    if (!state.evaluation_->in_integers()) ++state.exact_path_units_;
    return state.evaluation_->assessment();
}

}  // namespace zi
