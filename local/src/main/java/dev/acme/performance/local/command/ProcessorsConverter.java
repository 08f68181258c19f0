package dev.acme.performance.local.command;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of processors, 1 to 64. */
final class ProcessorsConverter implements ITypeConverter<Integer> {
    private static final Pattern NUMBER = Pattern.compile("[1-9]|[1-5][0-9]|6[0-4]");

    @Override
    public Integer convert(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is no number of processors from 1 to 64");
        }
        return Integer.valueOf(text);
    }
}
