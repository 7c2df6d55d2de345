// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Optional;
import org.plumbline.analyzer.cases.CaseState.Closed;
import org.plumbline.analyzer.cases.CaseState.Opened;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.Diagnosis;

/**
 * Cases about what is around a meter (CONF-02, LOAD-01). Nothing is ever written to a meter for them: people put the
 * installation right, and the case is over when the readings no longer show it.
 */
final class InstallationCase {
    /** Closed days without a change before a finding that is no longer made counts as over. */
    static final int CLEARED_DAYS = 7;

    private InstallationCase() {}

    static AccuracyCase onFinding(AccuracyCase seen, Finding finding, Assessment.Judged judged, Plan plan) {
        if (!seen.isOpen()) {
            return seen;
        }
        long at = finding.fieldTimeMillis();
        boolean stillFound = CaseKind.openedBy(judged).equals(Optional.of(seen.kind()));
        if (stillFound) {
            return seen.in(new Opened(judged.particulars().diagnosis().sentence()), plan, at);
        }
        boolean clear = judged.particulars().diagnosis() instanceof Diagnosis.OfTheMeter;
        return clear && judged.quietDays() >= CLEARED_DAYS
                ? seen.in(new Closed("the readings no longer show it: " + CaseLife.stated(judged), "", finding), at)
                : seen.in(new Opened("no longer found, but not for long enough: " + CaseLife.stated(judged)), plan, at);
    }
}
