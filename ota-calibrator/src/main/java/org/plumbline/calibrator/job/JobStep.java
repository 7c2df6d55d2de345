// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.util.List;
import org.plumbline.calibrator.audit.Fact;

/**
 * What a step of a meter's jobs comes to.
 *
 * @param jobs the jobs from now on
 * @param orders orders to be signed and sent
 * @param changed jobs whose stage, reason or order changed
 * @param facts what happened
 */
public record JobStep(MeterJobs jobs, List<Order> orders, List<Job> changed, List<Fact> facts) {

    /**
     * An order with its id.
     *
     * @param orderId id of the draft
     */
    public record Order(String orderId, OrderDraft draft) {}

    /** Copies the lists. */
    public JobStep {
        orders = List.copyOf(orders);
        changed = List.copyOf(changed);
        facts = List.copyOf(facts);
    }
}
