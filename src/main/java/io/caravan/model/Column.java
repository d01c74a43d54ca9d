package io.caravan.model;

import java.util.Objects;

/**
 * A column of a table. Its copies with one thing changed read as a sentence: {@code text(1, "album_id", "…").key()}.
 *
 * @param fieldId its number within the table: never given twice, kept when the column is renamed
 * @param name in snake_case
 * @param type what its values are
 * @param sentence what it tells, without a full stop, for people who meet it in a warehouse or in the docs
 * @param isKey whether it is part of the table's key
 * @param isRequired whether a null in it is an error; so in every key
 * @param references the table of which each value but null is a key, whose column has the same name; null for none
 * @param isEarliest whether the earliest value ever told stays, in place of the newest
 * @param toldWith the column without which it says nothing: it comes from the row that tells that one; null for none
 * @param place where it stands
 * @param since the version of the model whose CSV files have it first
 * @param migration the number of the migration that adds it to warehouses of earlier versions; 0 where every warehouse has it. A
 *     table whose first column came so came whole, and is made without a migration
 */
public record Column(
        int fieldId,
        String name,
        ColumnType type,
        String sentence,
        boolean isKey,
        boolean isRequired,
        String references,
        boolean isEarliest,
        String toldWith,
        Place place,
        int since,
        int migration) {

    /** Where a column stands. */
    public enum Place {
        /** In the file, the stage table and the table. */
        EVERYWHERE,
        /** In the stage table alone, for statements to look at. */
        STAGE,
        /** In the table alone, which the load fills. */
        TABLE
    }

    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(sentence, "sentence");
    }

    private static Column of(int fieldId, String name, ColumnType type, String sentence) {
        return new Column(fieldId, name, type, sentence, false, false, null, false, null, Place.EVERYWHERE, 1, 0);
    }

    static Column text(int fieldId, String name, String sentence) {
        return of(fieldId, name, ColumnType.TEXT, sentence);
    }

    static Column integer(int fieldId, String name, String sentence) {
        return of(fieldId, name, ColumnType.INT, sentence);
    }

    static Column longInteger(int fieldId, String name, String sentence) {
        return of(fieldId, name, ColumnType.LONG, sentence);
    }

    static Column flag(int fieldId, String name, String sentence) {
        return of(fieldId, name, ColumnType.BOOLEAN, sentence);
    }

    static Column date(int fieldId, String name, String sentence) {
        return of(fieldId, name, ColumnType.DATE, sentence);
    }

    static Column timestamp(int fieldId, String name, String sentence) {
        return of(fieldId, name, ColumnType.TIMESTAMP, sentence);
    }

    Column key() {
        return new Column(
                fieldId, name, type, sentence, true, true, references, isEarliest, toldWith, place, since, migration);
    }

    Column required() {
        return new Column(
                fieldId, name, type, sentence, isKey, true, references, isEarliest, toldWith, place, since, migration);
    }

    /** The value is a key of the table of this label, or null. */
    Column in(String label) {
        return new Column(
                fieldId, name, type, sentence, isKey, isRequired, label, isEarliest, toldWith, place, since, migration);
    }

    Column earliest() {
        return new Column(
                fieldId, name, type, sentence, isKey, isRequired, references, true, toldWith, place, since, migration);
    }

    /** The value comes from the row that tells that column. */
    Column toldWith(String column) {
        return new Column(
                fieldId,
                name,
                type,
                sentence,
                isKey,
                isRequired,
                references,
                isEarliest,
                column,
                place,
                since,
                migration);
    }

    Column onlyStaged() {
        return at(Place.STAGE);
    }

    Column onlyInTable() {
        return at(Place.TABLE);
    }

    private Column at(Place only) {
        return new Column(
                fieldId,
                name,
                type,
                sentence,
                isKey,
                isRequired,
                references,
                isEarliest,
                toldWith,
                only,
                since,
                migration);
    }

    /** CSV files have the column from this version of the model on. */
    Column since(int model) {
        return new Column(
                fieldId,
                name,
                type,
                sentence,
                isKey,
                isRequired,
                references,
                isEarliest,
                toldWith,
                place,
                model,
                migration);
    }

    /** Warehouses of earlier versions get the column by the migration of this number. */
    Column migration(int number) {
        return new Column(
                fieldId,
                name,
                type,
                sentence,
                isKey,
                isRequired,
                references,
                isEarliest,
                toldWith,
                place,
                since,
                number);
    }
}
