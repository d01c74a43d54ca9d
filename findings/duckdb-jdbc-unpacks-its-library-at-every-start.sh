#!/usr/bin/env bash
# One would guess that DuckDB's JDBC driver unpacks its native library once, into some cache, and that later starts find it there.
# It is so: every process that opens a database unpacks the whole library anew, some 70 MB, into java.io.tmpdir; a process that is
# killed leaves its copy behind, so that kills fill the disk. A library that lies beside the driver's jar is loaded from there only
# where the jar holds none itself; then nothing is unpacked. Seen with duckdb_jdbc 2.0.0.1 on Linux, Java 17.
# Needs a JDK, Maven and Python 3; runs on Linux, amd64 or arm64.
set -euo pipefail
version=2.0.0.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir driver tmp
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="org.duckdb:duckdb_jdbc:$version" -DoutputDirectory="$work/driver" >/dev/null
driver="driver/duckdb_jdbc-$version.jar"
cat >Open.java <<'JAVA'
import java.sql.DriverManager;

class Open {
    public static void main(String[] arguments) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var rows = connection.createStatement().executeQuery("select version()")) {
            rows.next();
            System.out.println(rows.getString(1));
            if (arguments.length > 0) {
                Runtime.getRuntime().halt(137); // as kill -9 ends a process
            }
        }
    }
}
JAVA
javac -d . Open.java
open() { java -Djava.io.tmpdir="$work/tmp" -cp "$driver:." Open "$@"; }
copies() { find tmp -type f -name '*duckdb*' | wc -l; }

echo "duckdb_jdbc $version, DuckDB $(open)"
echo "left in java.io.tmpdir by a process that ended: $(copies)"
open killed >/dev/null || true
open killed >/dev/null || true
left=$(copies)
bytes=$(find tmp -type f -name '*duckdb*' -printf '%s\n' | sort -n | tail -1)
echo "left there by two that were killed: $left copies, of up to $((bytes / 1000000)) MB"
rm -rf tmp && mkdir tmp
case "$(uname -m)" in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac
library="libduckdb_java.so_linux_$arch"
(cd driver && jar xf "$(basename "$driver")" "$library")
open killed >/dev/null || true
beside=$(copies)
echo "left by one that was killed, with the library beside the jar as well: $beside"
rm -rf tmp && mkdir tmp
python3 - "$driver" <<'PYTHON'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as jar:
    kept = [(entry, jar.read(entry)) for entry in jar.infolist() if not entry.filename.startswith("libduckdb_java.so_")]
with zipfile.ZipFile(sys.argv[1], "w") as jar:
    for entry, data in kept:
        jar.writestr(entry, data)
PYTHON
open killed >/dev/null || true
alone=$(copies)
echo "left by one that was killed, with the library beside the jar alone: $alone"

if [ "$left" -ne 2 ] || [ "$bytes" -lt 10000000 ] || [ "$beside" -ne 1 ] || [ "$alone" -ne 0 ]; then
    echo "This has changed." >&2
    exit 1
fi
