/// What do the option structs contain? Read by struct_size, validated, with defaults filled in.
#pragma once

#include "guard.hpp"

#include "zi/names.hpp"

#include <algorithm>
#include <cstring>

namespace zi::c {

/// A copy of the caller's struct in this version's layout: missing fields are zero, unknown ones must be zero.
template <class T>
T known_part(const T* given, const char* parameter) {
    constexpr std::size_t largest = 4096;
    need(given != nullptr, parameter, "is NULL");
    const std::size_t size = given->struct_size;
    need(size >= sizeof(std::size_t) && size <= largest && size % alignof(T) == 0, parameter,
         "has a struct_size that cannot be");
    T known{};
    std::memcpy(&known, given, std::min(size, sizeof(T)));
    const auto* begin = reinterpret_cast<const unsigned char*>(given);
    need(std::all_of(begin + std::min(size, sizeof(T)), begin + size, [](unsigned char byte) { return byte == 0; }), parameter,
         "sets fields that this version of the library does not know");
    return known;
}

/// The same; NULL means the defaults.
template <class T>
T known_part_or_defaults(const T* given, const char* parameter) {
    return given == nullptr ? T{} : known_part(given, parameter);
}

Limits limits_of(const zi_limits* given, const char* parameter);
Date day_of(const char* text, const char* parameter);
Language language_of(std::int32_t language, const char* parameter);
const std::atomic<bool>* flag_of(const zi_cancel* cancel, const char* parameter);

/// The node with this id or alias, else the view with this name; throws if there is neither.
std::variant<NodeIndex, ViewIndex> score_called(const Model& model, std::string_view name);

}  // namespace zi::c
