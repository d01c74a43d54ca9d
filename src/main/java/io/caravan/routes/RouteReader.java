package io.caravan.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.Node;

/** Camel's reader of route files; it keeps what it has read, so that nothing is read twice to be checked. */
public final class RouteReader extends YamlRoutesBuilderLoader {
    /** How Camel looks for a reader of files with such an ending. */
    private static final String NAME = "routes-builder-loader-camel.yaml";

    private static final Logger LOG = LoggerFactory.getLogger(RouteReader.class);
    private static final Predicate<String> NOTHING =
            Pattern.compile("\\s*(?:#.*|---\\s*)?").asMatchPredicate();

    private final List<Field> files = new ArrayList<>();

    private final List<Resource> beans = new ArrayList<>();

    private Resource current;

    private RouteReader() {}

    /** Lets a context, which has read nothing yet, read its route files with it. */
    public static RouteReader in(CamelContext context) {
        var reader = new RouteReader();
        reader.setCamelContext(context);
        ServiceHelper.startService(reader);
        context.getRegistry().bind(NAME, reader);
        return reader;
    }

    /** Returns the files read so far, in the order of their names; those of a house's own last. */
    RouteFiles files() {
        return RouteFiles.of(sorted(files.stream()));
    }

    /** Returns the files whose beans were made, or could not be: those that are to be read before all others. */
    RouteFiles beans() {
        return RouteFiles.of(sorted(beans.stream().map(RouteReader::read).flatMap(Optional::stream)));
    }

    /** Returns what stands in a file of YAML; empty where nothing does. */
    static Optional<Field> read(Resource file) {
        var settings = LoadSettings.builder().setLabel(file.getLocation()).build();
        try (InputStream in = file.getInputStream()) {
            return new Compose(settings).composeInputStream(in).map(root -> Field.of(file(file.getLocation()), root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Field> sorted(Stream<Field> files) {
        return files.sorted(
                        Comparator.comparing((Field file) -> file.place().file().contains("/local/"))
                                .thenComparing(file -> file.place().file()))
                .toList();
    }

    /** Returns how a file is called in the folder of the start. */
    static String file(String location) {
        return location.replaceFirst("^file:", "");
    }

    /** What has to be read before all routes are beans; a file without them is read once. */
    @Override
    public void preParseRoute(Resource resource) throws Exception {
        current = resource;
        if (new String(bytes(resource), UTF_8).contains("beans:")) {
            beans.add(resource);
            super.preParseRoute(resource);
        }
    }

    private static byte[] bytes(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            return in.readAllBytes();
        }
    }

    /** Who turns a route off by a # before each line leaves a file that Camel would refuse. */
    @Override
    public RouteBuilder doLoadRouteBuilder(Resource resource) throws Exception {
        current = resource;
        String file = file(resource.getLocation());
        byte[] bytes = bytes(resource);
        Mistake letter = YamlMistake.letter(file, bytes);
        if (letter != null) {
            // Camel would read another letter in its place.
            throw new IOException(letter.sentence());
        }
        if (new String(bytes, UTF_8).lines().allMatch(NOTHING)) {
            LOG.warn("{} holds no route: there is nothing in it but comments", file);
            return new RouteBuilder() {
                @Override
                public void configure() {}
            };
        }
        return super.doLoadRouteBuilder(resource);
    }

    /** Returns why the file that was read last is no YAML; none where it is. */
    List<Mistake> unread() {
        List<Mistake> unread = new ArrayList<>();
        try {
            if (current != null) {
                YamlMistake.read(file(current.getLocation()), bytes(current), unread::add);
            }
            return unread;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected RouteBuilder builder(YamlDeserializationContext context, Node root) {
        files.add(Field.of(file(context.getResource().getLocation()), root));
        return super.builder(context, root);
    }
}
