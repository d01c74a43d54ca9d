package io.caravan.schema;

/** What raw objects that are alike look like together. */
final class Form {
    private final String name;
    private final PathTree tree;
    private Sightings sightings;

    Form(String name, Sightings sightings, PathTree tree) {
        this.name = name;
        this.sightings = sightings;
        this.tree = tree;
    }

    /** Takes in another object, or several. */
    void add(Form other) {
        sightings = sightings.and(other.sightings);
        tree.add(other.tree);
    }

    String name() {
        return name;
    }

    Sightings sightings() {
        return sightings;
    }

    PathTree tree() {
        return tree;
    }
}
