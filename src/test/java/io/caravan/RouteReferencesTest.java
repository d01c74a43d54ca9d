package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.RouteFile.Step;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

/** What the route files name exists: beans, classes, methods, endpoint options, words of the simple language. */
class RouteReferencesTest {
    private static final Pattern IN_TEXT = Pattern.compile("(?:#bean:|\\$\\{bean:)((?:\\{\\{[^}]*}}|[A-Za-z0-9_])+)");
    private static final Pattern METHOD_IN_TEXT =
            Pattern.compile("\\$\\{bean:([A-Za-z0-9_]+)\\?method=([A-Za-z0-9_]+)");
    /** Keys whose value is the name of a bean, besides those that end in Ref. */
    private static final Set<String> REFERENCES =
            Set.of("ref", "executorService", "dataSourceName", "aggregationStrategy", "factoryBean");

    private final List<RouteFile> files = RouteFile.all();
    private final Map<String, JsonNode> beans = new HashMap<>();
    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private final List<String> problems = new ArrayList<>();

    RouteReferencesTest() throws IOException {
        files.forEach(file -> file.beans()
                .forEach(bean -> assertThat(beans.put(bean.path("name").asText(), bean))
                        .as("two beans called %s", bean.path("name"))
                        .isNull()));
    }

    @Test
    void everyBeanThatIsNamedIsDeclaredAndTheOtherWayRound() {
        Set<String> used = new HashSet<>();
        for (RouteFile file : files) {
            file.visit((key, value) -> {
                boolean reference = value.isTextual() && (REFERENCES.contains(key) || key.endsWith("Ref"));
                List<String> names = new ArrayList<>(reference ? List.of(value.asText()) : List.of());
                IN_TEXT.matcher(value.isTextual() ? value.asText() : "")
                        .results()
                        .forEach(match -> names.add(match.group(1)));
                for (String name : names) {
                    if (name.startsWith("#class:")) {
                        requireClass(file, name.replace("#class:", ""));
                        continue;
                    }
                    // A setting may be part of the name: #bean:{{warehouse.dialect}}Dialect.
                    String bean = Placeholders.fill(name.replace("#bean:", ""), ".+");
                    List<String> meant = beans.keySet().stream()
                            .filter(known -> known.matches(bean))
                            .toList();
                    require(!meant.isEmpty(), file.toString(), key + " names " + name + ", which is no bean");
                    used.addAll(meant);
                }
            });
        }
        assertThat(problems).isEmpty();
        beans.values().stream()
                .filter(RouteReferencesTest::isHealthCheck)
                .forEach(bean -> used.add(bean.path("name").asText()));
        assertThat(used).as("beans that something names").containsAll(beans.keySet());
    }

    /** Camel looks for these by their type. */
    private static boolean isHealthCheck(JsonNode bean) {
        try {
            return HealthCheck.class.isAssignableFrom(load(bean.path("type").asText()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private void requireClass(RouteFile file, String name) {
        try {
            load(name);
        } catch (ClassNotFoundException e) {
            problems.add(file + ": there is no class " + name);
        }
    }

    @Test
    void everyBeanCanBeMade() {
        beans.forEach((name, bean) -> {
            try {
                Class<?> type = load(bean.path("type").asText());
                int arguments = bean.path("constructors").size();
                if (bean.has("builderClass")) {
                    Class<?> builder = load(bean.path("builderClass").asText());
                    require(
                            method(builder, bean.path("builderMethod").asText("build"), 0)
                                    .isPresent(),
                            name,
                            "no builderMethod");
                    requireSetters(name, builder, bean);
                } else if (bean.has("factoryMethod") && !bean.has("factoryBean")) {
                    require(
                            method(type, bean.path("factoryMethod").asText(), arguments)
                                    .isPresent(),
                            name,
                            "no factoryMethod");
                } else {
                    boolean made = Stream.of(type.getConstructors())
                            .anyMatch(constructor -> constructor.getParameterCount() == arguments);
                    require(made, name, "no public constructor of " + type + " takes " + arguments + " arguments");
                    requireSetters(name, type, bean);
                }
                for (String hook : List.of("initMethod", "destroyMethod")) {
                    boolean there =
                            method(made(bean), bean.path(hook).asText(), 0).isPresent();
                    require(!bean.has(hook) || there, name, "no " + hook);
                }
            } catch (ClassNotFoundException e) {
                problems.add(name + ": there is no class " + e.getMessage());
            }
        });
        assertThat(problems).isEmpty();
    }

    /** The class of a bean: what its factory returns, else the one that is declared. */
    private static Class<?> made(JsonNode bean) throws ClassNotFoundException {
        Class<?> type = load(bean.path("type").asText());
        return method(
                        type,
                        bean.path("factoryMethod").asText(),
                        bean.path("constructors").size())
                .<Class<?>>map(Method::getReturnType)
                .orElse(type);
    }

    private void requireSetters(String name, Class<?> type, JsonNode bean) {
        bean.path("properties").fieldNames().forEachRemaining(property -> {
            String setter = "set" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
            require(method(type, setter, 1).isPresent(), name, "no " + setter + " in " + type);
        });
    }

    @Test
    void everyMethodThatIsCalledExists() {
        for (RouteFile file : files) {
            file.visit((key, value) -> {
                if (value.isObject() && value.has("ref") && value.has("method")) {
                    requireCallable(
                            file,
                            value.path("ref").asText(),
                            value.path("method").asText());
                }
                METHOD_IN_TEXT
                        .matcher(value.isTextual() ? value.asText() : "")
                        .results()
                        .forEach(match -> requireCallable(file, match.group(1), match.group(2)));
            });
        }
        assertThat(problems).isEmpty();
    }

    private void requireCallable(RouteFile file, String bean, String method) {
        if (!beans.containsKey(bean)) {
            problems.add(file + ": there is no bean " + bean);
            return;
        }
        try {
            String name = method.replaceFirst("\\(.*", "");
            require(
                    Stream.of(made(beans.get(bean)).getMethods())
                            .anyMatch(found -> found.getName().equals(name)),
                    file.toString(),
                    bean + " has no public method " + name);
        } catch (ClassNotFoundException e) {
            problems.add(file + ": the class of " + bean + " is not there");
        }
    }

    @Test
    void everyEndpointOptionIsInTheCatalogue() throws Exception {
        for (RouteFile file : files) {
            for (JsonNode route : file.parts("route")) {
                checkEndpoint(file + ", " + RouteFile.id(route), route.path("from"), true);
            }
            for (Step step : file.steps()) {
                if (step.body().has("uri")) {
                    checkEndpoint(step.toString(), step.body(), false);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private void checkEndpoint(String where, JsonNode endpoint, boolean consumer) throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        endpoint.path("parameters")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        String scheme = endpoint.path("uri").asText();
        String uri = catalog.asEndpointUri(scheme, options, false);
        // Lenient components (http) take any option as part of the query; here none is meant so.
        var result = catalog.validateEndpointProperties(uri, true, consumer, !consumer);
        if (!result.isSuccess()) {
            problems.add(where + ": " + result.summaryErrorMessage(false));
        }
    }

    @Test
    void everySimpleExpressionCanBeParsed() {
        for (RouteFile file : files) {
            file.visit((key, value) -> {
                if (value.path("simple").path("expression").isTextual()) {
                    boolean predicate = key.equals("filter")
                            || key.equals("onWhen")
                            || key.equals("when")
                            || key.equals("validate")
                            || value.path("doWhile").asBoolean();
                    checkSimple(file, value.path("simple").path("expression").asText(), predicate);
                }
            });
        }
        assertThat(problems).isEmpty();
    }

    private void checkSimple(RouteFile file, String expression, boolean predicate) {
        // The catalogue has no beans to look into; that they exist is another test.
        String filled = Placeholders.fill(expression, "1").replaceAll("\\$\\{bean:[^}]*}", "\\${body}");
        // The parser takes an unclosed function for plain text.
        boolean open = filled.replaceAll("\\$\\{[^{}]*}", "").contains("${");
        require(!open, file.toString(), expression + " is not closed");
        var result = predicate
                ? catalog.validateLanguagePredicate(getClass().getClassLoader(), "simple", filled)
                : catalog.validateLanguageExpression(getClass().getClassLoader(), "simple", filled);
        if (!result.isSuccess()) {
            problems.add(file + ": " + expression + ": " + result.getError());
        }
    }

    private void require(boolean good, String where, String problem) {
        if (!good) {
            problems.add(where + ": " + problem);
        }
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, RouteReferencesTest.class.getClassLoader());
    }

    private static Optional<Method> method(Class<?> type, String name, int parameters) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .findFirst();
    }
}
