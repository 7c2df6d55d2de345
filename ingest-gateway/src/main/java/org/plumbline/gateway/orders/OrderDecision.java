// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.WriteIntent;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.state.OrderOutcome;

/** What to do with an order, before speaking to the meter. */
public sealed interface OrderDecision {

    /** The same order has ended before: send its outcome again, write nothing. */
    record Repeat(OrderOutcome stored) implements OrderDecision {}

    /** The same order was begun and has not ended: go on. */
    record Resume(
            Admission.Admitted meter,
            ReceivedOrder.Target target,
            @Nullable WriteIntent intent) implements OrderDecision {}

    /** Carry it out. */
    record Execute(Admission.Admitted meter, ReceivedOrder.Target target) implements OrderDecision {}

    /**
     * No.
     *
     * @param code stable name of the reason
     * @param text one sentence with the remedy
     * @param genuine true when the order is authentic and new, so that its sequence counts as used
     */
    record Refuse(String code, String text, boolean genuine) implements OrderDecision {}
}
