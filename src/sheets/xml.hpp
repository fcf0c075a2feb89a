/// What elements does an XML text hold, in order? Without DTD and entities, which a workbook never needs.
#pragma once

#include "archive.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace zi::sheets {

/// Attributes of an element, names without namespaces.
class Attributes {
public:
    explicit Attributes(const char* const* list) : list_(list) {}
    std::optional<std::string_view> find(std::string_view name) const;

private:
    const char* const* list_;
};

/// Gets the elements of a part; names without namespaces. `stop` ends reading with a problem.
class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    virtual void open(std::string_view name, const Attributes& attributes) = 0;
    virtual void close(std::string_view name) = 0;
    virtual void text(std::string_view) {}
    void stop(Diagnostic problem) {
        if (!problem_) problem_ = std::move(problem);
    }
    const std::optional<Diagnostic>& problem() const { return problem_; }

private:
    std::optional<Diagnostic> problem_;
};

/// What is wrong with the part, if anything is.
std::optional<Diagnostic> read_xml(Archive& archive, const std::string& part, const WorkbookLimits& limits,
                                   const Limits& common, XmlHandler& handler);

}  // namespace zi::sheets
