#include <skillmeat/ops/sources/counts.hpp>

#include <utility>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/catalog/format.hpp>

namespace skillmeat::ops {
namespace {

CountBasis basis_of(const SourceRecord& record, const sys::FileStat& catalog) {
    CountBasis basis;
    basis.catalog_size = catalog.size;
    basis.catalog_mtime_ns = catalog.mtime_ns;
    basis.catalog_inode = catalog.inode;
    basis.identity = counts_identity(record);
    basis.exclusions_hash = manifest::exclusions_hash(record.source.exclude);
    basis.min_confidence = record.source.min_confidence;
    return basis;
}

}  // namespace

bool belongs(const CatalogHeader& header, const SourceRecord& record) {
    return record.lock && header.url == record.lock->url && header.commit == record.lock->commit &&
           header.tree == record.lock->tree &&
           header.options == manifest::options_hash(record.source);
}

std::string counts_identity(const SourceRecord& record) {
    std::string text;
    if (record.lock) {
        for (const auto& part : {record.lock->url, record.lock->commit, record.lock->tree}) {
            text += part;
            text += '\n';
        }
    }
    text += manifest::options_hash(record.source);
    return hex_digest(HashKind::sha256, text).substr(0, 16);
}

Result<CatalogText> read_catalog_text(const sys::FileReader& files, const Scope& scope,
                                      const SourceRecord& record) {
    CatalogText result;
    if (!record.lock) {
        return result;
    }
    result.completeness = Completeness::incomplete;
    const auto path = scope.catalog_of(record.source.id);
    result.path = path.string();
    SKILLMEAT_ASSIGN(const auto stat, files.stat(path));
    if (!stat) {
        return result;
    }
    SKILLMEAT_ASSIGN(auto text, files.read(path));
    if (!text) {
        return result;
    }
    const auto header = catalog::read_header(*text, result.path);
    if (!header || !belongs(*header, record)) {
        return result;
    }
    result.completeness = Completeness::complete;
    result.text = *std::move(text);
    result.stat = *stat;
    return result;
}

Result<std::optional<TypeCounts>> counts_of(const sys::FileReader& files, const Scope& scope,
                                            const SourceRecord& record, SourceState* stored) {
    if (!record.lock) {
        return std::nullopt;
    }
    SKILLMEAT_ASSIGN(const auto stat, files.stat(scope.catalog_of(record.source.id)));
    if (!stat) {
        return std::nullopt;
    }
    if (record.state && record.state->counts && record.state->basis == basis_of(record, *stat)) {
        return record.state->counts;
    }
    SKILLMEAT_ASSIGN(const auto text, read_catalog_text(files, scope, record));
    if (text.completeness != Completeness::complete) {
        return std::nullopt;
    }
    const catalog::Exclusions exclusions(record.source.exclude);
    const auto counts =
        catalog::count_by_type(text.text, text.path, exclusions, record.source.min_confidence);
    if (!counts) {
        return std::nullopt;
    }
    if (stored != nullptr) {
        stored->counts = *counts;
        stored->basis = basis_of(record, text.stat);
    }
    return *counts;
}

}  // namespace skillmeat::ops
