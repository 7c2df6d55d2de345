// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.calibrator.job.JobScene.DIGEST;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.calibrator.member.Terms;

class JobMachinePropertyTest {

    @Property(tries = 200)
    void sequencesRiseAndNeverMoreThanOneJobIsActiveWhateverHappens(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 13) Integer> happenings) {
        JobMachineTest scene = new JobMachineTest();
        for (String campaign : List.of("c-1", "c-2")) {
            scene.on(new Directive.Enlist(campaign, DIGEST, JobScene.member(), Terms.UNPLANNED));
        }
        for (int happening : happenings) {
            scene.happen(happening);
            assertTrue(scene.jobs.jobs().stream()
                            .filter(job -> job.state().isActive())
                            .count()
                    <= 1);
        }
        for (int i = 0; i < scene.orders.size(); i++) {
            assertEquals(i + 1, scene.orders.get(i).draft().sequence());
        }
        long written = scene.jobs.jobs().stream()
                .filter(job -> job.state().stage() == MemberStage.VERIFYING)
                .count();
        assertTrue(written <= 1, "one write per 90 days");
    }
}
