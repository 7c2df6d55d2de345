// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Optional;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.Diagnosis;

/** What one assessment says about the condition of a kind of case. */
public enum Signal {
    /** The condition holds beyond doubt. */
    BEYOND,
    /** It does not hold, beyond doubt. */
    WITHIN,
    /** Neither. */
    UNDECIDED;

    /**
     * Of {@link CaseKind#MET_02}: FAIL, or PASS; the guard band of 1.645 u_c to both sides lies between them. Neither
     * while the reference is in doubt.
     */
    static Signal ofAccuracy(Assessment assessment) {
        if (!(assessment instanceof Assessment.Judged judged) || judged.isHeldBack()) {
            return UNDECIDED;
        }
        if (judged.met02()) {
            return BEYOND;
        }
        return judged.verdict() == Assessment.Verdict.PASS ? WITHIN : UNDECIDED;
    }

    /** Of kinds about what is around a meter: the diagnosis is theirs, or it is of the meter. */
    static Signal ofInstallation(CaseKind kind, Assessment assessment) {
        if (!(assessment instanceof Assessment.Judged judged)) {
            return UNDECIDED;
        }
        if (CaseKind.openedBy(judged).equals(Optional.of(kind))) {
            return BEYOND;
        }
        return judged.particulars().diagnosis() instanceof Diagnosis.OfTheMeter ? WITHIN : UNDECIDED;
    }
}
