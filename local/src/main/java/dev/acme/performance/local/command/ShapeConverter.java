package dev.acme.performance.local.command;

import dev.acme.performance.local.backends.Shape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code s3} or {@code firstByteMs=30,connectionMBps=85}. */
final class ShapeConverter implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String text) {
        try {
            return Shape.parse(text);
        } catch (Shape.BadShape e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
