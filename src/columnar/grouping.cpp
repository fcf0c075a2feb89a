#include "columnar/grouping.hpp"

#include <algorithm>
#include <numeric>

namespace zi::columnar {

namespace {

constexpr std::int64_t byte_room = 255, word_room = 65'535;

struct Candidate {
    Coded coded;
    std::int64_t common = 0, most = 0;  ///< the GCD of its points, and the largest of them
};

Candidate candidate(Coded coded) {
    Candidate one{std::move(coded)};
    for (const auto* values : {&one.coded.certain, &one.coded.possible})
        for (const std::int64_t value : *values) {
            one.common = std::gcd(one.common, value);
            one.most = std::max(one.most, value);
        }
    if (one.common == 0) one.common = 1;
    return one;
}

ByteTable byte_table(const std::vector<std::int64_t>& values, std::int64_t factor) {
    ByteTable result{};
    for (std::size_t i = 0; i < values.size(); ++i) result[i] = static_cast<std::uint8_t>(values[i] / factor);
    return result;
}

WordTable word_table(const std::vector<std::int64_t>& values, std::int64_t factor) {
    WordTable result;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto value = static_cast<std::uint64_t>(values[i] / factor);
        result.low[i] = static_cast<std::uint8_t>(value & 0xFF);
        result.high[i] = static_cast<std::uint8_t>(value >> 8);
    }
    return result;
}

}  // namespace

void group(std::vector<Coded> questions, Class& out) {
    std::vector<Candidate> candidates;
    for (Coded& question : questions) {
        Candidate one = candidate(std::move(question));
        if (one.coded.certain.size() > most_codes || one.most / one.common > word_room)
            out.coded.push_back(std::move(one.coded));
        else
            candidates.push_back(std::move(one));
    }
    // By falling GCD: a question with a small GCD would lower the common factor of a group with large ones.
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.common > b.common; });
    struct Open {
        std::vector<const Candidate*> members;
        std::int64_t common = 0, sum = 0;
    };
    std::vector<Open> open;
    for (const Candidate& one : candidates) {
        const auto joins = [&](const Open& group) {
            return (group.sum + one.most) / std::gcd(group.common, one.common) <= word_room;
        };
        auto place = std::find_if(open.begin(), open.end(), joins);
        if (place == open.end()) place = open.emplace(open.end());
        place->members.push_back(&one);
        place->common = std::gcd(place->common, one.common);
        place->sum += one.most;
    }
    for (const Open& one : open) {
        Group& group = out.groups.emplace_back();
        group.factor = one.common;
        group.bound = one.sum / one.common;
        std::int64_t in_bytes = 0, common = 0;  // of the current byte sum: its bound, and the factor of its bytes
        for (const Candidate* member : one.members) {
            const std::int64_t largest = member->most / member->common;
            if (largest > byte_room) {
                group.words.push_back(member->coded.question);
                group.certain.push_back(word_table(member->coded.certain, one.common));
                group.possible.push_back(word_table(member->coded.possible, one.common));
                continue;
            }
            if (common != member->common || in_bytes + largest > byte_room) {
                common = member->common;
                in_bytes = 0;
                group.sums.emplace_back().factor = static_cast<std::uint16_t>(common / one.common);
            }
            in_bytes += largest;
            group.sums.back().questions.push_back(member->coded.question);
            group.sums.back().certain.push_back(byte_table(member->coded.certain, common));
            group.sums.back().possible.push_back(byte_table(member->coded.possible, common));
        }
    }
}

}  // namespace zi::columnar
