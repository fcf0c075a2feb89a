// An Arrow array from strangers, with lies in types, lengths and pointers that stay within memory: it is taken or refused, and
// released once. With wrong values left open it is taken or refused for other reasons, and says of each what is wrong.
#include "columns.hpp"
#include "lying_arrays.hpp"

using strangers::check;

namespace {

void import(std::string_view text, const std::function<void(zi::Diagnostic)>& left_open) {
    strangers::Bytes bytes(text);
    strangers::Lying lying(bytes, 0);
    {
        const auto columns =
            zi::import_columns(strangers::model(), lying.schema, &lying.array, strangers::limits_of_columns(), left_open);
        check(lying.array.release == nullptr);
        if (columns)
            strangers::assess(*columns);
        else
            strangers::check_said(columns.diagnostics(), strangers::limits_of_columns().errors + 1), check(lying.released == 1);
    }
    check(lying.released == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(strangers::text_of(data, size));
    import(text, {});
    import(text, [](const zi::Diagnostic& one) { strangers::check_said({one}, 1), check(one.row.value_or(0) > 0);
});
return 0;
}
