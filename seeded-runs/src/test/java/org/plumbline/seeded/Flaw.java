// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

/** Faults put into the surroundings of the cores, to show that the checks see them. */
enum Flaw {
    NONE,
    /** Commits are called durable when they are submitted. */
    DURABLE_TOO_EARLY,
    /** The state of a meter is committed before the records, in a transaction of its own. */
    CURSOR_BEFORE_ROWS,
    /** The records are committed before the state of the meter, in a transaction of their own. */
    ROWS_BEFORE_CURSOR,
    /** A new owner does not fence the one before. */
    NO_FENCING,
    /** A new owner reads the state without its reservation of counters. */
    RESERVATION_FORGOTTEN,
    /** The lease outlives the session timeout of the group. */
    LEASE_TOO_LONG,
    /** A view of the holds that is never read again is called fresh. */
    HOLDS_NOT_READ,
    /** The position of the orders is committed when they are taken up. */
    ORDER_OVER_TOO_EARLY,
    /** A calibrator that takes over does not fence the one before. */
    CALIBRATOR_NOT_FENCED,
    /** The calibrator's orders are visible before the transaction that they belong to is. */
    ORDERS_BEFORE_STATE
}
