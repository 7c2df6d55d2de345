// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.member.CorrectionTarget;

/**
 * A case as far as a correction needs it.
 *
 * @param status where it stands
 * @param campaignId campaign that took it up; empty before
 * @param proposal proposed change; null where there is none
 */
public record CaseView(
        String caseId,
        Status status,
        String campaignId,
        @Nullable CorrectionTarget proposal) {

    /** Where a case stands. */
    public enum Status {
        /** Open, not taken up. */
        OPEN,
        /** Taken up by the campaign it names. */
        IN_CORRECTION,
        /** A person said that nothing is to be corrected. */
        DISMISSED,
        /** Being verified, closed, or not understood: nothing may be written for it. */
        ENDED
    }
}
