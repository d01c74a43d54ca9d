package io.caravan.tables;

import io.caravan.sink.Batch;
import java.time.LocalDate;

/**
 * What becomes one file: the rows that the snapshots of one day have of one table.
 *
 * @param table which
 * @param day the day on which they were read
 * @param batch their manifests
 */
public record TablePart(LakeTable table, LocalDate day, Batch batch) {}
