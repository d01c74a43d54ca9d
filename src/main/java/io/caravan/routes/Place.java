package io.caravan.routes;

/** Where something stands: a file as the start's folder names it, and its line from 1 on. */
record Place(String file, int line) {
    @Override
    public String toString() {
        return file + ", line " + line;
    }
}
