// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import org.plumbline.gateway.state.OrderResult;

/** Hears what became of polls, orders and read requests, for metrics. Safe for many threads; must not block. */
public interface WorkObserver {

    /**
     * @param outcome {@code completed}, {@code stopped}, or the event code of the fault
     * @param rows published
     */
    void pollEnded(String outcome, int rows);

    void orderEnded(OrderResult result);

    /** @param code READ-00 or READ-01 */
    default void requestEnded(String code) {}
}
