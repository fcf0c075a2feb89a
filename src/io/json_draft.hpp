/// A JSON value that is put together here instead of being parsed.
#pragma once

#include "json_value.hpp"

#include <deque>
#include <string>
#include <vector>

namespace zi::io {

struct JsonDraft {
    JsonValue::Kind kind = JsonValue::Kind::null;
    bool boolean = false;
    std::string key;                 ///< of a member of an object
    std::string text;                ///< of a string; of a number, as spelled
    std::vector<JsonDraft> members;  ///< of an object
};

/// The draft as readers take it. Points into the draft and into `memory`.
inline JsonValue as_value(const JsonDraft& draft, std::deque<std::vector<JsonValue>>& memory) {
    JsonValue value;
    value.kind = draft.kind;
    value.boolean = draft.boolean;
    value.text = draft.text;
    std::vector<JsonValue> members;
    for (const JsonDraft& member : draft.members) {
        members.push_back(as_value(member, memory));
        members.back().key = member.key;
    }
    const auto& kept = memory.emplace_back(std::move(members));
    value.first = kept.data();
    value.count = kept.size();
    return value;
}

}  // namespace zi::io
