// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

/**
 * Where a case stands.
 *
 * <pre>
 * Opened &lt;-&gt; Proposed -&gt; InCorrection -&gt; Verifying -&gt; Closed
 *    ^__________________________|____________|
 * </pre>
 *
 * {@link CaseLife} holds the transitions.
 */
public sealed interface CaseState {

    /** Why the case is in this state, in one sentence. */
    String reason();

    /** Beyond the limit; no coefficient is proposed. */
    record Opened(String reason) implements CaseState {}

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
     * Proven and over.
     *
     * @param proof finding of the new epoch alone
     */
    record Closed(String reason, String orderId, Finding proof) implements CaseState {}
}
