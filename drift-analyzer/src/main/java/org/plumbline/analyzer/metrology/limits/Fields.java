// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.plumbline.analyzer.metrology.MetrologyException;

/** The fields of one line, taken from left to right; faults name file, line and column. */
final class Fields {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}(\\.\\d{1,6})?");
    private static final int LONGEST = 300;

    private final String file;
    private final int line;
    private final List<String> texts = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private int next;
    private String name = "kind";

    Fields(String file, int line, String content) {
        this.file = file;
        this.line = line;
        int from = 0;
        while (from <= content.length()) {
            int bar = content.indexOf('|', from);
            int to = bar < 0 ? content.length() : bar;
            String field = content.substring(from, to);
            columns.add(from + 1 + field.length() - field.stripLeading().length());
            texts.add(field.strip());
            from = to + 1;
        }
    }

    /** The next field; never empty. */
    String take(String fieldName) {
        name = fieldName;
        next++;
        if (next > texts.size()) {
            throw fault("the line ends before it; write %s and the fields after it, with | between".formatted(name));
        }
        String text = texts.get(next - 1);
        if (text.isEmpty()) {
            throw fault("it is empty; write a value");
        }
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw fault("it is longer than %d characters or holds a control character".formatted(LONGEST));
        }
        return text;
    }

    /** The next field as one of the words of an enum. */
    <E extends Enum<E> & Worded> E word(String fieldName, Class<E> type) {
        String text = take(fieldName);
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.word().equals(text))
                .findFirst()
                .orElseThrow(() -> fault("'%s' is unknown; write %s".formatted(text, words(type))));
    }

    static <E extends Enum<E> & Worded> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Worded::word).collect(Collectors.joining(", "));
    }

    /** A number above 0 that stands in the field taken last. */
    double positive(String text) {
        if (!NUMBER.matcher(text).matches() || Double.parseDouble(text) == 0) {
            throw fault("'%s' is no number above 0; write digits with a point, as 2.5".formatted(text));
        }
        return Double.parseDouble(text);
    }

    /** State and source, the last two fields of every row. */
    Basis basis() {
        String state = take("state");
        boolean confirmed = state.equals("confirmed");
        if (!confirmed && !state.equals("to-verify")) {
            throw fault("'%s' is unknown; write confirmed if the number was read in the source, else to-verify"
                    .formatted(state));
        }
        String source = take("source");
        end();
        return new Basis(confirmed, source, file, line);
    }

    /** Refuses fields beyond the last one. */
    void end() {
        if (next < texts.size()) {
            next++;
            name = "beyond " + name;
            throw fault("%d fields too many; take them out".formatted(texts.size() - next + 1));
        }
    }

    /** A fault in the field taken last. */
    MetrologyException fault(String sentence) {
        int column = next <= columns.size()
                ? columns.get(Math.max(0, next - 1))
                : columns.getLast() + texts.getLast().length();
        return new MetrologyException("%s line %d, column %d (%s): %s".formatted(file, line, column, name, sentence));
    }
}
