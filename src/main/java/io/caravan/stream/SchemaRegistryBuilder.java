package io.caravan.stream;

import io.caravan.stream.registry.SchemaRegistry;

/** Builds the way to the registry of schemas, as {@link StreamClientsBuilder} that to the brokers. */
public final class SchemaRegistryBuilder {
    private String url = "";
    private String user = "";
    private String password = "";

    /** Sets what the paths of Confluent's API are put on. */
    public void setUrl(String url) {
        this.url = url;
    }

    /** Sets who signs in; empty where the registry asks for nobody. */
    public void setUser(String user) {
        this.user = user;
    }

    /** Sets the password. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** Builds it; nothing is asked yet. */
    public SchemaRegistry build() {
        return new SchemaRegistry(url, user, password);
    }
}
