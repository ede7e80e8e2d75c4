#include <skillmeat/tree/memory_tree.hpp>

#include <algorithm>
#include <deque>

namespace skillmeat::tree {
namespace {

std::string octal(std::uint32_t mode) {
    std::string digits;
    for (; mode > 0; mode /= 8) {
        digits.insert(digits.begin(), static_cast<char>('0' + mode % 8));
    }
    return digits;
}

class MemoryTree final : public SourceTree {
  public:
    MemoryTree(std::vector<FileContent> files, HashKind hash)
        : contents_(std::move(files)), hash_(hash) {
        std::ranges::sort(contents_, {}, &FileContent::path);
        for (const auto& file : contents_) {
            ids_.push_back(file.mode == mode_submodule ? file.bytes
                                                       : git_object_id(hash_, "blob", file.bytes));
            entries_.push_back(Entry{file.path, ids_.back(), file.mode});
        }
        build(0, entries_.size(), {});
        std::ranges::sort(directories_, {}, &Entry::path);
    }

    [[nodiscard]] std::span<const Entry> files() const override { return entries_; }
    [[nodiscard]] std::span<const Entry> directories() const override { return directories_; }
    [[nodiscard]] HashKind hash_kind() const override { return hash_; }

    [[nodiscard]] Result<void> prefetch(std::span<const std::size_t> indices) override {
        (void)indices;
        return {};
    }

    [[nodiscard]] Result<void> read(std::span<const std::size_t> indices, std::size_t limit,
                                    const Visitor& visit) override {
        for (const auto index : indices) {
            const auto& file = contents_[index];
            Blob blob{BlobState::ok, file.bytes};
            if (file.mode == mode_submodule) {
                blob = Blob{BlobState::missing, {}};
            } else if (file.bytes.size() > limit) {
                blob = Blob{BlobState::too_large, {}};
            }
            visit(index, blob);
        }
        return {};
    }

  private:
    struct Row {
        std::string key;  ///< git sorts directories as if their names ended in a slash
        std::string text;
    };

    /// Adds the directory of entries [begin, end), which all stand below `prefix`; gives its id.
    std::string_view build(std::size_t begin, std::size_t end, std::string_view prefix) {
        const auto start = prefix.empty() ? 0 : prefix.size() + 1;
        std::vector<Row> rows;
        for (auto i = begin; i < end;) {
            const auto path = entries_[i].path;
            const auto slash = path.find('/', start + 1);  // no name is empty
            const auto name = std::string(path.substr(start, slash - start));
            if (slash == std::string_view::npos) {
                rows.push_back(Row{
                    name, octal(entries_[i].mode) + ' ' + name + '\0' + raw_id(entries_[i].id)});
                ++i;
                continue;
            }
            const auto dir = path.substr(0, slash);
            const auto last = skip(i, end, path.substr(0, slash + 1));
            rows.push_back(Row{name + '/', octal(mode_directory) + ' ' + name + '\0' +
                                               raw_id(build(i, last, dir))});
            i = last;
        }
        std::ranges::sort(rows, {}, &Row::key);
        std::string content;
        for (const auto& row : rows) {
            content += row.text;
        }
        ids_.push_back(git_object_id(hash_, "tree", content));
        directories_.push_back(Entry{prefix, ids_.back(), mode_directory});
        return ids_.back();
    }

    [[nodiscard]] std::size_t skip(std::size_t from, std::size_t end,
                                   std::string_view prefix) const {
        while (from < end && entries_[from].path.starts_with(prefix)) {
            ++from;
        }
        return from;
    }

    static std::string raw_id(std::string_view hex) { return from_hex(hex).value_or(""); }

    std::vector<FileContent> contents_;
    HashKind hash_;
    std::deque<std::string> ids_;  ///< entries point into it
    std::vector<Entry> entries_;
    std::vector<Entry> directories_;
};

}  // namespace

std::unique_ptr<SourceTree> make_memory_tree(std::vector<FileContent> files, HashKind hash) {
    return std::make_unique<MemoryTree>(std::move(files), hash);
}

}  // namespace skillmeat::tree
