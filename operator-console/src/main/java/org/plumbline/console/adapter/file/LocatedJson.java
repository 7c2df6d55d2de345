// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A JSON value that knows its line, so that whoever finds a fault can say where. Immutable. */
final class LocatedJson {
    /** A number with more characters is none that a person wrote. */
    private static final int LONGEST_NUMBER = 30;

    private static final int LARGEST_SCALE = 30;

    private final String name;
    private final int line;
    private final Object value;

    private LocatedJson(String name, int line, Object value) {
        this.name = name;
        this.line = line;
        this.value = value;
    }

    /** Malformed input, with its line from 1. */
    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int line;

        MalformedException(int line, String sentence) {
            super(sentence, null, false, false);
            this.line = line;
        }

        int line() {
            return line;
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /** @throws MalformedException when the text is no JSON, or holds a field twice */
    static LocatedJson parse(String text) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            LocatedJson root = value("the file", parser);
            if (parser.nextToken() != null) {
                throw new MalformedException(parser.currentTokenLocation().getLineNr(), "text after the end");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new MalformedException(line, e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    private static LocatedJson value(String name, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        int line = Math.max(1, parser.currentTokenLocation().getLineNr());
        if (token == JsonToken.START_OBJECT) {
            Map<String, LocatedJson> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                fields.put(field, value(field, parser));
            }
            return new LocatedJson(name, line, fields);
        }
        if (token == JsonToken.START_ARRAY) {
            List<LocatedJson> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(name + "[" + elements.size() + "]", parser));
            }
            return new LocatedJson(name, line, elements);
        }
        if (token == JsonToken.VALUE_STRING) {
            return new LocatedJson(name, line, parser.getText());
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            if (parser.getTextLength() > LONGEST_NUMBER) {
                throw new MalformedException(line, name + " is too long for a number");
            }
            BigDecimal number = new BigDecimal(parser.getText());
            if (Math.abs(number.scale()) > LARGEST_SCALE) {
                throw new MalformedException(line, name + " is too large or too small");
            }
            return new LocatedJson(name, line, number);
        }
        throw new MalformedException(line, name + " must be an object, a list, a text or a number");
    }

    String name() {
        return name;
    }

    MalformedException malformed(String sentence) {
        return new MalformedException(line, sentence);
    }

    /** @throws MalformedException when this is no object, or has a field that is not among these */
    void allows(Set<String> names) {
        fields().forEach((field, found) -> {
            if (!names.contains(field)) {
                throw found.malformed("unknown field " + field + "; known are " + new TreeSet<>(names));
            }
        });
    }

    boolean has(String field) {
        return fields().containsKey(field);
    }

    /** @throws MalformedException when it is missing */
    LocatedJson field(String field) {
        LocatedJson found = fields().get(field);
        if (found == null) {
            throw malformed(name + " has no " + field);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private Map<String, LocatedJson> fields() {
        if (value instanceof Map<?, ?> fields) {
            return (Map<String, LocatedJson>) fields;
        }
        throw malformed(name + " must be an object");
    }

    @SuppressWarnings("unchecked")
    List<LocatedJson> elements() {
        if (value instanceof List<?> elements) {
            return (List<LocatedJson>) elements;
        }
        throw malformed(name + " must be a list");
    }

    /** Not blank. */
    String text() {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw malformed(name + " must be a text that is not blank");
    }

    BigDecimal number() {
        if (value instanceof BigDecimal number) {
            return number;
        }
        throw malformed(name + " must be a number");
    }
}
