/// What is a page made of? The files of pages/, which the library carries.
#pragma once

#include <string>
#include <string_view>

namespace zi::pages {

std::string_view html();
std::string_view css();
std::string_view js();

/// JSON that may stand in a script element: nothing in it ends the element, or is read as HTML.
std::string inert(std::string_view json);
/// Text as HTML, for content and quoted attributes.
std::string escaped(std::string_view text);
/// What a page shows before its script runs, or without one: HTML.
struct Static {
    std::string title, answer, table;
};
/// The template with the data in its place.
std::string filled_in(std::string_view language, const Static& still, std::string_view data);

}  // namespace zi::pages
