// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.CalibratorException;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.schema.signing.TrustedSigners;
import org.plumbline.schema.time.FieldTime;

/**
 * What the application is told, with its files read.
 *
 * @param brokers of the Kafka cluster
 * @param schemaRegistryUrl of a registry with Confluent's API
 * @param topicPrefix of all topic names
 * @param dataDirectory for state stores
 * @param signingKey signs orders
 * @param checkpointKey signs checkpoints of the audit
 * @param checkpointPeriod wall time between two checkpoints; at most a day
 * @param commandSigners who may sign commands and lifts
 * @param fieldTime field time
 * @param tick wall time between two looks at what waits
 * @param maximumAuthenticationAge older authentications command nothing
 */
record CalibratorSettings(
        Brokers brokers,
        String schemaRegistryUrl,
        String topicPrefix,
        Path dataDirectory,
        SigningKey signingKey,
        SigningKey checkpointKey,
        Duration checkpointPeriod,
        TrustedSigners commandSigners,
        InstantSource fieldTime,
        Duration tick,
        Duration maximumAuthenticationAge) {

    private static final String SIGNING_KEY = "plumbline.calibrator.signing-key";
    private static final String SIGNING_KEY_PASSWORD = "plumbline.calibrator.signing-key-password-file";
    private static final String CHECKPOINT_KEY = "plumbline.calibrator.checkpoint-key";
    private static final String CHECKPOINT_KEY_PASSWORD = "plumbline.calibrator.checkpoint-key-password-file";
    private static final String CHECKPOINT_PERIOD = "plumbline.calibrator.checkpoint-period";
    private static final String TRUSTED_SIGNERS = "plumbline.calibrator.trusted-signers";
    private static final String FIELD_TIME_FILE = "plumbline.field-time.file";

    /**
     * Reads the settings and the files they name.
     *
     * @param setting value of a setting by its name
     * @throws CalibratorException naming the setting that is missing or wrong
     */
    static CalibratorSettings from(Function<String, Optional<String>> setting) {
        String keyId = required(setting, "plumbline.calibrator.signing-key-id");
        Path keyFile = Path.of(required(setting, SIGNING_KEY));
        Optional<Path> passwordFile = file(setting, SIGNING_KEY_PASSWORD);
        String checkpointKeyId = required(setting, "plumbline.calibrator.checkpoint-key-id");
        Path checkpointKeyFile = Path.of(required(setting, CHECKPOINT_KEY));
        Optional<Path> checkpointPasswordFile = file(setting, CHECKPOINT_KEY_PASSWORD);
        Path signersFile = Path.of(required(setting, TRUSTED_SIGNERS));
        return new CalibratorSettings(
                brokers(setting),
                required(setting, "plumbline.schema-registry.url"),
                setting.apply("plumbline.topic-prefix").orElse(Topics.DEFAULT_PREFIX),
                Path.of(required(setting, "plumbline.data-dir")),
                sound(SIGNING_KEY, () -> SigningKey.load(keyId, keyFile, passwordFile)),
                sound(
                        CHECKPOINT_KEY,
                        () -> SigningKey.load(checkpointKeyId, checkpointKeyFile, checkpointPasswordFile)),
                checkpointPeriod(setting),
                sound(TRUSTED_SIGNERS, () -> TrustedSigners.load(signersFile, TrustedSigners.Purpose.COMMANDS)),
                sound(
                        FIELD_TIME_FILE,
                        () -> fieldTime(setting.apply(FIELD_TIME_FILE).orElse(null))),
                positive(setting, "plumbline.calibrator.tick", "PT0.5S"),
                positive(setting, "plumbline.calibrator.maximum-authentication-age", "PT12H"));
    }

    private static Brokers brokers(Function<String, Optional<String>> setting) {
        String bootstrapServers = required(setting, "plumbline.kafka.bootstrap-servers");
        return sound(Brokers.FILE_SETTING, () -> Brokers.of(bootstrapServers, setting.apply(Brokers.FILE_SETTING)));
    }

    private static Optional<Path> file(Function<String, Optional<String>> setting, String name) {
        return setting.apply(name).filter(value -> !value.isBlank()).map(Path::of);
    }

    private static Duration checkpointPeriod(Function<String, Optional<String>> setting) {
        Duration period = positive(setting, CHECKPOINT_PERIOD, "P1D");
        if (period.compareTo(Duration.ofDays(1)) > 0 || period.toMillis() < 1) {
            throw new CalibratorException("setting " + CHECKPOINT_PERIOD + " must be at most a day: " + period);
        }
        return period;
    }

    private static InstantSource fieldTime(@Nullable String file) {
        InstantSource source = FieldTime.of(file);
        // Without an instant in the file there is no field time to begin with.
        Objects.requireNonNull(source.instant(), "instant");
        return source;
    }

    private static String required(Function<String, Optional<String>> setting, String name) {
        return setting.apply(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new CalibratorException("setting " + name + " is missing"));
    }

    private static Duration positive(Function<String, Optional<String>> setting, String name, String otherwise) {
        Duration duration = sound(
                name, () -> Duration.parse(setting.apply(name).orElse(otherwise).strip()));
        if (!duration.isPositive()) {
            throw new CalibratorException("setting " + name + " must be a positive ISO-8601 duration: " + duration);
        }
        return duration;
    }

    private static <T> T sound(String name, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            throw new CalibratorException("setting " + name + " is wrong: " + e.getMessage(), e);
        }
    }
}
