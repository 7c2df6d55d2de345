// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The brakes of a wave and its success: pure functions of its counts. More failures never loosen a brake, and what is not
 * known never counts as success. The first brake counts every failure, of delivery and of the outcome, over the attempted
 * meters; the second counts only meters written whose error stayed, over the written, so that neither kind of failure
 * dilutes the other.
 */
public final class WaveGate {

    /** What follows from the counts. */
    public sealed interface Decision {
        /** Members are still open, or not yet proven. */
        record Wait() implements Decision {}

        /** No member is open, and the success condition holds. */
        record Proceed() implements Decision {}

        /**
         * Stop.
         *
         * @param reason why, in one sentence
         */
        record Halt(String reason) implements Decision {}
    }

    private WaveGate() {}

    /**
     * Judges a wave, less the failures a person has accepted.
     *
     * @param halted meter models that are stopped already; their failures are explained and stop no others
     */
    public static Decision decide(Wave wave, WavePlan plan, Set<String> halted) {
        Tally tally = wave.without(halted);
        if (tally.members() == 0) {
            // Only a person decides that a wave may stand of which every meter model was stopped.
            return wave.all().accepted().ended() == wave.members()
                    ? new Decision.Proceed()
                    : new Decision.Halt("wave %d: every meter model is stopped".formatted(wave.number()));
        }
        Optional<String> brake = brake(tally, plan);
        if (brake.isPresent()) {
            return new Decision.Halt("wave %d: %s".formatted(wave.number(), brake.get()));
        }
        if (tally.open() > 0) {
            return new Decision.Wait();
        }
        int attempted = tally.attempted() - tally.accepted().failed();
        int needed = plan.provenNeeded(attempted);
        if (tally.accepted().ended() == tally.members()
                || (tally.proven() >= needed && everyModelHasShown(wave, plan, halted))) {
            return new Decision.Proceed();
        }
        return tally.verifying() > 0
                ? new Decision.Wait()
                : new Decision.Halt("wave %d: %d of %d attempted meters proven, %d needed"
                        .formatted(wave.number(), tally.proven(), attempted, needed));
    }

    /**
     * True when no meter model is still being verified with fewer proven than its own share: the many of one model must not
     * open the next wave to another that has not shown yet what a correction makes of it.
     */
    private static boolean everyModelHasShown(Wave wave, WavePlan plan, Set<String> halted) {
        return wave.tallies().entrySet().stream()
                .filter(model -> !halted.contains(model.getKey()))
                .map(Map.Entry::getValue)
                .allMatch(model -> model.verifying() == 0
                        || model.proven()
                                >= plan.provenShareOf(
                                        model.attempted() - model.accepted().failed()));
    }

    /** Why the members of one meter model are to be stopped; empty when they are not. */
    public static Optional<String> modelBrake(Wave wave, String model, WavePlan plan) {
        return metrologicalBrake(wave.of(model), plan)
                .map(reason -> "wave %d, meter model %s: %s".formatted(wave.number(), model, reason));
    }

    private static Optional<String> brake(Tally tally, WavePlan plan) {
        int failed = tally.failed() - tally.accepted().failed();
        int attempted = tally.attempted() - tally.accepted().attempted();
        return plan.isTooManyFailed(failed, attempted)
                ? Optional.of("%d of %d attempted meters failed".formatted(failed, attempted))
                : metrologicalBrake(tally, plan);
    }

    private static Optional<String> metrologicalBrake(Tally tally, WavePlan plan) {
        int unproven = tally.unproven() - tally.accepted().unproven();
        int written = tally.written() - tally.accepted().written();
        return plan.isTooManyUnproven(unproven, written)
                ? Optional.of(
                        "the error of %d of %d written meters stayed beyond the dead band".formatted(unproven, written))
                : Optional.empty();
    }
}
