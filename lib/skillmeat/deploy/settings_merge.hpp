#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/deployment.hpp>

namespace skillmeat::deploy {

// Values put into a settings file that an agent and its user write, too, and taken out again. Pure:
// text in, text out. Only the bytes that must change do. The format goes by the file's name:
// `.toml` is TOML, everything else JSON. What cannot be edited without loss (comments in JSON, a
// syntax error, another kind of value on the way) is `invalid_value`, and the text stays as it was.

enum class Presence {
    absent,
    same,   ///< the member, or an element, with this value is there
    other,  ///< the member has another value
};

/// Whether a value is in the text. An empty text is a file that is not there.
[[nodiscard]] Result<Presence> look_for(std::string_view text, const MergedValue& value);

/// What has to be added so that `wanted` is in the text, in order: the tables and arrays missing on
/// the way first, as empty ones of their own. Nothing when it is there. `already_exists` when the
/// member is there with another value, or the same one: it is not ours then.
[[nodiscard]] Result<std::vector<MergedValue>> steps_to_add(std::string_view text,
                                                            const MergedValue& wanted);

/// The text with one step added. A value that is there already is left as it is.
[[nodiscard]] Result<std::string> add_value(std::string_view text, const MergedValue& step);

/// The text without one step. A value that is gone already, and a container that others have put
/// something into, stay as they are.
[[nodiscard]] Result<std::string> remove_value(std::string_view text, const MergedValue& step);

/// Whether a step is an empty table or array, made to hold others.
[[nodiscard]] bool is_container(const MergedValue& step);

/// Whether nothing is left in the text but empty containers and a number `version`: then a file
/// that was made for what it held can go.
[[nodiscard]] bool holds_nothing(std::string_view text, std::string_view file);

}  // namespace skillmeat::deploy
