package dev.acme.performance.local.command;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a namespace, as an API server takes it (RFC 1123). */
final class NamespaceConverter implements ITypeConverter<String> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    @Override
    public String convert(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is no name of a namespace");
        }
        return text;
    }
}
