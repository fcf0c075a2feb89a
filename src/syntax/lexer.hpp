/// Tokens of the language. Hand-written scanners that the grammar's terminals share: Spirit's character classes and numeric
/// parsers misread UTF-8 bytes, accept "nan" and prefixes of longer words, and round.
#pragma once

#include "ast.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace zi::syntax {

inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Each function returns the end of the token that begins at `first`, or null if there is none.
const char* scan_name(const char* first, const char* last);    // letter { word }
const char* scan_label(const char* first, const char* last);   // word { word }
const char* scan_path(const char* first, const char* last);    // label { "." label }
const char* scan_number(const char* first, const char* last);  // digits [ "." digits ] [ "/" digits ] [ "%" ]
const char* scan_plain(const char* first, const char* last);   // digits [ "." digits ] [ "%" ], for formulas
const char* scan_digits(const char* first, const char* last);
const char* scan_date(const char* first, const char* last);       // dddd-dd-dd
const char* scan_month_day(const char* first, const char* last);  // dd-dd, a day of every year
const char* scan_text(const char* first, const char* last);       // a text with its quotes, on one line

/// Skips blanks and comments.
const char* skip_blanks(const char* first, const char* last);

/// The text between the quotes, unescaped. Unknown escapes are kept.
std::string unescape(std::string_view quoted);
/// The text quoted and escaped.
std::string quote(std::string_view text);

/// Reserved words, which cannot be names.
bool is_reserved(std::string_view word);

/// The end of whatever token begins at `first`: a word, text, number or sign.
const char* scan_any(const char* first, const char* last);

}  // namespace zi::syntax
