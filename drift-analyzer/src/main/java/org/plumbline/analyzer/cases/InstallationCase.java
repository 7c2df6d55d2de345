// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Optional;
import org.plumbline.analyzer.cases.CaseState.Closed;
import org.plumbline.analyzer.metrology.decision.Assessment;

/**
 * Cases about what is around a meter (CONF-02, LOAD-01). Nothing is ever written to a meter for them: people put the
 * installation right, and the case is over when the readings no longer show it.
 */
final class InstallationCase {
    /** Closed days without a change before a finding that is no longer made counts as over. */
    static final int CLEARED_DAYS = 7;

    private InstallationCase() {}

    /** @param fieldTimeMillis field time of the finding */
    static AccuracyCase onFinding(AccuracyCase seen, Assessment.Judged judged, Plan plan, long fieldTimeMillis) {
        if (!seen.isOpen()) {
            return seen;
        }
        boolean stillFound = seen.kind().signal(judged) == Signal.BEYOND;
        String reason = stillFound
                ? judged.particulars().diagnosis().sentence()
                : "no longer found, but not for long enough: " + CaseReview.stated(judged);
        return seen.waiting(reason, plan, fieldTimeMillis);
    }

    /** What was found has not been found for long enough. */
    static AccuracyCase cleared(AccuracyCase seen, Finding finding, Assessment.Judged judged) {
        String reason = "the readings no longer show it: " + CaseReview.stated(judged);
        return seen.in(new Closed(reason, Closed.Cause.RECOVERED, "", Optional.of(finding)), finding.fieldTimeMillis());
    }
}
