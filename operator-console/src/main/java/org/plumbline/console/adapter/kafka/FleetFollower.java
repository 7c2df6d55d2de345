// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.plumbline.console.fleet.FleetView;

/** Keeps a {@link FleetView} up to date from the topics. The many readings do not hold up the rest. */
public final class FleetFollower implements AutoCloseable {
    private final TopicFollower state;
    private final TopicFollower readings;

    /**
     * @param consumerSettings where the broker is and how to talk to it
     * @param onFatal told when following ends by a fault that trying again cannot mend
     */
    public FleetFollower(
            Map<String, Object> consumerSettings,
            SchemaRegistryClient registry,
            String topicPrefix,
            FleetView view,
            Consumer<Throwable> onFatal) {
        FleetTopics topics = new FleetTopics(registry, topicPrefix);
        state = follower("state", consumerSettings, topics.state(), view, onFatal);
        readings = follower("readings", consumerSettings, topics.readings(), view, onFatal);
    }

    private static TopicFollower follower(
            String name,
            Map<String, Object> consumerSettings,
            Map<String, RecordDecoder> decoders,
            FleetView view,
            Consumer<Throwable> onFatal) {
        Map<String, TopicFollower.Reader> readers = new HashMap<>();
        decoders.forEach((topic, decoder) -> readers.put(topic, (from, key, value) -> {
            if (value != null) {
                view.apply(decoder.decode(from, value));
            } else if (key != null) {
                decoder.removed(key).ifPresent(view::apply);
            }
        }));
        return new TopicFollower(name, consumerSettings, readers, Optional.empty(), view::onUnreadable, onFatal);
    }

    /** Starts reading from the beginning of all topics. */
    public void start() {
        state.start();
        readings.start();
    }

    /** True from the moment on when everything was read that was there at the start. */
    public boolean isCaughtUp() {
        return state.isCaughtUp() && readings.isCaughtUp();
    }

    @Override
    public void close() {
        state.close();
        readings.close();
    }
}
