#include <skillmeat/ops/discover/repository_index.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/discover/marketplace.hpp>
#include <skillmeat/discover/repository_copy.hpp>
#include <skillmeat/net/url.hpp>

namespace skillmeat::ops {
namespace {

using discover::RepositoryCopy;

std::string below(std::string_view base, std::string_view path) {
    return base.empty() ? std::string(path) : fmt::format("{}/{}", base, path);
}

/// Entries may point to this machine only when the index stands on it.
bool on_this_machine(const GitUrl& url) {
    return !is_remote(url) || url.kind == GitUrl::Kind::http;
}

/// The marketplaces of a tree, in the order of marketplace_files.
Result<std::vector<RepositoryCopy::File>> read_files(tree::SourceTree& tree,
                                                     const std::string& base,
                                                     DiagnosticSink& sink) {
    std::vector<std::size_t> indices;
    for (const auto name : discover::marketplace_files) {
        const auto path = below(base, name);
        const auto index = tree::find_file(tree, path);
        if (index == tree::npos) {
            continue;
        }
        const auto mode = tree.files()[index].mode;
        if (mode == tree::mode_file || mode == tree::mode_executable) {
            indices.push_back(index);
        } else {
            sink.report({Severity::warning,
                         fmt::format("{} is a link, which is not followed", quote(path)),
                         {path, 0, 0},
                         ""});
        }
    }
    SKILLMEAT_TRY(tree.prefetch(indices));
    std::vector<RepositoryCopy::File> files;
    SKILLMEAT_TRY(tree.read(
        indices, discover::max_index_size, [&](std::size_t index, const tree::Blob& blob) {
            const std::string path(tree.files()[index].path);
            if (blob.state == tree::BlobState::ok) {
                files.push_back({path, std::string(blob.bytes)});
                return;
            }
            const auto* what = blob.state == tree::BlobState::missing ? "is not in the repository"
                                                                      : "is larger than 8 MiB";
            sink.report({Severity::warning,
                         fmt::format("{} {}, and is not read", quote(path), what),
                         {path, 0, 0},
                         ""});
        }));
    return files;
}

/// Reads what a copy holds. `has_directory` answers for the repository.
Result<std::vector<discover::Reference>> read_copied(
    const RepositoryCopy& copy, const GitUrl& url,
    std::function<bool(std::string_view)> has_directory, DiagnosticSink& sink) {
    discover::Surroundings surroundings;
    surroundings.url = url.text;
    surroundings.ref = copy.ref;
    surroundings.base = copy.base;
    surroundings.local = on_this_machine(url);
    surroundings.has_directory = std::move(has_directory);
    std::vector<discover::Reference> all;
    std::vector<Error> failures;
    for (const auto& file : copy.files) {
        auto references = discover::read_marketplace(file.text, file.path, surroundings, sink);
        if (!references) {
            failures.push_back(std::move(references).error());
            continue;
        }
        std::move(references->begin(), references->end(), std::back_inserter(all));
    }
    if (failures.size() == copy.files.size()) {
        return fail(std::move(failures.front()));
    }
    for (auto& failure : failures) {
        sink.report({Severity::warning, failure.message, failure.origin, failure.hint});
    }
    return discover::merge(std::move(all));
}

tl::unexpected<Error> no_marketplace(const GitUrl& url, const std::string& base) {
    std::vector<std::string> paths;
    for (const auto name : discover::marketplace_files) {
        paths.push_back(below(base, name));
    }
    const auto shown = without_credentials(url.text);
    return fail(ErrorCode::index_not_found,
                fmt::format("{} holds no marketplace: none of {} is there", quote(shown),
                            join(paths, ", ")),
                fmt::format("`skillmeat detect {}` shows what it offers itself", shown));
}

/// Ref and directory of what a user named; a page names both in one breath.
Result<git::RefAndPath> ref_and_directory(const Reader& reader, const RepoArgument& argument) {
    if (argument.ref_and_path.empty()) {
        return git::RefAndPath{argument.ref, argument.subpath};
    }
    SKILLMEAT_ASSIGN(auto parts, split_page(reader, argument.url, argument.ref_and_path));
    if (argument.is_blob) {
        const auto slash = parts.path.rfind('/');
        parts.path.resize(slash == std::string::npos ? 0 : slash);
    }
    return parts;
}

/// Reads a repository anew. The copy keeps which of the directories that entries name exist, so
/// that it can be read without the tree.
Result<RepositoryCopy> read_anew(const Reader& reader, const RepoArgument& argument,
                                 const std::string& ref) {
    auto& services = reader.services;
    SKILLMEAT_ASSIGN(const auto named, ref_and_directory(reader, argument));
    RepositoryCopy copy;
    copy.ref = ref.empty() ? named.ref : ref;
    copy.base = discover::base_of_directory(named.path);
    SKILLMEAT_ASSIGN(const auto resolved,
                     resolve_source(reader, Scope{}, argument.url.text, copy.ref));
    if (!resolved.ref.note.empty()) {
        services.diagnostics.report({Severity::note, resolved.ref.note, {}, ""});
    }
    copy.commit = resolved.ref.commit;
    SKILLMEAT_ASSIGN(const auto tree, open_tree(reader, resolved));
    SKILLMEAT_ASSIGN(copy.files, read_files(*tree, copy.base, services.diagnostics));
    if (copy.files.empty()) {
        return no_marketplace(argument.url, copy.base);
    }
    std::set<std::string> found;
    const auto has_directory = [&](std::string_view path) {
        const auto all = tree->directories();
        const auto at = std::lower_bound(
            all.begin(), all.end(), path,
            [](const tree::Entry& entry, std::string_view wanted) { return entry.path < wanted; });
        const bool exists = at != all.end() && at->path == path;
        if (exists) {
            found.insert(std::string(path));
        }
        return exists;
    };
    DiagnosticList unused;
    SKILLMEAT_TRY(read_copied(copy, argument.url, has_directory, unused));
    copy.directories.assign(found.begin(), found.end());
    return copy;
}

}  // namespace

bool is_remote(const GitUrl& url) {
    return url.kind != GitUrl::Kind::path && url.kind != GitUrl::Kind::file;
}

net::CacheKey repository_key(const RepoArgument& argument, const std::string& ref) {
    const auto& wanted = ref.empty() ? argument.ref : ref;
    return {fmt::format("git:{}#{}:{}{}", comparison_key(argument.url), wanted, argument.subpath,
                        argument.ref_and_path),
            "skillmeat-index-1", ""};
}

Result<ReadIndex> read_repository(const Reader& reader, IndexCopies& copies,
                                  const RepoArgument& argument, const std::string& ref,
                                  const IndexFlags& flags) {
    auto& services = reader.services;
    ReadIndex index;
    index.url = argument.url.text;
    RepositoryCopy copy;
    if (is_remote(argument.url)) {
        const std::array keys{repository_key(argument, ref)};
        const auto ask = [&]() -> Result<net::CachedResponse> {
            SKILLMEAT_ASSIGN(const auto fresh, read_anew(reader, argument, ref));
            net::CachedResponse answer;
            answer.url = keys.front().url;
            answer.stored_at = services.clock.now();
            answer.body = discover::write_copy(fresh);
            copies.store(keys.front(), answer);
            return answer;
        };
        SKILLMEAT_ASSIGN(const auto answer,
                         copies.answer(keys, flags, without_credentials(argument.url.text), ask));
        auto read = discover::read_copy(answer.response.body);
        if (!read) {
            return fail(ErrorCode::internal, "a copy of an index cannot be read");
        }
        copy = *std::move(read);
        index.fetched_at = answer.response.stored_at;
        index.from_cache = answer.from_cache;
        index.expired = answer.expired;
    } else {
        SKILLMEAT_ASSIGN(copy, read_anew(reader, argument, ref));
    }
    index.ref = copy.ref;
    index.commit = copy.commit;
    const auto has_directory = [&copy](std::string_view path) {
        return std::binary_search(copy.directories.begin(), copy.directories.end(), path);
    };
    SKILLMEAT_ASSIGN(index.references,
                     read_copied(copy, argument.url, has_directory, services.diagnostics));
    return index;
}

}  // namespace skillmeat::ops
