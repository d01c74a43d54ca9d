package io.caravan.stream;

import io.caravan.text.Durations;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes every client of the brokers, those of Camel's endpoints too: where the brokers are and how to sign in stands here, and passwords in no
 * endpoint.
 */
public final class StreamClients extends DefaultKafkaClientFactory {
    private static final int LARGEST_REQUEST = 16 << 20;

    private final Map<String, Object> common = new HashMap<>();
    private final String brokers;
    private final int timeout;
    private final String user;
    private final boolean isPlain;

    /**
     * Creates the bean.
     *
     * @param brokers {@code host:port,host:port}
     * @param timeout how long a call may take, as {@code 30s}
     * @param security {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}
     * @param mechanism of SASL
     * @param user of SASL; empty for none, as where the options name another way in
     * @param password of SASL
     * @param truststore a file, PEM or PKCS12 by its name; empty for the machine's own
     * @param truststorePassword of it; empty for none
     * @param options {@code name=value} of Kafka's clients, separated by commas
     */
    public StreamClients(
            String brokers,
            String timeout,
            String security,
            String mechanism,
            String user,
            String password,
            String truststore,
            String truststorePassword,
            String options) {
        this.brokers = brokers;
        this.user = user;
        this.isPlain = security.equals("PLAINTEXT");
        this.timeout = Math.toIntExact(Durations.parse(timeout).toMillis());
        common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        common.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, security);
        common.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, this.timeout);
        common.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, this.timeout);
        if (!user.isEmpty()) {
            common.put(SaslConfigs.SASL_MECHANISM, mechanism);
            common.put(SaslConfigs.SASL_JAAS_CONFIG, signIn(mechanism, user, password));
        }
        if (!truststore.isEmpty()) {
            common.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, truststore);
            common.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, truststore.endsWith(".pem") ? "PEM" : "PKCS12");
        }
        if (!truststorePassword.isEmpty()) {
            common.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, truststorePassword);
        }
        for (String option : options.isBlank() ? new String[0] : options.split(",")) {
            int equals = option.indexOf('=');
            common.put(
                    option.substring(0, equals).strip(),
                    option.substring(equals + 1).strip());
        }
    }

    private static String signIn(String mechanism, String user, String password) {
        String module = mechanism.startsWith("SCRAM-")
                ? "org.apache.kafka.common.security.scram.ScramLoginModule"
                : "org.apache.kafka.common.security.plain.PlainLoginModule";
        return "%s required username=\"%s\" password=\"%s\";".formatted(module, quoted(user), quoted(password));
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Returns where the brokers are. */
    String brokers() {
        return brokers;
    }

    /** Returns who signs in, as Kafka's tools name a person. */
    String user() {
        return user.isEmpty() ? "<who signs in>" : user;
    }

    /** Returns a command of Kafka's own, as an administrator gives it. */
    String command(String tool, String arguments) {
        return "%s --bootstrap-server %s %s%s"
                .formatted(tool, brokers, isPlain ? "" : "--command-config <sign-in.properties> ", arguments);
    }

    /** Makes a client that asks; the caller closes it. */
    Admin admin() {
        return Admin.create(new HashMap<>(common));
    }

    /** Makes a producer of transactions; the caller closes it. */
    Producer<String, byte[]> producer(String transactionalId) {
        var settings = new HashMap<>(common);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * timeout);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        // How large a record may be is up to the topic.
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Makes a consumer of no group, which sees whether there is what is committed, and reads as little as can be; the caller closes it. */
    Consumer<byte[], byte[]> reader() {
        var settings = new HashMap<>(common);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // A broker sends a batch whole however small this is.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        // Else a look at one partition waits for the question about the one before, which a broker holds for 500 ms.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties settings) {
        settings.putAll(common);
        return super.getConsumer(settings);
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return brokers;
    }
}
