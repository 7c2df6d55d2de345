// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.app;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param help only the usage
 * @param seed of all fleets
 * @param json rather than text
 * @param figures to be shown, in the order of the table
 */
record EvaluateOptions(boolean help, long seed, boolean json, List<String> figures) {

    /** @throws IllegalArgumentException when the arguments make no sense */
    static EvaluateOptions parse(List<String> arguments, Collection<String> known) {
        boolean help = false;
        boolean json = false;
        long seed = new SecureRandom().nextInt(1_000_000);
        List<String> figures = List.copyOf(known);
        for (int k = 0; k < arguments.size(); k++) {
            switch (arguments.get(k)) {
                case "--help", "-h" -> help = true;
                case "--seed" -> seed = number(value(arguments, ++k));
                case "--output", "-o" -> json = isJson(value(arguments, ++k));
                case "--figures" -> figures = named(value(arguments, ++k), known);
                default -> throw new IllegalArgumentException("unknown option: " + arguments.get(k));
            }
        }
        return new EvaluateOptions(help, seed, json, figures);
    }

    static String usage(Collection<String> known) {
        return """
                Usage: ./plumbline evaluate drift [--seed N] [--figures A1,A2] [--output text|json]

                Simulates fleets of meters whose truth is known, gives their readings to the estimators of the drift
                analyzer, and prints one table: figure, target, what was reached, and the bound that no unbiased
                estimator of the same readings can beat (Cramer-Rao; quantisation and jitter counted as Gaussian noise).
                Naive programs and hard fleets stand beside it, without a target.

                  --seed N         of all fleets; without it one is drawn and printed. The same seed gives the same table
                  --figures LIST   of %s
                  --output FORM    text or json (default: text)

                Exit codes: 0 every target is met, 1 one is missed, 2 wrong usage.
                """.formatted(String.join(", ", known));
    }

    private static String value(List<String> arguments, int at) {
        if (at >= arguments.size()) {
            throw new IllegalArgumentException(arguments.getLast() + " needs a value");
        }
        return arguments.get(at);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("--seed needs a whole number, not " + text, notANumber);
        }
    }

    private static boolean isJson(String text) {
        return switch (text) {
            case "json" -> true;
            case "text" -> false;
            default -> throw new IllegalArgumentException("--output knows text and json, not " + text);
        };
    }

    private static List<String> named(String text, Collection<String> known) {
        List<String> asked = List.of(text.split(",", -1));
        List<String> unknown = new ArrayList<>(asked);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown figure: " + unknown.getFirst());
        }
        return known.stream().filter(asked::contains).toList();
    }
}
