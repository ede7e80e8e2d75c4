#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <skillmeat/base/error.hpp>

namespace skillmeat::observe {

using Value = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;

/// A named fact of a span or log line. Keys are constants: names of OpenTelemetry's semantic
/// conventions where they have one ("http.request.method"), else ours ("source_id"). Empty texts
/// and lists are left out.
struct Attribute {
    Attribute(std::string_view its_key, Value its_value);
    std::string_view key;
    Value value;
};
using Attributes = std::vector<Attribute>;

enum class Level { error, warn, info, debug, trace };

enum class SpanKind {
    internal,
    client,  ///< talks to another program or host
};

/// Names a span that was begun; 0 names none.
using SpanId = std::uint64_t;

/// Told what the program does. Implementations are safe to use from several threads, and make
/// secrets unreadable before anything leaves them. Most runs have none: callers hold a pointer that
/// may be null, and use Span, which then does nothing.
class Observer {
  public:
    virtual ~Observer() = default;

    /// A span begins on this thread. Its parent is `parent` when given, else the innermost span
    /// that is open on this thread, else the one of the whole command.
    [[nodiscard]] virtual SpanId begin(std::string_view name, SpanKind kind,
                                       std::optional<SpanId> parent) = 0;
    /// The span ended, on the thread it began on.
    virtual void end(SpanId span, Attributes attributes, const Error* error) = 0;
    /// The innermost span open on this thread, to be handed to work on other threads.
    [[nodiscard]] virtual SpanId current() const = 0;
    /// Something worth a line of the log that is no span.
    virtual void log(Level level, std::string_view message, Attributes attributes) = 0;
};

/// One operation from here to the end of the block: a span in traces, a line in logs.
class Span {
  public:
    Span(Observer* observer, std::string_view name, SpanKind kind = SpanKind::internal,
         std::optional<SpanId> parent = std::nullopt)
        : observer_(observer), id_(observer == nullptr ? 0 : observer->begin(name, kind, parent)) {}
    Span(const Span&) = delete;
    Span& operator=(const Span&) = delete;
    ~Span() {
        if (observer_ != nullptr) {
            observer_->end(id_, std::move(attributes_), error_ ? &*error_ : nullptr);
        }
    }

    /// True when somebody listens: attributes that cost something to make can be left out else.
    [[nodiscard]] bool on() const { return observer_ != nullptr; }
    void set(std::string_view key, Value value) {
        if (on()) {
            attributes_.emplace_back(key, std::move(value));
        }
    }
    void fail(const Error& error) {
        if (on()) {
            error_ = error;
        }
    }
    /// Notes the error of a result, if it holds one, and hands the result on.
    template <class R>
    R watch(R result) {
        if (on() && !result) {
            error_ = result.error();
        }
        return result;
    }

  private:
    Observer* observer_;
    SpanId id_;
    Attributes attributes_;
    std::optional<Error> error_;
};

}  // namespace skillmeat::observe
