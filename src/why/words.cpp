// Identifiers of loss reasons.
#include "zi/why.hpp"

namespace zi {

std::string_view code(LossReason reason) {
    switch (reason) {
        case LossReason::unanswered: return "unanswered";
        case LossReason::incomplete: return "incomplete";
        case LossReason::left_open: return "left_open";
        case LossReason::zero_denominator: return "zero_denominator";
        case LossReason::refused: return "refused";
        case LossReason::applicability_open: return "applicability_open";
        case LossReason::low_answer: return "low_answer";
        case LossReason::lowered_by_assessor: return "lowered_by_assessor";
        case LossReason::pending: return "pending";
        case LossReason::needs_repair: return "needs_repair";
        case LossReason::expired: return "expired";
        case LossReason::superseded: return "superseded";
        case LossReason::unfounded: return "unfounded";
        case LossReason::rejected: return "rejected";
        case LossReason::unsupported: return "unsupported";
        case LossReason::not_applicable: return "not_applicable";
        case LossReason::out_of_reach: return "out_of_reach";
    }
    return "";
}

std::string_view word(LossReason reason, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (reason) {
        case LossReason::unanswered: return indonesian ? "belum dijawab" : "not answered";
        case LossReason::incomplete: return indonesian ? "isian belum lengkap" : "counts are missing";
        case LossReason::left_open: return indonesian ? "dibiarkan terbuka oleh aturan" : "left open by the rules";
        case LossReason::zero_denominator:
            return indonesian ? "penyebut nol, aturan tidak mengatakan apa yang berlaku"
                              : "denominator zero, and the rules do not say what holds";
        case LossReason::refused: return indonesian ? "jawaban ditolak" : "answer refused";
        case LossReason::applicability_open:
            return indonesian ? "belum diketahui apakah berlaku bagi unit ini" : "not known whether it concerns this unit";
        case LossReason::low_answer: return indonesian ? "jawaban belum yang terbaik" : "not the best answer";
        case LossReason::lowered_by_assessor:
            return indonesian ? "jawaban diturunkan penilai" : "answer lowered by an assessor";
        case LossReason::pending: return indonesian ? "data dukung menunggu verifikasi" : "evidence awaiting verification";
        case LossReason::needs_repair: return indonesian ? "data dukung perlu perbaikan" : "evidence needs repair";
        case LossReason::expired: return indonesian ? "data dukung kedaluwarsa" : "evidence expired";
        case LossReason::superseded: return indonesian ? "data dukung sudah diganti" : "evidence superseded";
        case LossReason::unfounded:
            return indonesian ? "dasar data dukung ditolak atau belum ada"
                              : "evidence rests on a document that is rejected or missing";
        case LossReason::rejected: return indonesian ? "data dukung ditolak" : "evidence rejected";
        case LossReason::unsupported: return indonesian ? "data dukung belum ada" : "no evidence";
        case LossReason::not_applicable: return indonesian ? "tidak berlaku bagi unit ini" : "does not concern this unit";
        case LossReason::out_of_reach:
            return indonesian ? "tidak ada jawaban yang memberi poin ini" : "no answer earns these points";
    }
    return "";
}

}  // namespace zi
