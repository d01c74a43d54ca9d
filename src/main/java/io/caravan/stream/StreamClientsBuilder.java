package io.caravan.stream;

/**
 * Builds what makes the clients of the brokers; a bean of {@code routes/stream/beans.camel.yaml} sets its properties. Camel writes the arguments of
 * a constructor into a text, in which a password of some characters would become another.
 */
public final class StreamClientsBuilder {
    private String brokers = "";
    private String timeout = "30s";
    private String security = "PLAINTEXT";
    private String mechanism = "SCRAM-SHA-512";
    private String user = "";
    private String password = "";
    private String truststore = "";
    private String truststorePassword = "";
    private String options = "";

    /** Sets where the brokers are, {@code host:port,host:port}. */
    public void setBrokers(String brokers) {
        this.brokers = brokers;
    }

    /** Sets how long a call may take, as {@code 30s}. */
    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    /** Sets {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}. */
    public void setSecurity(String security) {
        this.security = security;
    }

    /** Sets the mechanism of SASL. */
    public void setMechanism(String mechanism) {
        this.mechanism = mechanism;
    }

    /** Sets who signs in; empty for nobody, as where the options name another way in. */
    public void setUser(String user) {
        this.user = user;
    }

    /** Sets the password. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** Sets a file of certificates to trust, PEM or PKCS12 by its name; empty for the machine's own. */
    public void setTruststore(String truststore) {
        this.truststore = truststore;
    }

    /** Sets its password; empty for none. */
    public void setTruststorePassword(String truststorePassword) {
        this.truststorePassword = truststorePassword;
    }

    /** Sets {@code name=value} of Kafka's clients, separated by commas. */
    public void setOptions(String options) {
        this.options = options;
    }

    /** Builds it; nothing is opened yet. */
    public StreamClients build() {
        return new StreamClients(
                brokers, timeout, security, mechanism, user, password, truststore, truststorePassword, options);
    }
}
