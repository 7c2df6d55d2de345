// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.CaseCommands;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.signing.TrustedSigners;

/**
 * What the application is told.
 *
 * @param brokers of the Kafka cluster
 * @param schemaRegistryUrl of a registry with Confluent's API
 * @param topicPrefix of all topic names
 * @param dataDirectory for state stores
 * @param threads stream threads, 1..64
 * @param standbyReplicas copies of each task's state kept ready by other instances, 0..2
 * @param limitsDirectory with limit files of the operator; null = none
 * @param commandSigners who may sign case commands; null = nobody, every command is refused
 * @param maximumAuthenticationAge older authentications command nothing
 * @param fieldTimeFile file with the instant of field time; null = wall clock
 * @param correctedPolicies meters under these policies have a corrected series; empty = none
 */
record AnalyzerSettings(
        Brokers brokers,
        String schemaRegistryUrl,
        String topicPrefix,
        Path dataDirectory,
        int threads,
        int standbyReplicas,
        @Nullable Path limitsDirectory,
        @Nullable TrustedSigners commandSigners,
        Duration maximumAuthenticationAge,
        @Nullable String fieldTimeFile,
        Set<CorrectionPolicy> correctedPolicies) {
    private static final int MOST_THREADS = 64;
    private static final int MOST_STANDBY_REPLICAS = 2;

    /**
     * Reads the settings.
     *
     * @param setting value of a setting by its name
     * @throws IllegalArgumentException naming the setting that is missing or malformed
     */
    static AnalyzerSettings from(Function<String, Optional<String>> setting) {
        return new AnalyzerSettings(
                Brokers.of(required(setting, "plumbline.kafka.bootstrap-servers"), setting.apply(Brokers.FILE_SETTING)),
                required(setting, "plumbline.schema-registry.url"),
                setting.apply("plumbline.topic-prefix").orElse(Topics.DEFAULT_PREFIX),
                Path.of(required(setting, "plumbline.data-dir")),
                number(setting, "plumbline.analyzer.threads", "1", 1, MOST_THREADS),
                number(setting, "plumbline.analyzer.standby-replicas", "1", 0, MOST_STANDBY_REPLICAS),
                setting.apply("plumbline.analyzer.limits-dir")
                        .filter(value -> !value.isBlank())
                        .map(Path::of)
                        .orElse(null),
                signers(setting),
                authenticationAge(setting),
                setting.apply("plumbline.field-time.file").orElse(null),
                correctedPolicies(setting));
    }

    private static Set<CorrectionPolicy> correctedPolicies(Function<String, Optional<String>> setting) {
        String name = "plumbline.analyzer.corrected-readings";
        String text = setting.apply(name).orElse("").strip();
        Set<CorrectionPolicy> policies = EnumSet.noneOf(CorrectionPolicy.class);
        for (String policy : text.isEmpty() ? new String[0] : text.split(",")) {
            try {
                policies.add(CorrectionPolicy.valueOf(policy.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "setting " + name + " must name policies of " + List.of(CorrectionPolicy.values())
                                + ", comma separated: " + text,
                        e);
            }
        }
        return policies;
    }

    private static @Nullable TrustedSigners signers(Function<String, Optional<String>> setting) {
        return setting.apply("plumbline.analyzer.trusted-signers")
                .filter(value -> !value.isBlank())
                .map(file -> TrustedSigners.load(Path.of(file), TrustedSigners.Purpose.COMMANDS))
                .orElse(null);
    }

    private static Duration authenticationAge(Function<String, Optional<String>> setting) {
        String name = "plumbline.analyzer.maximum-authentication-age";
        Optional<String> text = setting.apply(name).filter(value -> !value.isBlank());
        try {
            Duration age =
                    text.map(value -> Duration.parse(value.strip())).orElse(CaseCommands.DEFAULT_AUTHENTICATION_AGE);
            if (age.isPositive()) {
                return age;
            }
        } catch (DateTimeParseException e) {
            // Said below, with the form.
        }
        throw new IllegalArgumentException(
                "setting " + name + " must be a positive ISO-8601 duration as PT12H: " + text.orElse(""));
    }

    private static String required(Function<String, Optional<String>> setting, String name) {
        return setting.apply(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("setting " + name + " is missing"));
    }

    private static int number(
            Function<String, Optional<String>> setting, String name, String byDefault, int least, int most) {
        String text = setting.apply(name).orElse(byDefault);
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        throw new IllegalArgumentException("setting " + name + " must be in " + least + ".." + most + ": " + text);
    }
}
