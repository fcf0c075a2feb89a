/// What do fuzz targets share? Rules to try things with, and choices that are drawn from bytes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
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

inline void check(bool holds, std::source_location where = std::source_location::current()) {
    if (holds) return;
    std::fprintf(stderr, "%s:%u: does not hold\n", where.file_name(), static_cast<unsigned>(where.line()));
    std::abort();
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
