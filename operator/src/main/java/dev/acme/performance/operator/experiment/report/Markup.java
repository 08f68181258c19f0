package dev.acme.performance.operator.experiment.report;

import java.io.StringWriter;
import java.util.Locale;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Elements, attributes and text by the JDK's XML writer, which escapes them: the result is well-formed XML and valid HTML. */
final class Markup {
    private final XMLStreamWriter writer;

    private Markup(XMLStreamWriter writer) {
        this.writer = writer;
    }

    /** What {@code content} writes. */
    static String of(Consumer<Markup> content) {
        var text = new StringWriter();
        try {
            var writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            content.accept(new Markup(writer));
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    /** Attributes in pairs of name and value. */
    Markup element(String name, Consumer<Markup> content, String... attributes) {
        try {
            writer.writeStartElement(name);
            attributes(attributes);
            content.accept(this);
            writer.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** An element that holds a text only. */
    Markup text(String name, String text, String... attributes) {
        return element(name, inside -> inside.words(text), attributes);
    }

    /** An element that holds nothing. */
    Markup empty(String name, String... attributes) {
        try {
            writer.writeEmptyElement(name);
            attributes(attributes);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    Markup words(String text) {
        try {
            writer.writeCharacters(Plain.text(text));
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** A text of ours, however long. */
    Markup own(String text) {
        try {
            writer.writeCharacters(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    private void attributes(String... pairs) throws XMLStreamException {
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            writer.writeAttribute(pairs[i], Plain.text(pairs[i + 1]));
        }
    }

    /** A coordinate. */
    static String at(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
