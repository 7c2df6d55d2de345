// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Optional;
import java.util.function.BiFunction;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.Diagnosis;

/** What a case is about. A meter has at most one open case of each kind, and each kind counts its own. */
public enum CaseKind {
    /** Accuracy out of bounds: |e| - 1.645 u_c beyond the limit. */
    MET_02("MET-02", (kind, assessment) -> Signal.ofAccuracy(assessment), true),
    /** A transformer ratio, scaler or phase is not as configured: the gain is a factor that meters do not drift to. */
    CONF_02("CONF-02", Signal::ofInstallation, true),
    /** The meter and its reference do not see the same load: phase missing, bypass, or another point of the network. */
    LOAD_01("LOAD-01", Signal::ofInstallation, false);

    private final String code;
    private final BiFunction<CaseKind, Assessment, Signal> condition;
    private final boolean measuredByError;

    CaseKind(String code, BiFunction<CaseKind, Assessment, Signal> condition, boolean measuredByError) {
        this.code = code;
        this.condition = condition;
        this.measuredByError = measuredByError;
    }

    /** The code as it stands in case ids and records. */
    public String code() {
        return code;
    }

    /** The kind of case that a judgement opens; empty when it opens none. */
    public static Optional<CaseKind> openedBy(Assessment.Judged judged) {
        return switch (judged.particulars().diagnosis()) {
            case Diagnosis.ConfigurationFactor factor -> Optional.of(CONF_02);
            case Diagnosis.AngleShifted angle -> Optional.of(CONF_02);
            case Diagnosis.LoadNotShared load -> Optional.of(LOAD_01);
            case Diagnosis.ClocksApart clocks -> Optional.empty();
            case Diagnosis.OfTheMeter meter -> judged.met02() ? Optional.of(MET_02) : Optional.empty();
            case Diagnosis.Unexplained gross -> judged.met02() ? Optional.of(MET_02) : Optional.empty();
        };
    }

    Signal signal(Assessment assessment) {
        return condition.apply(this, assessment);
    }

    /** True when another error is another finding; false when the error is no measure of what the kind is about. */
    boolean isMeasuredByError() {
        return measuredByError;
    }

    /** The kind of a code; empty when there is none. */
    public static Optional<CaseKind> of(String code) {
        for (CaseKind kind : values()) {
            if (kind.code.equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
