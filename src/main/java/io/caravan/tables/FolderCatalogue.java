package io.caravan.tables;

import io.caravan.lake.Lake;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Tables without a catalogue: folders {@code dt=yyyy-MM-dd} of whole files that are never written over, and beside them a list of those that
 * are current. A commit is one conditional write of that list.
 */
final class FolderCatalogue implements TableCatalogue {
    private final Lake lake;
    private final String location;

    /**
     * Creates the view of one folder.
     *
     * @param location where the tables lie, {@code s3://bucket/path/}
     */
    FolderCatalogue(S3Client s3, String location) {
        String[] parts = location.substring("s3://".length()).split("/", 2);
        this.lake = new Lake(s3, parts[0], parts[1]);
        this.location = location;
    }

    @Override
    public CatalogueTable open(LakeTable model) {
        return new FolderTable(model, lake, location);
    }

    @Override
    public void close() {
        // The client is the lake's.
    }
}
