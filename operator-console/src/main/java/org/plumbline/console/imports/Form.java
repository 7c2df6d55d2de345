// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may stand in the cells of a column: turns a text into its one form, or says what is wrong with it. */
@FunctionalInterface
interface Form {

    /** What came of a cell. */
    sealed interface Result {
        /** @param text in the one form that equal values have */
        record Taken(String text) implements Result {}

        record Refused(String reason, String remedy) implements Result {}
    }

    /** @param text without white space around it */
    Result read(String text);

    private static Result refused(String reason, String remedy) {
        return new Result.Refused(reason, remedy);
    }

    /** A visible text, possibly empty. */
    static Form text(int most) {
        return text -> {
            if (text.codePointCount(0, text.length()) > most) {
                return refused("longer than " + most + " characters", "Shorten it.");
            }
            if (text.codePoints().anyMatch(Character::isISOControl)) {
                return refused("holds a control character", "Take it out.");
            }
            return Secrets.isKey(text)
                    ? refused(
                            "has the form of a key",
                            "Keys never stand in this file: put the wrapped key into the gateway's keystore and give its"
                                    + " name as keyReference.")
                    : new Result.Taken(text);
        };
    }

    /** An identifier: what a record key and a path can hold. */
    static Form identifier() {
        Pattern pattern = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
        return text -> pattern.matcher(text).matches()
                ? new Result.Taken(text)
                : refused(
                        "is no identifier",
                        "Use 1 to 64 letters, digits and . _ : - beginning with a letter or digit.");
    }

    /** The same, or empty. */
    static Form optional(Form form) {
        return text -> text.isEmpty() ? new Result.Taken("") : form.read(text);
    }

    /** One of some words, in any case. */
    static Form choice(String... words) {
        return choice(List.of(words));
    }

    static Form choice(List<String> words) {
        return text -> words.stream()
                .filter(word -> word.equalsIgnoreCase(text))
                .findFirst()
                .<Result>map(Result.Taken::new)
                .orElseGet(() -> refused("is not known", "Give one of " + String.join(", ", words) + "."));
    }

    /** A whole number in a range; empty counts as the smallest when that is 0. */
    static Form whole(int least, int most) {
        return text -> {
            if (text.isEmpty() && least == 0) {
                return new Result.Taken("0");
            }
            if (text.matches("[+-]?[0-9]{1,10}")) {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return new Result.Taken(Long.toString(number));
                }
            }
            return refused("is no whole number from " + least + " to " + most, "Correct it.");
        };
    }

    /** A decimal number in a range; empty counts as 0 when that is in it. */
    static Form decimal(double least, double most) {
        return text -> {
            if (text.isEmpty() && least <= 0) {
                return new Result.Taken("0");
            }
            if (text.matches("[+-]?[0-9]{1,15},[0-9]{1,15}")) {
                return refused("has a comma", "Write the number with a decimal point.");
            }
            if (text.matches("[+-]?([0-9]{1,15}(\\.[0-9]{0,20})?|\\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})?")) {
                double number = Double.parseDouble(text);
                if (number >= least && number <= most) {
                    return new Result.Taken(decimalText(number));
                }
            }
            return refused("is no number from " + decimalText(least) + " to " + decimalText(most), "Correct it.");
        };
    }

    /** The shortest decimal that stands for this number, without an exponent. */
    static String decimalText(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        return number == 0
                ? "0"
                : new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    /** A name or an address of a host, without a port. */
    static Form host() {
        Pattern name = Pattern.compile(
                "[A-Za-z0-9]([A-Za-z0-9_-]{0,62}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9_-]{0,62}[A-Za-z0-9])?)*");
        Pattern numbers = Pattern.compile("[0-9.]+");
        Pattern version4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.|$)){4}");
        Pattern version6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
        return text -> {
            if (text.length() <= 253) {
                boolean sound = numbers.matcher(text).matches()
                        ? version4.matcher(text).matches()
                        : name.matcher(text).matches() || version6.matcher(text).matches();
                if (sound) {
                    return new Result.Taken(text);
                }
                if (text.matches("[^:]+:[0-9]+")) {
                    return refused("holds a port", "Give the host alone; the port has a column of its own.");
                }
            }
            return refused("is no host name or address", "Give e.g. 10.1.2.3 or meter-7.field.example.");
        };
    }

    /** So many octets in hexadecimal, or none. */
    static Form octets(int count) {
        return text -> text.isEmpty() || text.matches("[0-9A-Fa-f]{" + 2 * count + "}")
                ? new Result.Taken(text.toLowerCase(Locale.ROOT))
                : refused("is not " + count + " octets", "Give " + 2 * count + " hexadecimal digits, or nothing.");
    }

    /** Logical name of a COSEM object, six groups. */
    static Form obis() {
        return text -> {
            boolean sound = text.matches("([0-9]{1,3}\\.){5}[0-9]{1,3}");
            for (String group : sound ? text.split("\\.") : new String[0]) {
                sound &= Integer.parseInt(group) <= 255;
            }
            return sound
                    ? new Result.Taken(Pattern.compile("\\.")
                            .splitAsStream(text)
                            .map(group -> Integer.toString(Integer.parseInt(group)))
                            .collect(Collectors.joining(".")))
                    : refused("is no OBIS code", "Give six groups of 0 to 255, e.g. 1.0.1.8.0.255.");
        };
    }

    /** Some values, different from each other, with spaces or semicolons between them. */
    static Form list(int most, Form element) {
        return text -> each(text.isEmpty() ? new String[0] : text.split("[ ;]+"), most, "; ", element, taken -> taken);
    }

    /** Some entries with semicolons between them, each of parts with bars between them; the first part tells them apart. */
    static Form entries(int most, List<String> names, List<Form> parts) {
        Form entry = text -> {
            String[] given = text.strip().split("\\|", -1);
            if (given.length != parts.size()) {
                return refused("has an entry of " + given.length + " parts", "Give " + String.join("|", names) + ".");
            }
            List<String> taken = new ArrayList<>();
            for (int i = 0; i < given.length; i++) {
                switch (parts.get(i).read(given[i].strip())) {
                    case Result.Taken(String part) -> taken.add(part);
                    case Result.Refused(String reason, String remedy) -> {
                        return refused(names.get(i) + " " + reason, remedy);
                    }
                }
            }
            return new Result.Taken(String.join("|", taken));
        };
        return text -> each(
                text.isEmpty() ? new String[0] : text.split(";", -1),
                most,
                "; ",
                entry,
                taken -> taken.substring(0, taken.indexOf('|')));
    }

    private static Result each(
            String[] given, int most, String between, Form element, Function<String, String> identity) {
        if (given.length > most) {
            return refused("has " + given.length + " entries", "Give at most " + most + ".");
        }
        List<String> taken = new ArrayList<>();
        Set<String> seen = new java.util.HashSet<>();
        for (String one : given) {
            switch (element.read(one)) {
                case Result.Taken(String text) -> {
                    if (!seen.add(identity.apply(text))) {
                        return refused("names " + identity.apply(text) + " twice", "Name it once.");
                    }
                    taken.add(text);
                }
                case Result.Refused refused -> {
                    return refused;
                }
            }
        }
        return new Result.Taken(String.join(between, taken));
    }

    /** Time zone by its IANA name, or empty. */
    static Form timeZone() {
        Set<String> known = ZoneId.getAvailableZoneIds();
        return text -> text.isEmpty() || known.contains(text)
                ? new Result.Taken(text)
                : refused("is no IANA time zone", "Give e.g. Europe/Brussels.");
    }

    /** An instant, or the beginning of a UTC day. */
    static Form instant() {
        Instant least = Instant.parse("1950-01-01T00:00:00Z");
        Instant most = Instant.parse("2200-01-01T00:00:00Z");
        return text -> {
            try {
                Instant read = text.length() == "2026-01-31".length()
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(text);
                Instant millis = Instant.ofEpochMilli(read.toEpochMilli());
                if (!millis.isBefore(least) && millis.isBefore(most)) {
                    return new Result.Taken(millis.toString());
                }
            } catch (DateTimeException | ArithmeticException e) {
                return refused("is no UTC time", "Give e.g. 2026-01-31 or 2026-01-31T09:30:00Z.");
            }
            return refused("is no time from 1950 to 2199", "Correct the year.");
        };
    }
}
