#include <skillmeat/telemetry/recorder.hpp>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/telemetry/levels.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace skillmeat::telemetry {
namespace {

using observe::Attributes;
using observe::SpanId;

// Repositories decide how long some texts are.
constexpr std::size_t longest_text = 4096;  // bytes
constexpr std::size_t longest_list = 128;
constexpr std::string_view error_type = "error.type";

bool has_error_type(const Attributes& attributes) {
    return std::any_of(attributes.begin(), attributes.end(),
                       [](const auto& attribute) { return attribute.key == error_type; });
}

std::string_view code_of(const Error* error) {
    return error == nullptr ? std::string_view() : info(error->code).name;
}

}  // namespace

Recorder::Recorder(const sys::Clock& clock, const observe::Redactor& redactor,
                   const sys::RandomSource& random, WriteLine write_line, RecorderOptions options)
    : clock_(clock),
      redactor_(redactor),
      random_(random),
      write_line_(std::move(write_line)),
      options_(std::move(options)) {
    trace_.has_remote_parent = options_.parent.has_value();
    if (options_.parent) {
        trace_.id = options_.parent->trace_id;
        trace_.state = options_.parent->state;
    } else {
        const auto high = new_id();
        trace_.id = fmt::format("{:016x}{:016x}", high, new_id());
    }
    root_ = begin(options_.command, observe::SpanKind::internal,
                  options_.parent ? options_.parent->span : SpanId{0});
}

/// Where the system gives no random bytes, ids still differ within the trace.
SpanId Recorder::new_id() {
    const auto bytes = random_.bytes(sizeof(SpanId));
    if (!bytes) {
        return ++last_id_;
    }
    SpanId id = 0;
    for (const char byte : *bytes) {
        id = id << 8U | static_cast<unsigned char>(byte);
    }
    last_id_ = id;
    return id != 0 ? id : new_id();
}

bool Recorder::keep_one_more() {
    if (!options_.keeps_spans) {
        return false;
    }
    const bool kept = kept_ < options_.most_spans;
    ++(kept ? kept_ : dropped_);
    return kept;
}

SpanId Recorder::innermost() const {
    const auto stack = stacks_.find(std::this_thread::get_id());
    return stack == stacks_.end() || stack->second.empty() ? root_ : stack->second.back();
}

/// A span that is not kept leaves its children to its own parent, so that every parent in the trace
/// is there. The parent of an open span is a kept one already.
SpanId Recorder::kept_parent(SpanId parent) const {
    const auto open = open_.find(parent);
    return open == open_.end() || open->second.kept ? parent : open->second.parent;
}

SpanId Recorder::begin(std::string_view name, observe::SpanKind kind,
                       std::optional<SpanId> parent) {
    const std::lock_guard lock(mutex_);
    const auto id = new_id();
    const auto above = kept_parent(parent.value_or(innermost()));
    open_[id] = Open{std::string(name), kind, above, now(), keep_one_more()};
    stacks_[std::this_thread::get_id()].push_back(id);
    return id;
}

SpanId Recorder::current() const {
    const std::lock_guard lock(mutex_);
    return innermost();
}

/// Takes the span from those that are open; nothing when it is none of them.
std::optional<Recorder::Open> Recorder::close(SpanId span) {
    auto node = open_.extract(span);
    if (node.empty()) {
        return std::nullopt;
    }
    for (auto& [thread, stack] : stacks_) {
        std::erase(stack, span);
    }
    std::erase_if(stacks_, [](const auto& stack) { return stack.second.empty(); });
    return std::move(node.mapped());
}

FinishedSpan Recorder::finished(Open open, SpanId id, Attributes attributes,
                                const Error* error) const {
    FinishedSpan span;
    span.name = std::move(open.name);
    span.kind = open.kind;
    span.id = id;
    span.parent = open.parent;
    span.start_ns = open.start_ns;
    span.end_ns = std::max(now(), open.start_ns);  // the clock may be set back
    span.attributes = std::move(attributes);
    clean(span.attributes);
    if (error != nullptr) {
        span.message = clean(error->message);
        if (!has_error_type(span.attributes)) {
            span.attributes.emplace_back(error_type, std::string(code_of(error)));
        }
    }
    span.failed = has_error_type(span.attributes);
    return span;
}

void Recorder::end(SpanId span, Attributes attributes, const Error* error) {
    std::unique_lock lock(mutex_);
    auto open = close(span);
    lock.unlock();
    if (!open) {
        return;
    }
    const bool kept = open->kept;
    auto over = finished(*std::move(open), span, std::move(attributes), error);
    log_span(over, error != nullptr, error);
    if (kept) {
        lock.lock();
        trace_.spans.push_back(std::move(over));
    }
}

void Recorder::add(Leaf leaf, const Error* error) {
    std::unique_lock lock(mutex_);
    const auto id = new_id();
    const bool kept = keep_one_more();
    Open open{std::move(leaf.name), leaf.kind, kept_parent(leaf.parent), leaf.start_ns, kept};
    lock.unlock();
    auto over = finished(std::move(open), id, std::move(leaf.attributes), error);
    log_span(over, error != nullptr, error);
    if (kept) {
        lock.lock();
        trace_.spans.push_back(std::move(over));
    }
}

Trace Recorder::finish(Attributes attributes, bool failed, const Error* error) {
    std::vector<SpanId> left;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, open] : open_) {
            if (id != root_) {
                left.push_back(id);
            }
        }
        if (dropped_ > 0) {
            attributes.emplace_back("skillmeat.dropped_spans", static_cast<std::int64_t>(dropped_));
        }
    }
    for (const auto id : left) {
        end(id, {}, nullptr);
    }
    std::unique_lock lock(mutex_);
    auto open = close(root_);
    lock.unlock();
    if (!open) {
        return {};
    }
    const bool kept = open->kept;
    auto over = finished(*std::move(open), root_, std::move(attributes), error);
    log_span(over, failed, error);
    if (kept) {
        trace_.spans.insert(trace_.spans.begin(), std::move(over));
    }
    Trace trace = std::exchange(trace_, {});
    trace_.id = trace.id;
    return trace;
}

void Recorder::log(observe::Level level, std::string_view message, Attributes attributes) {
    if (!logs(level)) {
        return;
    }
    clean(attributes);
    const auto text = clean(message);
    LogLine line;
    line.time_ns = now();
    line.level = level;
    line.message = text;
    line.attributes = &attributes;
    line.trace_id = trace_.id;
    line.span_id = current();
    write(line);
}

void Recorder::log_span(const FinishedSpan& span, bool failed, const Error* error) const {
    const auto level = level_of(span.kind, span.name, failed);
    if (!logs(level)) {
        return;
    }
    LogLine line;
    line.time_ns = span.end_ns;
    line.level = level;
    line.span = &span;
    line.attributes = &span.attributes;
    line.error_code = code_of(error);
    line.trace_id = trace_.id;
    line.span_id = span.id;
    write(line);
}

void Recorder::write(const LogLine& line) const {
    write_line_(options_.log_format == LogFormat::json ? to_json(line) : to_text(line));
}

bool Recorder::logs(observe::Level level) const {
    return options_.log_level && level <= *options_.log_level;
}

std::string Recorder::clean(std::string_view text) const {
    auto cleaned = to_valid_utf8(redactor_.clean(text));
    cleaned.resize(truncate_utf8(cleaned, longest_text).size());
    return cleaned;
}

void Recorder::clean(Attributes& attributes) const {
    std::erase_if(attributes, [](const auto& attribute) {
        const auto* text = std::get_if<std::string>(&attribute.value);
        const auto* list = std::get_if<std::vector<std::string>>(&attribute.value);
        return (text != nullptr && text->empty()) || (list != nullptr && list->empty());
    });
    for (auto& [key, value] : attributes) {
        if (auto* text = std::get_if<std::string>(&value)) {
            *text = clean(*text);
        } else if (auto* list = std::get_if<std::vector<std::string>>(&value)) {
            list->resize(std::min(list->size(), longest_list));
            for (auto& one : *list) {
                one = clean(one);
            }
        }
    }
}

}  // namespace skillmeat::telemetry
