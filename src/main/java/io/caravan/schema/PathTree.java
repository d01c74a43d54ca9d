package io.caravan.schema;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A place in JSON: which types of values stand there, and the places below it. Names that tell no two things apart are one place, {@code *}:
 * ids and numbers at once, other names when an object has more of them than anybody gives to fields.
 */
final class PathTree {
    static final String ANY = "*";
    /** Spotify's own objects have up to 25 fields, of which 7 hold objects or lists; flattened rows have some 50. */
    private static final int MOST_NAMES = 64;

    private static final int MOST_BRANCHES = 16;
    private static final int LONGEST_NAME = 60;
    private static final Pattern ID =
            Pattern.compile("\\d+|(?=.*\\d)[A-Za-z0-9]{22}|(?:spotify:|https?:).*|[0-9a-fA-F-]{32,36}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private final Room room;
    private final Map<ValueType, Sightings> types = new EnumMap<>(ValueType.class);
    private final Map<String, PathTree> fields = new LinkedHashMap<>();
    private PathTree elements;
    private boolean folded;

    PathTree(Room room) {
        this.room = room;
    }

    /** Takes note of a value. What equals what was seen is of the same objects, and counts once. */
    void see(ValueType type, Sightings sightings) {
        Sightings before = types.get(type);
        if (before == null) {
            if (room.take()) {
                types.put(type, sightings);
            }
        } else if (!before.equals(sightings)) {
            types.put(type, before.and(sightings));
        }
    }

    /** Returns the place of a field; null where there is no room for it. */
    PathTree field(String name) {
        PathTree field = fields.get(name);
        return field != null ? field : newField(name);
    }

    private PathTree newField(String name) {
        if (!folded && fields.size() >= MOST_BRANCHES && isFull()) {
            fold();
        }
        String kept = folded || ID.matcher(name).matches() ? ANY : shortened(name);
        if (room.isFull() && !fields.containsKey(kept)) {
            room.take();
            return null;
        }
        return fields.computeIfAbsent(kept, any -> new PathTree(room));
    }

    /** Returns the place of a field under exactly this name. */
    PathTree keptField(String name) {
        return fields.computeIfAbsent(name, any -> new PathTree(room));
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }

    private boolean isFull() {
        return fields.size() >= MOST_NAMES
                || fields.values().stream()
                                .filter(field -> field.has(ValueType.OBJECT) || field.has(ValueType.ARRAY))
                                .count()
                        > MOST_BRANCHES;
    }

    /** Makes one place of all fields. No more objects have it than have what it stands in. */
    private void fold() {
        folded = true;
        int before = size();
        var together = new PathTree(new Room(before));
        fields.values().forEach(together::add);
        fields.clear();
        // It takes no more room than they did.
        room.giveBack(before - size());
        PathTree any = keptField(ANY);
        any.add(together);
        Sightings own = types.get(ValueType.OBJECT);
        any.limit(own == null ? Long.MAX_VALUE : own.objects());
    }

    private void limit(long objects) {
        types.replaceAll((type, sightings) -> sightings.atMost(objects));
        below(tree -> tree.limit(objects));
    }

    /** Takes in what was seen in other objects, or in other fields of the same. */
    void add(PathTree other) {
        other.types.forEach(this::see);
        if (other.folded && !folded) {
            fold();
        }
        other.fields.forEach((name, theirs) -> {
            PathTree field = field(name);
            if (field != null) {
                field.add(theirs);
            }
        });
        if (other.elements != null) {
            elements().add(other.elements);
        }
    }

    PathTree elements() {
        if (elements == null) {
            elements = new PathTree(room);
        }
        return elements;
    }

    boolean has(ValueType type) {
        return types.containsKey(type);
    }

    Map<ValueType, Sightings> types() {
        return types;
    }

    /** Returns the fields by their names. */
    Map<String, PathTree> fields() {
        return new TreeMap<>(fields);
    }

    boolean isFolded() {
        return folded;
    }

    void setFolded() {
        folded = true;
    }

    /** Returns the place of a list's elements; null where no list has any. */
    PathTree elementsOrNull() {
        return elements;
    }

    private int size() {
        int[] size = {types.size()};
        below(tree -> size[0] += tree.size());
        return size[0];
    }

    private void below(Consumer<PathTree> action) {
        fields.values().forEach(action);
        if (elements != null) {
            action.accept(elements);
        }
    }

    /** Takes a place and its path, {@code $.items[].track.id}. */
    @FunctionalInterface
    interface Visitor {
        void visit(String path, PathTree place);
    }

    /** Shows this place and all below it, by their names. */
    void each(String path, Visitor visitor) {
        visitor.visit(path, this);
        fields().forEach((name, field) -> field.each(path + "." + quoted(name), visitor));
        if (elements != null) {
            elements.each(path + "[]", visitor);
        }
    }

    static String quoted(String name) {
        return name.equals(ANY) || PLAIN.matcher(name).matches()
                ? name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
