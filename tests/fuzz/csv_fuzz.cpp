// Wide CSV from strangers, in small pieces: rows are read or refused, and those that were read are assessed as the reference
// does.
#include "columns.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::uint64_t line = 0;
    const auto sink = strangers::sink(line, [](std::uint64_t, const zi::Columns*, std::size_t) {});
    zi::read_columns_csv(strangers::model(), zi::test::text_source(strangers::text_of(data, size), 100),
                         strangers::limits_of_columns(), sink, {3, nullptr});
    return 0;
}
