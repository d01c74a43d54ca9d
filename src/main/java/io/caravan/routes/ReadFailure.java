package io.caravan.routes;

import java.beans.Introspector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.PropertyBindingException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Puts into words why Camel could not read a file, or make what it describes. */
final class ReadFailure {
    private static final String FIELD = "Unsupported field: ";
    private static final String NODE = "Unknown node id: ";
    private static final String INSTANCE = "Cannot create instance of class: ";

    private final CamelContext context;
    private final RouteReader reader;

    ReadFailure(CamelContext context, RouteReader reader) {
        this.context = context;
        this.reader = reader;
    }

    /** Returns the mistakes that a failure tells of; none where it is of another kind. */
    List<Mistake> mistakes(Throwable failure) {
        List<Mistake> twice = new ArrayList<>();
        if (reader.files().files().isEmpty()) {
            new IdRule().beans(reader.beans(), twice::add);
        }
        return twice.isEmpty() ? told(failure).toList() : twice;
    }

    private Stream<Mistake> told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException unread
                    && unread.getProblemMark().isPresent()) {
                return Stream.of(unread(unread));
            }
            if (cause instanceof ClassNotFoundException missing) {
                return inBeans(
                        field -> field.text().equals(missing.getMessage()),
                        field -> ReferenceRule.noClass(field.text()));
            }
            if (cause instanceof NoSuchMethodException missing) {
                return inBeans(
                        field -> field.text().equals(missing.getMessage()),
                        field -> "there is no public method %s that takes nothing, in the class of this bean"
                                .formatted(field.text()));
            }
            if (String.valueOf(cause.getMessage()).startsWith(INSTANCE)) {
                String name = cause.getMessage().substring(INSTANCE.length());
                return inBeans(
                        field -> field.text().equals(name),
                        field -> "a bean cannot be made of the class %s, which takes other constructors"
                                .formatted(name));
            }
            if (cause instanceof NoSuchBeanException missing) {
                String name = missing.getName();
                return inBeans(
                        field -> field.text().equals("#bean:" + name),
                        field -> "there is no bean %s, or it needs this one itself".formatted(name));
            }
            if (cause instanceof PropertyBindingException property) {
                return properties(property.getPropertyName());
            }
            if (cause instanceof FailedToCreateRouteException route) {
                return route(route.getRouteId(), "made", route);
            }
            if (cause instanceof FailedToStartRouteException route) {
                return route(route.getRouteId(), "started", route);
            }
        }
        return Stream.empty();
    }

    private static Place place(MarkedYamlEngineException unread) {
        return unread.getProblemMark()
                .map(mark -> new Place(RouteReader.file(mark.getName()), mark.getLine() + 1))
                .orElseThrow();
    }

    private Mistake unread(MarkedYamlEngineException unread) {
        var place = place(unread);
        String problem = unread.getProblem();
        if (problem.startsWith(NODE)) {
            String word = problem.substring(NODE.length());
            return new Mistake(
                    place, "there is no %s at this place%s".formatted(word, Mistake.instead(word, StepRule.names())));
        }
        if (!problem.startsWith(FIELD)) {
            return new Mistake(place, problem);
        }
        String word = problem.substring(FIELD.length());
        // Camel marks what stands behind the key.
        return reader.files().fields().stream()
                .flatMap(parent -> Stream.ofNullable(parent.get(word))
                        .filter(field -> field.place().file().equals(place.file())
                                && field.place().line() <= place.line())
                        .map(field -> new Mistake(
                                field.place(),
                                parent.key() + " has no field " + word
                                        + Mistake.instead(word, StepRule.fields(parent.key())))))
                .reduce((first, last) -> last)
                .orElseGet(() -> new Mistake(place, "there is no field " + word + " at this place"));
    }

    private Stream<Mistake> inBeans(Predicate<Field> culprit, Function<Field, String> sentence) {
        return reader.beans().fields().stream()
                .filter(culprit)
                .map(field -> new Mistake(field.place(), sentence.apply(field)));
    }

    /** The value is left out, as it may be a secret. */
    private Stream<Mistake> properties(String name) {
        return reader.beans().beans().stream()
                .filter(bean ->
                        bean.get("properties") != null && bean.get("properties").get(name) != null)
                .map(bean -> property(bean, bean.get("properties").get(name)));
    }

    private Mistake property(Field bean, Field property) {
        Set<String> names = setters(bean);
        String sentence = names.contains(property.key())
                ? "the bean %s does not take this value as its %s".formatted(bean.text("name"), property.key())
                : "the bean %s has no property %s%s"
                        .formatted(bean.text("name"), property.key(), Mistake.instead(property.key(), names));
        return new Mistake(property.place(), sentence);
    }

    private Set<String> setters(Field bean) {
        String builder = bean.text("builderClass");
        Class<?> type = context.getClassResolver().resolveClass(builder.isEmpty() ? bean.text("type") : builder);
        return type == null ? Set.of() : setters(type);
    }

    /** Returns the names of the properties that a class lets be set. */
    static Set<String> setters(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().matches("set[A-Z].*") && method.getParameterCount() == 1)
                .map(method -> Introspector.decapitalize(method.getName().substring("set".length())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Mistake> route(String id, String done, Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String why = String.valueOf(root.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^Failed to start route: .*? because: ", "");
        return reader.files().parts("route").stream()
                .filter(route -> route.text("id").equals(id))
                .map(route -> new Mistake(route.place("id"), "the route %s cannot be %s: %s".formatted(id, done, why)));
    }
}
