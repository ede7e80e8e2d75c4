#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include <skillmeat/model/catalog_entry.hpp>

namespace skillmeat::test {

/// Random values for property tests: the same ones for the same seed on every machine.
class Random {
  public:
    explicit Random(unsigned seed) : engine_(seed) {}

    std::size_t below(std::size_t end) { return static_cast<std::size_t>(engine_()) % end; }
    bool chance(std::size_t percent) { return below(100) < percent; }
    template <class Values>
    const auto& pick(const Values& values) {
        return values[below(values.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t i = values.size(); i > 1; --i) {
            std::swap(values[i - 1], values[below(i)]);
        }
    }

  private:
    std::mt19937 engine_;
};

/// Valid UTF-8 of pieces that break careless writers: quotes, backslashes, controls, other scripts.
std::string hostile_text(Random& random, std::size_t pieces);

/// A catalog with hostile texts, every status but excluded, every tier; sorted, each entry once.
Catalog hostile_catalog(Random& random, std::size_t entries);

/// A small tidy catalog of three entries.
Catalog sample_catalog();

/// By type name, then path; entries with the key of another one are dropped.
void sort_and_make_unique(std::vector<CatalogEntry>& entries);

}  // namespace skillmeat::test
