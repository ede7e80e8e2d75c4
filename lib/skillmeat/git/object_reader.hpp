#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/git/program.hpp>
#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::git {

/// Where objects are read from: a directory `objects` of some repository, seen through an empty
/// bare repository of ours, so that no configuration of the other one counts.
struct ObjectStore {
    std::filesystem::path objects;  ///< absolute
    HashKind hash = HashKind::sha1;
};

/// Reads objects through one `git cat-file --batch` child that stays open. Never fetches.
class ObjectReader {
  public:
    [[nodiscard]] static Result<std::unique_ptr<ObjectReader>> open(const Git& git,
                                                                    const ObjectStore& store);
    virtual ~ObjectReader() = default;

    /// An object of any type.
    struct Object {
        std::string type;  ///< commit, tree, blob or tag
        std::string bytes;
    };
    /// Nothing when the store does not have it; `too_large` above `limit` bytes.
    [[nodiscard]] virtual Result<std::optional<Object>> read_one(std::string_view id,
                                                                 std::size_t limit) = 0;

    using Visitor = std::function<void(std::size_t position, const tree::Blob& blob)>;

    /// Hands over the objects in the order of `ids`; `position` counts from 0. One larger than
    /// `limit` bytes is `too_large` and is passed over without being held in memory; what is no
    /// blob, or has an empty id, is `missing`.
    [[nodiscard]] virtual Result<void> read(const std::vector<std::string_view>& ids,
                                            std::size_t limit, const Visitor& visit) = 0;
};

/// Those of `ids` that are not in the store, in the order given.
[[nodiscard]] Result<std::vector<std::string_view>> missing_objects(
    const Git& git, const ObjectStore& store, const std::vector<std::string_view>& ids);

/// The complete id of the one commit (or tag of one) whose id begins with `abbreviation`, four
/// hexadecimal digits or more; nothing when there is none or several.
[[nodiscard]] Result<std::optional<std::string>> find_commit(const Git& git,
                                                             const ObjectStore& store,
                                                             std::string_view abbreviation);

/// A git command that only reads objects (`ls-tree`), running on the store.
class StoreCommand {
  public:
    [[nodiscard]] static Result<StoreCommand> start(const Git& git, const ObjectStore& store,
                                                    std::vector<std::string> arguments);
    /// Waits for the end and gives stdout; above `limit` bytes it is `too_large`.
    [[nodiscard]] Result<std::string> output(const Git& git, std::size_t limit);

  private:
    std::unique_ptr<sys::Child> child_;
    std::string where_;
};

}  // namespace skillmeat::git
