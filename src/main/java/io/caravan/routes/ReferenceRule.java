package io.caravan.routes;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** Beans, their classes and methods, and settings that a route names. */
final class ReferenceRule implements RouteRule {
    /** Keys whose value is the name of a bean, besides those that end in Ref. */
    private static final Set<String> REFERENCES =
            Set.of("ref", "executorService", "dataSourceName", "aggregationStrategy", "factoryBean");
    /** What Camel takes for any or the only one there is. */
    private static final Set<String> ANY = Set.of("", "default", "dataSource");

    private static final Pattern IN_TEXT =
            Pattern.compile("(?:#bean:|\\$\\{bean:)((?:\\{\\{[^{}]*}}|[A-Za-z0-9_.-])+)(?:\\?method=([A-Za-z0-9_]+))?");

    private final CamelContext context;
    private final Placeholders placeholders;

    ReferenceRule(CamelContext context, Placeholders placeholders) {
        this.context = context;
        this.placeholders = placeholders;
    }

    @Override
    public Stream<Mistake> mistakes(List<Field> files) {
        Set<String> beans = IdRule.parts(files, "beans")
                .flatMap(list -> list.child(Field.ELEMENT))
                .map(bean -> bean.text("name"))
                .collect(Collectors.toCollection(TreeSet::new));
        return files.stream().flatMap(Field::all).flatMap(field -> mistakes(field, beans));
    }

    private Stream<Mistake> mistakes(Field field, Set<String> beans) {
        String text = field.text();
        Stream<Mistake> named = text.isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        settings(field),
                        IN_TEXT.matcher(text)
                                .results()
                                .flatMap(found -> bean(field, found.group(1), found.group(2), beans)));
        boolean reference = REFERENCES.contains(field.key()) || field.key().endsWith("Ref");
        if (reference && !text.contains("#")) {
            named = Stream.concat(named, bean(field, text, null, beans));
        }
        return Stream.of(named, called(field, beans), classes(field)).flatMap(found -> found);
    }

    /** A step that names a bean and a method of it. */
    private Stream<Mistake> called(Field step, Set<String> beans) {
        String method = step.text("method");
        String bean = step.text("ref");
        return method.isEmpty() || bean.isEmpty() || !isBean(bean, beans)
                ? Stream.empty()
                : step.child("method").flatMap(field -> method(field, bean, method));
    }

    private Stream<Mistake> bean(Field field, String written, String method, Set<String> beans) {
        String name = placeholders.fill(written);
        if (ANY.contains(name) || name.contains("{{")) {
            return Stream.empty();
        }
        if (!isBean(name, beans)) {
            return Stream.of(new Mistake(field.place(), "there is no bean " + name + Mistake.instead(name, beans)));
        }
        return method == null ? Stream.empty() : method(field, name, method);
    }

    private boolean isBean(String name, Set<String> beans) {
        return beans.contains(name)
                || context.getRegistry().lookupByName(name) != null
                || context.getExecutorServiceManager().getThreadPoolProfile(name) != null;
    }

    private Stream<Mistake> method(Field field, String bean, String written) {
        String name = written.replaceFirst("\\(.*", "").strip();
        Object made = context.getRegistry().lookupByName(bean);
        if (made == null
                || name.contains("{")
                || Stream.of(made.getClass().getMethods())
                        .anyMatch(known -> known.getName().equals(name))) {
            return Stream.empty();
        }
        Set<String> names = Stream.of(made.getClass().getMethods())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        return Stream.of(new Mistake(
                field.place(), "the bean %s has no method %s%s".formatted(bean, name, Mistake.instead(name, names))));
    }

    private Stream<Mistake> classes(Field field) {
        String text = field.text();
        boolean named = text.startsWith("#class:") || field.key().equals("beanType");
        String name = text.replaceFirst("^#class:", "").replaceFirst("[(#].*", "");
        return !named || name.contains("{{") || context.getClassResolver().resolveClass(name) != null
                ? Stream.empty()
                : Stream.of(new Mistake(field.place(), noClass(name)));
    }

    /** Returns what to say of a class that is not there. */
    static String noClass(String name) {
        return "there is no class " + name + " in the jar or beside it; its name has to be whole";
    }

    private Stream<Mistake> settings(Field field) {
        return placeholders
                .unknown(field.text())
                .map(key -> new Mistake(
                        field.place(), "there is no setting " + key + Mistake.instead(key, placeholders.keys())));
    }
}
