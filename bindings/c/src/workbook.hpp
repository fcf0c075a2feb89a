/// How does a result become a workbook? With zi::sheets, which a build may be without.
#pragma once

#include "guard.hpp"

#include "zi/tables.hpp"

#include <string>

namespace zi::c {

/// What is said where the build is without.
inline constexpr const char* no_sheets = "zi was built without zi::sheets (ZI_SHEETS=OFF), which reads and writes workbooks";

/// The bytes of an XLSX file.
std::string workbook_of(const ResultTables& result);

}  // namespace zi::c
