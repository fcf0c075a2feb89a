/// Did it work, and if not, why? A value, or the diagnostics in its stead.
#pragma once

#include "zi/diagnostic.hpp"

#include <memory>
#include <stdexcept>
#include <utility>
#include <variant>

namespace zi {

/// What Result::value() throws where there is no value. what() is the rendered text of the first diagnostics, in English;
/// `diagnostics()` has them all, for either language.
class Failure : public std::runtime_error {
public:
    explicit Failure(Diagnostics diagnostics);
    const Diagnostics& diagnostics() const noexcept { return *diagnostics_; }

private:
    std::shared_ptr<const Diagnostics> diagnostics_;  // shared: copying an exception must not throw
};

/// Either a T or at least one diagnostic. Ask `if (result)`, then take `*result` or `result.diagnostics()`: these two do not
/// check, and reading the alternative that is not held violates their precondition. Or take `value()`, which checks.
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

    /// The value. Throws Failure where there is none.
    T& value() & { return check(), **this; }
    const T& value() const& { return check(), **this; }
    T&& value() && { return check(), std::move(**this); }

private:
    void check() const {
        if (!*this) throw Failure(diagnostics());
    }
    std::variant<T, Diagnostics> state_;
};

}  // namespace zi
