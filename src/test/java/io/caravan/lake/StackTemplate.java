package io.caravan.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docker/aws/caravan.yaml} with some parameters, and as much of CloudFormation's functions as it uses. */
final class StackTemplate {
    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-central-1";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z:]+)}");

    private final JsonNode template;
    private final Map<String, String> values = new HashMap<>();

    private StackTemplate(JsonNode template, Map<String, String> parameters) {
        this.template = template;
        template.path("Parameters")
                .properties()
                .forEach(parameter -> values.put(
                        parameter.getKey(), parameter.getValue().path("Default").asText()));
        parameters.forEach((name, value) -> {
            if (!values.containsKey(name)
                    || !value.matches(template.at("/Parameters/" + name + "/AllowedPattern")
                            .asText(".*"))) {
                throw new IllegalArgumentException("The template does not take " + name + "=" + value);
            }
            values.put(name, value);
        });
        values.put("AWS::AccountId", ACCOUNT);
        values.put("AWS::Region", REGION);
    }

    static StackTemplate with(Map<String, String> parameters) throws IOException {
        return new StackTemplate(
                new YAMLMapper().readTree(Path.of("docker/aws/caravan.yaml").toFile()), parameters);
    }

    /** Returns the resources that the parameters ask for, by their names, without any function left in them. */
    Map<String, JsonNode> resources() {
        Map<String, JsonNode> made = new TreeMap<>();
        template.path("Resources").properties().forEach(resource -> {
            String condition = resource.getValue().path("Condition").asText();
            if (condition.isEmpty() || holds(condition)) {
                made.put(resource.getKey(), resolved(resource.getValue()));
            }
        });
        return made;
    }

    private boolean holds(String condition) {
        return isTrue(template.path("Conditions").path(condition));
    }

    private boolean isTrue(JsonNode condition) {
        var function = condition.properties().iterator().next();
        JsonNode arguments = function.getValue();
        return switch (function.getKey()) {
            case "Condition" -> holds(arguments.asText());
            case "Fn::Equals" -> resolved(arguments.get(0)).equals(resolved(arguments.get(1)));
            case "Fn::Not" -> !isTrue(arguments.get(0));
            case "Fn::And" -> isTrue(arguments.get(0)) && isTrue(arguments.get(1));
            default -> throw new IllegalArgumentException("Unknown: " + condition);
        };
    }

    private JsonNode resolved(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode all = list.arrayNode();
            list.forEach(element -> all.add(resolved(element)));
            return all;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        var first = object.properties().stream().findFirst().orElseThrow();
        JsonNode arguments = first.getValue();
        return switch (first.getKey()) {
            case "Ref" -> TextNode.valueOf(values.getOrDefault(arguments.asText(), arguments.asText()));
            case "Fn::GetAtt" ->
                TextNode.valueOf(
                        arguments.get(0).asText() + "." + arguments.get(1).asText());
            case "Fn::If" -> resolved(arguments.get(holds(arguments.get(0).asText()) ? 1 : 2));
            case "Fn::Sub" -> TextNode.valueOf(substituted(arguments));
            default -> {
                ObjectNode all = new ObjectMapper().createObjectNode();
                object.properties().forEach(field -> all.set(field.getKey(), resolved(field.getValue())));
                yield all;
            }
        };
    }

    private String substituted(JsonNode arguments) {
        String text =
                arguments.isTextual() ? arguments.asText() : arguments.get(0).asText();
        return VARIABLE.matcher(text).replaceAll(found -> {
            JsonNode own = arguments.path(1).path(found.group(1));
            String value = own.isMissingNode()
                    ? values.get(found.group(1))
                    : resolved(own).asText();
            return Matcher.quoteReplacement(value);
        });
    }
}
