package dev.acme.performance.local.command;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port, 0 to 65535. */
final class PortConverter implements ITypeConverter<Integer> {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final int MOST = 65_535;

    @Override
    public Integer convert(String text) {
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > MOST) {
            throw new TypeConversionException("'" + text + "' is no port from 0 to " + MOST);
        }
        return Integer.valueOf(text);
    }
}
