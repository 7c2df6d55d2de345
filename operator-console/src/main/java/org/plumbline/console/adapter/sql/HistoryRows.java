// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.Campaign;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.FleetRecord;
import org.plumbline.console.fleet.MeterEvent;
import org.plumbline.console.fleet.Outcome;
import org.plumbline.console.fleet.Proposal;
import org.plumbline.console.tables.Retention;
import org.plumbline.console.tables.SortKey;
import org.plumbline.console.tables.TableRecord;

/** What a batch puts by key and nobody counts: points of drift, events, campaigns, members and outcomes. */
final class HistoryRows {
    private static final Sql.Table POINT = new Sql.Table(
            "drift_point",
            List.of("meter_id", "window_to_millis", "calibration_epoch"),
            List.of(
                    "window_from_millis",
                    "closed_days",
                    "verdict",
                    "refusal",
                    "error_percent",
                    "combined_uncertainty_percent",
                    "interval_low_percent",
                    "interval_high_percent",
                    "limit_percent",
                    "recent_key"));
    private static final Sql.Table EVENT = new Sql.Table(
            "meter_event",
            List.of("event_id"),
            List.of("meter_id", "code", "field_millis", "wall_millis", "sentence", "recent_key"));
    private static final Sql.Table CAMPAIGN = new Sql.Table(
            "campaign",
            List.of("campaign_id"),
            List.of(
                    "title",
                    "state",
                    "state_reason",
                    "author",
                    "approver",
                    "member_count",
                    "created_millis",
                    "updated_millis",
                    "recent_key"));
    private static final Sql.Table MEMBER = new Sql.Table(
            "campaign_member",
            List.of("member_key"),
            List.of(
                    "campaign_id",
                    "meter_id",
                    "case_id",
                    "wave",
                    "state",
                    "state_reason",
                    "order_id",
                    "correction_factor",
                    "updated_millis",
                    "state_key"));
    private static final Sql.Table OUTCOME = new Sql.Table(
            "outcome",
            List.of("order_id"),
            List.of(
                    "meter_id",
                    "campaign_id",
                    "case_id",
                    "result",
                    "reason_code",
                    "reason_text",
                    "attempts",
                    "new_epoch",
                    "as_found_block",
                    "as_left_block",
                    "steps",
                    "field_millis",
                    "wall_millis",
                    "recent_key"));

    private final Retention.Horizon horizon;
    private final Newest points = new Newest();
    private final Newest events = new Newest();
    private final Newest campaigns = new Newest();
    private final Newest members = new Newest();
    private final Newest outcomes = new Newest();
    private final Newest echoes = new Newest();

    /** Newest row by key; an empty one is to go. */
    private static final class Newest {
        private final SortedMap<String, Optional<List<@Nullable Object>>> rows = new TreeMap<>();

        void put(String key, @Nullable Object... row) {
            rows.put(key, Optional.of(Arrays.asList(row)));
        }

        void remove(String key) {
            rows.put(key, Optional.empty());
        }

        void write(Connection connection, Sql.Table table) throws SQLException {
            table.put(
                    connection, rows.values().stream().flatMap(Optional::stream).toList());
            table.delete(
                    connection,
                    rows.entrySet().stream()
                            .filter(entry -> entry.getValue().isEmpty())
                            .map(entry -> List.of(entry.getKey()))
                            .toList());
        }
    }

    HistoryRows(Retention.Horizon horizon) {
        this.horizon = horizon;
    }

    void take(TableRecord told) {
        switch (told) {
            case TableRecord.History(Estimate estimate) -> point(estimate);
            case TableRecord.Of(MeterEvent event) -> event(event);
            case TableRecord.Of(Campaign campaign) -> campaign(campaign);
            case TableRecord.Of(CampaignMember member) -> member(member);
            case TableRecord.Of(Outcome outcome) -> outcome(outcome);
            case TableRecord.Of(FleetRecord.Removed removed)
            when removed.kind() == FleetRecord.Kind.CAMPAIGN -> campaigns.remove(removed.key());
            case TableRecord.Of(FleetRecord.Removed removed)
            when removed.kind() == FleetRecord.Kind.MEMBER -> members.remove(removed.key());
            case TableRecord.Of other -> {}
            case TableRecord.Registered meter -> {}
            case TableRecord.Reading reading -> {}
            case TableRecord.Erased erasure -> {}
            case TableRecord.Told elsewhere -> {}
        }
    }

    void write(Connection connection) throws SQLException {
        points.write(connection, POINT);
        events.write(connection, EVENT);
        campaigns.write(connection, CAMPAIGN);
        members.write(connection, MEMBER);
        outcomes.write(connection, OUTCOME);
        firstOf(connection);
    }

    /** An outcome sent again tells nothing new unless the first one is not there. */
    private void firstOf(Connection connection) throws SQLException {
        for (String orderId : echoes.rows.keySet()) {
            boolean known = !Sql.query(
                            connection, "SELECT 1 FROM outcome WHERE order_id = ?", List.of(orderId), row -> true)
                    .isEmpty();
            if (known) {
                echoes.rows.put(orderId, Optional.empty());
            }
        }
        OUTCOME.put(
                connection,
                echoes.rows.values().stream().flatMap(Optional::stream).toList());
    }

    private void point(Estimate estimate) {
        if (estimate.windowTo().isBefore(horizon.history())) {
            return;
        }
        String key = SortKey.newestFirst(estimate.windowTo(), Integer.toString(estimate.calibrationEpoch()));
        points.put(
                estimate.meterId() + "|" + key,
                estimate.meterId(),
                estimate.windowTo(),
                estimate.calibrationEpoch(),
                estimate.windowFrom(),
                estimate.closedDays(),
                estimate.verdict(),
                estimate.refusal(),
                estimate.errorPercent(),
                estimate.uncertainty() == null ? null : estimate.uncertainty().combinedPercent(),
                estimate.intervalLowPercent(),
                estimate.intervalHighPercent(),
                estimate.limitPercent(),
                key);
    }

    private void event(MeterEvent event) {
        if (!event.fieldTime().isBefore(horizon.events())) {
            events.put(
                    event.eventId(),
                    event.eventId(),
                    event.meterId(),
                    event.code(),
                    event.fieldTime(),
                    event.wallTime(),
                    event.text(),
                    SortKey.newestFirst(event.fieldTime(), event.eventId()));
        }
    }

    private void campaign(Campaign campaign) {
        campaigns.put(
                campaign.campaignId(),
                campaign.campaignId(),
                campaign.name(),
                campaign.state().name(),
                campaign.stateReason(),
                campaign.author(),
                campaign.approver(),
                campaign.memberCount(),
                campaign.createdAt(),
                campaign.updatedAt(),
                SortKey.newestFirst(campaign.updatedAt(), campaign.campaignId()));
    }

    private void member(CampaignMember member) {
        members.put(
                member.key(),
                member.key(),
                member.campaignId(),
                member.meterId(),
                member.caseId(),
                member.wave(),
                member.state(),
                member.stateReason(),
                member.orderId(),
                factor(member.target()),
                member.updatedAt(),
                member.state() + "|" + member.key());
    }

    private void outcome(Outcome outcome) {
        boolean echo = outcome.repeated();
        if (echo && outcomes.rows.containsKey(outcome.orderId())) {
            return;
        }
        (echo ? echoes : outcomes)
                .put(
                        outcome.orderId(),
                        outcome.orderId(),
                        outcome.meterId(),
                        outcome.campaignId(),
                        outcome.caseId(),
                        outcome.result(),
                        outcome.reasonCode(),
                        outcome.reasonText(),
                        outcome.attempts(),
                        outcome.newEpoch(),
                        outcome.asFoundBlock(),
                        outcome.asLeftBlock(),
                        steps(outcome),
                        outcome.fieldTime(),
                        outcome.wallTime(),
                        SortKey.newestFirst(outcome.wallTime(), outcome.orderId()));
    }

    /** Null where another coefficient than the gain is changed, or nothing is known to be. */
    private static @Nullable Double factor(@Nullable Proposal target) {
        return target == null || target.correctionFactor() == 1 ? null : target.correctionFactor();
    }

    /** A line for each step: time, name, sentence. */
    private static String steps(Outcome outcome) {
        return outcome.steps().stream()
                .map(step ->
                        step.wallTime() + " " + step.name() + " " + step.text().replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n"));
    }
}
