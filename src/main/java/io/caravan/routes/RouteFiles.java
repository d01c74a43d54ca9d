package io.caravan.routes;

import java.util.ArrayList;
import java.util.List;

/**
 * The route files as they are written.
 *
 * @param files each as a whole
 * @param fields all that stands in them, in the order of the files
 * @param endpoints what their routes begin at and call
 */
record RouteFiles(List<Field> files, List<Field> fields, List<Endpoint> endpoints) {
    static RouteFiles of(List<Field> files) {
        List<Field> fields = new ArrayList<>();
        List<Endpoint> endpoints = new ArrayList<>();
        files.forEach(file -> file.addTo(fields));
        for (Field field : fields) {
            Endpoint endpoint = Endpoint.of(field);
            if (endpoint != null) {
                endpoints.add(endpoint);
            }
        }
        return new RouteFiles(files, fields, endpoints);
    }

    /** Returns what stands under a key of the first level: {@code route}, {@code routeConfiguration}, {@code from}. */
    List<Field> parts(String kind) {
        List<Field> parts = new ArrayList<>();
        for (Field file : files) {
            for (Field element : file.isList() ? file.children() : List.<Field>of()) {
                Field part = element.get(kind);
                if (part != null) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    /** Returns what is declared as a bean. */
    List<Field> beans() {
        return parts("beans").stream()
                .flatMap(beans -> beans.children().stream())
                .toList();
    }
}
