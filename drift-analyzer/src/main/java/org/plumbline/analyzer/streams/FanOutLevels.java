// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.ReadingLevels;
import org.plumbline.analyzer.adapter.avro.RefusedRecordException;
import org.plumbline.analyzer.network.ReferenceDoubt;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.streams.MeterInput.DoubtSeen;
import org.plumbline.analyzer.streams.MeterInput.LevelSeen;
import org.plumbline.analyzer.streams.MeterInput.PairingSeen;
import org.plumbline.analyzer.streams.Route.Subscription;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;

/**
 * Sends the levels of a meter to every tested meter they speak for: itself and those it is the reference of. The levels
 * of its last {@value Route#HISTORY_DAYS} days are kept; when a profile comes or changes, those it applies to and did not
 * apply to before follow it. So it does not matter whether the readings or the profile came first.
 */
final class FanOutLevels implements Processor<String, FanOutInput, String, MeterInput> {
    private static final int ROUTES_ON_HEAP = 20_000;

    private final InstantSource fieldTime;
    private final ProfileReader reader;
    private final Map<String, Route> routes = new NewestOnHeap<>(ROUTES_ON_HEAP);
    private @Nullable Bound bound;

    /** What the processor is bound to once it runs. */
    private record Bound(
            ProcessorContext<String, MeterInput> context,
            KeyValueStore<String, byte[]> routes,
            KeyValueStore<DayKey, byte[]> history,
            ReferenceDoubts doubts) {}

    FanOutLevels(InstantSource fieldTime, ProfileReader reader) {
        this.fieldTime = fieldTime;
        this.reader = reader;
    }

    @Override
    public void init(ProcessorContext<String, MeterInput> given) {
        routes.clear();
        bound = new Bound(
                given,
                given.getStateStore(DriftTopology.ROUTE_STORE),
                given.getStateStore(DriftTopology.HISTORY_STORE),
                new ReferenceDoubts(given.getStateStore(ReferenceDoubts.STORE)));
    }

    @Override
    public void process(Record<String, FanOutInput> in) {
        switch (in.value()) {
            case FanOutInput.ReadingSeen(@Nullable RegisterReading reading) ->
                ReadingLevels.level(in.key(), reading, fieldTime.instant()).ifPresent(level -> take(in, level));
            case FanOutInput.PairingSeen(MeterProfiles profiles) -> follow(in, profiles);
            case FanOutInput.DoubtSeen(ReferenceDoubt doubt) -> tell(in, doubt);
        }
    }

    /** Meters that rest on this one are told; those that come to do so later are told with their pairing. */
    private void tell(Record<String, FanOutInput> in, ReferenceDoubt doubt) {
        if (bound().doubts().put(in.key(), doubt)) {
            route(in.key()).subscriptions().keySet().forEach(testedId -> tell(in, testedId, doubt));
        }
    }

    private void tell(Record<String, FanOutInput> in, String testedId, ReferenceDoubt doubt) {
        if (!testedId.equals(in.key())) {
            bound().context()
                    .forward(in.withKey(testedId).withValue(new DoubtSeen(in.key(), doubt.holdsBack(testedId))));
        }
    }

    private void take(Record<String, FanOutInput> in, Level level) {
        Route route = route(in.key());
        long day = level.epochDay();
        if (route.newestDay() == Route.NO_DAY || day > route.newestDay()) {
            Route next = route.atDay(day);
            forget(in.key(), route, next);
            put(in.key(), next);
            route = next;
        }
        if (day >= route.keptFrom() && !isNews(in.key(), day, level)) {
            return;
        }
        route.subscriptions().forEach((testedId, subscription) -> {
            if (subscription.appliesAt(level.register().captureEpochSecond())) {
                send(in, testedId, level, false);
            }
        });
    }

    /** A level left out of the history may still be wanted by a follower, which decides by the same rule. */
    private boolean isNews(String meterId, long day, Level level) {
        DayKey key = new DayKey(meterId, day, Side.TESTED);
        return switch (DayLevels.add(bound().history().get(key), level)) {
            case DayLevels.Addition.Added added -> {
                bound().history().put(key, added.octets());
                yield true;
            }
            case DayLevels.Addition.Known known -> false;
            case DayLevels.Addition.LeftOut leftOut -> true;
        };
    }

    private void forget(String meterId, Route before, Route next) {
        if (before.newestDay() == Route.NO_DAY) {
            return;
        }
        long to = Math.min(next.keptFrom(), before.newestDay() + 1);
        for (long day = before.keptFrom(); day < to; day++) {
            bound().history().delete(new DayKey(meterId, day, Side.TESTED));
        }
    }

    private void follow(Record<String, FanOutInput> in, MeterProfiles profiles) {
        String testedId = profiles.testedMeterId();
        Route route = route(in.key());
        Optional<Subscription> before =
                Optional.ofNullable(route.subscriptions().get(testedId));
        Optional<Subscription> now = subscription(in.key(), profiles);
        Route next = now.map(wanted -> route.with(testedId, wanted)).orElseGet(() -> route.without(testedId));
        if (next.subscriptions().size() > Route.MOST_SUBSCRIPTIONS) {
            throw new RefusedRecordException("TOO_MANY_PAIRS: meter " + in.key() + " is the reference of more than "
                    + Route.MOST_SUBSCRIPTIONS + " meters; name another reference for " + testedId);
        }
        put(in.key(), next);
        bound().context().forward(in.withKey(testedId).withValue(new PairingSeen(profiles)));
        now.ifPresent(wanted -> tell(in, testedId, bound().doubts().of(in.key())));
        now.ifPresent(
                wanted -> replay(in, testedId, wanted, before.filter(old -> old.adoption() == wanted.adoption())));
    }

    private Optional<Subscription> subscription(String meterId, MeterProfiles profiles) {
        boolean tested = meterId.equals(profiles.testedMeterId());
        if (!tested && !meterId.equals(profiles.referenceMeterId())) {
            return Optional.empty();
        }
        List<ReferenceProfile> paired = profiles.paired(reader).stream()
                .filter(profile -> tested || meterId.equals(profile.getReferenceMeterId()))
                .toList();
        return paired.isEmpty() ? Optional.empty() : Optional.of(Subscription.to(profiles.adoption(), paired));
    }

    private void replay(
            Record<String, FanOutInput> in, String testedId, Subscription wanted, Optional<Subscription> before) {
        Route route = route(in.key());
        if (route.newestDay() == Route.NO_DAY) {
            return;
        }
        for (long day = route.keptFrom(); day <= route.newestDay(); day++) {
            byte[] kept = bound().history().get(new DayKey(in.key(), day, Side.TESTED));
            for (Level level : DayLevels.decode(kept)) {
                long second = level.register().captureEpochSecond();
                if (wanted.appliesAt(second)
                        && before.filter(old -> old.appliesAt(second)).isEmpty()) {
                    send(in, testedId, level, before.isEmpty());
                }
            }
        }
    }

    private void send(Record<String, FanOutInput> in, String testedId, Level level, boolean again) {
        LevelSeen seen = testedId.equals(in.key())
                ? new LevelSeen(Side.TESTED, "", level, again)
                : new LevelSeen(Side.REFERENCE, in.key(), level, again);
        bound().context().forward(in.withKey(testedId).withValue(seen));
    }

    private Route route(String meterId) {
        Route known = routes.get(meterId);
        if (known != null) {
            return known;
        }
        byte[] stored = bound().routes().get(meterId);
        Route route = stored == null ? Route.NOWHERE : Route.of(stored);
        routes.put(meterId, route);
        return route;
    }

    private void put(String meterId, Route route) {
        bound().routes().put(meterId, route.octets());
        routes.put(meterId, route);
    }

    private Bound bound() {
        return Objects.requireNonNull(bound, "init comes first");
    }
}
