#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/interop/foreign.hpp>
#include <skillmeat/interop/node.hpp>

namespace skillmeat::interop {

/// Gathers what a reader finds, so that every reader checks alike. What is not taken is a remark.
class Collector {
  public:
    explicit Collector(Format format) { result_.format = format; }

    /// What is told from here on stands in this file, which must outlive that.
    void enter(const ForeignFile& file) { directory_ = &file.directory; }

    /// The source of a repository and ref, which is one of the result's from then on. Nothing, with
    /// a remark, when either is not what the command line would take, or the repository is a
    /// directory outside the file's own.
    [[nodiscard]] std::optional<std::size_t> source(const std::string& origin,
                                                    std::string_view repository,
                                                    std::string_view ref);

    /// A member of the last collection; dropped with a remark when its path cannot be one.
    void member(ForeignMember member);
    void collection(std::string name, std::string description);
    void remark(std::string origin, std::string reason, bool in_part = false);
    /// Counts a key that means nothing here; one remark for all of one name.
    void unknown_key(std::string_view place, std::string_view key);

    [[nodiscard]] Foreign take();

  private:
    [[nodiscard]] std::optional<std::string> address(const std::string& origin,
                                                     std::string_view repository);

    const std::string* directory_ = nullptr;
    Foreign result_;
    std::map<std::string, std::size_t> unknown_;
};

/// The keys of `node` that are not in `known` are told to the collector.
void tell_unknown(Collector& collector, const Node& node, std::string_view place,
                  std::initializer_list<std::string_view> known);

/// `skills/pdf/SKILL.md` and `skills/pdf/` as `skills/pdf`; `SKILL.md` as `.`.
[[nodiscard]] std::string directory_of_skill(std::string_view path);

/// Whether JSON is settings of Claude Code that say something of plugins, or its marketplaces.
[[nodiscard]] bool is_claude(const Node& root);

// The readers, each with the source of its format in its file.
[[nodiscard]] Result<Foreign> read_skills_lock(const ForeignFile& file);
[[nodiscard]] Result<Foreign> read_skill_lock(const ForeignFile& file);
[[nodiscard]] Result<Foreign> read_claude(const std::vector<ForeignFile>& files);
[[nodiscard]] Result<Foreign> read_apm(const ForeignFile& file);

}  // namespace skillmeat::interop
