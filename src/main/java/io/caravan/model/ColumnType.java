package io.caravan.model;

/** What the values of a column are. Every writer and every engine has a name of its own for it. */
public enum ColumnType {
    /** Any text, the empty one too. */
    TEXT,
    /** A whole number of 32 bits. */
    INT,
    /** A whole number of 64 bits. */
    LONG,
    BOOLEAN,
    /** A day. */
    DATE,
    /** Milliseconds in UTC, without a zone. */
    TIMESTAMP
}
