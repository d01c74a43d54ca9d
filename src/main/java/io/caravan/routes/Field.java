package io.caravan.routes;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A key of a route file, the text that stands behind it, and the keys below it.
 *
 * @param key its name; {@value #ELEMENT} for an element of a list, empty for a whole file
 * @param text empty where a list or keys follow
 * @param place where it stands
 */
record Field(String key, String text, Place place, List<Field> children) {
    /** What elements of lists are called. */
    static final String ELEMENT = "-";

    /** Reads what stands in a file. */
    static Field of(String file, Node root) {
        return of(file, "", root, root);
    }

    private static Field of(String file, String key, Node at, Node value) {
        List<Field> children = new ArrayList<>();
        if (value instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                Node name = entry.getKeyNode();
                children.add(of(file, text(name), name, entry.getValueNode()));
            }
        } else if (value instanceof SequenceNode sequence) {
            for (Node element : sequence.getValue()) {
                children.add(of(file, ELEMENT, element, element));
            }
        }
        int line = 1 + (at.getStartMark().isPresent() ? at.getStartMark().get().getLine() : 0);
        return new Field(key, text(value), new Place(file, line), children);
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Returns whether it is a list; one without elements is none. */
    boolean isList() {
        return !children.isEmpty() && children.get(0).key.equals(ELEMENT);
    }

    /** Returns a key below this one; null where it is not there. */
    Field get(String name) {
        for (Field child : children) {
            if (child.key.equals(name)) {
                return child;
            }
        }
        return null;
    }

    /** Returns the text of a key below this one; empty where it is not there. */
    String text(String name) {
        Field child = get(name);
        return child == null ? "" : child.text;
    }

    /** Returns where a key below this one stands, or this one where it is not there. */
    Place place(String name) {
        Field child = get(name);
        return child == null ? place : child.place;
    }

    /** Adds this one and all below it, in the order of the file. */
    void addTo(List<Field> fields) {
        fields.add(this);
        for (Field child : children) {
            child.addTo(fields);
        }
    }
}
