// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.state.JournalEntry;
import org.plumbline.gateway.state.OrderJournal;
import org.plumbline.schema.model.CoefficientChange;
import org.plumbline.schema.model.CoefficientFields;
import org.plumbline.schema.model.MeterModel;

/**
 * Who may order what. Pure; every check that cannot be made is a refusal. The order of checks matters: identity and
 * signature first, so that nothing unauthentic moves the sequence; the journal before expiry, so that a repeated order is
 * answered with what was done.
 */
public final class OrderRules {

    /** Largest change of a gain that any order may make, as a ratio. The policy above may only be narrower. */
    public static final double LARGEST_GAIN_STEP = 0.03;

    /** Largest change that any order may make to what is counted at power factor 0.5, as a ratio. */
    public static final double LARGEST_PHASE_EFFECT = 0.03;

    private OrderRules() {}

    /**
     * @param admission of the meter whose key the record carries
     * @param wallTime now
     */
    public static OrderDecision decide(
            ReceivedOrder order, Admission admission, OrderJournal journal, Instant wallTime) {
        OrderDecision.Refuse unauthentic = identity(order);
        if (unauthentic != null) {
            return unauthentic;
        }
        Optional<JournalEntry> known = journal.find(order.orderId());
        if (known.isPresent()) {
            return known(order, known.get(), admission);
        }
        if (order.sequence() <= journal.lastSequence()) {
            boolean reused = journal.entries().stream().anyMatch(entry -> entry.sequence() == order.sequence());
            return forged(
                    reused ? "SEQUENCE_REUSED" : "SEQUENCE_OLD",
                    "Sequence " + order.sequence() + " is not above " + journal.lastSequence()
                            + "; issue a new order with the next sequence.");
        }
        return fresh(order, admission, wallTime);
    }

    private static OrderDecision.@Nullable Refuse identity(ReceivedOrder order) {
        if (order.signatureDefect() != null) {
            return forged(
                    order.signatureDefect(),
                    "The signature is worth nothing; have the order signed by the"
                            + " calibrator with a key the gateway trusts.");
        }
        if (!order.contentId().equals(order.orderId())) {
            return forged("ORDER_ID_MISMATCH", "The order's id does not follow from its content; issue it again.");
        }
        if (!order.recordKey().equals(order.meterId())) {
            return forged("METER_MISMATCH", "The order is bound to another meter than its record key names.");
        }
        if (order.sequence() < 1) {
            return forged("SEQUENCE_MISSING", "Sequences begin at 1; issue a new order.");
        }
        return null;
    }

    private static OrderDecision known(ReceivedOrder order, JournalEntry entry, Admission admission) {
        if (!entry.digest().equals(order.digest()) || entry.sequence() != order.sequence()) {
            return forged("ORDER_ID_REUSED", "An order of this id but with other octets was received before.");
        }
        if (entry.outcome() != null) {
            return new OrderDecision.Repeat(entry.outcome());
        }
        if (!(admission instanceof Admission.Admitted meter)) {
            return refused(
                    "REGISTRATION_WITHDRAWN",
                    "The registration was withdrawn while the order was under way; read the meter to see what it"
                            + " holds.");
        }
        return switch (judgeTarget(order, meter)) {
            case OrderDecision.Execute(var judged, var target) ->
                new OrderDecision.Resume(judged, target, entry.intent());
            case OrderDecision.Refuse(String code, String text, boolean genuine)
            when entry.intent() != null ->
                new OrderDecision.Refuse(
                        code, text + " Writing may have begun; read the meter to see what it holds.", genuine);
            case OrderDecision other -> other;
        };
    }

    private static OrderDecision fresh(ReceivedOrder order, Admission admission, Instant wallTime) {
        if (!wallTime.isBefore(order.expiresAt())) {
            return refused("EXPIRED", "The order expired at " + order.expiresAt() + "; issue a new one.");
        }
        return switch (admission) {
            case Admission.Inactive inactive ->
                refused("METER_NOT_ACTIVE", "The meter is not registered as active; register it first.");
            case Admission.Rejected(String reason) ->
                refused("REGISTRATION_INVALID", "The registration cannot be worked with: " + reason);
            case Admission.Admitted meter -> judgeTarget(order, meter);
        };
    }

    private static OrderDecision judgeTarget(ReceivedOrder order, Admission.Admitted meter) {
        ReceivedOrder.Target target = order.target();
        MeterModel model = meter.model();
        if (target == null) {
            return refused("TARGET_MISSING", "The order says nothing about what to write.");
        }
        if (model == null || !model.name().equals(target.meterModel())) {
            return refused(
                    "MODEL_MISMATCH",
                    "The order is for model '" + target.meterModel() + "', the meter is registered as '"
                            + (model == null ? "" : model.name()) + "'.");
        }
        if (meter.target().security() == null) {
            return refused("ASSOCIATION_NOT_SECURED", "Meters read through the public client are never written.");
        }
        String defect = defectOf(model, target);
        return defect == null
                ? new OrderDecision.Execute(meter, target)
                : refused("TARGET_UNSOUND", "The order cannot be carried out: " + defect + ".");
    }

    private static @Nullable String defectOf(MeterModel model, ReceivedOrder.Target target) {
        byte[] base = target.baseBlock().toArray();
        byte[] wanted = target.targetBlock().toArray();
        boolean restore = target.isRestore(model);
        Optional<String> baseDefect = model.defectOf(base);
        if (!restore && baseDefect.isPresent()) {
            return "base: " + baseDefect.get();
        }
        Optional<String> targetDefect = model.defectOf(wanted);
        if (targetDefect.isPresent()) {
            return "target: " + targetDefect.get();
        }
        if (model.checksumOf(wanted) != target.targetChecksum()) {
            return "a checksum does not fit its block";
        }
        if (restore) {
            return null;
        }
        double[] gainsBefore = model.gainsOf(base);
        double[] gainsAfter = model.gainsOf(wanted);
        for (int i = 0; i < gainsBefore.length; i++) {
            double step = gainsAfter[i] / gainsBefore[i] - 1;
            if (!(Math.abs(step) <= LARGEST_GAIN_STEP)) {
                return "a gain changes by " + Math.round(step * 1e6) + " ppm, more than the "
                        + Math.round(LARGEST_GAIN_STEP * 1e6) + " ppm that are ever allowed";
            }
        }
        return termDefect(model, CoefficientChange.between(model, base, wanted));
    }

    private static @Nullable String termDefect(MeterModel model, CoefficientChange change) {
        if (!(Math.abs(change.phaseEffectPercent()) <= 100 * LARGEST_PHASE_EFFECT)) {
            return "the phase changes what is counted at power factor 0.5 by "
                    + Math.round(change.phaseEffectPercent() * 1e4) + " ppm, more than the "
                    + Math.round(LARGEST_PHASE_EFFECT * 1e6) + " ppm that are ever allowed";
        }
        CoefficientFields.Powers offsets = model.offsets();
        return offsets != null && !(Math.abs(change.offsetWatts()) <= offsets.largestChangeWatts())
                ? "the offset changes by " + change.offsetWatts() + " W, more than the " + offsets.largestChangeWatts()
                        + " W that the model allows"
                : null;
    }

    private static OrderDecision.Refuse forged(String code, String text) {
        return new OrderDecision.Refuse(code, text, false);
    }

    private static OrderDecision.Refuse refused(String code, String text) {
        return new OrderDecision.Refuse(code, text, true);
    }
}
