// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.plumbline.calibrator.job.AdjustmentGateTest.POLICY;
import static org.plumbline.calibrator.job.AdjustmentGateTest.e;
import static org.plumbline.calibrator.job.AdjustmentGateTest.released;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.plumbline.calibrator.job.AdjustmentGateTest.Setting;
import org.plumbline.calibrator.job.GateDecision.RefusalReason;
import org.plumbline.calibrator.member.CorrectionTarget;

class AdjustmentGatePropertyTest {

    @Property(tries = 100)
    void aStepBeyondTheCapIsNeverReleased(@ForAll @DoubleRange(min = 2.06, max = 20) double errorPercent) {
        CorrectionTarget target = JobScene.target(JobScene.BASE, 1 / (1 + errorPercent / 100));
        Setting setting = new Setting()
                .target(target)
                .view(new CaseView(JobScene.CASE, CaseView.Status.OPEN, "", target))
                .estimate(e("", errorPercent, 0.05, 60, 0.97, true));
        assertEquals(
                new GateDecision.Refuse(RefusalReason.STEP_CAP), AdjustmentGate.decide(setting.snapshot(), POLICY));
    }

    @Property(tries = 100)
    void aLargerUncertaintyNeverOpensTheGate(
            @ForAll @DoubleRange(min = 0.2, max = 1.9) double errorPercent,
            @ForAll @DoubleRange(min = 0.02, max = 0.4) double uncertaintyPercent) {
        CorrectionTarget target = JobScene.target(JobScene.BASE, 1 / (1 + errorPercent / 100));
        Setting setting =
                new Setting().target(target).view(new CaseView(JobScene.CASE, CaseView.Status.OPEN, "", target));
        boolean before = released(setting.estimate(e("", errorPercent, uncertaintyPercent, 60, 0.97, true)));
        boolean after = released(setting.estimate(e("", errorPercent, 1.5 * uncertaintyPercent, 60, 0.97, true)));
        assertFalse(!before && after);
    }
}
