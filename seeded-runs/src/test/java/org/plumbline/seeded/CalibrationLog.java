// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.plumbline.calibrator.audit.Fact;
import org.plumbline.calibrator.job.CaseView;
import org.plumbline.calibrator.job.Estimate;
import org.plumbline.calibrator.job.JobStep;
import org.plumbline.calibrator.job.MeterJobs;
import org.plumbline.calibrator.job.MeterKnowledge;
import org.plumbline.calibrator.job.Outcome;
import org.plumbline.calibrator.job.Registration;
import org.plumbline.calibrator.member.Directive;

/**
 * What the calibrator reads of one meter, and what it has committed: jobs, knowledge, orders, facts and its position
 * together or not at all. Whoever takes the task over fences the one before.
 */
final class CalibrationLog {

    /** One record that the calibrator reads. */
    sealed interface Input {
        record OfDirective(Directive directive) implements Input {}

        record OfRegistration(Registration registration) implements Input {}

        record OfCase(CaseView news) implements Input {}

        record OfEpoch(int epoch, String meterModel, String block, long checksum) implements Input {}

        record OfEstimate(Estimate estimate) implements Input {}

        record OfOutcome(Outcome outcome) implements Input {}
    }

    /** Everything the calibrator keeps of the meter, as of a position. */
    record State(MeterKnowledge knowledge, MeterJobs jobs, int position) {}

    private final List<Input> inputs = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final Consumer<JobStep.Order> orders;
    private final Flaw flaw;
    private State committed;
    private int epoch;

    CalibrationLog(String meterId, Flaw flaw, Consumer<JobStep.Order> orders) {
        this.committed = new State(MeterKnowledge.NONE, MeterJobs.none(meterId), 0);
        this.flaw = flaw;
        this.orders = orders;
    }

    void append(Input input) {
        inputs.add(input);
    }

    boolean hasAfter(int position) {
        return position < inputs.size();
    }

    Input at(int position) {
        return inputs.get(position);
    }

    State committed() {
        return committed;
    }

    List<Fact> facts() {
        return facts;
    }

    /** @return the epoch of the task; every earlier one is fenced */
    int takeOver() {
        return ++epoch;
    }

    /**
     * Makes all of it visible.
     *
     * @throws FencedException when another has taken over
     */
    void commit(int of, State next, List<JobStep.Order> released, List<Fact> happened) {
        if (of < epoch && flaw != Flaw.CALIBRATOR_NOT_FENCED) {
            throw new FencedException();
        }
        committed = next;
        facts.addAll(happened);
        if (flaw != Flaw.ORDERS_BEFORE_STATE) {
            released.forEach(orders);
        }
    }

    /** Orders that are visible before anything else of their transaction is, under that flaw only. */
    void sendEarly(List<JobStep.Order> released) {
        if (flaw == Flaw.ORDERS_BEFORE_STATE) {
            released.forEach(orders);
        }
    }
}
