package io.caravan.wiring;

import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.settings.Settings;
import io.caravan.text.Durations;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The beans that the files {@code beans.camel.yaml} declare, for commands that run no route: each is made when it is asked for, with those
 * that it needs. So what a property goes to is said in these files alone, and Camel, which makes all of them at once, is not started for
 * one or two. They are read as Camel reads them, as far as these files go.
 */
public final class DeclaredBeans implements AutoCloseable {
    private static final String REFERENCE = "#bean:";

    private final BeanDeclarations declarations;
    private final Settings settings;
    private final Map<String, Object> made = new HashMap<>();
    private final Deque<Runnable> endings = new ArrayDeque<>();

    /**
     * Reads the declarations.
     *
     * @param routes the folder of the routes
     * @param settings fill the placeholders
     * @param given beans that are not made but there already, such as a clock
     */
    public DeclaredBeans(Path routes, Settings settings, Map<String, Object> given) {
        this.declarations = new BeanDeclarations(routes);
        this.settings = settings;
        made.putAll(given);
    }

    /**
     * Returns a bean, always the same for a name.
     *
     * @throws ConfigurationException when nobody declares it, it does not take what it is given, or says what only Camel understands
     */
    public <T> T bean(String name, Class<T> type) {
        Object bean = made.get(name);
        if (bean == null) {
            Map<?, ?> declaration = declarations.of(name);
            bean = make(name, declaration);
            made.put(name, bean);
            endings.push(ending(bean, text(declaration, "destroyMethod")));
        }
        return type.cast(bean);
    }

    private Object make(String name, Map<?, ?> declaration) {
        try {
            String builder = text(declaration, "builderClass");
            Class<?> type = Class.forName(builder.isEmpty() ? text(declaration, "type") : builder);
            String factory = text(declaration, "factoryMethod");
            Object bean = factory.isEmpty()
                    ? called(List.of(type.getConstructors()), null, arguments(declaration))
                    : called(methods(type, factory), null, arguments(declaration));
            for (var property : map(declaration, "properties").entrySet()) {
                String setter = "set" + capital(property.getKey().toString());
                called(methods(type, setter), bean, Collections.singletonList(property.getValue()));
            }
            return builder.isEmpty()
                    ? bean
                    : called(methods(type, text(declaration, "builderMethod")), bean, List.of());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            CaravanException ours = CaravanException.in(cause);
            throw ours != null
                    ? ours
                    : new ConfigurationException("The bean " + name + " cannot be made: " + cause, cause);
        }
    }

    private static List<?> arguments(Map<?, ?> declaration) {
        var byPlace = new TreeMap<Integer, Object>();
        map(declaration, "constructors")
                .forEach((place, value) -> byPlace.put(Integer.valueOf(place.toString()), value));
        return new ArrayList<>(byPlace.values());
    }

    private static List<Method> methods(Class<?> type, String name) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
    }

    /** Calls what takes as many values as there are; of several the first that takes these. */
    private Object called(List<? extends Executable> candidates, Object target, List<?> values)
            throws ReflectiveOperationException {
        IllegalArgumentException last = null;
        for (Executable candidate : candidates) {
            if (candidate.getParameterCount() != values.size()) {
                continue;
            }
            Object[] arguments = new Object[values.size()];
            try {
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] =
                            value(String.valueOf(values.get(i)), candidate.getParameterTypes()[i]);
                }
            } catch (IllegalArgumentException e) {
                last = e;
                continue;
            }
            return candidate instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) candidate).invoke(target, arguments);
        }
        if (last != null) {
            throw last;
        }
        throw new NoSuchMethodException("nothing takes " + values.size() + " values");
    }

    private Object value(Object declared, Class<?> type) {
        if (declared instanceof Map || declared instanceof List) {
            throw new IllegalArgumentException("nothing makes a map or a list a " + type.getName());
        }
        String text = declared == null ? "" : settings.filled(declared.toString());
        if (text.startsWith(REFERENCE)) {
            Object bean = bean(text.substring(REFERENCE.length()), Object.class);
            if (!type.isInstance(bean)) {
                throw new IllegalArgumentException(text + " is no " + type.getName());
            }
            return bean;
        }
        if (type == String.class) {
            return text;
        }
        if (type == int.class || type == long.class) {
            return type == int.class ? (Object) Integer.valueOf(text) : Long.valueOf(text);
        }
        if (type == boolean.class) {
            return Boolean.valueOf(text);
        }
        if (type == Duration.class) {
            return text.startsWith("P") ? Duration.parse(text) : Durations.parse(text);
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(text + " is none of " + type.getName()));
        }
        throw new IllegalArgumentException("nothing makes " + text + " a " + type.getName());
    }

    private static Runnable ending(Object bean, String method) {
        return () -> {
            try {
                if (method.equals("close") && bean instanceof AutoCloseable closeable) {
                    closeable.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(bean + " does not close", e);
            }
        };
    }

    private static Map<?, ?> map(Map<?, ?> declaration, String key) {
        return declaration.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    static String text(Map<?, ?> declaration, String key) {
        return declaration.get(key) == null ? "" : declaration.get(key).toString();
    }

    /** Returns {@code KmsKey} for {@code kmsKey}, and for {@code kms-key}, which Camel takes too. */
    private static String capital(String name) {
        return Pattern.compile("(?:^|-)(\\w)").matcher(name).replaceAll(letter -> letter.group(1)
                .toUpperCase(Locale.ROOT));
    }

    /** Closes what was made and says {@code destroyMethod: close}, the last first. */
    @Override
    public void close() {
        endings.forEach(Runnable::run);
        endings.clear();
    }
}
