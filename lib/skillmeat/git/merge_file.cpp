#include <skillmeat/git/merge_file.hpp>

#include <skillmeat/git/environment.hpp>

#include <cstdint>
#include <filesystem>
#include <utility>

namespace skillmeat::git {
namespace {

constexpr std::uint32_t private_file = 0600;
constexpr std::uint32_t private_directory = 0700;
constexpr int most_conflicts = 127;  // more are this many; above it the exit code means failure

bool is_text(std::string_view bytes) {
    return bytes.find('\0') == std::string_view::npos;
}

Result<void> write_inputs(const Git& git, const std::filesystem::path& scratch,
                          const MergeInput& input) {
    SKILLMEAT_TRY(git.files.create_directories(scratch, private_directory));
    for (const auto& [name, bytes] : {std::pair("ours", input.ours), std::pair("base", input.base),
                                      std::pair("theirs", input.theirs)}) {
        SKILLMEAT_TRY(git.files.write(scratch / name, bytes, private_file));
    }
    return {};
}

Result<MergedText> run(const Git& git, const std::filesystem::path& scratch,
                       const MergeLabels& labels) {
    sys::Command command;
    command.program = git.program;
    command.arguments = {"merge-file", "-p"};
    for (const auto label : {labels.ours, labels.base, labels.theirs}) {
        command.arguments.emplace_back("-L");
        command.arguments.emplace_back(label);
    }
    for (const auto* name : {"ours", "base", "theirs"}) {
        command.arguments.push_back((scratch / name).string());
    }
    command.environment = in_place_variables(git.environment.all(), "/dev/null", {});
    command.directory = "/";
    SKILLMEAT_ASSIGN(auto completed, git.runner.run(command, {}));
    if (completed.exit_code < 0 || completed.exit_code > most_conflicts) {
        return fail(ErrorCode::git_failed, "git could not merge: " + completed.errors);
    }
    return MergedText{std::move(completed.output), completed.exit_code};
}

}  // namespace

Result<MergedText> merge_texts(const Git& git, const MergeInput& input, const MergeLabels& labels) {
    if (!is_text(input.base) || !is_text(input.ours) || !is_text(input.theirs)) {
        return fail(ErrorCode::invalid_value, "what is no text cannot be merged");
    }
    SKILLMEAT_TRY(check_cache(git));
    SKILLMEAT_TRY(git.files.create_directories(git.cache, private_directory));
    SKILLMEAT_ASSIGN(const auto held, git.files.lock(git.cache / "merge.lock", {}));
    const auto scratch = git.cache / "merge";
    SKILLMEAT_TRY(git.files.remove_tree(scratch));  // of a run that was killed
    SKILLMEAT_TRY(write_inputs(git, scratch, input));
    auto merged = run(git, scratch, labels);
    SKILLMEAT_TRY(git.files.remove_tree(scratch));
    return merged;
}

}  // namespace skillmeat::git
