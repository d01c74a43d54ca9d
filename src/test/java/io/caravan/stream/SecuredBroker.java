package io.caravan.stream;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that wants a sign-in, by SCRAM, with and without TLS, and lets nobody do what is not given to him. Behind the plain address of
 * {@link #broker} stands an administrator.
 */
final class SecuredBroker implements AutoCloseable {
    static final String PASSWORD = "open \"sesame\" \\ 42";

    private final KafkaBroker broker;
    private final int scram;
    private final int tls;
    private final Path certificate;

    private SecuredBroker(KafkaBroker broker, int scram, int tls, Path certificate) {
        this.broker = broker;
        this.scram = scram;
        this.tls = tls;
        this.certificate = certificate;
    }

    /** Starts it in an empty folder. */
    static SecuredBroker start(Path folder) throws IOException {
        Path store = folder.resolve("broker.p12");
        Path certificate = folder.resolve("broker.pem");
        keytool(store, "-genkeypair -keyalg EC -dname CN=broker -ext san=ip:127.0.0.1 -validity 20000 -alias broker");
        keytool(store, "-exportcert -rfc -alias broker -file " + certificate);
        int scram = KafkaBroker.freePort();
        int tls = KafkaBroker.freePort();
        KafkaBroker broker = KafkaBroker.start(
                folder, ",SASL_PLAINTEXT://127.0.0.1:%d,SASL_SSL://127.0.0.1:%d".formatted(scram, tls), """
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL
                inter.broker.listener.name=PLAINTEXT
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                ssl.keystore.location=%s
                ssl.keystore.password=changeit
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:ANONYMOUS
                """.formatted(
                                store));
        return new SecuredBroker(broker, scram, tls, certificate);
    }

    private static void keytool(Path store, String arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", "changeit"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!Files.exists(store) || process.onExit().join().exitValue() != 0) {
            throw new IOException(said);
        }
    }

    KafkaBroker broker() {
        return broker;
    }

    /** Returns where it wants a sign-in without TLS. */
    String address() {
        return "127.0.0.1:" + scram;
    }

    /** Returns where it wants a sign-in by TLS. */
    String tlsAddress() {
        return "127.0.0.1:" + tls;
    }

    /** Returns a file of the certificate to trust. */
    Path certificate() {
        return certificate;
    }

    /** Makes a user who may do nothing. */
    void user(String name) {
        try (Admin admin = broker.admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                    .all()
                    .get();
            await().ignoreExceptions().until(() -> admin.describeUserScramCredentials(List.of(name))
                    .all()
                    .get()
                    .containsKey(name));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets a user do something. */
    void give(String user, ResourceType type, String name, AclOperation... operations) {
        var pattern = new ResourcePattern(type, name, PatternType.LITERAL);
        List<AclBinding> bindings = Stream.of(operations)
                .map(operation -> new AclBinding(
                        pattern, new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)))
                .toList();
        try (Admin admin = broker.admin()) {
            admin.createAcls(bindings).all().get();
            await().until(() ->
                    admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(bindings));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
