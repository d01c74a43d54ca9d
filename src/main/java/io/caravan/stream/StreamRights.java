package io.caravan.stream;

import io.caravan.failure.ConfigurationException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * What who signs in may do with the topic, the group and the transactional id. The brokers are asked for it before anything is done, since a
 * consumer without its right stops and says nothing.
 */
public final class StreamRights {
    private final StreamClients clients;
    private final String topic;
    private final String group;
    private final String instance;

    /**
     * Creates the bean.
     *
     * @param instance the transactional id
     */
    public StreamRights(StreamClients clients, String topic, String group, String instance) {
        this.clients = clients;
        this.topic = topic;
        this.group = group;
        this.instance = instance;
    }

    /**
     * Looks whether the topic may be read.
     *
     * @throws ConfigurationException when a right is missing; the message names each with the command that gives it
     * @throws io.caravan.failure.UnavailableException when the brokers do not answer
     */
    public void checkReading() {
        List<String> missing = missing(EnumSet.of(AclOperation.READ), true, false);
        if (!missing.isEmpty()) {
            throw new ConfigurationException(words(missing));
        }
    }

    /** Returns rights that are missing, as an error tells them. */
    static String words(List<String> missing) {
        return "Who signs in to the brokers lacks rights:\n  - " + String.join("\n  - ", missing);
    }

    /**
     * Returns the rights that are missing, each with the command that gives it.
     *
     * @param reads whether the topic is read too, and not published to alone
     */
    List<String> missing(boolean reads) {
        return missing(
                reads ? EnumSet.of(AclOperation.WRITE, AclOperation.READ) : EnumSet.of(AclOperation.WRITE),
                reads,
                true);
    }

    private List<String> missing(Set<AclOperation> ofTopic, boolean ofGroup, boolean ofTransactions) {
        var missing = new ArrayList<String>();
        try (Admin admin = clients.admin()) {
            Set<AclOperation> given = given(() -> admin.describeTopics(
                            List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .thenApply(topics -> topics.get(topic).authorizedOperations()));
            ofTopic.stream()
                    .filter(operation -> given != null && !given.contains(operation))
                    .forEach(operation -> missing.add(right(operation, "the topic", "--topic", topic)));
            if (ofGroup) {
                Set<AclOperation> givenOfGroup = given(() -> admin.describeConsumerGroups(
                                List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                        .all()
                        .thenApply(groups -> groups.get(group).authorizedOperations()));
                if (givenOfGroup != null && !givenOfGroup.contains(AclOperation.READ)) {
                    missing.add(right(AclOperation.READ, "the group", "--group", group));
                }
            }
            if (ofTransactions && !mayPublish(admin)) {
                missing.add(right(AclOperation.WRITE, "the transactional id", "--transactional-id", instance));
            }
        } catch (RuntimeException e) {
            throw StreamFailures.of("Cannot look at the rights on the topic " + topic, e);
        }
        return missing;
    }

    @FunctionalInterface
    private interface Question<T> {
        KafkaFuture<T> ask();
    }

    /** Returns what is allowed, nothing where not even that may be asked; null where the brokers do not know. */
    private Set<AclOperation> given(Question<Set<AclOperation>> question) {
        try {
            return StreamFailures.answer("Cannot look at the rights on the topic " + topic, question.ask());
        } catch (ConfigurationException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Set.of();
            }
            throw e;
        }
    }

    /** To try it would fence whoever publishes now; who may write may look, and who may look alone is told when he writes. */
    private boolean mayPublish(Admin admin) {
        try {
            StreamFailures.answer(
                    "Cannot look at the transactional id " + instance,
                    admin.describeTransactions(List.of(instance)).all());
            return true;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return true;
            }
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        }
    }

    private String right(AclOperation operation, String what, String option, String name) {
        String word = operation.name().charAt(0) + operation.name().substring(1).toLowerCase(Locale.ROOT);
        return "%s on %s %s: %s"
                .formatted(
                        word,
                        what,
                        name,
                        clients.command(
                                "kafka-acls.sh",
                                "--add --allow-principal \"User:%s\" --operation %s %s %s"
                                        .formatted(clients.user(), word, option, name)));
    }
}
