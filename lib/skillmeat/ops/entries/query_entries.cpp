#include <skillmeat/ops/entries/query_entries.hpp>

#include <string_view>
#include <utility>

namespace skillmeat::ops {
namespace {

class Conditions {
  public:
    void add(std::string_view name, std::string_view value) {
        list_.push_back(std::string(name) + "=" + std::string(value));
    }
    void add_all(std::string_view name, const std::vector<std::string>& values) {
        for (const auto& value : values) {
            add(name, value);
        }
    }
    template <class Value>
    void add_all(std::string_view name, const std::vector<Value>& values) {
        for (const auto value : values) {
            add(name, to_string(value));
        }
    }
    void add_flag(std::string_view name, bool set) {
        if (set) {
            list_.emplace_back(name);
        }
    }
    void add_text(std::string_view name, std::string_view text) {
        if (!text.empty()) {
            add(name, text);
        }
    }
    [[nodiscard]] std::vector<std::string> take() { return std::move(list_); }

  private:
    std::vector<std::string> list_;
};

}  // namespace

std::vector<std::string> conditions(const catalog::Filter& filter) {
    Conditions result;
    result.add_all("source", filter.sources);
    result.add_all("type", filter.types);
    result.add_all("status", filter.statuses);
    result.add_all("tier", filter.tiers);
    result.add_all("tag", filter.tags);
    result.add_all("category", filter.categories);
    result.add_all("plugin", filter.plugins);
    if (filter.min_confidence) {
        result.add("min-confidence", std::to_string(*filter.min_confidence));
    }
    if (filter.min_rating) {
        result.add("min-rating", std::to_string(*filter.min_rating));
    }
    result.add_text("search", filter.search);
    result.add_flag("include-excluded", filter.include_excluded);
    result.add_flag("all", filter.all);
    return result.take();
}

std::vector<std::string> conditions(const SourceFilter& filter) {
    Conditions result;
    result.add_all("source", filter.ids);
    result.add_all("type", filter.types);
    result.add_all("tag", filter.tags);
    if (filter.trust) {
        result.add("trust", to_string(*filter.trust));
    }
    if (filter.visibility) {
        result.add("visibility", to_string(*filter.visibility));
    }
    result.add_text("search", filter.search);
    return result.take();
}

Result<catalog::Page> query_entries(Services& services, std::vector<catalog::EntryRow> rows,
                                    const catalog::Filter& filter,
                                    const catalog::PageRequest& request) {
    observe::Span span(services.observer, "catalog.query");
    if (span.on()) {
        span.set("filter", conditions(filter));
    }
    auto page = span.watch(catalog::query(std::move(rows), filter, request));
    if (page) {
        span.set("entries", static_cast<std::int64_t>(page->total));
    }
    return page;
}

}  // namespace skillmeat::ops
