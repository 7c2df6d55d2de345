// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.gateway.adapter.kafka.KafkaSettings;
import org.plumbline.gateway.adapter.keystore.Pkcs12KeyRing;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.FleetConsensus;
import org.plumbline.gateway.clock.ToldHealth;
import org.plumbline.gateway.clock.TrustedClock;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.orders.OrderSettings;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.pacing.SegmentLimits;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.port.HeadEndClock;
import org.plumbline.gateway.session.SessionSettings;
import org.plumbline.gateway.transport.FieldNetworks;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.signing.TrustedSigners;
import org.plumbline.schema.time.FieldTime;

/** Checks the configuration; what is missing or wrong is an {@link IllegalArgumentException} that names it. */
final class SettingsReader {

    private static final Duration LEASE_MARGIN = Duration.ofSeconds(3);
    private static final Duration DRAIN = Duration.ofMillis(2_500);

    private SettingsReader() {}

    static GatewaySettings read(GatewayConfig config) {
        GatewayConfig.Instance own = config.gateway();
        byte[] systemTitle = systemTitle(own);
        Path signers = Path.of(required(
                own.trustedSigners(),
                "plumbline.gateway.trusted-signers",
                "name the JSON file of keys that may sign orders and commands"));
        Path keystore = Path.of(
                required(own.keystore(), "plumbline.gateway.keystore", "name the PKCS#12 file with the meters' keys"));
        Path passwordFile = Path.of(required(
                own.keystorePasswordFile(),
                "plumbline.gateway.keystore-password-file",
                "name the file whose first line is the keystore's password"));
        return new GatewaySettings(
                kafka(config),
                polling(config),
                clocks(own.clock()),
                headEndClock(own.clock()),
                OrderSettings.defaults(),
                sessions(own.replyTimeout()),
                networks(own),
                named("plumbline.gateway.keystore", () -> Pkcs12KeyRing.load(keystore, passwordFile, systemTitle)),
                named(
                        "plumbline.gateway.trusted-signers",
                        () -> TrustedSigners.load(signers, TrustedSigners.Purpose.ORDERS)),
                named(
                        "plumbline.gateway.trusted-signers",
                        () -> TrustedSigners.load(signers, TrustedSigners.Purpose.COMMANDS)),
                pacing(own),
                own.counterBlock(),
                fieldTime(config));
    }

    static String registryUrl(GatewayConfig config) {
        return required(
                config.schemaRegistry().url(),
                "plumbline.schema-registry.url",
                "name the base address of the schema registry, e.g. http://127.0.0.1:8081");
    }

    private static KafkaSettings kafka(GatewayConfig config) {
        String bootstrapServers = required(
                config.kafka().bootstrapServers(),
                "plumbline.kafka.bootstrap-servers",
                "name the brokers as host:port, comma separated");
        Duration sessionTimeout = config.gateway().sessionTimeout();
        if (sessionTimeout.compareTo(LEASE_MARGIN.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "plumbline.gateway.session-timeout is " + sessionTimeout + "; it must be at least 6 s");
        }
        return new KafkaSettings(
                Brokers.of(bootstrapServers, config.kafka().clientProperties()),
                config.topicPrefix(),
                config.gateway().groupId(),
                sessionTimeout,
                LEASE_MARGIN,
                DRAIN);
    }

    /** Field time that is stepped stands still at the beginning of a slot: no later moment of it would come. */
    private static PollingSettings polling(GatewayConfig config) {
        boolean stepped =
                config.fieldTime().file().filter(name -> !name.isBlank()).isPresent();
        Duration spread = stepped ? Duration.ZERO : config.gateway().pollSpread();
        PollingSettings settings = named(
                "plumbline.gateway.poll-spread",
                () -> PollingSettings.defaults().withSpread(spread));
        return named("plumbline.gateway.backfill", () -> {
            PollingSettings reaching = settings.withBackfill(config.gateway().backfill());
            reaching.requireReach(SessionSettings.defaults().maxProfileRows());
            return reaching;
        });
    }

    private static ClockSettings clocks(GatewayConfig.Clock clock) {
        ClockSettings defaults = ClockSettings.defaults();
        return named(
                "plumbline.gateway.clock.tolerance, plumbline.gateway.clock.minimum-interval",
                () -> new ClockSettings(
                        clock.policy(), clock.tolerance(), clock.minimumInterval(), defaults.boundaryGuard()));
    }

    private static HeadEndClock headEndClock(GatewayConfig.Clock clock) {
        InstantSource wallTime = InstantSource.system();
        return new ToldHealth(
                switch (clock.headEnd()) {
                    case NONE -> new TrustedClock();
                    case FILE ->
                        new MonitoredClock(
                                Path.of(
                                        required(
                                                clock.headEndFile(),
                                                "plumbline.gateway.clock.head-end-file",
                                                "name the file that monitoring writes, or take another plumbline.gateway.clock.head-end")),
                                wallTime);
                    case FLEET ->
                        named(
                                "plumbline.gateway.clock.quorum",
                                () -> new FleetConsensus(
                                        clock.tolerance(), clock.quorum(), wallTime, System::nanoTime));
                });
    }

    private static PacingSettings pacing(GatewayConfig.Instance own) {
        GatewayConfig.Segment segment = own.segment();
        SegmentLimits standard =
                limits("plumbline.gateway.segment.", segment.maxSessions(), segment.connectsPerSecond());
        Map<String, SegmentLimits> named = new HashMap<>();
        own.segments()
                .forEach((name, limits) -> named.put(
                        name,
                        limits(
                                "plumbline.gateway.segments." + name + ".",
                                limits.maxSessions().orElse(standard.maxSessions()),
                                limits.connectsPerSecond().orElse(standard.connectsPerSecond()))));
        SegmentLimits instance = limits("plumbline.gateway.", own.maxSessions(), own.connectsPerSecond());
        return new PacingSettings(instance, standard, named);
    }

    private static SegmentLimits limits(String prefix, int maxSessions, double connectsPerSecond) {
        try {
            return new SegmentLimits(maxSessions, connectsPerSecond);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(prefix + wrong.getMessage(), wrong);
        }
    }

    private static SessionSettings sessions(Duration replyTimeout) {
        SessionSettings defaults = SessionSettings.defaults();
        return named(
                "plumbline.gateway.reply-timeout",
                () -> new SessionSettings(
                        defaults.connectTimeout(),
                        replyTimeout,
                        defaults.releaseTimeout(),
                        defaults.maxReceivePdu(),
                        defaults.limits(),
                        defaults.maxProfileRows(),
                        defaults.maxCounterJump(),
                        defaults.counterMargin()));
    }

    private static byte[] systemTitle(GatewayConfig.Instance own) {
        String digits = required(
                own.clientSystemTitle(),
                "plumbline.gateway.client-system-title",
                "give the gateway's own system title, 16 hexadecimal digits, unique in the field");
        byte[] title = named(
                "plumbline.gateway.client-system-title", () -> HexFormat.of().parseHex(digits));
        if (title.length != SecurityContext.SYSTEM_TITLE_OCTETS) {
            throw new IllegalArgumentException("plumbline.gateway.client-system-title has " + title.length
                    + " octets; it must have 8, written as 16 hexadecimal digits");
        }
        return title;
    }

    private static FieldNetworks networks(GatewayConfig.Instance own) {
        List<String> prefixes = own.networks()
                .filter(list -> !list.isEmpty())
                .orElseThrow(
                        () -> missing(
                                "plumbline.gateway.networks",
                                "name the networks in which meters live, in CIDR notation, e.g. 10.0.0.0/8; there is no default"));
        return named("plumbline.gateway.networks", () -> FieldNetworks.parse(prefixes));
    }

    private static InstantSource fieldTime(GatewayConfig config) {
        InstantSource source = FieldTime.of(config.fieldTime().file().orElse(null));
        named("plumbline.field-time.file", source::instant);
        return source;
    }

    private static String required(Optional<String> setting, String name, String remedy) {
        return setting.filter(text -> !text.isBlank()).orElseThrow(() -> missing(name, remedy));
    }

    private static IllegalArgumentException missing(String name, String remedy) {
        return new IllegalArgumentException(name + " is not set; " + remedy);
    }

    private static <T> T named(String setting, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            throw new IllegalArgumentException(setting + ": " + wrong.getMessage(), wrong);
        }
    }
}
