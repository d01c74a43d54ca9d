#!/usr/bin/env bash
# Who keeps field ids of its own, in a schema registry or in files that were written before there was a table, hands Iceberg a schema with
# them. One would guess that createTable keeps the ids that the schema has, since they are what files and readers go by.
# It is not so: createTable numbers the columns anew from 1 in their order, without a word, and a file whose columns have the ids of the
# schema that was given is then read as nulls, or as another column. A table that is made from metadata of one's own, by registerTable,
# keeps them; and a column added by updateSchema gets the next number, one added by a commit of such metadata keeps its own. Seen with
# iceberg-core 1.12.0, Java 17.
# Needs a JDK and Maven.
set -euo pipefail
version=1.12.0
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
            <artifactId>iceberg-core</artifactId>
            <version>$version</version>
        </dependency>
    </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath >/dev/null
cat >Ids.java <<'JAVA'
import java.util.*;
import java.util.stream.Collectors;
import org.apache.iceberg.*;
import org.apache.iceberg.catalog.*;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;

class Ids {
    static Schema schema(int... ids) {
        return new Schema(Arrays.stream(ids)
                .mapToObj(id -> Types.NestedField.optional(id, "c" + id, Types.StringType.get()))
                .collect(Collectors.toList()));
    }

    static String ids(Table table) {
        table.refresh();
        return table.schema().columns().stream().map(column -> column.name() + "=" + column.fieldId()).toList().toString();
    }

    public static void main(String[] arguments) {
        var catalog = new InMemoryCatalog();
        catalog.initialize("c", Map.of());
        var space = Namespace.of("n");
        catalog.createNamespace(space);
        Table made = catalog.createTable(TableIdentifier.of(space, "made"), schema(3, 7, 12));
        System.out.println("given c3=3, c7=7, c12=12; createTable: " + ids(made));

        TableMetadata own = TableMetadata.buildFromEmpty(2).assignUUID().setLocation("mem/own")
                .setCurrentSchema(schema(3, 7, 12), 12).setDefaultPartitionSpec(PartitionSpec.unpartitioned())
                .setDefaultSortOrder(SortOrder.unsorted()).discardChanges().build();
        TableMetadataParser.write(own, made.io().newOutputFile("mem/own/0.metadata.json"));
        Table registered = catalog.registerTable(TableIdentifier.of(space, "own"), "mem/own/0.metadata.json");
        System.out.println("registerTable of own metadata: " + ids(registered));

        registered.updateSchema().addColumn("c9", Types.StringType.get()).commit();
        System.out.println("updateSchema adds c9: " + ids(registered));
        var operations = ((HasTableOperations) registered).operations();
        TableMetadata now = operations.refresh();
        operations.commit(now, TableMetadata.buildFrom(now).setCurrentSchema(schema(3, 7, 8, 12), 13).build());
        System.out.println("own metadata add c8: " + ids(registered));
    }
}
JAVA
javac -cp "$(cat classpath)" -d . Ids.java
seen=$(java -cp "$(cat classpath):." Ids 2>/dev/null)
expected='given c3=3, c7=7, c12=12; createTable: [c3=1, c7=2, c12=3]
registerTable of own metadata: [c3=3, c7=7, c12=12]
updateSchema adds c9: [c3=3, c7=7, c12=12, c9=13]
own metadata add c8: [c3=3, c7=7, c8=8, c12=12]'
echo "iceberg-core $version"
echo "$seen"
if [ "$seen" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi
