#include <skillmeat/index/codec.hpp>

#include <utility>

namespace skillmeat::index {
namespace {

/// Small numbers of either sign as small unsigned ones.
std::uint64_t to_unsigned(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t to_signed(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

void add(Encoder& out, const Origin& origin) {
    out.text(origin.path).number(origin.line).number(origin.column);
}

Origin read_origin(Decoder& in) {
    Origin origin;
    origin.path = in.text();
    origin.line = static_cast<int>(in.number());
    origin.column = static_cast<int>(in.number());
    return origin;
}

/// A number that must be below `limit`, as an enumerator.
template <class Enum>
Enum read_enum(Decoder& in, std::int64_t limit, bool& ok) {
    const auto value = in.number();
    ok = ok && value >= 0 && value < limit;
    return static_cast<Enum>(value);
}

template <class T>
std::optional<T> finished(T value, const Decoder& in, bool ok = true) {
    return ok && in.complete() ? std::optional<T>(std::move(value)) : std::nullopt;
}

constexpr std::int64_t type_count = static_cast<std::int64_t>(artifact_types.size());

}  // namespace

Encoder& Encoder::number(std::int64_t value) {
    auto rest = to_unsigned(value);
    while (rest >= 0x80) {
        bytes_ += static_cast<char>((rest & 0x7fU) | 0x80U);
        rest >>= 7U;
    }
    bytes_ += static_cast<char>(rest);
    return *this;
}

Encoder& Encoder::text(std::string_view value) {
    number(static_cast<std::int64_t>(value.size()));
    bytes_ += value;
    return *this;
}

Encoder& Encoder::texts(const std::vector<std::string>& values) {
    number(static_cast<std::int64_t>(values.size()));
    for (const auto& value : values) {
        text(value);
    }
    return *this;
}

Encoder& Encoder::time(const std::optional<Timestamp>& value) {
    number(value ? 1 : 0);
    return value ? number(value->seconds) : *this;
}

std::int64_t Decoder::number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes_.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes_.front());
        bytes_.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if (byte < 0x80) {
            return to_signed(value);
        }
    }
    ok_ = false;
    bytes_ = {};
    return 0;
}

std::string Decoder::text() {
    const auto size = number();
    if (size < 0 || static_cast<std::uint64_t>(size) > bytes_.size()) {
        ok_ = false;
        bytes_ = {};
        return {};
    }
    std::string value(bytes_.substr(0, static_cast<std::size_t>(size)));
    bytes_.remove_prefix(value.size());
    return value;
}

std::vector<std::string> Decoder::texts() {
    std::vector<std::string> values;
    for (auto left = number(); left > 0 && ok_; --left) {
        values.push_back(text());
    }
    return values;
}

std::optional<Timestamp> Decoder::time() {
    if (number() == 0) {
        return std::nullopt;
    }
    return Timestamp{number()};
}

std::string encode(const Source& source) {
    Encoder out;
    out.text(source.id).text(source.url).text(source.ref).text(source.root);
    out.number(static_cast<std::int64_t>(source.map.size()));
    for (const auto& [path, type] : source.map) {
        out.text(path).number(static_cast<std::int64_t>(type));
    }
    out.texts(source.tags);
    out.number(static_cast<std::int64_t>(source.trust));
    out.number(static_cast<std::int64_t>(source.visibility));
    out.number(source.import_description ? 1 : 0).number(source.import_readme ? 1 : 0);
    out.text(source.description).number(source.min_confidence);
    out.number(source.transport ? static_cast<std::int64_t>(*source.transport) : -1);
    out.number(static_cast<std::int64_t>(source.exclude.size()));
    for (const auto& row : source.exclude) {
        out.text(row.artifact).text(row.reason).time(row.at);
        add(out, row.origin);
    }
    add(out, source.origin);
    out.number(static_cast<std::int64_t>(source.index));
    return out.take();
}

std::optional<Source> decode_source(std::string_view bytes) {
    Decoder in(bytes);
    bool ok = true;
    Source source;
    source.id = in.text();
    source.url = in.text();
    source.ref = in.text();
    source.root = in.text();
    for (auto left = in.number(); left > 0 && in.ok(); --left) {
        auto path = in.text();
        source.map.emplace(std::move(path), read_enum<ArtifactType>(in, type_count, ok));
    }
    source.tags = in.texts();
    source.trust = read_enum<Trust>(in, 2, ok);
    source.visibility = read_enum<Visibility>(in, 2, ok);
    source.import_description = in.number() != 0;
    source.import_readme = in.number() != 0;
    source.description = in.text();
    source.min_confidence = static_cast<int>(in.number());
    if (const auto transport = in.number(); transport >= 0) {
        ok = ok && transport < 3;
        source.transport = static_cast<Transport>(transport);
    }
    for (auto left = in.number(); left > 0 && in.ok(); --left) {
        Exclusion row;
        row.artifact = in.text();
        row.reason = in.text();
        row.at = in.time();
        row.origin = read_origin(in);
        source.exclude.push_back(std::move(row));
    }
    source.origin = read_origin(in);
    source.index = static_cast<std::size_t>(in.number());
    return finished(std::move(source), in, ok);
}

std::string encode(const LockRow& row) {
    Encoder out;
    out.text(row.id).text(row.url).text(row.ref).text(row.commit).text(row.tree).text(row.root);
    out.texts(row.tags);
    out.number(row.import_repo_description ? 1 : 0).number(row.import_repo_readme ? 1 : 0);
    out.number(row.added_at.seconds).number(row.updated_at.seconds).time(row.fetch_timestamp);
    out.text(row.repo_description).text(row.description_status).text(row.readme_status);
    out.text(row.readme_hash).text(row.trust_level).text(row.trust_reason);
    out.number(row.host_verified ? (*row.host_verified ? 1 : 0) : -1);
    out.text(row.host_verification_reason);
    return out.take();
}

std::optional<LockRow> decode_lock_row(std::string_view bytes) {
    Decoder in(bytes);
    LockRow row;
    row.id = in.text();
    row.url = in.text();
    row.ref = in.text();
    row.commit = in.text();
    row.tree = in.text();
    row.root = in.text();
    row.tags = in.texts();
    row.import_repo_description = in.number() != 0;
    row.import_repo_readme = in.number() != 0;
    row.added_at.seconds = in.number();
    row.updated_at.seconds = in.number();
    row.fetch_timestamp = in.time();
    row.repo_description = in.text();
    row.description_status = in.text();
    row.readme_status = in.text();
    row.readme_hash = in.text();
    row.trust_level = in.text();
    row.trust_reason = in.text();
    if (const auto verified = in.number(); verified >= 0) {
        row.host_verified = verified != 0;
    }
    row.host_verification_reason = in.text();
    return finished(std::move(row), in);
}

std::string encode(const SourceState& state) {
    Encoder out;
    out.text(state.id).time(state.last_sync);
    out.number(state.last_error ? 1 : 0);
    if (state.last_error) {
        out.text(state.last_error->code).text(state.last_error->message);
        out.number(state.last_error->at.seconds);
    }
    out.number(state.counts ? 1 : 0);
    if (state.counts) {
        for (const auto value : state.counts->values) {
            out.number(value);
        }
    }
    const auto& basis = state.basis;
    out.number(static_cast<std::int64_t>(basis.catalog_size)).number(basis.catalog_mtime_ns);
    out.number(static_cast<std::int64_t>(basis.catalog_inode)).text(basis.identity);
    out.text(basis.exclusions_hash).number(basis.min_confidence);
    return out.take();
}

std::optional<SourceState> decode_state(std::string_view bytes) {
    Decoder in(bytes);
    SourceState state;
    state.id = in.text();
    state.last_sync = in.time();
    if (in.number() != 0) {
        LastError error;
        error.code = in.text();
        error.message = in.text();
        error.at.seconds = in.number();
        state.last_error = std::move(error);
    }
    if (in.number() != 0) {
        TypeCounts counts;
        for (auto& value : counts.values) {
            value = static_cast<std::uint32_t>(in.number());
        }
        state.counts = counts;
    }
    auto& basis = state.basis;
    basis.catalog_size = static_cast<std::uint64_t>(in.number());
    basis.catalog_mtime_ns = in.number();
    basis.catalog_inode = static_cast<std::uint64_t>(in.number());
    basis.identity = in.text();
    basis.exclusions_hash = in.text();
    basis.min_confidence = static_cast<int>(in.number());
    return finished(std::move(state), in);
}

std::string encode(const CatalogHeader& header) {
    Encoder out;
    out.text(header.id).text(header.url).text(header.ref).text(header.commit).text(header.tree);
    out.text(header.options).number(header.detector);
    return out.take();
}

std::optional<CatalogHeader> decode_header(std::string_view bytes) {
    Decoder in(bytes);
    CatalogHeader header;
    header.id = in.text();
    header.url = in.text();
    header.ref = in.text();
    header.commit = in.text();
    header.tree = in.text();
    header.options = in.text();
    header.detector = static_cast<int>(in.number());
    return finished(std::move(header), in);
}

std::string encode(const std::vector<std::string>& texts) {
    return texts.empty() ? std::string() : Encoder().texts(texts).take();
}

std::optional<std::vector<std::string>> decode_texts(std::string_view bytes) {
    if (bytes.empty()) {
        return std::vector<std::string>{};
    }
    Decoder in(bytes);
    auto texts = in.texts();
    return finished(std::move(texts), in);
}

std::string encode(const std::vector<Diagnostic>& messages) {
    Encoder out;
    out.number(static_cast<std::int64_t>(messages.size()));
    for (const auto& message : messages) {
        out.number(static_cast<std::int64_t>(message.severity)).text(message.message);
        add(out, message.origin);
        out.text(message.hint);
    }
    return out.take();
}

std::optional<std::vector<Diagnostic>> decode_messages(std::string_view bytes) {
    Decoder in(bytes);
    bool ok = true;
    std::vector<Diagnostic> messages;
    for (auto left = in.number(); left > 0 && in.ok(); --left) {
        Diagnostic message;
        message.severity = read_enum<Severity>(in, 3, ok);
        message.message = in.text();
        message.origin = read_origin(in);
        message.hint = in.text();
        messages.push_back(std::move(message));
    }
    return finished(std::move(messages), in, ok);
}

}  // namespace skillmeat::index
