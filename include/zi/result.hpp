/// Did it work, and if not, why? A value or the diagnostics that stand in its place.
#pragma once

#include "zi/diagnostic.hpp"

#include <utility>
#include <variant>

namespace zi {

/// Either a T or at least one diagnostic. Accessing the alternative that is not there is a precondition violation.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Diagnostics diagnostics) : state_(std::in_place_index<1>, std::move(diagnostics)) {}
    Result(Diagnostic diagnostic) : state_(std::in_place_index<1>, Diagnostics{std::move(diagnostic)}) {}

    explicit operator bool() const noexcept { return state_.index() == 0; }
    T& operator*() & { return *std::get_if<0>(&state_); }
    const T& operator*() const& { return *std::get_if<0>(&state_); }
    T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
    T* operator->() { return std::get_if<0>(&state_); }
    const T* operator->() const { return std::get_if<0>(&state_); }
    const Diagnostics& diagnostics() const { return *std::get_if<1>(&state_); }

private:
    std::variant<T, Diagnostics> state_;
};

}  // namespace zi
