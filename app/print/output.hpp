#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <app/cli/globals.hpp>
#include <app/print/pager.hpp>
#include <app/print/table.hpp>
#include <app/streams.hpp>

namespace skillmeat::app::print {

/// Further members of a JSON document, in order: name and JSON text.
using Members = std::vector<std::pair<std::string_view, std::string>>;

struct Page {
    std::size_t total = 0;  ///< rows over all pages
    std::optional<std::size_t> limit;
    std::optional<std::string> next_cursor;
    std::size_t number = 0;  ///< from 1 for numbered pages, which have no limit and no cursor
    std::size_t size = 0;    ///< rows on a full numbered page

    /// Numbered pages there are.
    [[nodiscard]] std::size_t pages() const { return (total + size - 1) / size; }
};

/// A list inside a document, written item by item: `json` is called for 0 to count-1.
struct ItemList {
    std::string_view name = {};
    std::size_t count = 0;
    std::function<std::string(std::size_t)> json;
};

/// A list as a command gives it, once for all formats. `cells` and `json` are called for 0 to
/// count-1, in order, each only in the formats that need it.
struct List {
    std::string_view schema = {};  ///< "skillmeat.source.list/1"
    std::vector<Column> columns;
    std::size_t count = 0;
    std::function<Row(std::size_t)> cells;
    std::function<std::string(std::size_t)> json;  ///< one item as JSON text
    Page page;
    Members extra;              ///< after `page`: {"incomplete", "[]"}
    std::string empty_message;  ///< on stderr in table format when there are no rows
    bool streamed = false;      ///< jsonl lines were written by Output::stream already
};

/// `label: value` of a thing shown by itself.
struct Field {
    std::string_view label = {};
    Cell value = {};
};

/// A small table below the fields.
struct Section {
    std::string_view title = {};
    std::vector<Column> columns = {};
    std::vector<Row> rows = {};
};

/// One thing, or the result of a change.
struct Item {
    std::string_view schema = {};
    std::string json = {};        ///< the item as JSON text
    std::optional<bool> changed;  ///< where a command changes something
    Members extra;                ///< after `changed`
    std::vector<ItemList> lists;  ///< after `extra`; json only
    std::vector<Field> fields;    ///< table: aligned lines; plain: label TAB value
    std::vector<Section> sections;
    std::string text;  ///< below all else, line by line; in plain format a last row `text`
};

/// Writes results to stdout in the format asked for. Nothing here fails: faults of stdout are kept
/// by the stream and reported once at the end (output_failed).
class Output {
  public:
    Output(Streams& streams, const cli::Globals& globals, const sys::Environment& environment);

    void list(const List& list);
    void item(const Item& item);

    /// Format jsonl: writes one item's JSON as a line at once. Other formats: nothing.
    void stream(std::string_view json);

    /// Bytes as they are: schemas, completion scripts, help.
    void raw(std::string_view text);

    /// A line for people on stdout, made safe; only in table format and not with --quiet.
    void line(std::string_view text);

    /// A line for people on stderr, made safe; not with --quiet, --json or jsonl.
    void note(std::string_view text);

    [[nodiscard]] bool color() const { return color_; }  ///< of stdout
    [[nodiscard]] cli::Format format() const { return globals_.format; }

    /// Setting `pager`; used after SKILLMEAT_PAGER and before PAGER.
    void set_pager(std::string command) { pager_setting_ = std::move(command); }

  private:
    [[nodiscard]] TableLayout layout() const;
    void human(std::string_view text);
    void list_json(const List& list);
    void item_json(const Item& item);
    void write_items(const ItemList& items);
    void write_member(std::string_view name, std::string_view json);
    Streams& streams_;
    const cli::Globals& globals_;
    const sys::Environment& environment_;
    bool color_ = false;
    std::string pager_setting_;
};

}  // namespace skillmeat::app::print
