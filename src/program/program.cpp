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
    std::vector<Backing> backings;
};

Evaluation::Evaluation(const Program& program)
    : state_(std::make_unique<State>(State{program::Evaluator(program.shared_tables()), {}})) {}
Evaluation::Evaluation(Evaluation&&) noexcept = default;
Evaluation& Evaluation::operator=(Evaluation&&) noexcept = default;
Evaluation::~Evaluation() = default;

void Evaluation::assess(const Unit& unit, Date as_of) {
    if (unit.documents) state_->backings = back_answers(state_->evaluator.model(), documents_of(unit), as_of);
    state_->evaluator.load(unit, as_of, unit.documents ? &state_->backings : nullptr);
}

Score Evaluation::score(Index node) const { return state_->evaluator.score(node); }
Score Evaluation::view_score(Index view) const { return state_->evaluator.view_score(view); }
QuestionResult Evaluation::question(Index question) const { return state_->evaluator.question(question); }
Verdict Evaluation::verdict(Index predicate) const { return state_->evaluator.verdict(predicate); }
StageResult Evaluation::stage() const { return state_->evaluator.stage(); }
PredicateResult Evaluation::predicate(Index predicate) const { return state_->evaluator.predicate(predicate); }
Assessment Evaluation::assessment() const { return state_->evaluator.assessment(); }
bool Evaluation::in_integers() const { return state_->evaluator.in_integers(); }

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
