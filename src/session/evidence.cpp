#include "evidence.hpp"

#include <algorithm>

namespace zi::session {

namespace {

bool linked_alike(const Document& a, const Document& b) {
    return a.kind == b.kind && a.supports == b.supports && a.derives_from == b.derives_from && a.supersedes == b.supersedes;
}

}  // namespace

Evidence::Evidence(const Model& model, const Unit& unit, Date as_of)
    : world_(documents_of(unit), as_of),
      links_(world_.documents, model.questions.size()),
      standings_(links_.standings(world_)) {
    for (QuestionIndex q{0}; q < model.questions.size(); ++q) backings_.push_back(links_.back(model, world_, standings_, q));
}

DocumentIndex Evidence::find(std::string_view id) const {
    const auto& all = world_.documents;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Document* one) { return one->id == id; });
    return found == all.end() ? DocumentIndex() : DocumentIndex(static_cast<std::size_t>(found - all.begin()));
}

void Evidence::touch(const Document& document) {
    for (const Document::Support& support : document.supports) questions_.push_back(support.question);
}

/// Backings refer to documents by index: renumber them.
void Evidence::shift(DocumentIndex place, bool up) {
    const auto move = [&](DocumentIndex& document) {
        if (document != none && document >= place) document = DocumentIndex(up ? document + 1 : document - 1);
    };
    for (Backing& backing : backings_) {
        move(backing.document);
        move(backing.barrier_document);
    }
}

void Evidence::replaced(const Document& before, const Document* now, DocumentIndex place) {
    touch(before);
    touch(*now);
    relink_ = relink_ || !linked_alike(before, *now);
    if (relink_) return;
    world_.documents[place] = now;
    changed_.push_back(place);
}

void Evidence::inserted(const Document& now, DocumentIndex place) {
    touch(now);
    shift(place, true);
    standings_.insert(standings_.begin() + place, Standing::missing);
    relink_ = true;
}

void Evidence::erased(const Document& before, DocumentIndex place) {
    touch(before);
    standings_.erase(standings_.begin() + place);
    shift(place, false);
    relink_ = true;
}

std::vector<QuestionIndex> Evidence::settle(const Model& model, const Unit& unit, Date as_of) {
    if (relink_) {
        world_ = DocumentWorld(documents_of(unit), as_of);
        links_ = DocumentLinks(world_.documents, model.questions.size());
        const List<Standing, Document> before = std::move(standings_);
        standings_ = links_.standings(world_);
        changed_.clear();
        for (DocumentIndex i{0}; i < before.size(); ++i)
            if (standings_[i] != before[i]) changed_.push_back(i);
    } else {
        changed_ = links_.restand(world_, changed_, standings_);
    }
    for (const DocumentIndex place : changed_) touch(*world_.documents[place]);
    std::sort(questions_.begin(), questions_.end());
    questions_.erase(std::unique(questions_.begin(), questions_.end()), questions_.end());
    std::vector<QuestionIndex> result;
    for (const QuestionIndex question : questions_) {
        if (question >= backings_.size()) continue;  // a Unit built by hand may refer to questions that do not exist
        Backing backing = links_.back(model, world_, standings_, question);
        if (backing == backings_[question]) continue;
        backings_[question] = backing;
        result.push_back(question);
    }
    changed_.clear();
    questions_.clear();
    relink_ = false;
    return result;
}

}  // namespace zi::session
