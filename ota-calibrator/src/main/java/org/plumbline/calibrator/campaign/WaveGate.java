// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

/** The brake of a wave: a pure function of its counts. More failures never loosen it. */
public final class WaveGate {

    /** What follows from the counts. */
    public sealed interface Decision {
        /** Members are still open. */
        record Wait() implements Decision {}

        /** All members have come to rest within the error condition. */
        record Proceed() implements Decision {}

        /**
         * Stop.
         *
         * @param reason why, in one sentence
         */
        record Halt(String reason) implements Decision {}
    }

    private WaveGate() {}

    /** Judges a wave over the meters that were attempted, less the failures a person has accepted. */
    public static Decision decide(Wave wave, CampaignPolicy policy) {
        int failed = wave.failed() - wave.accepted().failed();
        int attempted = wave.attempted() - wave.accepted().attempted();
        if (failed >= policy.minimumFailures() && failed > policy.maximumFailedFraction() * attempted) {
            return new Decision.Halt(
                    "wave %d: %d of %d attempted meters failed".formatted(wave.number(), failed, attempted));
        }
        if (wave.open() > 0) {
            return new Decision.Wait();
        }
        if (wave.delivered() == 0 && wave.accepted().settled() < wave.members()) {
            return new Decision.Halt("wave %d: no meter was corrected".formatted(wave.number()));
        }
        return new Decision.Proceed();
    }
}
