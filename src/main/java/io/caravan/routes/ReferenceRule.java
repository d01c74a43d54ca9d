package io.caravan.routes;

import io.caravan.settings.Setting;
import io.caravan.text.Counted;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** Beans, their classes and methods, and settings that a route names. */
final class ReferenceRule implements RouteRule {
    /** Keys whose value is the name of a bean, besides those that end in Ref. */
    private static final Set<String> REFERENCES =
            Set.of("ref", "executorService", "dataSourceName", "aggregationStrategy", "factoryBean");

    private static final Set<String> CLASSES = Set.of("beanType", "exceptionType", "resultType", "unmarshalType");
    /** What Camel takes for any or the only one there is. */
    private static final Set<String> ANY = Set.of("", "default", "dataSource");

    private static final Pattern IN_TEXT =
            Pattern.compile("(?:#bean:|\\$\\{bean:)((?:\\{\\{[^{}]*}}|[A-Za-z0-9_.-])+)(?:\\?method=([A-Za-z0-9_]+))?");

    private static final String CLASS = "#class:";

    private final CamelContext context;
    private final Placeholders placeholders;
    private final Set<String> beans = new TreeSet<>();
    private final Map<Class<?>, Set<String>> methods = new HashMap<>();

    ReferenceRule(CamelContext context, Placeholders placeholders) {
        this.context = context;
        this.placeholders = placeholders;
    }

    @Override
    public void look(RouteFiles files, Consumer<Mistake> told) {
        files.beans().forEach(bean -> beans.add(bean.text("name")));
        for (Field field : files.fields()) {
            if (!field.text().isEmpty()) {
                settings(field, told);
                names(field, told);
            } else if (field.key().equals("exception")) {
                field.children().forEach(exception -> type(exception, told));
            } else if (field.key().startsWith("convert") && field.get("type") != null) {
                type(field.get("type"), told);
            } else if (field.get("method") != null && isBean(field.text("ref"))) {
                method(field.get("method"), field.text("ref"), field.text("method"), told);
            }
        }
    }

    private void names(Field field, Consumer<Mistake> told) {
        String text = field.text();
        if (text.contains("bean:")) {
            Matcher named = IN_TEXT.matcher(text);
            while (named.find()) {
                bean(field, named.group(1), named.group(2), told);
            }
        } else if (CLASSES.contains(field.key()) || text.startsWith(CLASS)) {
            type(field, told);
        } else if (!text.startsWith("#")
                && (REFERENCES.contains(field.key()) || field.key().endsWith("Ref"))) {
            bean(field, text, null, told);
        }
    }

    private void bean(Field field, String written, String method, Consumer<Mistake> told) {
        String name = placeholders.fill(written);
        if (ANY.contains(name) || name.contains("{{")) {
            return;
        }
        if (!isBean(name)) {
            told.accept(new Mistake(field.place(), "there is no bean " + name + Mistake.instead(name, beans)));
        } else if (method != null) {
            method(field, name, method, told);
        }
    }

    private boolean isBean(String name) {
        return beans.contains(name)
                || context.getRegistry().lookupByName(name) != null
                || context.getExecutorServiceManager().getThreadPoolProfile(name) != null;
    }

    private void method(Field field, String bean, String written, Consumer<Mistake> told) {
        int arguments = written.indexOf('(');
        String name = (arguments < 0 ? written : written.substring(0, arguments)).strip();
        Object made = context.getRegistry().lookupByName(bean);
        if (made == null || name.contains("{")) {
            return;
        }
        Set<String> names = methods.computeIfAbsent(made.getClass(), ReferenceRule::methods);
        if (!names.contains(name)) {
            told.accept(new Mistake(
                    field.place(),
                    "the bean %s has no method %s%s".formatted(bean, name, Mistake.instead(name, names))));
        } else if (arguments >= 0) {
            arguments(
                    field,
                    name,
                    written.substring(arguments + 1, Math.max(arguments + 1, written.lastIndexOf(')'))),
                    made,
                    told);
        }
    }

    /** Camel drops those that are too many without a word. */
    private static void arguments(Field field, String method, String written, Object bean, Consumer<Mistake> told) {
        List<Method> known = Stream.of(bean.getClass().getMethods())
                .filter(one -> one.getName().equals(method))
                .toList();
        int given = count(written);
        int most = known.stream().mapToInt(Method::getParameterCount).max().orElse(given);
        if (given > most && known.stream().noneMatch(Method::isVarArgs)) {
            told.accept(new Mistake(
                    field.place(),
                    "%s takes %s, and is given %d".formatted(method, Counted.of(most, "argument"), given)));
        }
    }

    /** Returns how many arguments there are: commas between quotes or brackets part none. */
    private static int count(String written) {
        int commas = 0;
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                commas++;
            }
        }
        return written.isBlank() ? 0 : commas + 1;
    }

    private static Set<String> methods(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Method method : type.getMethods()) {
            names.add(method.getName());
        }
        return names;
    }

    private void type(Field field, Consumer<Mistake> told) {
        String name = field.text().replace(CLASS, "").replaceFirst("[(#].*", "");
        if (!name.contains("{{") && context.getClassResolver().resolveClass(name) == null) {
            told.accept(new Mistake(field.place(), noClass(name)));
        }
    }

    /** Returns what to say of a class that is not there. */
    static String noClass(String name) {
        return "there is no class " + name + " in the jar or beside it; its name has to be whole";
    }

    private void settings(Field field, Consumer<Mistake> told) {
        for (String key : placeholders.unknown(field.text())) {
            String instead = Mistake.instead(key, placeholders.keys());
            String remedy =
                    "; give it a value in application.properties, or by the variable " + Setting.environmentName(key);
            told.accept(
                    new Mistake(field.place(), "there is no setting " + key + (instead.isEmpty() ? remedy : instead)));
        }
    }
}
