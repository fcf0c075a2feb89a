/// How does a C call run C++? Every entry point runs inside `guarded`, which catches all exceptions and turns them into error
/// objects.
#pragma once

#include "handle.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace zi::c {

// Exceptions that end a call early. Only thrown inside `guarded`.
struct Misuse {
    std::string parameter;  ///< as named in zi.h
    std::string_view what;
};
struct Refused {
    Diagnostics diagnostics;
    std::shared_ptr<const SourceSet> sources;  ///< null for problems of units
};
struct Cancelled {};
struct Unsupported {
    std::string_view what;
};
struct HostFailed {
    std::string what;
};

/// Redirects allocations to the allocator; see allocate.cpp.
void entered() noexcept;

/// Makes an error object from the current exception; never throws.
zi_status failure(zi_error** error) noexcept;

/// The error object for warnings of loading; null if there are none.
zi_error* as_warnings(const Diagnostics& diagnostics, const SourceSet& sources);

/// The same for a refused unit; only valid during a callback.
class Refusal {
public:
    explicit Refusal(const Diagnostics& diagnostics);
    ~Refusal() { zi_error_free(error_); }
    Refusal(const Refusal&) = delete;
    Refusal& operator=(const Refusal&) = delete;
    const zi_error* get() const { return error_; }

private:
    zi_error* error_;
};

template <class Body>
zi_status guarded(zi_error** error, Body&& body) noexcept {
    entered();
    if (error != nullptr) *error = nullptr;
    try {
        body();
        return ZI_OK;
    } catch (...) {
        return failure(error);
    }
}

inline void need(bool holds, const char* parameter, std::string_view what) {
    if (!holds) throw Misuse{parameter, what};
}

/// The value; throws if there is none.
template <class T>
T accepted(Result<T> result) {
    if (!result) throw Refused{result.diagnostics(), nullptr};
    return std::move(*result);
}

template <class Handle>
const Handle& get(const Handle* handle, const char* parameter) {
    need(handle != nullptr, parameter, "is NULL");
    need(is(handle), parameter, "is no such handle, or was freed");
    return *handle;
}
template <class Handle>
Handle& get(Handle* handle, const char* parameter) {
    return const_cast<Handle&>(get(static_cast<const Handle*>(handle), parameter));
}

/// An output pointer, set to NULL.
template <class T>
T*& place(T** out, const char* parameter) {
    need(out != nullptr, parameter, "is NULL");
    *out = nullptr;
    return *out;
}

inline std::string_view bytes(const char* data, std::size_t size, const char* parameter) {
    need(data != nullptr || size == 0, parameter, "is NULL, but its size is not 0");
    return size == 0 ? std::string_view() : std::string_view(data, size);
}

inline std::string_view name(const char* text, const char* parameter) {
    need(text != nullptr, parameter, "is NULL");
    return text;
}

/// Copies a struct into the caller's, of the size that it says: a caller of an older version gets the fields that it knows, one
/// of a newer version zero in the others.
template <class T>
zi_status hand_out(const T& filled, T* out) {
    const std::size_t size = out->struct_size;
    if (size < sizeof(std::size_t) || size > 4096 || size % alignof(T) != 0) return ZI_MISUSE;
    std::memset(static_cast<void*>(out), 0, size);
    std::memcpy(static_cast<void*>(out), &filled, std::min(size, sizeof filled));
    out->struct_size = size;
    return ZI_OK;
}

inline void give(zi_text*& out, std::string text) { out = new zi_text(std::move(text)); }

template <class Handle>
void free_handle(Handle* handle) noexcept {
    if (is(handle)) delete handle;
}

}  // namespace zi::c
