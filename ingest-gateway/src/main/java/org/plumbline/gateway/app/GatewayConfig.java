// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.schema.kafka.AccessRights;

/** Settings as configured, unchecked; {@link SettingsReader} checks them. */
@ConfigMapping(prefix = "plumbline")
interface GatewayConfig {

    Kafka kafka();

    SchemaRegistry schemaRegistry();

    @WithDefault("plumbline.")
    String topicPrefix();

    FieldTime fieldTime();

    Instance gateway();

    /** Where the broker is. */
    interface Kafka {
        Optional<String> bootstrapServers();

        /** File with Kafka's security.*, sasl.* and ssl.* client settings. */
        Optional<String> clientProperties();
    }

    /** Where the registry is. */
    interface SchemaRegistry {
        Optional<String> url();
    }

    /** Where field time comes from; absent = wall clock. */
    interface FieldTime {
        Optional<String> file();
    }

    /** Meters' clocks and the head-end's own. */
    interface Clock {
        /** OBSERVE, SHIFT or SET. */
        @WithDefault("OBSERVE")
        ClockSettings.Policy policy();

        /** A larger deviation is told. */
        @WithDefault("PT60S")
        Duration tolerance();

        /** Between two corrections of one meter, in field time. */
        @WithDefault("P1D")
        Duration minimumInterval();

        /** Who watches the head-end's own clock: FLEET, FILE or NONE. */
        @WithDefault("FLEET")
        HeadEnd headEnd();

        /** One line, time and offset in seconds, for FILE. */
        Optional<String> headEndFile();

        /** Meters that must have been read before the fleet says anything, for FLEET. */
        @WithDefault("8")
        int quorum();

        /** Sources of the head-end's clock health. */
        enum HeadEnd {
            FLEET,
            FILE,
            NONE
        }
    }

    /** What every network segment bears, whichever instances speak in it. */
    interface Segment {
        @WithDefault("8")
        int maxSessions();

        @WithDefault("10")
        double connectsPerSecond();
    }

    /** What one network segment bears; what is absent is as for every segment. */
    interface NamedSegment {
        OptionalInt maxSessions();

        OptionalDouble connectsPerSecond();
    }

    /** The gateway's own settings. */
    interface Instance {
        @WithDefault(AccessRights.GATEWAY_GROUP)
        String groupId();

        Optional<String> keystore();

        Optional<String> keystorePasswordFile();

        Optional<String> trustedSigners();

        Optional<List<String>> networks();

        /** 8 octets as 16 hexadecimal digits. */
        Optional<String> clientSystemTitle();

        /** Most concurrent sessions of this instance. */
        @WithDefault("32")
        int maxSessions();

        /** Most new connections of this instance in any second. */
        @WithDefault("200")
        double connectsPerSecond();

        /** What a network segment bears unless it is named. */
        Segment segment();

        /** What the segments named bear, by name. */
        Map<String, NamedSegment> segments();

        @WithDefault("1000")
        int counterBlock();

        /** How far back the first reading of a meter goes, in field time. */
        @WithDefault("P60D")
        Duration backfill();

        /** Polls of one slot are spread over this time; not with field time from a file. */
        @WithDefault("PT15M")
        Duration pollSpread();

        /** After which the group gives a silent instance's partitions away. */
        @WithDefault("PT10S")
        Duration sessionTimeout();

        Clock clock();

        /** Longest wait for one reply of a meter. */
        @WithDefault("PT30S")
        Duration replyTimeout();
    }
}
