// From the assessments of units to the members of their kawasan.
#include "zi/assess.hpp"

namespace zi {

void MemberVerdicts::add(const Unit& unit, const Assessment& assessment) {
    std::vector<Verdict>& verdicts = verdicts_[unit.id];
    verdicts.clear();
    for (const PredicateResult& predicate : assessment.predicates) verdicts.push_back(predicate.verdict);
}

void MemberVerdicts::hand_to(Unit& kawasan) const {
    if (!kawasan.members) return;
    for (MemberUnit& member : *kawasan.members)
        if (const auto found = verdicts_.find(member.id); found != verdicts_.end()) member.verdicts = found->second;
}

}  // namespace zi
