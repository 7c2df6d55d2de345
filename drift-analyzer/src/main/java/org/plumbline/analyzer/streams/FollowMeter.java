// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.CaseCommands;
import org.plumbline.analyzer.meter.DayStore;
import org.plumbline.analyzer.meter.MeterFollower;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.meter.Standing;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterState;
import org.plumbline.analyzer.state.MeterStateCodec;

/**
 * The shell around {@link MeterFollower}: loads the state of the meter, makes the step, stores and forwards. Decoded
 * states of the meters seen last are kept on the heap; every change is written through to the store.
 */
final class FollowMeter implements Processor<String, MeterInput, String, MeterOutput> {
    /** How often profiles are held against registrations; wall clock. */
    static final Duration REVIEW_PERIOD = Duration.ofSeconds(15);

    private static final int STATES_ON_HEAP = 2_000;

    /** A standing takes about 200 octets, a state a hundred times as many. */
    private static final int STANDINGS_ON_HEAP = 50_000;

    private final ProfileReader profiles;
    private final Registrations registrations;
    private final LimitTable limits;
    private final Map<String, MeterState> states = new NewestOnHeap<>(STATES_ON_HEAP);
    private final Map<String, Standing> standings = new NewestOnHeap<>(STANDINGS_ON_HEAP);
    private @Nullable Bound bound;

    /** What the processor is bound to once it runs. */
    private record Bound(
            ProcessorContext<String, MeterOutput> context,
            KeyValueStore<String, byte[]> tracks,
            KeyValueStore<DayKey, byte[]> openDays,
            FollowedPairings pairings,
            PairingReview review) {}

    FollowMeter(ProfileReader profiles, Registrations registrations, LimitTable limits) {
        this.profiles = profiles;
        this.registrations = registrations;
        this.limits = limits;
    }

    @Override
    public void init(ProcessorContext<String, MeterOutput> context) {
        states.clear();
        standings.clear();
        bound = new Bound(
                context,
                context.getStateStore(DriftTopology.TRACK_STORE),
                context.getStateStore(DriftTopology.DAY_STORE),
                new FollowedPairings(
                        context.getStateStore(DriftTopology.FOLLOWED_STORE),
                        context.getStateStore(DriftTopology.REGISTRATION_STORE),
                        context.getStateStore(FollowedPairings.HELD_STORE),
                        profiles,
                        registrations,
                        limits),
                new PairingReview(PairingReview.MOST_AT_ONCE));
        context.schedule(REVIEW_PERIOD, PunctuationType.WALL_CLOCK_TIME, this::review);
    }

    @Override
    public void process(Record<String, MeterInput> in) {
        String meterId = in.key();
        switch (in.value()) {
            case MeterInput.LevelSeen seen -> take(meterId, onLevel(meterId, seen), in.timestamp());
            case MeterInput.PairingSeen seen -> pair(meterId, seen.profiles(), in.timestamp());
            case MeterInput.DoubtSeen seen -> {
                if (bound().pairings().hold(meterId, seen.referenceMeterId(), seen.holdsBack())) {
                    judgeAgain(meterId, in.timestamp());
                }
            }
            case MeterInput.CalibrationSeen seen ->
                take(
                        meterId,
                        MeterFollower.onCalibration(state(meterId), seen.block(), seen.fieldTimeMillis()),
                        in.timestamp());
            case MeterInput.OrderSeen seen ->
                take(meterId, MeterFollower.onOrder(state(meterId), seen.order()), in.timestamp());
            case MeterInput.OutcomeSeen seen -> {
                take(meterId, MeterFollower.onOutcome(state(meterId), seen.outcome()), in.timestamp());
                if (bound().pairings().pairing(meterId) instanceof Pairing.None) {
                    take(meterId, MeterFollower.onReferenceWithdrawn(state(meterId)), in.timestamp());
                }
            }
            case MeterInput.CommandSeen seen -> take(meterId, onCommand(meterId, seen.check()), in.timestamp());
        }
    }

    private MeterFollower.Step onCommand(String meterId, CaseCommands.Check check) {
        return switch (check) {
            case CaseCommands.Check.Accepted accepted ->
                MeterFollower.onCommand(meterId, state(meterId), accepted.kind(), accepted.command());
            case CaseCommands.Check.Refused refused ->
                MeterFollower.onRefusedCommand(
                        meterId,
                        refused.commandId(),
                        refused.caseId(),
                        refused.claimedPrincipal(),
                        refused.reason(),
                        refused.fieldTimeMillis());
        };
    }

    private MeterFollower.Step onLevel(String meterId, MeterInput.LevelSeen seen) {
        Standing standing = standings.get(meterId);
        if (standing != null && standing.isOpen(seen.side(), seen.referenceMeterId(), seen.level())) {
            return MeterFollower.onOpenLevel(() -> state(meterId), seen.side(), seen.level(), days(meterId));
        }
        MeterState before = state(meterId);
        if (seen.again() && MeterFollower.isTooLate(before, seen.level())) {
            return MeterFollower.Step.NOTHING;
        }
        return MeterFollower.onLevel(
                meterId,
                before,
                seen.side(),
                seen.referenceMeterId(),
                seen.level(),
                days(meterId),
                () -> bound().pairings().pairing(meterId));
    }

    /** Told by the tested meter's and by the reference's fan-out: the news comes once. */
    private void pair(String meterId, MeterProfiles now, long wallClockMillis) {
        Optional<MeterProfiles> before = bound().pairings().profiles(meterId);
        if (before.isPresent() && before.get().version() >= now.version()) {
            return;
        }
        boolean adopts = before.map(old -> old.adoption() != now.adoption())
                .orElseGet(
                        () -> !now.lastReferenceMeterId().equals(state(meterId).referenceMeterId()));
        if (adopts) {
            take(
                    meterId,
                    MeterFollower.onReference(state(meterId), now.lastReferenceMeterId(), days(meterId)),
                    wallClockMillis);
        }
        bound().pairings().put(now);
        judgeAgain(meterId, wallClockMillis);
        bound().review().restart();
    }

    private void judgeAgain(String meterId, long wallClockMillis) {
        Pairing pairing = bound().pairings().pairing(meterId);
        MeterFollower.Step step = pairing instanceof Pairing.None
                ? MeterFollower.onReferenceWithdrawn(state(meterId))
                : MeterFollower.onPairing(meterId, state(meterId), days(meterId), pairing);
        take(meterId, step, wallClockMillis);
        bound().pairings().judged(meterId);
    }

    /**
     * Meters that send nothing close no days: what is wrong with their profiles is said all the same, and registrations
     * that came or changed are judged by.
     */
    private void review(long wallClockMillis) {
        bound().review().look(registrations.changes(), new PairingReview.Meters() {
            @Override
            public List<String> meters() {
                return bound().pairings().meters();
            }

            @Override
            public Pairing pairing(String meterId) {
                return bound().pairings().pairing(meterId);
            }

            @Override
            public boolean isJudged(String meterId) {
                return bound().pairings().isJudged(meterId);
            }

            @Override
            public void judge(String meterId) {
                judgeAgain(meterId, wallClockMillis);
            }

            @Override
            public boolean refuse(String meterId, Pairing.Refused refused) {
                MeterFollower.Step step = MeterFollower.onReview(meterId, state(meterId), refused);
                take(meterId, step, wallClockMillis);
                return step.changed().isPresent();
            }
        });
    }

    private void take(String meterId, MeterFollower.Step step, long wallClockMillis) {
        step.changed().ifPresent(next -> {
            bound().tracks().put(meterId, MeterStateCodec.encode(next));
            keep(meterId, next);
        });
        for (MeterOutput output : step.outputs()) {
            bound().context().forward(new Record<>(meterId, output, wallClockMillis));
        }
    }

    private MeterState state(String meterId) {
        MeterState known = states.get(meterId);
        if (known != null) {
            return known;
        }
        byte[] stored = bound().tracks().get(meterId);
        MeterState state = stored == null ? MeterState.initial() : MeterStateCodec.decode(stored);
        keep(meterId, state);
        return state;
    }

    private void keep(String meterId, MeterState state) {
        states.put(meterId, state);
        standings.put(meterId, Standing.of(state));
    }

    private DayStore days(String meterId) {
        return new StoredDays(meterId, bound().openDays());
    }

    private Bound bound() {
        return Objects.requireNonNull(bound, "init comes first");
    }

    record StoredDays(String meterId, KeyValueStore<DayKey, byte[]> store) implements DayStore {
        @Override
        public DayLevels.Addition add(long day, Side side, Level level) {
            DayKey key = new DayKey(meterId, day, side);
            DayLevels.Addition addition = DayLevels.add(store.get(key), level);
            if (addition instanceof DayLevels.Addition.Added added) {
                store.put(key, added.octets());
            }
            return addition;
        }

        @Override
        public List<Level> levels(long day, Side side) {
            return DayLevels.decode(store.get(new DayKey(meterId, day, side)));
        }

        @Override
        public void delete(long day, Side side) {
            store.delete(new DayKey(meterId, day, side));
        }
    }
}
