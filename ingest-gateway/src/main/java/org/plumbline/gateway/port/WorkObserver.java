// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.ownership.OwnerState;
import org.plumbline.gateway.state.OrderResult;

/**
 * Hears what becomes of work, for metrics. Safe for many threads; must not block or throw. Whoever needs only a part
 * overrides only that.
 */
public interface WorkObserver {

    /**
     * @param outcome {@code completed}, {@code stopped}, or the event code of the fault
     * @param rows published
     */
    void pollEnded(String outcome, int rows);

    void orderEnded(OrderResult result);

    /** @param code READ-00 or READ-01 */
    default void requestEnded(String code) {}

    /**
     * A session with a meter ended, whatever it was for.
     *
     * @param fault null when it did what it was opened for
     */
    default void sessionEnded(@Nullable MeterFault fault) {}

    /**
     * Scheduled readings of a meter fell due.
     *
     * @param segment network segment of the meter
     * @param readings at least 1; more than one when slots of the schedule have passed without a reading
     */
    default void readingsDue(String segment, long readings) {}

    /** What a scheduled reading has read is durable. */
    default void readingStored(String segment) {}

    /** A meter's day has passed; see {@link org.plumbline.gateway.accounting.DayTally.Listener}. */
    default void dayClosed(String segment, int intervals, int expected, boolean complete) {}

    /**
     * A frame was sent.
     *
     * @param phase what was asked, beginning with the service
     * @param nanos until the reply, or until there was none
     */
    default void exchanged(String phase, long nanos, boolean answered) {}

    /** @param offset meter time minus head-end time, of a clock that calls itself reliable */
    default void clockMeasured(Duration offset) {}

    /** An owner ended a tenure that it was not asked to end. */
    default void tenureBroken(OwnerState.StopReason reason) {}

    /** @param topic without prefix */
    default void deadLettered(String topic) {}
}
