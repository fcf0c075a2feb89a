// Calls of the C ABI in any order, with any handles and with texts from strangers. Each byte chooses a call, the next ones its
// parameters; a call may get NULL or a handle of another type, never one that was freed. Whatever happens, a status fits what
// was given out, and everything can be freed in any order.
#include "lying_arrays.hpp"

#include <zi.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using strangers::Bytes;
using strangers::check;
using strangers::Lying;

namespace {

constexpr const char* names[] = {"A.a", "A.b", "total", "A", "LAIK", "TPI", "unit.aktif", "sk", "d", "u", "", "unit", nullptr};
constexpr const char* values[] = {"\"A\"",
                                  "\"B\"",
                                  "3.5",
                                  "null",
                                  "true",
                                  "{}",
                                  "\"C\"},{",
                                  "",
                                  "[",
                                  "{\"id\":\"d\",\"kind\":\"sk\",\"status\":\"accepted\",\"supports\":[\"A.a\"]}",
                                  "{\"id\":\"e\",\"kind\":\"sk\",\"status\":\"submitted\",\"derives_from\":[\"d\",\"e\"]}"};
constexpr const char* unit_texts[] = {
    "{\"id\":\"u\"}",
    "{\"id\":\"u\",\"answers\":{\"A.a\":\"A\",\"A.b\":\"3.1\"},\"facts\":{\"unit.aktif\":true}}",
    R"({"id":"u","answers":{"A.a":"A"},"evidence":[{"id":"d","kind":"sk","status":"accepted","supports":["A.a"]}]})",
    "[{\"id\":\"u\"},{\"id\":\"u\"},{\"id\":\"v\"}]",
    "{\"id\":\"k\",\"members\":[\"u\"]}\n{\"id\":\"u\"}",
    "",
    "{"};

/// A stream of lying arrays, all of one schema, until it ends or fails.
struct LyingStream {
    ArrowArrayStream stream{};
    Bytes lies;  ///< each batch tells the same ones
    Bytes& choices;
    std::vector<std::unique_ptr<Lying>> batches;
    int released = 0;

    explicit LyingStream(Bytes& bytes) : lies(bytes), choices(bytes) {
        stream.private_data = this;
        stream.get_schema = [](ArrowArrayStream* one, ArrowSchema* out) {
            *out = self(one).next().schema;
            return 0;
        };
        stream.get_next = [](ArrowArrayStream* one, ArrowArray* out) {
            const std::size_t what = self(one).choices.below(8);
            if (what == 7) return EIO;
            if (what == 6)
                *out = {};
            else
                *out = self(one).next().array;
            return 0;
        };
        stream.get_last_error = [](ArrowArrayStream*) { return "out of ideas"; };
        stream.release = [](ArrowArrayStream* one) {
            ++self(one).released;
            one->release = nullptr;
        };
    }
    LyingStream(const LyingStream&) = delete;
    LyingStream& operator=(const LyingStream&) = delete;

    static LyingStream& self(ArrowArrayStream* one) { return *static_cast<LyingStream*>(one->private_data); }
    Lying& next() {
        Bytes same = lies;
        return *batches.emplace_back(std::make_unique<Lying>(same, 0));
    }
};

class Calls {
public:
    explicit Calls(Bytes bytes) : bytes_(bytes) {}
    ~Calls() {
        const bool first = last_ % 2 == 0;  // in one order or the other
        if (first) zi_rules_free(rules_);
        if (first) release_all();
        zi_prepared_free(prepared_);
        if (!first) release_all();
        zi_session_free(session_);
        if (!first) zi_rules_free(rules_);
        zi_cancel_free(cancel_);
    }
    Calls(const Calls&) = delete;
    Calls& operator=(const Calls&) = delete;

    void run() {
        done(zi_rules_load("klinik.zi", strangers::rules.data(), strangers::rules.size(), nullptr, &rules_, &error_), rules_);
        done(zi_cancel_new(&cancel_, &error_), cancel_);
        for (int left = 64; left > 0 && !bytes_.empty(); --left) call();
    }

private:
    const zi_rules* rules() {
        return bytes_.below(40) == 39   ? reinterpret_cast<const zi_rules*>(prepared_)
               : bytes_.below(40) == 39 ? nullptr
                                        : rules_;
    }
    zi_session* session() { return bytes_.below(40) == 39 ? reinterpret_cast<zi_session*>(rules_) : session_; }
    const char* name() { return names[bytes_.below(std::size(names))]; }

    template <class T>
    void done(zi_status status, T* const& given) {
        check((status == ZI_OK) == (given != nullptr));
        done(status);
    }
    void done(zi_status status) {
        check((status == ZI_OK) == (error_ == nullptr) && status != ZI_INTERNAL && status != ZI_OUT_OF_MEMORY);
        if (error_ == nullptr) return;
        check(zi_error_status(error_) == status && std::strlen(zi_error_message(error_, ZI_ENGLISH)) > 0);
        check((status == ZI_INVALID) == (zi_error_diagnostic_count(error_) > 0));
        zi_diagnostic one{};
        one.struct_size = sizeof one;
        for (std::size_t i = 0; i < zi_error_diagnostic_count(error_); ++i)
            check(zi_error_diagnostic(error_, i, ZI_INDONESIAN, &one) == ZI_OK && std::strlen(one.message) > 0 &&
                  one.begin <= one.end);
        zi_error_free(error_);
        error_ = nullptr;
    }
    void text(zi_status status, zi_text*& given) {
        check((status == ZI_OK) == (given != nullptr));
        done(status);
        const bool workbook = given && std::strncmp(zi_text_data(given), "PK", 2) == 0;
        if (given && !workbook) check(std::strlen(zi_text_data(given)) == zi_text_size(given));
        zi_text_free(given);
        given = nullptr;
    }

    zi_options options() {
        static constexpr const char* days[] = {"2026-05-31", "2026-05-31", "2026-05-31", "2026-02-30", nullptr};
        zi_options made{};
        made.struct_size = bytes_.below(32) == 31 ? bytes_.below(sizeof made) : sizeof made;
        made.as_of = days[bytes_.below(std::size(days))];
        made.format = static_cast<std::int32_t>(bytes_.below(4));
        made.language = static_cast<std::int32_t>(bytes_.below(2));
        if (bytes_.below(4) == 3) made.unit = name();
        if (bytes_.below(8) == 7) made.seen_by = name();
        made.no_evidence = static_cast<std::int32_t>(bytes_.below(2));
        if (bytes_.below(4) == 3) made.cancel = cancel_;
        return made;
    }

    std::string units() {
        const std::size_t choice = bytes_.below(std::size(unit_texts) + 1);
        return choice < std::size(unit_texts) ? unit_texts[choice] : std::string(bytes_.line());
    }

    void call() {
        zi_text* made = nullptr;
        const std::size_t which = last_ = bytes_.below(28);
        if (which < 14) {
            const zi_options o = options();
            const std::string u = units();
            const zi_rules* r = rules();
            switch (which) {
                case 0:
                    if (o.format == ZI_XLSX) return text(zi_assess_workbook(r, u.data(), u.size(), &o, &made, &error_), made);
                    return text(zi_assess(r, u.data(), u.size(), &o, &made, &error_), made);
                case 1: return text(zi_explain(r, u.data(), u.size(), &o, &made, &error_), made);
                case 2: return text(zi_why(r, u.data(), u.size(), &o, name(), &made, &error_), made);
                case 3: return text(zi_whynot(r, u.data(), u.size(), &o, name(), &made, &error_), made);
                case 4: return text(zi_readiness(r, u.data(), u.size(), &o, name(), &made, &error_), made);
                case 5: return text(zi_improve(r, u.data(), u.size(), &o, name(), nullptr, &made, &error_), made);
                case 6:
                    return text(zi_improve_all(r, u.data(), u.size(), &o, name(), bytes_.below(30), nullptr, &made, &error_),
                                made);
                case 7: return text(zi_documents(r, u.data(), u.size(), &o, &made, &error_), made);
                case 8: return text(zi_document(r, u.data(), u.size(), &o, name(), &made, &error_), made);
                case 9:
                    return text(zi_impact(r, u.data(), u.size(), &o, name(), static_cast<std::int32_t>(bytes_.below(4)), &made,
                                          &error_),
                                made);
                case 10: return text(zi_heaviest(r, u.data(), u.size(), &o, bytes_.below(4), &made, &error_), made);
                case 11: {
                    const zi_options p = options();
                    return text(zi_diff(r, u.data(), u.size(), &o, u.data(), u.size(), &p, &made, &error_), made);
                }
                case 12: {
                    std::size_t left = bytes_.below(4);
                    const auto sink = [](void* user, std::uint64_t, const char* json, std::size_t size,
                                         const zi_error* refused) {
                        check((json == nullptr) == (refused != nullptr) && (json == nullptr || std::strlen(json) == size));
                        return static_cast<std::int32_t>(--*static_cast<std::size_t*>(user) == 0);
                    };
                    return done(zi_assess_units(r, u.data(), u.size(), &o, sink, &left, &error_));
                }
                default:
                    zi_session_free(session_);
                    session_ = nullptr;
                    return done(zi_session_open(r, u.data(), u.size(), &o, &session_, &error_), session_);
            }
        }
        switch (which) {
            case 14: {
                const std::string value = edit();
                const char* by = bytes_.below(3) == 2 ? name() : nullptr;
                return changed([&](zi_text** change) {
                    return zi_session_set_answer(session(), name(), by, value.data(), value.size(), change, &error_);
                });
            }
            case 15: {
                const std::string value = edit();
                return changed([&](zi_text** change) {
                    return zi_session_set_fact(session(), name(), value.data(), value.size(), change, &error_);
                });
            }
            case 16: {
                const std::string value = edit();
                return changed([&](zi_text** change) {
                    return zi_session_set_document(session(), value.data(), value.size(), change, &error_);
                });
            }
            case 17:
                return changed(
                    [&](zi_text** change) { return zi_session_remove_document(session(), name(), change, &error_); });
            case 18: return done(zi_session_mark(session(), &mark_, &error_));
            case 19: return changed([&](zi_text** change) { return zi_session_undo(session(), mark_, change, &error_); });
            case 20: return done(zi_session_forget(session(), mark_ + bytes_.below(2), &error_));
            case 21: return text(zi_session_assess(session(), &made, &error_), made);
            case 22:
                return text(zi_session_explain(session(), static_cast<std::int32_t>(bytes_.below(3)), &made, &error_), made);
            case 23: {
                zi_text* possible = nullptr;
                const zi_status status = zi_session_score(session(), name(), &made, &possible, &error_);
                check((made == nullptr) == (possible == nullptr));
                zi_text_free(possible);
                return text(status, made);
            }
            case 24:
                if (bytes_.below(2) == 0)
                    zi_cancel_set(cancel_);
                else
                    zi_cancel_clear(cancel_);
                return;
            case 26: return columns();
            case 27: return stream();
            default: {
                zi_prepare_options wanted{};
                wanted.struct_size = sizeof wanted;
                wanted.as_of = "2026-05-31";
                const char* scores[] = {name()};
                wanted.scores = scores;
                wanted.score_count = bytes_.below(2);
                wanted.everything = static_cast<std::int32_t>(bytes_.below(2));
                wanted.digits = static_cast<std::uint32_t>(bytes_.below(20));
                const zi_rules* r = rules();
                zi_prepared* fresh = nullptr;
                done(zi_prepare(r, &wanted, &fresh, &error_), fresh);
                zi_prepared_free(prepared_);
                prepared_ = fresh;
                return;
            }
        }
    }

    const zi_prepared* prepared() { return bytes_.below(40) == 39 ? reinterpret_cast<const zi_prepared*>(rules_) : prepared_; }

    zi_run_options run_options() {
        zi_run_options made{};
        made.struct_size = bytes_.below(32) == 31 ? bytes_.below(sizeof made) : sizeof made;
        made.threads = static_cast<std::int32_t>(bytes_.below(4)) - 1;
        if (bytes_.below(8) == 7) made.cancel = cancel_;
        return made;
    }

    void columns() {
        const zi_prepared* p = prepared();
        const zi_run_options o = run_options();
        Lying lying(bytes_, 0);
        ArrowSchema schema{};
        ArrowArray array{};
        schema.release = [](ArrowSchema*) { check(false); };
        array.release = [](ArrowArray*) { check(false); };
        const zi_status status = zi_assess_columns(p, &lying.schema, &lying.array, &o, &schema, &array, &error_);
        check((lying.released == 1) == (status != ZI_MISUSE) && (lying.array.release == nullptr) == (status != ZI_MISUSE));
        check((status == ZI_OK) == (array.release != nullptr) && (status == ZI_OK) == (schema.release != nullptr));
        if (status == ZI_OK) arrays_.push_back(array), schemas_.push_back(schema);
        done(status);
    }

    void stream() {
        const zi_prepared* p = prepared();
        const zi_run_options o = run_options();
        LyingStream& in = *lying_.emplace_back(std::make_unique<LyingStream>(bytes_));
        ArrowArrayStream out{};
        out.release = [](ArrowArrayStream*) { check(false); };
        const zi_status status = zi_assess_stream(p, &in.stream, &o, &out, &error_);
        check((in.stream.release == nullptr) == (status != ZI_MISUSE) && (status == ZI_OK) == (out.release != nullptr));
        done(status);
        if (status != ZI_OK) return;
        ArrowSchema schema{};
        int said = out.get_schema(&out, &schema);
        check((said == 0) == (schema.release != nullptr));
        if (schema.release) schema.release(&schema);
        for (std::size_t left = bytes_.below(5); left > 0; --left) {
            ArrowArray array{};
            said = out.get_next(&out, &array);
            check(said == 0 || (array.release == nullptr && out.get_last_error(&out) != nullptr));
            if (array.release) arrays_.push_back(array);
        }
        streams_.push_back(out);
    }

    /// What was given out needs nothing but the stream that it comes from.
    void release_all() {
        for (ArrowArrayStream& one : streams_) one.release(&one);
        for (ArrowArray& one : arrays_) one.release(&one);
        for (ArrowSchema& one : schemas_) one.release(&one);
        for (const auto& one : lying_) {
            check(one->released <= 1);
            for (const auto& batch : one->batches) check(batch->released <= 1);
        }
    }

    std::string edit() {
        const std::size_t choice = bytes_.below(std::size(values) + 1);
        return choice < std::size(values) ? values[choice] : std::string(bytes_.line());
    }

    /// An edit, told or not. Its state stays that of a fresh assessment, which tests of the session show; here it must be there
    /// to be asked.
    template <class Edit>
    void changed(Edit&& edit) {
        zi_text* change = nullptr;
        if (bytes_.below(2) == 0) return done(edit(nullptr));
        text(edit(&change), change);
    }

    Bytes bytes_;
    zi_rules* rules_ = nullptr;
    zi_prepared* prepared_ = nullptr;
    zi_session* session_ = nullptr;
    zi_cancel* cancel_ = nullptr;
    zi_error* error_ = nullptr;
    std::vector<std::unique_ptr<LyingStream>> lying_;
    std::vector<ArrowArrayStream> streams_;
    std::vector<ArrowArray> arrays_;
    std::vector<ArrowSchema> schemas_;
    std::uint64_t mark_ = 0;
    std::size_t last_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Calls(Bytes({reinterpret_cast<const char*>(data), size})).run();
    return 0;
}
