package dev.acme.performance.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the values of a profile's fields, each of one type only; throws {@link BadProfile} naming field and reason. */
final class ProfileTokens {
    private ProfileTokens() {}

    static int integer(String field, JsonParser parser) throws IOException {
        long value = longInteger(field, parser);
        if (value != (int) value) {
            throw bad(field, value + " is out of range");
        }
        return (int) value;
    }

    static long longInteger(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw bad(field, "must be an integer");
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw bad(field, "is out of range");
        }
        return parser.getLongValue();
    }

    static boolean flag(String field, JsonParser parser) throws IOException {
        if (!parser.currentToken().isBoolean()) {
            throw bad(field, "must be true or false");
        }
        return parser.getBooleanValue();
    }

    static String text(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw bad(field, "must be a string");
        }
        return parser.getText();
    }

    static Map<String, String> texts(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw bad(field, "must be an object of strings");
        }
        var read = new HashMap<String, String>();
        var names = new HashSet<String>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            once(field + "." + name, names);
            read.put(name, text(field + "." + name, parser));
        }
        return read;
    }

    static List<String> list(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw bad(field, "must be a list of strings");
        }
        var read = new ArrayList<String>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            read.add(text(field, parser));
        }
        return read;
    }

    static void once(String field, Set<String> seen) {
        if (!seen.add(field)) {
            throw bad(field, "is given twice");
        }
    }

    static BadProfile bad(String field, String reason) {
        return new BadProfile(List.of(field + ": " + reason));
    }
}
