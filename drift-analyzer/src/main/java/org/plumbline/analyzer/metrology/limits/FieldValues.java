// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.analyzer.metrology.limits.Temperatures.Band;

/** The values of fields that are more than a word. */
final class FieldValues {
    private static final Pattern BOUND = Pattern.compile("([0-9.]*)\\s*(Ist|Imin|Itr|Iref|Imax)");
    private static final Pattern FACTOR = Pattern.compile("([0-9.]+)([ic]?)");
    private static final Pattern BAND = Pattern.compile("([+-]\\d{1,3})\\.\\.([+-]\\d{1,3})");
    private static final Pattern SIDES = Pattern.compile("\\+([0-9.]+)/-([0-9.]+)");
    private static final Pattern INVERSE = Pattern.compile("([0-9.]+) x (Ist|Imin|Itr|Iref|Imax)/I");
    private static final Pattern TIMES_CLASS = Pattern.compile("([0-9.]+) x MPE");
    private static final String NOT_UNITY = " not 1";

    private FieldValues() {}

    static Currents currents(Fields fields, Wiring wiring) {
        String text = fields.take("current");
        if (text.equals("any")) {
            return new Currents.Any();
        }
        if (text.equals("average")) {
            return new Currents.Average();
        }
        int dots = text.indexOf("..");
        if (dots < 0) {
            return new Currents.At(bound(fields, text));
        }
        CurrentBound from = bound(fields, text.substring(0, dots));
        CurrentBound to = bound(fields, text.substring(dots + 2));
        if (!from.mayBeBelow(to, wiring == Wiring.CT ? Wiring.CT : Wiring.DIRECT)) {
            throw fields.fault("the range %s is empty; write the lower current first".formatted(text));
        }
        return new Currents.Range(from, to);
    }

    static CurrentBound bound(Fields fields, String text) {
        Matcher matcher = BOUND.matcher(text.strip());
        if (!matcher.matches()) {
            throw fields.fault("'%s' is no current; write any, average, or multiples of %s as in 0.05Iref..Imax"
                    .formatted(text, Fields.words(CurrentName.class)));
        }
        double factor = matcher.group(1).isEmpty() ? 1 : fields.positive(matcher.group(1));
        return new CurrentBound(factor, currentName(matcher.group(2)));
    }

    private static CurrentName currentName(String word) {
        return Arrays.stream(CurrentName.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    static LoadFactors factors(Fields fields) {
        String text = fields.take("power factor");
        if (text.equals("any")) {
            return new LoadFactors.Any();
        }
        int dots = text.indexOf("..");
        if (dots < 0) {
            return new LoadFactors.Only(factor(fields, text));
        }
        boolean withUnity = !text.endsWith(NOT_UNITY);
        String to = withUnity ? text : text.substring(0, text.length() - NOT_UNITY.length());
        LoadFactor inductive = factor(fields, text.substring(0, dots));
        LoadFactor capacitive = factor(fields, to.substring(dots + 2));
        if (inductive.function() != LoadFactor.Function.COS
                || capacitive.function() != LoadFactor.Function.COS
                || inductive.position() >= capacitive.position()) {
            throw fields.fault("'%s' is no range; write the inductive end first, as in 0.5i..0.8c".formatted(text));
        }
        return new LoadFactors.Range(inductive, capacitive, withUnity);
    }

    private static LoadFactor factor(Fields fields, String text) {
        boolean sine = text.startsWith("sin ");
        Matcher matcher = FACTOR.matcher(sine ? text.substring(4) : text);
        if (matcher.matches() && !(sine && !matcher.group(2).isEmpty())) {
            double magnitude = fields.positive(matcher.group(1));
            if (sine && magnitude <= 1) {
                return LoadFactor.reactive(magnitude);
            }
            if (!sine && magnitude == 1 && matcher.group(2).isEmpty()) {
                return LoadFactor.UNITY;
            }
            if (!sine && magnitude < 1 && !matcher.group(2).isEmpty()) {
                return matcher.group(2).equals("i")
                        ? LoadFactor.inductive(magnitude)
                        : LoadFactor.capacitive(magnitude);
            }
        }
        throw fields.fault(
                "'%s' is no power factor; write any, 1, 0.5i, 0.8c, 0.5i..0.8c, or sin 0.5 of reactive energy"
                        .formatted(text));
    }

    static Temperatures temperatures(Fields fields) {
        String text = fields.take("temperature");
        List<Band> bands = new ArrayList<>();
        if (!text.equals("any")) {
            for (String each : text.split(",", -1)) {
                Matcher matcher = BAND.matcher(each.strip());
                if (!matcher.matches()) {
                    throw fields.fault(
                            "'%s' is no temperature range; write any, or degrees Celsius as in -10..+5, +30..+40"
                                    .formatted(each.strip()));
                }
                Band band = new Band(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
                if (band.fromCelsius() >= band.toCelsius()) {
                    throw fields.fault("the range %s is empty; write the lower temperature first".formatted(band));
                }
                bands.add(band);
            }
        }
        return new Temperatures(bands);
    }

    static LimitExpression limit(Fields fields, LimitRow.Kind kind) {
        String text = fields.take("limit");
        Matcher inverse = INVERSE.matcher(text);
        if (inverse.matches()) {
            return new LimitExpression.Inverse(percent(fields, inverse.group(1)), currentName(inverse.group(2)));
        }
        Matcher times = TIMES_CLASS.matcher(text);
        if (times.matches()) {
            if (kind == LimitRow.Kind.BASE) {
                throw fields.fault("a class limit is not stated by itself; write it in percent");
            }
            return new LimitExpression.TimesClassLimit(fields.positive(times.group(1)));
        }
        return fixed(fields, text)
                .orElseThrow(() -> fields.fault(
                        "'%s' is no limit; write 2.5, +2.5/-3.5, 2.5 x Imin/I or 2 x MPE".formatted(text)));
    }

    static LimitExpression.Fixed influenceLimit(Fields fields) {
        String text = fields.take("limit");
        return fixed(fields, text)
                .orElseThrow(() -> fields.fault("'%s' is no limit; write 0.5 or +10/-100".formatted(text)));
    }

    private static Optional<LimitExpression.Fixed> fixed(Fields fields, String text) {
        Matcher sides = SIDES.matcher(text);
        if (sides.matches()) {
            return Optional.of(
                    new LimitExpression.Fixed(percent(fields, sides.group(1)), percent(fields, sides.group(2))));
        }
        if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
            double percent = percent(fields, text);
            return Optional.of(new LimitExpression.Fixed(percent, percent));
        }
        return Optional.empty();
    }

    private static double percent(Fields fields, String text) {
        double percent = fields.positive(text);
        if (percent > 100) {
            throw fields.fault("%s %% is no limit of error; write at most 100".formatted(text));
        }
        return percent;
    }
}
