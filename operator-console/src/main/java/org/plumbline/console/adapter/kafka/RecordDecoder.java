// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.util.Optional;
import org.plumbline.console.fleet.FleetRecord;

/** Turns the octets of a topic's values into what they tell of the fleet. Used by one thread. */
interface RecordDecoder {

    /**
     * @throws org.apache.kafka.common.errors.SerializationException when the value is bad
     * @throws RegistryUnavailableException when that cannot be said now
     */
    FleetRecord decode(String topic, byte[] value);

    /** What the end of a key tells. */
    default Optional<FleetRecord> removed(String key) {
        return Optional.empty();
    }
}
