package io.caravan.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.routes.Endpoint.Option;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.text.ParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;
import org.quartz.CronExpression;

/** Components that are there, and options that they have. */
final class EndpointRule implements RouteRule {
    /** Its options are those of each kamelet. */
    private static final String KAMELET = "kamelet";
    /** Where a jar names its components. */
    private static final String COMPONENTS = "META-INF/services/org/apache/camel/component.properties";

    private static final String LISTED = "components=";
    /** What an image may leave out. */
    private static final Map<String, String> FOLDERS = Map.of(
            "ftp", "lib-sftp",
            "ftps", "lib-sftp",
            "sftp", "lib-sftp",
            "kamelet", "lib-kamelets",
            "log", "lib-kamelets",
            "kafka", "lib-stream");

    private static final Pattern MISSING = Pattern.compile("Option (\\w+) is required.*");

    private final CamelContext context;
    private final Placeholders placeholders;
    private final Map<String, Optional<EndpointUriFactory>> factories = new HashMap<>();
    private final Map<String, PropertyConfigurer> configurers = new HashMap<>();

    EndpointRule(CamelContext context, Placeholders placeholders) {
        this.context = context;
        this.placeholders = placeholders;
    }

    @Override
    public void look(RouteFiles files, Consumer<Mistake> told) {
        for (Endpoint endpoint : files.endpoints()) {
            EndpointUriFactory factory = factories
                    .computeIfAbsent(
                            endpoint.scheme(),
                            scheme -> Optional.ofNullable(
                                    context.getCamelContextExtension().getEndpointUriFactory(scheme)))
                    .orElse(null);
            if (factory == null) {
                component(endpoint, told);
            } else if (!endpoint.scheme().equals(KAMELET)) {
                endpoint.options().forEach(option -> option(endpoint, option, factory, told));
                address(endpoint, factory, told);
            }
        }
    }

    private void component(Endpoint endpoint, Consumer<Mistake> told) {
        String scheme = endpoint.scheme();
        if (isComponent(scheme)) {
            return;
        }
        String sentence = FOLDERS.containsKey(scheme)
                ? "the component %s is in the folder %s/, which does not lie beside the jar and lib/; put it there"
                        .formatted(scheme, FOLDERS.get(scheme))
                : "there is no component %s beside the jar%s".formatted(scheme, Mistake.instead(scheme, components()));
        told.accept(new Mistake(endpoint.field().place("uri"), sentence));
    }

    private void option(Endpoint endpoint, Option option, EndpointUriFactory factory, Consumer<Mistake> told) {
        if (!isOption(factory, endpoint, option.name())) {
            told.accept(unknown(endpoint, option, factory));
            return;
        }
        String value = placeholders.fill(option.value());
        if (value.isEmpty() || value.startsWith("#") || value.contains("{")) {
            return;
        }
        if (isCron(endpoint.scheme(), option.name())) {
            cron(option, value, told);
            return;
        }
        PropertyConfigurer configurer =
                configurers.computeIfAbsent(endpoint.scheme(), scheme -> PluginHelper.getConfigurerResolver(context)
                        .resolvePropertyConfigurer(scheme + "-endpoint", context));
        Class<?> type = configurer instanceof PropertyConfigurerGetter getter
                ? getter.getOptionType(option.name(), false)
                : null;
        String problem = type == null ? "" : OptionValue.problem(type, value);
        if (!problem.isEmpty()) {
            told.accept(new Mistake(
                    option.place(),
                    "%s of %s is %s, which is %s"
                            .formatted(option.name(), endpoint.scheme(), option.value(), problem)));
        }
    }

    private static boolean isCron(String scheme, String option) {
        return option.equals("scheduler.cron") || (scheme.equals("quartz") && option.equals("cron"));
    }

    private static void cron(Option option, String value, Consumer<Mistake> told) {
        try {
            // In an address it stands as in any query; a + in the value itself means nothing to cron.
            CronExpression.validateExpression(URLDecoder.decode(value, UTF_8));
        } catch (ParseException e) {
            told.accept(new Mistake(
                    option.place(),
                    "%s is %s, which has to be as 0 0 6 * * ? is (second minute hour day month weekday): %s"
                            .formatted(option.name(), option.value(), e.getMessage())));
        }
    }

    /** What is part of the address is not optional. */
    private void address(Endpoint endpoint, EndpointUriFactory factory, Consumer<Mistake> told) {
        Field parameters = endpoint.field().get("parameters");
        if (!endpoint.path().isEmpty() || (parameters != null && parameters.isList())) {
            return;
        }
        Map<String, Object> given = new HashMap<>();
        endpoint.options().forEach(option -> given.put(option.name(), option.value()));
        try {
            String address = factory.buildUri(endpoint.scheme(), given, false);
            if (!address.startsWith(endpoint.scheme() + ":")) {
                told.accept(new Mistake(
                        endpoint.field().place("parameters"),
                        "the address of %s would be %s, of which Camel makes nothing; write the name of its group, too"
                                .formatted(endpoint.scheme(), address)));
            }
        } catch (IllegalArgumentException | URISyntaxException e) {
            String missing = MISSING.matcher(String.valueOf(e.getMessage())).replaceAll("$1");
            told.accept(new Mistake(
                    endpoint.field().place("parameters"),
                    "%s has no %s; write it among its parameters".formatted(endpoint.scheme(), missing)));
        }
    }

    private boolean isComponent(String scheme) {
        return context.getRegistry().lookupByNameAndType(scheme, Component.class) != null
                || context.getRegistry().lookupByNameAndType(scheme + "-component", Component.class) != null;
    }

    private boolean isOption(EndpointUriFactory factory, Endpoint endpoint, String name) {
        return factory.propertyNames().contains(name)
                || startsWith(name, factory.multiValuePrefixes().values())
                || (factory.isLenientProperties()
                        && ofComponent(endpoint.scheme()).contains(name));
    }

    private static boolean startsWith(String name, Collection<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the options of a component itself, of which http takes some in an address, such as its time limits. */
    private Set<String> ofComponent(String scheme) {
        return context
                .getCamelContextExtension()
                .getFactoryFinder("META-INF/services/org/apache/camel/component/")
                .findClass(scheme)
                .stream()
                .flatMap(component -> ReadFailure.setters(component).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Mistake unknown(Endpoint endpoint, Option option, EndpointUriFactory factory) {
        Set<String> names = new TreeSet<>(factory.propertyNames());
        names.addAll(factory.isLenientProperties() ? ofComponent(endpoint.scheme()) : Set.of());
        String instead = Mistake.instead(option.name(), names);
        // Such a component, http above all, takes what it does not know for a part of the address, and says nothing.
        String query = instead.isEmpty() && factory.isLenientProperties()
                ? "; what belongs to the query of the address is the header CamelHttpQuery"
                : "";
        return new Mistake(
                option.place(), "%s has no option %s%s%s".formatted(endpoint.scheme(), option.name(), instead, query));
    }

    private static Set<String> components() {
        return ClassPath.lines(COMPONENTS).stream()
                .filter(line -> line.startsWith(LISTED))
                .flatMap(line -> Stream.of(line.substring(LISTED.length()).split(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
