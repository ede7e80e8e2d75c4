#include <skillmeat/github/questions.hpp>

#include <skillmeat/model/percent.hpp>
#include <skillmeat/net/http.hpp>

#include <utility>

namespace skillmeat::github {
namespace {

Question question(const Repository& repository, std::string_view below,
                  std::string_view name = {}) {
    Question made;
    made.url = repository.api_url + "/repos/" + percent_encode(repository.owner) + '/' +
               percent_encode(repository.name);
    made.url += below;
    made.url += percent_encode(name);
    return made;
}

Question object_question(const Repository& repository, std::string_view below,
                         std::string_view id) {
    auto made = question(repository, below, id);
    made.immutable = true;
    return made;
}

}  // namespace

Question ask_repository(const Repository& repository) {
    return question(repository, "");
}

Question ask_commit_id(const Repository& repository, std::string_view name) {
    auto made = question(repository, "/commits/", name);
    made.accept = "application/vnd.github.sha";
    return made;
}

Question ask_commit(const Repository& repository, std::string_view id) {
    return object_question(repository, "/git/commits/", id);
}

Question ask_refs(const Repository& repository, std::string_view prefix) {
    return question(repository, "/git/matching-refs/", prefix);
}

Question ask_tag(const Repository& repository, std::string_view id) {
    return object_question(repository, "/git/tags/", id);
}

Question ask_tree(const Repository& repository, std::string_view id, bool recursive) {
    auto made = object_question(repository, "/git/trees/", id);
    made.url += recursive ? "?recursive=1" : "";
    made.max_body = net::default_max_body;
    return made;
}

Question ask_blob(const Repository& repository, std::string_view id, std::size_t limit) {
    auto made = object_question(repository, "/git/blobs/", id);
    made.accept = "application/vnd.github.raw+json";
    made.cached = false;
    made.max_body = limit;
    return made;
}

}  // namespace skillmeat::github
