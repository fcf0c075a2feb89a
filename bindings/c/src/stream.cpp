// A stream of batches, assessed lazily.
#include "prepared.hpp"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <utility>

using namespace zi;

namespace {

class Stream {
public:
    Stream(std::shared_ptr<const c::Prepared> prepared, c::Run run, ArrowArrayStream* in)
        : prepared_(std::move(prepared)), run_(run), in_(in) {}
    ~Stream() {
        if (schema_.release != nullptr) schema_.release(&schema_);
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// Does not pull from `in`: the output schema depends only on the prepared columns.
    int get_schema(ArrowSchema* out) {
        return guarded([&] {
            ColumnsBuilder builder(prepared_->columns.shared_model(), prepared_->columns.as_of());
            const Columns nothing = builder.finish();
            ArrowArray empty{};
            export_result(prepared_->columns, nothing, assess_columns(prepared_->columns, nothing), out, &empty,
                          prepared_->shown);
            empty.release(&empty);
        });
    }

    int get_next(ArrowArray* out) {
        return guarded([&] {
            if (schema_.release == nullptr) check(in_.held.get_schema(&in_.held, &schema_));
            ArrowArray batch{};
            check(in_.held.get_next(&in_.held, &batch));
            if (batch.release == nullptr) return;
            c::Taken<ArrowArray> taken(&batch);
            ArrowSchema same{};
            const auto rows = static_cast<std::uint64_t>(std::max<std::int64_t>(0, taken.held.length));
            c::assess_batch(*prepared_, schema_, &taken.held, run_, rows_, false, &same, out);
            rows_ += rows;
            same.release(&same);
        });
    }

    const char* last_error() const { return failed_ == 0 ? nullptr : text_; }

private:
    void check(int code) {
        if (code == 0) return;
        const char* what = in_.held.get_last_error ? in_.held.get_last_error(&in_.held) : nullptr;
        throw c::HostFailed{what ? what : "the stream failed with " + std::to_string(code)};
    }

    template <class Body>
    int guarded(Body&& body) noexcept {
        if (failed_ != 0) return failed_;
        zi_error* error = nullptr;
        const zi_status status = c::guarded(&error, std::forward<Body>(body));
        if (status == ZI_OK) return 0;
        error_.reset(error);
        text_ = zi_error_message(error, ZI_ENGLISH);
        return failed_ = status == ZI_OUT_OF_MEMORY ? ENOMEM
                         : status == ZI_CANCELLED   ? ECANCELED
                         : status == ZI_INVALID     ? EINVAL
                                                    : EIO;
    }

    struct Free {
        void operator()(zi_error* error) const { zi_error_free(error); }
    };

    const std::shared_ptr<const c::Prepared> prepared_;
    const c::Run run_;
    c::Taken<ArrowArrayStream> in_;
    ArrowSchema schema_{};
    std::uint64_t rows_ = 0;
    int failed_ = 0;
    std::unique_ptr<zi_error, Free> error_;
    const char* text_ = nullptr;
};

Stream& stream_of(ArrowArrayStream* stream) { return *static_cast<Stream*>(stream->private_data); }

}  // namespace

zi_status zi_assess_stream(const zi_prepared* prepared, struct ArrowArrayStream* in, const zi_run_options* options,
                           struct ArrowArrayStream* out, zi_error** error) {
    return c::guarded(error, [&] {
        c::need(out != nullptr, "out", "is NULL");
        out->release = nullptr;
        c::need(in != nullptr, "in", "is NULL");
        c::need(in->release != nullptr && in->get_schema != nullptr && in->get_next != nullptr, "in", "was released");
        const std::shared_ptr<const c::Prepared> held = c::get(prepared, "prepared").prepared;
        c::Run run(options);
        ArrowArrayStream source = *in;
        in->release = nullptr;
        c::Taken<ArrowArrayStream> taken(&source);
        auto stream = std::make_unique<Stream>(held, run, &taken.held);
        *out = {[](ArrowArrayStream* self, ArrowSchema* schema) { return stream_of(self).get_schema(schema); },
                [](ArrowArrayStream* self, ArrowArray* array) {
                    array->release = nullptr;
                    return stream_of(self).get_next(array);
                },
                [](ArrowArrayStream* self) { return stream_of(self).last_error(); },
                [](ArrowArrayStream* self) {
                    delete &stream_of(self);
                    self->release = nullptr;
                },
                stream.release()};
    });
}
