package io.caravan.tables;

import java.time.LocalDate;

/**
 * A file of a lake table where the catalogue finds it.
 *
 * @param location its URI; never given twice, since what is called so for good is what {@code expire} may delete
 * @param day the day of its rows
 * @param file what it holds
 */
record TableFile(String location, LocalDate day, ParquetFile file) {}
