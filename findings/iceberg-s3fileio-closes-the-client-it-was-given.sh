#!/usr/bin/env bash
# An application that has a client of S3 hands it to Iceberg's S3FileIO through the constructor that takes a supplier, so that both share
# one pool of connections and one way to sign in. One would guess that whoever made the client also closes it.
# It is not so: S3FileIO closes what the supplier gave when it is closed itself, so that everything else that works with the same client
# fails from then on. A client that is shared needs a wrapper whose close does nothing, or a FileIO that is closed last. Seen with
# iceberg-aws 1.12.0 and the AWS SDK 2.41.24, Java 17.
# Needs a JDK and Maven.
set -euo pipefail
version=1.12.0
sdk=2.41.24
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<XML
<project>
    <modelVersion>4.0.0</modelVersion>
    <groupId>finding</groupId>
    <artifactId>finding</artifactId>
    <version>1</version>
    <dependencies>
        <dependency>
            <groupId>org.apache.iceberg</groupId>
            <artifactId>iceberg-aws</artifactId>
            <version>$version</version>
        </dependency>
        <dependency>
            <groupId>org.apache.iceberg</groupId>
            <artifactId>iceberg-core</artifactId>
            <version>$version</version>
        </dependency>
        <dependency>
            <groupId>software.amazon.awssdk</groupId>
            <artifactId>s3</artifactId>
            <version>$sdk</version>
        </dependency>
        <dependency>
            <groupId>software.amazon.awssdk</groupId>
            <artifactId>kms</artifactId>
            <version>$sdk</version>
        </dependency>
        <dependency>
            <groupId>software.amazon.awssdk</groupId>
            <artifactId>sts</artifactId>
            <version>$sdk</version>
        </dependency>
    </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath >/dev/null
cat >Shared.java <<'JAVA'
import java.lang.reflect.Proxy;
import java.util.*;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.aws.s3.S3FileIO;
import software.amazon.awssdk.services.s3.S3Client;

class Shared {
    public static void main(String[] arguments) {
        var closed = new AtomicInteger();
        S3Client client = (S3Client) Proxy.newProxyInstance(
                Shared.class.getClassLoader(), new Class<?>[] {S3Client.class}, (proxy, method, given) -> {
                    if (method.getName().equals("close")) {
                        closed.incrementAndGet();
                    }
                    return null;
                });
        var files = new S3FileIO(() -> client);
        files.initialize(Map.of());
        System.out.println("the client that it uses is the one that was given: " + (files.client() == client));
        System.out.println("closed before: " + closed.get());
        files.close();
        System.out.println("closed by closing the FileIO: " + closed.get());
    }
}
JAVA
javac -cp "$(cat classpath)" -d . Shared.java
seen=$(java -cp "$(cat classpath):." Shared 2>/dev/null)
expected='the client that it uses is the one that was given: true
closed before: 0
closed by closing the FileIO: 1'
echo "iceberg-aws $version, AWS SDK $sdk"
echo "$seen"
if [ "$seen" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi
