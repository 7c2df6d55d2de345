// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import java.time.Instant;
import java.util.Optional;

/** Erases personal data of meters that stay registered. */
public interface Erasures {

    /**
     * Erases the readings of a meter up to a capture time, now and at every rebuild; returns when the log has it.
     *
     * @param upTo last capture time that is erased
     * @return up to when they are erased now, which may be later than asked; empty when no such meter is registered
     * @throws FleetRegister.BusyException when another erasure is being written
     * @throws CommandNotSentException when it is not known whether the log has it
     */
    Optional<Instant> erase(CommandSink.Author author, String meterId, Instant upTo, String reason);
}
