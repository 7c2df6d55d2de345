// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import org.plumbline.calibrator.job.JobPolicy;

/** The product's bounds of corrections, with shorter waits; the same in both halves of the crash matrix. */
public final class CrashPolicy {

    /** A meter whose client has fallen silent gives the association up within 40 s here. */
    private static final Duration LONGER_THAN_A_DEAD_ASSOCIATION = Duration.ofSeconds(30);

    public static final JobPolicy POLICY = shortened(JobPolicy.defaults());

    private CrashPolicy() {}

    private static JobPolicy shortened(JobPolicy usual) {
        return new JobPolicy(
                usual.capOverMaximumPermissibleError(),
                usual.capPercent(),
                usual.writeInterval(),
                usual.quietDays(),
                usual.coveredEnergyFraction(),
                usual.proofDays(),
                usual.failureDays(),
                usual.verificationDeadline(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                LONGER_THAN_A_DEAD_ASSOCIATION,
                Duration.ofMinutes(10),
                usual.attempts(),
                usual.maximumOrders(),
                usual.maximumJobs());
    }
}
