// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.calibration.CorruptionArchive;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.OrderJournal;
import org.plumbline.gateway.state.OrderOutcome;
import org.plumbline.gateway.state.OrderResult;

/** Ends one order: outcome, journal, epoch, fact and offset in one commit. */
final class OrderClosing {

    private final MeterMemory memory;
    private final ReceivedOrder order;
    private final long offset;
    private final WorkObserver observer;

    OrderClosing(MeterMemory memory, ReceivedOrder order, long offset, WorkObserver observer) {
        this.memory = memory;
        this.order = order;
        this.offset = offset;
        this.observer = observer;
    }

    void repeat(OrderOutcome stored) {
        memory.endOrder(offset, state -> state, List.of(new Publication.Outcome(order.reference(), stored, true)));
    }

    void refuse(OrderDecision.Refuse refuse, Stamp stamp) {
        Ending ending = new Ending(OrderResult.REFUSED, refuse.code(), refuse.text(), null, null, null);
        OrderOutcome outcome = outcome(ending, 0, List.of(), stamp);
        memory.endOrder(
                offset, state -> refuse.genuine() ? concluded(state, outcome) : state, records(ending, outcome, stamp));
        observer.orderEnded(outcome.result());
    }

    void end(Ending ending, int attempts, List<OrderOutcome.Step> steps, Stamp stamp) {
        OrderOutcome outcome = outcome(ending, attempts, steps, stamp);
        List<Publication> records = records(ending, outcome, stamp);
        CalibrationEpoch epoch = ending.epoch();
        if (epoch == null || epoch.equals(memory.state().currentEpoch())) {
            memory.endOrder(offset, state -> concluded(state, outcome), records);
        } else {
            records.add(stamp.epochOpened(epoch, Map.of("changeCounter", Long.toString(epoch.changeCounter()))));
            memory.endOrder(offset, state -> concluded(state.withEpoch(epoch), outcome), records);
        }
        observer.orderEnded(outcome.result());
    }

    private MeterState concluded(MeterState state, OrderOutcome outcome) {
        OrderJournal journal = state.journal();
        if (journal.find(order.orderId()).isEmpty()) {
            journal = journal.accept(order.orderId(), order.digest(), order.sequence());
        }
        return state.withJournal(journal.conclude(order.orderId(), outcome));
    }

    private static OrderOutcome outcome(Ending ending, int attempts, List<OrderOutcome.Step> steps, Stamp stamp) {
        CalibrationEpoch epoch = ending.epoch();
        return new OrderOutcome(
                ending.result(),
                ending.reasonCode(),
                ending.reasonText(),
                ending.asFound(),
                ending.asLeft(),
                epoch == null ? 0 : epoch.number(),
                attempts,
                stamp.fieldTime(),
                stamp.wallTime(),
                steps);
    }

    private List<Publication> records(Ending ending, OrderOutcome outcome, Stamp stamp) {
        List<Publication> records = new ArrayList<>();
        records.add(new Publication.Outcome(order.reference(), outcome, false));
        Map<String, String> details = new TreeMap<>(Map.of(
                "campaignId", order.campaignId(),
                "caseId", order.caseId(),
                "orderDigest", order.digest(),
                "orderId", order.orderId(),
                "sequence", Long.toString(order.sequence()),
                "attempts", Integer.toString(outcome.attempts())));
        if (!ending.reasonCode().isEmpty()) {
            details.put("reason", ending.reasonCode());
        }
        read("asFound", ending.asFound(), details);
        read("asLeft", ending.asLeft(), details);
        if (outcome.newEpoch() > 0) {
            details.put("newEpoch", Integer.toString(outcome.newEpoch()));
        }
        if (ending.result() == OrderResult.CORRUPT) {
            // The archive of ERR-02 goes into the audit chain as it was read.
            outcome.steps().stream()
                    .filter(step -> step.name().startsWith(CorruptionArchive.STEP))
                    .forEach(step -> details.put(step.name(), step.text()));
        }
        boolean restored = ending.result() == OrderResult.APPLIED && order.isRestore();
        records.add(stamp.fact(restored ? "COEFFICIENTS_RESTORED" : factKind(ending.result()), details));
        return records;
    }

    /** What the outcome says was read, so that the audit chain bears it out. */
    private static void read(String when, @Nullable BlockState state, Map<String, String> details) {
        if (state != null) {
            details.put(when + "Block", state.block().hex());
            details.put(when + "Checksum", Long.toString(state.checksum()));
            details.put(when + "ChangeCounter", Long.toString(state.changeCounter()));
        }
    }

    private static String factKind(OrderResult result) {
        return switch (result) {
            case APPLIED -> "COEFFICIENTS_WRITTEN";
            case ALREADY_APPLIED -> "ORDER_ALREADY_APPLIED";
            case CONFLICT -> "ORDER_CONFLICT";
            case REFUSED -> "ORDER_REFUSED";
            case HELD -> "ORDER_HELD";
            case CORRUPT -> "ORDER_CORRUPT";
            case UNREACHABLE -> "ORDER_UNREACHABLE";
            case FAILED -> "ORDER_FAILED";
        };
    }
}
