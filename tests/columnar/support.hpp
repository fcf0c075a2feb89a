/// Do columns say the same as the reference? Row by row, output by output, on every vector extension of this machine.
#pragma once

#include "zi/arrow.hpp"
#include "zi/assess.hpp"
#include "zi/bulk.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace zi::columnar_test {

/// The vector extensions that this machine has code for, the one without vectors included.
std::vector<std::int64_t> targets();

/// As long as it lives, bulk assessment uses this one.
class OnTarget {
public:
    explicit OnTarget(std::int64_t target);
    ~OnTarget();
    OnTarget(const OnTarget&) = delete;
    OnTarget& operator=(const OnTarget&) = delete;
};

/// Where a row of a result differs from the assessment of the same unit; empty if it does not.
std::string difference(const PreparedColumns& prepared, const BulkResult& result, std::size_t row, const Assessment& expected);

/// The same of what is exported: decimals are the nearest on the score's side of each threshold, integers lie within the error
/// that their field states. `expected` repeats from row to row.
std::string difference_exported(const PreparedColumns& prepared, const Columns& columns, const BulkResult& result,
                                const ExportOptions& options, const std::vector<Assessment>& expected);

/// Are two results the same, bit for bit?
bool same(const BulkResult& a, const BulkResult& b);

}  // namespace zi::columnar_test
