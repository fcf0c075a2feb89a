/// What do fuzz targets share? Rules to try things with, and choices that are drawn from bytes.
#pragma once

#include "zi/diagnostic.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace strangers {

inline constexpr std::string_view rules = R"(
regulation klinik "Penilaian klinik"
level bagian "Bagian"
scale abc { A = 1 B = 0.5 C = 0 }
scale indeks number 0 .. 4 { value / 4 }
assessor TPI "Penilai internal"
evidence sk "Surat keputusan"
fact unit.aktif boolean "Aktif"
worksheet "Nilai" 30 {
  bagian A "Pelayanan" 30 {
    question a abc "Tim bekerja" 10 { needs sk }
    question b indeks "Indeks" 10
    question c ratio "Kehadiran" 10 {
      input hadir "Hadir"
      input absen "Absen"
      input semua "Semua" = hadir + absen
      when semua = 0 then 0
      value hadir / semua capped
    }
  }
}
predicate LAIK "Laik" {
  total >= 5
  unit.aktif = yes
}
)";

// clang 14 has these built-in functions, but not yet std::source_location.
inline void check(bool holds, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    if (holds) return;
    std::fprintf(stderr, "%s:%d: does not hold\n", file, line);
    std::abort();
}

/// Whatever is said, it is said in both languages, and of something that is there.
inline void check_said(const zi::Diagnostics& diagnostics, std::size_t most) {
    check(!diagnostics.empty() && diagnostics.size() <= most);
    for (const zi::Diagnostic& one : diagnostics)
        for (const zi::Language language : {zi::Language::indonesian, zi::Language::english})
            check(!zi::message(one, language).empty() && (zi::help(one, language), true));
}

/// What a file of several parts holds: they are divided by lines of four dashes.
inline std::string_view next_part(std::string_view& text) {
    constexpr std::string_view divider = "\n----\n";
    const std::size_t end = std::min(text.size(), text.find(divider));
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + divider.size()));
    return part;
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Zeros, once there are no more.
class Bytes {
public:
    explicit Bytes(std::string_view text) : text_(text) {}
    bool empty() const { return text_.empty(); }
    std::uint8_t next() {
        if (text_.empty()) return 0;
        const auto byte = static_cast<std::uint8_t>(text_.front());
        text_.remove_prefix(1);
        return byte;
    }
    std::size_t below(std::size_t bound) { return next() % bound; }
    bool rarely() { return next() > 251; }
    std::string_view rest() const { return text_; }
    /// Up to the next line break.
    std::string_view line() {
        const std::string_view all = text_.substr(0, text_.find('\n'));
        text_.remove_prefix(std::min(text_.size(), all.size() + 1));
        return all;
    }

private:
    std::string_view text_;
};

}  // namespace strangers
