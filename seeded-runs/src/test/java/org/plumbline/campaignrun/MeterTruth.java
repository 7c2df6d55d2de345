// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.MemberState;
import org.plumbline.simulator.meter.MeterModel;

/**
 * What a meter itself knows of the run.
 *
 * @param member what the calibrator says of it; null when it was not selected
 * @param changes activated coefficient blocks, by the meter's own counter
 * @param factoryBlockActive true when the octets of the factory are in force at the end
 * @param targetBlockActive true when the approved octets are
 * @param errors true errors of the energy in percent under each state of the coefficients, the factory's first; only states
 *     that lasted a day
 */
record MeterTruth(
        String meterId,
        MeterModel model,
        CampaignMember member,
        long changes,
        boolean factoryBlockActive,
        boolean targetBlockActive,
        List<Double> errors) {

    /** Shorter spans say nothing: the error depends on the load of the hour. */
    private static final int SHORTEST_HOURS = 24;

    private static final double MPE_PERCENT = Registrations.LIMIT_PERCENT;

    static MeterTruth of(RunFleet.Tested tested, CampaignMember member, CampaignRun run) {
        var meter = run.meter(tested.plan());
        byte[] active = meter.activeBlockBytes();
        return new MeterTruth(
                tested.meterId(),
                tested.plan().model(),
                member,
                meter.changeCounter(),
                Arrays.equals(active, tested.plan().factoryBlock().canonicalBytes()),
                member != null
                        && member.getTarget() != null
                        && ByteBuffer.wrap(active).equals(member.getTarget().getTargetBlock()),
                run.ledger.spans(tested.meterId()).stream()
                        .filter(span -> span.hours() >= SHORTEST_HOURS)
                        .map(RunLedger.Span::errorPercent)
                        .toList());
    }

    boolean isIn(MemberState state) {
        return member != null && member.getState() == state;
    }

    double before() {
        return errors.getFirst();
    }

    double after() {
        return errors.getLast();
    }

    /** The first change is the correction. */
    boolean isWritten() {
        return changes > 0;
    }

    private double afterTheWrite() {
        return errors.get(1);
    }

    boolean wasMadeWorse() {
        return isWritten() && Math.abs(afterTheWrite()) > Math.abs(before());
    }

    boolean wasPushedBeyondTheLimit() {
        return isWritten() && Math.abs(before()) <= MPE_PERCENT && Math.abs(afterTheWrite()) > MPE_PERCENT;
    }

    boolean endsPushedBeyondTheLimit() {
        return isWritten() && Math.abs(before()) <= MPE_PERCENT && Math.abs(after()) > MPE_PERCENT;
    }
}
