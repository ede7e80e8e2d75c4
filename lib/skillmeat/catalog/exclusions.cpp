#include <skillmeat/catalog/exclusions.hpp>

#include <skillmeat/model/artifact_ref.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

namespace skillmeat::catalog {

namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
constexpr std::size_t any_type = artifact_types.size();

struct Key {
    std::size_t type = any_type;
    std::string_view text;

    bool operator==(const Key&) const = default;
};

struct KeyHash {
    std::size_t operator()(const Key& key) const {
        return std::hash<std::string_view>()(key.text) + key.type;
    }
};

/// First row of each literal, by type (or any) and text.
class Literals {
  public:
    void add(std::optional<ArtifactType> type, std::string_view text, std::size_t row) {
        const auto number = type ? static_cast<std::size_t>(*type) : any_type;
        used_[number] = true;
        rows_.emplace(Key{number, text}, row);  // the first one stays
    }

    [[nodiscard]] std::size_t find(ArtifactType type, std::string_view text) const {
        return std::min(find(static_cast<std::size_t>(type), text), find(any_type, text));
    }

  private:
    [[nodiscard]] std::size_t find(std::size_t type, std::string_view text) const {
        if (!used_[type]) {
            return none;
        }
        const auto found = rows_.find(Key{type, text});
        return found == rows_.end() ? none : found->second;
    }

    std::unordered_map<Key, std::size_t, KeyHash> rows_;
    std::array<bool, artifact_types.size() + 1> used_{};
};

struct Glob {
    std::size_t row = 0;
    std::string_view prefix;  ///< every path it fits begins so
};

/// The pattern up to its first wildcard; without a slash at the end, since `a/**` fits `a` too.
std::string_view literal_prefix(std::string_view pattern) {
    auto prefix = pattern.substr(0, pattern.find_first_of("*?"));
    while (prefix.ends_with('/')) {
        prefix.remove_suffix(1);
    }
    return prefix;
}

}  // namespace

struct Exclusions::Index {
    const std::vector<Exclusion>& rows;
    std::vector<ArtifactRef> refs;  ///< one per row; what the views below point into
    Literals paths;
    Literals names;
    std::vector<Glob> globs;  ///< in the order of the file
};

Exclusions::Exclusions(const std::vector<Exclusion>& rows)
    : index_(std::make_unique<Index>(Index{rows, {}, {}, {}, {}})) {
    auto& refs = index_->refs;
    refs.reserve(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        refs.push_back(parse_exclusion(rows[row].artifact));
        const auto& ref = refs.back();
        if (ref.is_glob) {
            index_->globs.push_back(Glob{row, literal_prefix(ref.path)});
        } else if (ref.is_path) {
            index_->paths.add(ref.type, ref.path, row);
        } else if (!ref.name.empty()) {
            index_->names.add(ref.type, ref.name, row);
        }
    }
}

Exclusions::~Exclusions() = default;
Exclusions::Exclusions(Exclusions&&) noexcept = default;

const Exclusion* Exclusions::find(ArtifactType type, std::string_view name,
                                  std::string_view path) const {
    if (empty()) {
        return nullptr;
    }
    const auto bare = path_without_name(type, name, path);
    std::size_t first = std::min(index_->names.find(type, name), index_->paths.find(type, path));
    if (bare.size() != path.size()) {
        first = std::min(first, index_->paths.find(type, bare));
    }
    for (const auto& glob : index_->globs) {
        if (glob.row >= first) {
            break;
        }
        if (path.starts_with(glob.prefix) && matches(index_->refs[glob.row], type, name, path)) {
            first = glob.row;
        }
    }
    return first == none ? nullptr : &index_->rows[first];
}

bool Exclusions::empty() const {
    return index_->rows.empty();
}

}  // namespace skillmeat::catalog
