// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

/** What a case proposes to do about its meter. Immutable. */
public sealed interface Plan {

    /** Write this block. */
    record Adjust(CoefficientProposal proposal) implements Plan {}

    /**
     * No coefficient can be proposed.
     *
     * @param action what to do instead
     * @param reason why, in words
     */
    record NoAdjustment(Action action, String reason) implements Plan {}

    /** What is done instead of an adjustment. */
    enum Action {
        /** Nothing, for now. */
        NONE,
        /** Replace the meter: too much for an adjustment. */
        REPLACE,
        /** Send a person to a site test. */
        SITE_TEST,
        /** Adjust the phase, by hand. */
        ADJUST_PHASE,
        /** Adjust the offset, by hand. */
        ADJUST_OFFSET,
        /** Characterise the current transformers again, by hand. */
        RECHARACTERISE_CT
    }
}
