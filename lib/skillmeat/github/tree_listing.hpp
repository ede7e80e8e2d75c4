#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/github/call.hpp>
#include <skillmeat/github/json_answers.hpp>

namespace skillmeat::github {

/// The rows of a whole tree, without its root, sorted by path bytewise.
class TreeListing {
  public:
    struct Row {
        std::size_t begin = 0;  ///< of the path in the text; the id follows it
        std::size_t path_size = 0;
        std::size_t id_size = 0;
        std::uint32_t mode = 0;
        std::uint64_t size = 0;  ///< of a blob, bytes; 0 when unknown
    };

    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    [[nodiscard]] std::string_view path(const Row& row) const;
    [[nodiscard]] std::string_view id(const Row& row) const;

    /// Some rows were left out, or have paths no tree of git's has: ids of trees cannot be
    /// computed.
    [[nodiscard]] bool is_odd() const { return odd_; }
    [[nodiscard]] std::size_t file_count() const { return files_; }
    [[nodiscard]] std::size_t text_size() const { return text_.size(); }

    /// `directory` is put in front of the path; empty at the root.
    void add(std::string_view directory, const TreeRow& row);
    void note_odd() { odd_ = true; }
    /// Back to when it had so many rows.
    void shrink(std::size_t rows);
    void sort();

  private:
    std::string text_;
    std::vector<Row> rows_;
    std::size_t files_ = 0;
    bool odd_ = false;
};

struct ListedTree {
    TreeListing listing;
    std::vector<net::CacheKey> answers;  ///< that it was read from
};

/// Asks for the tree: one recursive call, or, where the host cuts the answer short, its top and
/// then each subtree by itself, several at once. `too_large` beyond `max_files`.
[[nodiscard]] Result<ListedTree> list_tree(Caller& caller, const Repository& repository,
                                           std::string_view root, std::size_t max_files,
                                           const CallOptions& call);

}  // namespace skillmeat::github
