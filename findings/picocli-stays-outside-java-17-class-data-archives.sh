#!/usr/bin/env bash
# One would guess that a class-data archive, which Java writes at the end of a program (-XX:ArchiveClassesAtExit), holds what the program
# loaded from its jars, so that the next start reads nothing from them. It is so for most libraries; picocli's classes have the form of
# Java 5, and of these Java 17 archives none that it has used. A command line by picocli therefore reads most of picocli from its jar at
# each start, archive or not, and where other jars stand before it on the class path, all of them are opened first: with 187 of them
# that took 0.1 s. So picocli belongs first on the class path. Seen with picocli 4.7.7 and OpenJDK 17.0.15 on Linux.
# Needs a JDK 17 and Maven.
set -euo pipefail
picocli=4.7.7 gson=2.13.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir jars classes
for artifact in "info.picocli:picocli:$picocli" "com.google.code.gson:gson:$gson"; do
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
        -Dartifact="$artifact" -DoutputDirectory="$work/jars" >/dev/null
done
cat >Hello.java <<'JAVA'
import com.google.gson.Gson;
import picocli.CommandLine;

@CommandLine.Command(name = "hello", mixinStandardHelpOptions = true)
class Hello implements Runnable {
    @Override
    public void run() {
        System.out.println(new Gson().toJson("hello"));
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Hello()).execute(arguments));
    }
}
JAVA
javac -proc:none -cp "jars/*" -d classes Hello.java
jar cf hello.jar -C classes .
path="hello.jar:jars/gson-$gson.jar:jars/picocli-$picocli.jar"
java -XX:ArchiveClassesAtExit=hello.jsa -cp "$path" Hello >/dev/null 2>&1
java -XX:SharedArchiveFile=hello.jsa -Xlog:class+load:file=loaded.log -cp "$path" Hello >/dev/null
count() { grep -c " $1.*source: $2" loaded.log || true; }

java -version 2>&1 | head -1
from_jar=$(count picocli. file:) from_archive=$(count picocli. shared)
echo "picocli $picocli: $from_jar classes from the jar, $from_archive from the archive"
other_jar=$(count com.google.gson. file:) other_archive=$(count com.google.gson. shared)
echo "gson $gson: $other_jar classes from the jar, $other_archive from the archive"

if [ "$from_jar" -lt 50 ] || [ "$other_archive" -lt 10 ] || [ "$other_jar" -gt 0 ]; then
    echo "This has changed." >&2
    exit 1
fi
