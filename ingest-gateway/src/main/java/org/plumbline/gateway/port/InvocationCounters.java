// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

/**
 * Client invocation counters of one meter and key. A number handed out is never handed out again, also not after a crash:
 * it comes from a block that was reserved durably before. May block while a block is reserved.
 */
public interface InvocationCounters {

    /**
     * The next unused counter, strictly rising, 0..2^32-1.
     *
     * @throws org.plumbline.gateway.dlms.MeterFaultException with CounterBlockUnavailable or LeaseLost when none can be
     *     had
     */
    long next();

    /** What {@link #next()} would return at the earliest; takes nothing. */
    long peek();

    /**
     * Makes every later {@link #next()} greater than {@code counter}, on the word of a meter that has proven nothing;
     * durable before it returns, never moves down. How far is the caller's to bound; how often, {@link #jumpUnproven()}.
     */
    void raiseAbove(long counter);

    /** True after {@link #raiseAbove} until {@link #proven()}, across crashes: until then there must be no second jump. */
    boolean jumpUnproven();

    /** The meter has authenticated itself in an association that used these counters. */
    void proven();
}
