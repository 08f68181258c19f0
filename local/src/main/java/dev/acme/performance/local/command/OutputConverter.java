package dev.acme.performance.local.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code json} or {@code report.html}. */
final class OutputConverter implements ITypeConverter<Output> {
    private static final Set<String> REPORTS = Set.of("html", "md", "json");

    @Override
    public Output convert(String text) {
        var format = Arrays.stream(OutputFormat.values())
                .filter(one -> one.name().equalsIgnoreCase(text))
                .findFirst();
        if (format.isPresent()) {
            return new Output(format.get(), Optional.empty());
        }
        var path = Path.of(text);
        if (!REPORTS.contains(suffix(path))) {
            throw new TypeConversionException("'" + text + "' is none of "
                    + Arrays.toString(OutputFormat.values()).replaceAll("[\\[\\]]", "")
                    + ", and no file that ends in .html, .md or .json");
        }
        return new Output(OutputFormat.table, Optional.of(path));
    }

    /** What follows the last dot of the file's name; empty where there is none. */
    static String suffix(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
