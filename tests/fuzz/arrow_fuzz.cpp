// An Arrow array from strangers, with lies in types, lengths and pointers that stay within memory: it is taken or refused, and
// released once.
#include "columns.hpp"
#include "lying_arrays.hpp"

using strangers::check;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    strangers::Bytes bytes(strangers::text_of(data, size));
    strangers::Lying lying(bytes, 0);
    {
        const auto columns = zi::import_columns(strangers::model(), lying.schema, &lying.array, strangers::limits_of_columns());
        check(lying.array.release == nullptr);
        if (columns)
            strangers::assess(*columns);
        else
            strangers::check_said(columns.diagnostics(), strangers::limits_of_columns().errors + 1), check(lying.released == 1);
    }
    check(lying.released == 1);
    return 0;
}
