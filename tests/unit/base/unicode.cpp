#include <skillmeat/base/unicode.hpp>

#include <support/catch.hpp>

#include <string>

namespace skillmeat {

TEST_CASE("UTF-8 is valid or it is not", "[base]") {
    CHECK(is_valid_utf8(""));
    CHECK(is_valid_utf8("aé漢😀"));
    CHECK(is_valid_utf8(std::string_view("a\0b", 3)));
    CHECK(is_valid_utf8("\xef\xbf\xbf"));  // a noncharacter is encoded all right
    const auto* bad = GENERATE("\xff", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
                               "\xf4\x90\x80\x80", "\xf0\x9f\x98", "a\x80", "\xf8\x88\x80\x80\x80");
    CHECK_FALSE(is_valid_utf8(bad));
}

TEST_CASE("invalid bytes become escapes and valid text stays", "[base]") {
    CHECK(to_valid_utf8("aé\n") == "aé\n");
    CHECK(to_valid_utf8("a\xff\xc3z\xe2\x82") == "a\\xff\\xc3z\\xe2\\x82");
    CHECK(to_valid_utf8("").empty());
}

TEST_CASE("what could steer a terminal is made visible", "[base]") {
    struct Row {
        std::string_view text;
        std::string_view shown;
    };
    const auto row = GENERATE(
        Row{"plain text ~", "plain text ~"}, Row{"", ""}, Row{"\x1b[2J", "\\x1b[2J"},
        Row{"\x1b]52;c;ZQ==\x07", "\\x1b]52;c;ZQ==\\x07"}, Row{"a\tb\r\nc", "a\\x09b\\x0d\\x0ac"},
        Row{std::string_view("\0", 1), "\\x00"}, Row{"\x7f", "\\x7f"},
        Row{"\u0080\u009b2J\u009f", "\\u{0080}\\u{009b}2J\\u{009f}"}, Row{"\x9b", "\\x9b"},
        Row{"\xff\xfe", "\\xff\\xfe"}, Row{"\xed\xa0\x80", "\\xed\\xa0\\x80"},
        Row{"a\u202eb\u202a\u202c", "a\\u{202e}b\\u{202a}\\u{202c}"},
        Row{"\u2066\u2069", "\\u{2066}\\u{2069}"},
        Row{"\u200e\u200f\u061c", "\\u{200e}\\u{200f}\\u{061c}"},
        Row{"a\u200bb\u200c", "a\\u{200b}b\\u{200c}"}, Row{"a\u200db", "a\\u{200d}b"},
        Row{"\u2060\u2064", "\\u{2060}\\u{2064}"}, Row{"\ufeffa\ufeff", "\\u{feff}a\\u{feff}"},
        Row{"\u2028\u2029", "\\u{2028}\\u{2029}"},
        Row{"\U000e0041\U000e007f", "\\u{e0041}\\u{e007f}"},
        Row{"\u2010\u202f\u205f", "\u2010\u202f\u205f"}, Row{"é漢字", "é漢字"},
        Row{"\\x1b", "\\x1b"});
    INFO(row.shown);
    CHECK(terminal_safe(row.text) == row.shown);
}

TEST_CASE("emoji sequences and right-to-left text stay as they are", "[base]") {
    const auto* text =
        GENERATE("👨‍👩‍👧‍👦", "🏳️‍🌈", "👩🏽‍💻", "❤️",
                 "👍🏿", "🇩🇪", "1️⃣", "🏴‍☠️", "مرحبا بالعالم", "שלום", "e\u0301",
                 "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f");
    INFO(text);
    CHECK(terminal_safe(text) == text);
}

TEST_CASE("sequences that only look like emoji are made visible", "[base]") {
    CHECK(terminal_safe("👩\u200d") == "👩\\u{200d}");
    CHECK(terminal_safe("👩\u200dx") == "👩\\u{200d}x");
    CHECK(terminal_safe("\u200d👩") == "\\u{200d}👩");
    CHECK(terminal_safe("👩\u200b\u200d👩") == "👩\\u{200b}\\u{200d}👩");
    CHECK(terminal_safe("👩\xff\u200d👩") == "👩\\xff\\u{200d}👩");
    // Tags that name no flag can hide text.
    CHECK(terminal_safe("\U0001f3f4\U000e0067") == "\U0001f3f4\\u{e0067}");
    CHECK(terminal_safe("\U0001f3f4\U000e007f") == "\U0001f3f4\\u{e007f}");
    CHECK(terminal_safe("\U0001f3f4\U000e0041\U000e007f") == "\U0001f3f4\\u{e0041}\\u{e007f}");
    std::string hidden = "\U0001f3f4";
    for (int i = 0; i < 7; ++i) {
        hidden += "\U000e0061";
    }
    CHECK(terminal_safe(hidden + "\U000e007f").find("\\u{e0061}") != std::string::npos);
    // One variation selector chooses a glyph, a run of them carries data.
    CHECK(terminal_safe("a\ufe0f\ufe01") == "a\ufe0f\\u{fe01}");
    CHECK(terminal_safe("\ufe0f") == "\\u{fe0f}");
    CHECK(terminal_safe("漢\U000e0100\U000e0101") == "漢\U000e0100\\u{e0101}");
}

TEST_CASE("safe text stays the same when made safe again", "[base]") {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) {
        all += static_cast<char>(byte);
    }
    const auto safe = terminal_safe(all);
    CHECK(is_valid_utf8(safe));
    CHECK(safe.find('\x1b') == std::string::npos);
    CHECK(terminal_safe(safe) == safe);
}

TEST_CASE("text is cut on a character boundary", "[base]") {
    CHECK(truncate_utf8("abc", 3) == "abc");
    CHECK(truncate_utf8("abc", 2) == "ab");
    CHECK(truncate_utf8("aé", 2) == "a");
    CHECK(truncate_utf8("aé", 3) == "aé");
    CHECK(truncate_utf8("😀b", 3).empty());
    CHECK(truncate_utf8("😀b", 4) == "😀");
    CHECK(truncate_utf8("é😀", 5) == "é");
    CHECK(truncate_utf8("abc", 0).empty());
    CHECK(truncate_utf8("\xff\xff\xff", 2) == "\xff\xff");
    CHECK(truncate_utf8("\x80\x80\x80\x80", 3) == "\x80\x80\x80");
}

TEST_CASE("characters are counted and cut as code points", "[base]") {
    CHECK(count_characters("") == 0);
    CHECK(count_characters("aé漢😀") == 4);
    CHECK(count_characters("\xff\xff") == 2);
    CHECK(truncate_characters("aé漢😀", 0).empty());
    CHECK(truncate_characters("aé漢😀", 2) == "aé");
    CHECK(truncate_characters("aé漢😀", 9) == "aé漢😀");
}

TEST_CASE("width counts the columns of a terminal", "[base]") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("é") == 1);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("漢字") == 4);
    CHECK(display_width("😀") == 2);
    CHECK(display_width("ｆ") == 2);
}

TEST_CASE("text that does not fit ends in an ellipsis", "[base]") {
    CHECK(fit_width("abc", 3) == "abc");
    CHECK(fit_width("abcd", 3) == "ab…");
    CHECK(fit_width("abcd", 1) == "…");
    CHECK(fit_width("abcd", 0).empty());
    CHECK(fit_width("", 0).empty());
    CHECK(fit_width("漢字漢", 4) == "漢…");
    CHECK(fit_width("漢字漢", 5) == "漢字…");
    CHECK(fit_width("e\u0301xyz", 2) == "e\u0301…");
    CHECK(fit_width("👩\u200d👩abc", 4) == "👩…");
    CHECK(display_width(fit_width("a漢b漢c漢", 6)) <= 6);
}

TEST_CASE("case folding knows more than ASCII and keeps invalid bytes", "[base]") {
    CHECK(fold_case("ABC") == "abc");
    CHECK(fold_case("ÉÀ") == "éà");
    CHECK(fold_case("Straße") == "strasse");
    CHECK(fold_case("ΣΑΣ") == "σασ");
    CHECK(fold_case("A\xff\xc3É") == "a\xff\xc3é");
    CHECK(fold_case(std::string("A\0É", 4)) == std::string("a\0é", 4));
}

TEST_CASE("names that collide on some disk have one collision key", "[base]") {
    CHECK(collision_key("SKILL.md") == collision_key("Skill.md"));
    CHECK(collision_key("\u00c9") == collision_key("e\u0301"));
    CHECK(collision_key("\u212b") == collision_key("a\u030a"));
    CHECK(collision_key("Straße") == collision_key("STRASSE"));
    CHECK(collision_key("a") != collision_key("á"));
    CHECK(collision_key("a\xff") == "a\xff");
}

TEST_CASE("folded search ignores case", "[base]") {
    CHECK(contains_folded("Review PDF files", fold_case("pdf")));
    CHECK(contains_folded("Überblick", fold_case("ÜBER")));
    CHECK(contains_folded("anything", ""));
    CHECK(contains_folded("", ""));
    CHECK_FALSE(contains_folded("", "a"));
    CHECK_FALSE(contains_folded("review", "pdf"));
    CHECK_FALSE(contains_folded("review", "é"));
}

}  // namespace skillmeat
