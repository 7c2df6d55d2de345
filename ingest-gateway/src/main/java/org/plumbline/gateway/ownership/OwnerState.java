// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.time.Instant;

/**
 * Life of the owner of one partition: {@link Fencing} its predecessor, {@link Restoring} what is durable, {@link Running},
 * {@link Draining}, {@link Stopped}. Every state but the last may go to Stopped.
 */
public sealed interface OwnerState {

    /** The transactional id is being taken over. */
    record Fencing() implements OwnerState {
        public Restoring toRestoring() {
            return new Restoring();
        }
    }

    /** Registrations and state are being read from the beginning. */
    record Restoring() implements OwnerState {
        public Running toRunning(int meters, Instant since) {
            return new Running(meters, since);
        }
    }

    /**
     * Meters are being worked with.
     *
     * @param meters known when it began
     * @param since wall-clock time
     */
    record Running(int meters, Instant since) implements OwnerState {
        public Draining toDraining() {
            return new Draining();
        }
    }

    /** Nothing new begins; what is under way ends or breaks off. */
    record Draining() implements OwnerState {}

    /** Nothing happens any more. */
    record Stopped(StopReason reason, String detail) implements OwnerState {}

    /** Why an owner stopped. */
    enum StopReason {
        /** The partition was given back, or the gateway shuts down. */
        RELEASED,
        /** Another instance has taken over the transactional id. */
        FENCED,
        /** A fault; the owner is started again. */
        FAULT
    }

    /** Stops, from any state. */
    default Stopped toStopped(StopReason reason, String detail) {
        return new Stopped(reason, detail);
    }
}
