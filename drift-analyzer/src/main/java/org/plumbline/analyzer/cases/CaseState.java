// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Optional;

/**
 * Where a case stands.
 *
 * <pre>
 * Opened -&gt; Confirmed            (a person)
 *    |          |
 *    +----------+-&lt;-&gt; Proposed -&gt; InCorrection -&gt; Verifying -&gt; Closed (proven)
 *    |          |        |  ^_________|____________|  (back where nothing was written or proven)
 *    |          +--------+----&gt; Dismissed (a person) -&gt; Confirmed (taken back)
 *    +-------------------+----&gt; Closed (went away by itself; meter exchanged, from anywhere; withdrawn, while nothing
 *                                         but readings had moved it)
 * </pre>
 *
 * {@link CaseLife} holds the transitions, {@link CaseDesk} those that a person commands.
 */
public sealed interface CaseState {

    /** Why the case is in this state, in one sentence. */
    String reason();

    /** Beyond the limit; no coefficient is proposed. */
    record Opened(String reason) implements CaseState {}

    /** Beyond the limit, and a person said that it is real; no coefficient is proposed. */
    record Confirmed(String reason) implements CaseState {}

    /** A coefficient is proposed and waits for a campaign. */
    record Proposed(String reason) implements CaseState {}

    /** A signed order to write the coefficient was seen. */
    record InCorrection(String reason, String orderId) implements CaseState {}

    /**
     * The coefficient was written; readings of the epoch it opened must prove it.
     *
     * @param epoch epoch opened by the write; 0 while it is not known
     */
    record Verifying(String reason, String orderId, int epoch) implements CaseState {}

    /**
     * Over, by what was measured.
     *
     * @param orderId order that corrected the meter; empty unless proven
     * @param proof finding that closed it; empty when the meter was exchanged
     */
    record Closed(String reason, Cause cause, String orderId, Optional<Finding> proof) implements CaseState {
        /** Why a case closes. */
        public enum Cause {
            /** The correction is proven by readings of the epoch it opened alone. */
            PROVEN,
            /** The error went away without a correction. */
            RECOVERED,
            /** Another meter is at the place. */
            METER_EXCHANGED,
            /** Readings that came since show that it would not have been opened. */
            WITHDRAWN
        }
    }

    /** Over, because a person said so. */
    record Dismissed(String reason, Dismissal dismissal) implements CaseState {}
}
