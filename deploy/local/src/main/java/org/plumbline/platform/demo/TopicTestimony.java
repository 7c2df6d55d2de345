// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.verify.Testimony;
import org.plumbline.schema.audit.AuditProof;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.avro.SurveillanceDay;
import org.plumbline.schema.avro.UncertaintyBudget;

/** What the topics say, in the judge's words. */
final class TopicTestimony {
    private static final Set<OrderResult> TARGET_IS_ACTIVE =
            EnumSet.of(OrderResult.APPLIED, OrderResult.ALREADY_APPLIED);

    private TopicTestimony() {}

    /** @param checkpoints by what the audit's checkpoints are judged */
    static Testimony of(TopicView view, Story.Course course, AuditProof.Terms checkpoints) {
        Map<String, String> refusals = new TreeMap<>();
        view.estimates().forEach((meterId, estimate) -> refusals.put(meterId, estimate.getRefusal()));
        List<CalibrationOutcome> outcomes = view.outcomes();
        return new Testimony(
                view.readings(),
                view.gaps(),
                view.cases().stream().map(TopicTestimony::finding).toList(),
                refusals,
                view.orders().stream().map(order -> order(order, outcomes)).toList(),
                course.approvedMembers(),
                course.stop(),
                view.audit(checkpoints),
                watchedPoints(view));
    }

    private static Map<String, Testimony.WatchedPoint> watchedPoints(TopicView view) {
        Map<String, Testimony.WatchedPoint> points = new TreeMap<>();
        view.surveillance().forEach((meterId, last) -> {
            Map<Long, Testimony.WatchedDay> days = new TreeMap<>();
            view.surveillanceDays(meterId).forEach(day -> days.put(epochDay(day.getDay()), watchedDay(day)));
            Instant since = last.getFindingSince();
            Instant due = last.getDueTime();
            points.put(
                    meterId,
                    new Testimony.WatchedPoint(
                            last.getReferenceMeterId(),
                            last.getRefusal(),
                            since == null ? null : (Long) epochDay(since),
                            due == null ? null : (Long) epochDay(due),
                            days));
        });
        return points;
    }

    private static Testimony.WatchedDay watchedDay(SurveillanceDay day) {
        return new Testimony.WatchedDay(
                day.getIntervals(),
                day.getComparedIntervals(),
                day.getE1Percent(),
                day.getE2Percent(),
                day.getTestedSilentIntervals(),
                day.getReferenceSilentIntervals(),
                day.getAnomalies().stream().map(Enum::name).collect(Collectors.toSet()));
    }

    private static long epochDay(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay();
    }

    private static Testimony.Case finding(AccuracyCase found) {
        Testimony.Action action = switch (found.getAction()) {
            case NONE -> Testimony.Action.NONE;
            case ADJUST_GAIN -> Testimony.Action.ADJUST;
            case REPLACE -> Testimony.Action.REPLACE;
            case SITE_TEST, ADJUST_PHASE, ADJUST_OFFSET, RECHARACTERISE_CT -> Testimony.Action.OTHER;
        };
        return new Testimony.Case(
                found.getCaseId(),
                found.getMeterId(),
                action,
                found.getState() == CaseState.CLOSED,
                found.getProof() != null,
                combinedUncertainty(found.getProof() == null ? found.getEvidence() : found.getProof()));
    }

    private static double combinedUncertainty(@Nullable DriftEstimate estimate) {
        UncertaintyBudget budget = estimate == null ? null : estimate.getUncertainty();
        return budget == null ? 0 : budget.getCombinedPercent();
    }

    private static Testimony.Order order(TopicView.DeliveredOrder delivered, List<CalibrationOutcome> outcomes) {
        String orderId = delivered.order().getOrderId();
        boolean succeeded = false;
        for (CalibrationOutcome outcome : outcomes) {
            if (outcome.getOrderId().equals(orderId) && !outcome.getRepeated()) {
                succeeded = TARGET_IS_ACTIVE.contains(outcome.getOutcome());
            }
        }
        var target = delivered.order().getTarget();
        return new Testimony.Order(
                orderId,
                delivered.order().getMeterId(),
                delivered.deliveries(),
                target == null ? "" : hex(target.getTargetBlock()),
                succeeded);
    }

    private static String hex(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
