#pragma once

#include <string>
#include <vector>

#include <skillmeat/base/error.hpp>

namespace skillmeat {

enum class Severity { note, warning, error };

/// Something worth saying that does not by itself end the operation.
struct Diagnostic {
    Severity severity = Severity::warning;
    std::string message;
    Origin origin;
    std::string hint;

    bool operator==(const Diagnostic&) const = default;
};

/// Where warnings and faults go; the caller chooses whether to print, collect or drop them.
class DiagnosticSink {
  public:
    virtual ~DiagnosticSink() = default;
    virtual void report(Diagnostic diagnostic) = 0;
};

/// Keeps what is reported, in order.
class DiagnosticList final : public DiagnosticSink {
  public:
    void report(Diagnostic diagnostic) override { items.push_back(std::move(diagnostic)); }
    [[nodiscard]] bool has_errors() const {
        for (const auto& item : items) {
            if (item.severity == Severity::error) {
                return true;
            }
        }
        return false;
    }
    std::vector<Diagnostic> items;
};

}  // namespace skillmeat
