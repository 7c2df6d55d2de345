// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.plumbline.gateway.clock.ClockSettings;

/** Settings by their names, with the defaults of the mapping. */
record MapConfig(Map<String, String> settings) implements GatewayConfig, GatewayConfig.Instance {

    private Optional<String> find(String name) {
        return Optional.ofNullable(settings.get("plumbline." + name));
    }

    @Override
    public Kafka kafka() {
        return new Kafka() {
            @Override
            public Optional<String> bootstrapServers() {
                return find("kafka.bootstrap-servers");
            }

            @Override
            public Optional<String> clientProperties() {
                return find("kafka.client-properties");
            }
        };
    }

    @Override
    public SchemaRegistry schemaRegistry() {
        return () -> find("schema-registry.url");
    }

    @Override
    public String topicPrefix() {
        return find("topic-prefix").orElse("plumbline.");
    }

    @Override
    public FieldTime fieldTime() {
        return () -> find("field-time.file");
    }

    @Override
    public Instance gateway() {
        return this;
    }

    @Override
    public String groupId() {
        return find("gateway.group-id").orElse("plumbline-gateway");
    }

    @Override
    public Optional<String> keystore() {
        return find("gateway.keystore");
    }

    @Override
    public Optional<String> keystorePasswordFile() {
        return find("gateway.keystore-password-file");
    }

    @Override
    public Optional<String> trustedSigners() {
        return find("gateway.trusted-signers");
    }

    @Override
    public Optional<List<String>> networks() {
        return find("gateway.networks").map(list -> List.of(list.split(",")));
    }

    @Override
    public Optional<String> clientSystemTitle() {
        return find("gateway.client-system-title");
    }

    @Override
    public int maxSessions() {
        return Integer.parseInt(find("gateway.max-sessions").orElse("32"));
    }

    @Override
    public double connectsPerSecond() {
        return Double.parseDouble(find("gateway.connects-per-second").orElse("200"));
    }

    @Override
    public Segment segment() {
        return new Segment() {
            @Override
            public int maxSessions() {
                return Integer.parseInt(find("gateway.segment.max-sessions").orElse("8"));
            }

            @Override
            public double connectsPerSecond() {
                return Double.parseDouble(
                        find("gateway.segment.connects-per-second").orElse("10"));
            }
        };
    }

    /** One at most, named north. */
    @Override
    public Map<String, NamedSegment> segments() {
        Optional<String> sessions = find("gateway.segments.north.max-sessions");
        Optional<String> connects = find("gateway.segments.north.connects-per-second");
        if (sessions.isEmpty() && connects.isEmpty()) {
            return Map.of();
        }
        return Map.of("north", new NamedSegment() {
            @Override
            public OptionalInt maxSessions() {
                return sessions.map(text -> OptionalInt.of(Integer.parseInt(text)))
                        .orElse(OptionalInt.empty());
            }

            @Override
            public OptionalDouble connectsPerSecond() {
                return connects.map(text -> OptionalDouble.of(Double.parseDouble(text)))
                        .orElse(OptionalDouble.empty());
            }
        });
    }

    @Override
    public int counterBlock() {
        return Integer.parseInt(find("gateway.counter-block").orElse("1000"));
    }

    @Override
    public Duration backfill() {
        return Duration.parse(find("gateway.backfill").orElse("P60D"));
    }

    @Override
    public Duration pollSpread() {
        return Duration.parse(find("gateway.poll-spread").orElse("PT15M"));
    }

    @Override
    public Duration sessionTimeout() {
        return Duration.parse(find("gateway.session-timeout").orElse("PT10S"));
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public ClockSettings.Policy policy() {
                return ClockSettings.Policy.valueOf(find("gateway.clock.policy").orElse("OBSERVE"));
            }

            @Override
            public Duration tolerance() {
                return Duration.parse(find("gateway.clock.tolerance").orElse("PT60S"));
            }

            @Override
            public Duration minimumInterval() {
                return Duration.parse(find("gateway.clock.minimum-interval").orElse("P1D"));
            }

            @Override
            public HeadEnd headEnd() {
                return HeadEnd.valueOf(find("gateway.clock.head-end").orElse("FLEET"));
            }

            @Override
            public Optional<String> headEndFile() {
                return find("gateway.clock.head-end-file");
            }

            @Override
            public int quorum() {
                return Integer.parseInt(find("gateway.clock.quorum").orElse("8"));
            }
        };
    }

    @Override
    public Duration replyTimeout() {
        return Duration.parse(find("gateway.reply-timeout").orElse("PT30S"));
    }
}
