package io.caravan.local.spotify;

import java.util.List;

/** Names for the catalogue: plain ones, and those that break careless programs. */
final class Names {
    private static final List<String> ODD = List.of(
            "He said \"Hello\"",
            "a,\"b",
            "\"",
            "Line one\nLine two",
            "Carriage\rReturn",
            "Both\r\nends",
            "Tab\tStop",
            "AC\\DC",
            "NULL",
            "null",
            "\\N",
            "=1+1",
            "100% & <more>; a|b",
            "'; drop table tbl_songs; --",
            "${exchangeId}",
            "  both sides  ",
            "\u00a0",
            "Party 🎉🕺🏽",
            "Ame\u0301lie",
            "부산에 가면",
            "Группа крови",
            "أهواك");

    private static final List<String> PLAYLISTS = List.of(
            "Morning Caravan",
            "Night Drive",
            "\"Quoted\", with commas",
            "Songs for 🐪 & 🌙",
            "Rainy Day",
            "夏の夜",
            "Kitchen Radio",
            "Long Run",
            "AC\\DC and others",
            "Slow Sunday");
    private static final List<String> FIRST = List.of(
            "Amber",
            "Blue",
            "Broken",
            "Distant",
            "Electric",
            "Golden",
            "Hollow",
            "Last",
            "Little",
            "Lost",
            "Midnight",
            "Paper",
            "Quiet",
            "Silver",
            "Velvet",
            "Wild");
    private static final List<String> SECOND = List.of(
            "Avenue", "Bird", "Caravan", "Desert", "Echo", "Garden", "Harbour", "Letter", "Mirror", "Moon", "River",
            "Road", "Season", "Signal", "Summer", "Window");

    private Names() {}

    static String plain(long hash) {
        return FIRST.get((int) (hash & 15)) + " " + SECOND.get((int) (hash >>> 4 & 15));
    }

    static String odd(int index) {
        return ODD.get(index % ODD.size());
    }

    static String playlist(int index) {
        String name = PLAYLISTS.get(index % PLAYLISTS.size());
        return index < PLAYLISTS.size() ? name : name + " " + index;
    }
}
