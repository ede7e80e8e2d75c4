#include <app/commands/registry.hpp>

#include <array>

#include <app/commands/cache/clean.hpp>
#include <app/commands/cache/list.hpp>
#include <app/commands/catalog/count.hpp>
#include <app/commands/catalog/explain.hpp>
#include <app/commands/catalog/list.hpp>
#include <app/commands/catalog/prune.hpp>
#include <app/commands/catalog/show.hpp>
#include <app/commands/category/list.hpp>
#include <app/commands/collection/create.hpp>
#include <app/commands/collection/delete.hpp>
#include <app/commands/collection/export.hpp>
#include <app/commands/collection/import.hpp>
#include <app/commands/collection/list.hpp>
#include <app/commands/collection/members.hpp>
#include <app/commands/collection/show.hpp>
#include <app/commands/collection/transfer.hpp>
#include <app/commands/collection/update.hpp>
#include <app/commands/config/get.hpp>
#include <app/commands/config/list.hpp>
#include <app/commands/config/set.hpp>
#include <app/commands/config/unset.hpp>
#include <app/commands/deploy/deploy.hpp>
#include <app/commands/deploy/outdated.hpp>
#include <app/commands/deploy/undeploy.hpp>
#include <app/commands/deploy/upgrade.hpp>
#include <app/commands/deploy/verify.hpp>
#include <app/commands/deployment/create.hpp>
#include <app/commands/deployment/list.hpp>
#include <app/commands/deployment/prune.hpp>
#include <app/commands/deployment/show.hpp>
#include <app/commands/deployment/summary.hpp>
#include <app/commands/deployment/update.hpp>
#include <app/commands/detect/detect.hpp>
#include <app/commands/exchange/export.hpp>
#include <app/commands/exchange/import.hpp>
#include <app/commands/group/create.hpp>
#include <app/commands/group/delete.hpp>
#include <app/commands/group/list.hpp>
#include <app/commands/group/members.hpp>
#include <app/commands/group/order.hpp>
#include <app/commands/group/show.hpp>
#include <app/commands/group/update.hpp>
#include <app/commands/help/help.hpp>
#include <app/commands/init/init.hpp>
#include <app/commands/lock/check.hpp>
#include <app/commands/migrate/migrate.hpp>
#include <app/commands/paths/paths.hpp>
#include <app/commands/project/add.hpp>
#include <app/commands/project/list.hpp>
#include <app/commands/project/remove.hpp>
#include <app/commands/rate/export.hpp>
#include <app/commands/rate/import.hpp>
#include <app/commands/rate/list.hpp>
#include <app/commands/rate/rate.hpp>
#include <app/commands/rate/remove.hpp>
#include <app/commands/schema/schema.hpp>
#include <app/commands/search/search.hpp>
#include <app/commands/source/add.hpp>
#include <app/commands/source/count.hpp>
#include <app/commands/source/details.hpp>
#include <app/commands/source/discover.hpp>
#include <app/commands/source/exclude.hpp>
#include <app/commands/source/list.hpp>
#include <app/commands/source/remove.hpp>
#include <app/commands/source/scan.hpp>
#include <app/commands/source/show.hpp>
#include <app/commands/source/tag.hpp>
#include <app/commands/source/update.hpp>

namespace skillmeat::app {
namespace {

constexpr std::array all_commands{
    &commands::init_spec,
    &commands::source_add_spec,
    &commands::source_discover_spec,
    &commands::source_list_spec,
    &commands::source_show_spec,
    &commands::source_details_spec,
    &commands::source_update_spec,
    &commands::source_remove_spec,
    &commands::source_tag_add_spec,
    &commands::source_tag_remove_spec,
    &commands::source_tag_set_spec,
    &commands::source_tag_list_spec,
    &commands::source_tag_suggest_spec,
    &commands::source_exclude_spec,
    &commands::source_restore_spec,
    &commands::source_scan_spec,
    &commands::source_count_spec,
    &commands::catalog_list_spec,
    &commands::catalog_show_spec,
    &commands::catalog_explain_spec,
    &commands::catalog_count_spec,
    &commands::catalog_prune_spec,
    &commands::search_spec,
    &commands::category_list_spec,
    &commands::rate_spec,
    &commands::rate_list_spec,
    &commands::rate_remove_spec,
    &commands::rate_export_spec,
    &commands::rate_import_spec,
    &commands::collection_list_spec,
    &commands::collection_create_spec,
    &commands::collection_show_spec,
    &commands::collection_update_spec,
    &commands::collection_delete_spec,
    &commands::collection_add_spec,
    &commands::collection_remove_spec,
    &commands::collection_move_spec,
    &commands::collection_copy_spec,
    &commands::collection_export_spec,
    &commands::collection_import_spec,
    &commands::group_list_spec,
    &commands::group_create_spec,
    &commands::group_show_spec,
    &commands::group_update_spec,
    &commands::group_delete_spec,
    &commands::group_reorder_spec,
    &commands::group_add_spec,
    &commands::group_remove_spec,
    &commands::group_position_spec,
    &commands::group_reorder_artifacts_spec,
    &commands::detect_spec,
    &commands::deploy_spec,
    &commands::undeploy_spec,
    &commands::upgrade_spec,
    &commands::outdated_spec,
    &commands::verify_spec,
    &commands::deployment_list_spec,
    &commands::deployment_show_spec,
    &commands::deployment_summary_spec,
    &commands::deployment_create_spec,
    &commands::deployment_update_spec,
    &commands::deployment_prune_spec,
    &commands::project_list_spec,
    &commands::project_add_spec,
    &commands::project_remove_spec,
    &commands::cache_list_spec,
    &commands::cache_clean_spec,
    &commands::lock_check_spec,
    &commands::migrate_spec,
    &commands::export_spec,
    &commands::import_spec,
    &commands::config_get_spec,
    &commands::config_set_spec,
    &commands::config_unset_spec,
    &commands::config_list_spec,
    &commands::paths_spec,
    &commands::schema_spec,
    &commands::help_spec,
};

constexpr std::array all_nouns{
    cli::NounSpec{"source", "repositories that offer artifacts"},
    cli::NounSpec{"catalog", "what the sources offer"},
    cli::NounSpec{"category", "what entries are about"},
    cli::NounSpec{"rate", "ratings of artifacts by their users"},
    cli::NounSpec{"collection", "artifacts gathered under a name"},
    cli::NounSpec{"group", "ordered parts of a collection"},
    cli::NounSpec{"deployment", "what was installed where"},
    cli::NounSpec{"project", "projects that --scope all looks into"},
    cli::NounSpec{"cache", "what is kept to spare the network"},
    cli::NounSpec{"lock", "what the sources resolved to"},
    cli::NounSpec{"config", "settings"},
};

constinit const cli::Registry all{all_commands, all_nouns};

}  // namespace

const cli::Registry& registry() {
    return all;
}

}  // namespace skillmeat::app
