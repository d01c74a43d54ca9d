package io.caravan.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeVersion;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The forms that were seen so far, and the objects that were looked at for it: {@code state/schema/raw.json}. Losing it costs a look at all
 * objects.
 */
final class Memory {
    static final String KEY = "state/schema/raw.json";
    private static final int VERSION = 1;
    /** Some 40 forms as rich as Spotify's; 2.4 MB where names and keys are as long as they may be. */
    private static final int MOST_PATHS = 5_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LakeVersion stored;
    private final Room room = new Room(MOST_PATHS);
    private final SortedMap<String, Form> forms = new TreeMap<>();
    private LookedAt lookedAt = new LookedAt();

    private Memory(LakeVersion stored) {
        this.stored = stored;
    }

    /** Returns what is remembered, nothing where there is none or something that another version wrote. */
    static Memory of(Lake lake) {
        LakeVersion stored = lake.readVersion(KEY);
        if (stored == null) {
            return new Memory(null);
        }
        try {
            return new Memory(stored).filled(JSON.readTree(stored.bytes()));
        } catch (IOException | IllegalArgumentException e) {
            return new Memory(stored);
        }
    }

    /** Returns an empty one that takes the place of this. */
    Memory anew() {
        return new Memory(stored);
    }

    private Memory filled(JsonNode json) throws IOException {
        if (json.path("version").asInt() != VERSION) {
            throw new IOException("Another version wrote it");
        }
        lookedAt = LookedAt.of(json.path("looked_at"));
        for (var form : json.path("forms").properties()) {
            var tree = new PathTree(room);
            fill(tree, form.getValue().path("tree"));
            forms.put(form.getKey(), new Form(form.getKey(), sightings(form.getValue()), tree));
        }
        return this;
    }

    private static void fill(PathTree place, JsonNode json) {
        json.path("types")
                .properties()
                .forEach(type -> place.see(ValueType.of(type.getKey()), sightings(type.getValue())));
        for (var field : json.path("fields").properties()) {
            fill(place.keptField(field.getKey()), field.getValue());
        }
        if (json.path("folded").asBoolean()) {
            place.setFolded();
        }
        if (json.has("elements")) {
            fill(place.elements(), json.path("elements"));
        }
    }

    private static Sightings sightings(JsonNode json) {
        return new Sightings(
                json.path("objects").asLong(),
                json.path("since").textValue(),
                json.path("until").textValue(),
                json.path("example").textValue());
    }

    SortedMap<String, Form> forms() {
        return forms;
    }

    LookedAt lookedAt() {
        return lookedAt;
    }

    /** Takes in the form of an object, or of several. */
    void add(Form form) {
        Form known = forms.get(form.name());
        if (known == null) {
            known = new Form(form.name(), form.sightings(), new PathTree(room));
            known.tree().add(form.tree());
            forms.put(form.name(), known);
        } else {
            known.add(form);
        }
    }

    /** Returns how many paths were not taken in for want of room. */
    long refused() {
        return room.refused();
    }

    /** Returns each path of each form with each of its types. */
    Set<String> pairs() {
        Set<String> pairs = new HashSet<>();
        forms.values().forEach(form -> form.tree()
                .each("$", (path, place) -> place.types().keySet().forEach(type -> pairs.add(pair(form, path, type)))));
        return pairs;
    }

    static String pair(Form form, String path, ValueType type) {
        return form.name() + "\n" + path + "\n" + type;
    }

    /**
     * Writes it for the next time.
     *
     * @return false where somebody else has done so meanwhile, whose is kept
     */
    boolean store(Lake lake) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("version", VERSION);
        lookedAt.writeTo(json.putObject("looked_at"));
        ObjectNode all = json.putObject("forms");
        forms.forEach((name, form) -> {
            ObjectNode entry = JSON.valueToTree(form.sightings());
            entry.set("tree", json(form.tree()));
            all.set(name, entry);
        });
        return lake.putOver(KEY, JSON.writeValueAsBytes(json), "application/json", stored);
    }

    private static ObjectNode json(PathTree place) {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode types = json.putObject("types");
        place.types().forEach((type, sightings) -> types.set(type.label(), JSON.valueToTree(sightings)));
        if (place.isFolded()) {
            json.put("folded", true);
        }
        if (!place.fields().isEmpty()) {
            ObjectNode fields = json.putObject("fields");
            place.fields().forEach((name, field) -> fields.set(name, json(field)));
        }
        if (place.elementsOrNull() != null) {
            json.set("elements", json(place.elementsOrNull()));
        }
        return json;
    }
}
