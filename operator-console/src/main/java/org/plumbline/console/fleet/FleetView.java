// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fleet as the records so far tell it. Each table has a limit; what does not fit is counted, not kept. The order of
 * records of different keys does not matter; of one key the newest record wins. Safe for use by many threads.
 */
public final class FleetView {

    /**
     * How much is kept.
     *
     * @param meters rows of each table by meter
     * @param cases cases, open and closed
     * @param campaigns campaigns and holds
     * @param members members over all campaigns
     * @param eventsPerMeter newest events of a meter
     * @param daysPerPoint newest analysed days of a point under surveillance
     */
    public record Limits(int meters, int cases, int campaigns, int members, int eventsPerMeter, int daysPerPoint) {
        /** For a fleet of a hundred thousand meters; their estimates take about 2.2 kB each, 225 MB together. */
        public static Limits defaults() {
            return new Limits(100_000, 200_000, 2_000, 200_000, 20, 7);
        }
    }

    private final Limits limits;
    private final Table<MeterRow> rows;
    private final Table<Registration> registrations;
    private final Table<ReferencePairing> references;
    private final Table<Estimate> estimates;
    private final Table<ReadingProgress> progress;
    private final Table<AccuracyCase> cases;
    private final Table<Campaign> campaigns;
    private final Table<CampaignMember> members;
    private final Table<Hold> holds;
    private final Table<List<MeterEvent>> events;
    private final Table<Outcome> outcomes;
    private final Table<MeterChecks> checks;
    private final Table<Forecast> forecasts;
    private final Table<Surveillance> surveillance;
    private final Table<QuantityEstimate> quantities;
    private final Table<ReferenceStanding> standings;

    private final SortedMap<String, TreeSet<String>> openCasesByMeter = new TreeMap<>();
    private final SortedMap<String, TreeSet<String>> profilesByTested = new TreeMap<>();
    private final SortedMap<String, TreeSet<String>> profilesByReference = new TreeMap<>();
    private final Set<String> staleRows = new HashSet<>();

    private long version;
    private long readings;
    private long unreadable;
    private long beyondLimits;
    private @Nullable Instant lastFieldTime;
    private @Nullable FleetSnapshot latest;

    public FleetView(Limits limits) {
        this.limits = limits;
        rows = new Table<>(limits.meters());
        registrations = new Table<>(limits.meters());
        references = new Table<>(limits.meters());
        estimates = new Table<>(limits.meters());
        progress = new Table<>(limits.meters());
        cases = new Table<>(limits.cases());
        campaigns = new Table<>(limits.campaigns());
        members = new Table<>(limits.members());
        holds = new Table<>(limits.campaigns());
        events = new Table<>(limits.meters());
        outcomes = new Table<>(limits.meters());
        checks = new Table<>(limits.meters());
        forecasts = new Table<>(limits.meters());
        surveillance = new Table<>(limits.meters());
        quantities = new Table<>(limits.meters());
        standings = new Table<>(limits.meters());
    }

    /** Takes one record in. */
    public synchronized void apply(FleetRecord told) {
        changed();
        boolean kept = switch (told) {
            case Registration meter -> onRegistration(meter);
            case ReferencePairing pairing -> onReference(pairing);
            case ReadingSeen reading -> onReading(reading);
            case MeterEvent event -> onEvent(event);
            case Estimate estimate -> onEstimate(estimate);
            case AccuracyCase found -> onCase(found);
            case Campaign campaign -> campaigns.put(campaign.campaignId(), campaign);
            case CampaignMember member -> members.put(member.key(), member);
            case Hold hold -> onHold(hold);
            case Outcome outcome -> onOutcome(outcome);
            case MeterChecks newest -> checks.put(newest.meterId(), newest);
            case Forecast forecast -> forecasts.put(forecast.meterId(), forecast);
            case PointDay day -> onPointDay(day);
            case QuantityEstimate other -> quantities.put(other.key(), other);
            case ReferenceStanding standing -> standings.put(standing.meterId(), standing);
            case FleetRecord.Removed removed -> onRemoved(removed);
        };
        if (!kept) {
            beyondLimits++;
        }
    }

    /** Counts a record that could not be decoded. */
    public synchronized void onUnreadable() {
        changed();
        unreadable++;
    }

    /** The fleet now. Costs nothing when nothing changed since the last call. */
    public synchronized FleetSnapshot snapshot() {
        FleetSnapshot current = latest;
        if (current == null) {
            current = newSnapshot();
            latest = current;
        }
        return current;
    }

    private void changed() {
        version++;
        latest = null;
    }

    /** A lift of another stop than the newest is shown as little as it counts. */
    private boolean onHold(Hold hold) {
        Hold newest = holds.row(hold.scope());
        boolean counts = hold.active() || (newest != null && newest.stopId().equals(hold.stopId()));
        return !counts || holds.put(hold.scope(), hold);
    }

    private boolean onRegistration(Registration meter) {
        staleRows.add(meter.meterId());
        return registrations.put(meter.meterId(), meter);
    }

    private boolean onReference(ReferencePairing pairing) {
        forget(references.row(pairing.profileId()));
        if (!references.put(pairing.profileId(), pairing)) {
            return false;
        }
        if (pairing.active()) {
            link(profilesByTested, pairing.testedMeterId(), pairing.profileId());
            link(profilesByReference, pairing.referenceMeterId(), pairing.profileId());
        }
        return true;
    }

    private boolean onReading(ReadingSeen reading) {
        readings++;
        seen(reading.fieldTime());
        staleRows.add(reading.meterId());
        ReadingProgress before = progress.row(reading.meterId());
        return progress.put(
                reading.meterId(),
                before == null ? new ReadingProgress(1, reading.captureTime()) : before.plus(reading.captureTime()));
    }

    private boolean onEvent(MeterEvent event) {
        seen(event.fieldTime());
        List<MeterEvent> newestFirst = new ArrayList<>(limits.eventsPerMeter());
        newestFirst.add(event);
        List<MeterEvent> before = events.row(event.meterId());
        if (before != null) {
            before.stream()
                    .filter(known -> !known.eventId().equals(event.eventId()))
                    .limit(limits.eventsPerMeter() - 1L)
                    .forEach(newestFirst::add);
        }
        return events.put(event.meterId(), List.copyOf(newestFirst));
    }

    private boolean onEstimate(Estimate estimate) {
        staleRows.add(estimate.meterId());
        return estimates.put(estimate.meterId(), estimate);
    }

    private boolean onCase(AccuracyCase found) {
        seen(found.updatedAt());
        if (!cases.put(found.caseId(), found)) {
            return false;
        }
        if (found.isOpen()) {
            link(openCasesByMeter, found.meterId(), found.caseId());
        } else {
            unlink(openCasesByMeter, found.meterId(), found.caseId());
        }
        return true;
    }

    private boolean onOutcome(Outcome outcome) {
        Outcome before = outcomes.row(outcome.meterId());
        boolean echo = outcome.repeated() && before != null && before.orderId().equals(outcome.orderId());
        return echo || outcomes.put(outcome.meterId(), outcome);
    }

    private boolean onPointDay(PointDay told) {
        Surveillance before = surveillance.row(told.meterId());
        return surveillance.put(
                told.meterId(), (before == null ? Surveillance.NONE : before).with(told, limits.daysPerPoint()));
    }

    private boolean onRemoved(FleetRecord.Removed removed) {
        String key = removed.key();
        switch (removed.kind()) {
            case REGISTRATION -> {
                registrations.remove(key);
                staleRows.add(key);
            }
            case REFERENCE -> forget(references.remove(key));
            case ESTIMATE -> {
                estimates.remove(key);
                staleRows.add(key);
            }
            case CASE -> {
                AccuracyCase gone = cases.remove(key);
                if (gone != null) {
                    unlink(openCasesByMeter, gone.meterId(), key);
                }
            }
            case CAMPAIGN -> campaigns.remove(key);
            case MEMBER -> members.remove(key);
            case HOLD -> holds.remove(key);
            case CHECKS -> checks.remove(key);
            case FORECAST -> forecasts.remove(key);
            case QUANTITY -> quantities.remove(key);
            case STANDING -> standings.remove(key);
        }
        return true;
    }

    private void forget(@Nullable ReferencePairing before) {
        if (before != null) {
            unlink(profilesByTested, before.testedMeterId(), before.profileId());
            unlink(profilesByReference, before.referenceMeterId(), before.profileId());
        }
    }

    private void link(SortedMap<String, TreeSet<String>> index, String meterId, String id) {
        index.computeIfAbsent(meterId, unused -> new TreeSet<>()).add(id);
        staleRows.add(meterId);
    }

    private void unlink(SortedMap<String, TreeSet<String>> index, String meterId, String id) {
        index.computeIfPresent(meterId, (unused, ids) -> ids.remove(id) && ids.isEmpty() ? null : ids);
        staleRows.add(meterId);
    }

    private void seen(Instant fieldTime) {
        if (lastFieldTime == null || fieldTime.isAfter(lastFieldTime)) {
            lastFieldTime = fieldTime;
        }
    }

    private FleetSnapshot newSnapshot() {
        staleRows.forEach(this::renewRow);
        staleRows.clear();
        return new FleetSnapshot(
                version,
                counts(),
                rows.copy(),
                registrations.copy(),
                references.copy(),
                estimates.copy(),
                cases.copy(),
                campaigns.copy(),
                members.copy(),
                holds.copy(),
                events.copy(),
                outcomes.copy(),
                checks.copy(),
                forecasts.copy(),
                surveillance.copy(),
                quantities.copy(),
                standings.copy());
    }

    private void renewRow(String meterId) {
        Registration meter = registrations.row(meterId);
        if (meter == null) {
            rows.remove(meterId);
            return;
        }
        Estimate estimate = estimates.row(meterId);
        ReadingProgress read = progress.row(meterId);
        TreeSet<String> open = openCasesByMeter.get(meterId);
        rows.put(meterId, MeterRows.row(meter, role(meterId), estimate, read, open == null ? "" : open.last()));
    }

    private String role(String meterId) {
        if (profilesByTested.containsKey(meterId)) {
            return "TESTED";
        }
        return profilesByReference.containsKey(meterId) ? "REFERENCE" : "UNPAIRED";
    }

    private FleetCounts counts() {
        return MeterRows.counts(
                rows.copy().values(),
                cases.copy().values(),
                campaigns.copy().values(),
                holds.copy().values(),
                readings,
                lastFieldTime,
                unreadable,
                beyondLimits);
    }
}
