package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents and examples tell to type is what the launcher takes, of files that there are. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final int FEWEST = 15;
    private static final Pattern COMMAND =
            Pattern.compile("\\./perfrun (?<name>run|serve|check)(?<arguments>(?: +[\\w./=,:-]+)*)");
    /** A word for something of the reader's own. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\b(FILE|NAME|SHAPE|RUN|N)\\b");

    private static final Map<String, Object> COMMANDS =
            Map.of("run", new RunCommand(), "serve", new ServeCommand(), "check", new CheckCommand());

    record Written(Path document, String name, List<String> arguments) {}

    static Stream<Written> commands() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CHANGELOG.md")),
                    files.filter(named(".md").or(named(".yaml"))))
                    .toList()
                    .stream()
                    .flatMap(DocumentedCommandsTest::commandsOf)
                    .toList()
                    .stream();
        }
    }

    private static Predicate<Path> named(String suffix) {
        return file -> file.toString().endsWith(suffix);
    }

    private static Stream<Written> commandsOf(Path document) {
        try {
            return COMMAND.matcher(Files.readString(document))
                    .results()
                    .filter(found -> !PLACEHOLDER.matcher(found.group()).find())
                    .map(found -> new Written(
                            document,
                            found.group("name"),
                            Stream.of(found.group("arguments").trim().split(" +"))
                                    .filter(argument -> !argument.isEmpty())
                                    .toList()))
                    // the command as a noun
                    .filter(one -> !one.name().equals("run") || !one.arguments().isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isTaken(Written written) {
        var command = new CommandLine(COMMANDS.get(written.name()));

        assertThatCode(() -> command.parseArgs(written.arguments().toArray(String[]::new)))
                .as(written.toString())
                .doesNotThrowAnyException();

        assertThat(written.arguments().stream()
                        .filter(argument -> argument.endsWith(".yaml"))
                        .map(ROOT::resolve))
                .as(written.toString())
                .allMatch(Files::isRegularFile);
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(FEWEST);
    }
}
