// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives out sessions and connections so that no limit of a segment or of the instance is ever exceeded. Claims of a
 * segment and lane are served in the order in which they came, segments in turn; a segment that is full, dead or out of
 * connections takes no part in the round and holds nobody up. The work done is in proportion to what is granted, not to
 * what waits.
 *
 * <p>Safe for many threads. The lock is held for bookkeeping only; claims are answered after it has been given back.
 */
public final class Pacer {

    private final PacingSettings settings;
    private final LongSupplier nanoTime;
    private final long origin;
    private final DoubleSupplier chance;
    private final LongConsumer wakeAfterNanos;
    private final Map<String, Segment> segments = new HashMap<>(); // as many as the registrations name
    private final Rings rings = new Rings();
    private final TreeSet<Segment> sleeping = new TreeSet<>(
            Comparator.<Segment>comparingLong(segment -> segment.wakeAt).thenComparingInt(segment -> segment.number));
    private final Slots sessions;
    private final ConnectBucket connects;
    private Share share = Share.WHOLE;
    private long wakeOrdered = Segment.NEVER;

    /**
     * @param nanoTime monotonic time in ns
     * @param chance uniform in [0, 1), spreads the probes of dead segments
     * @param wakeAfterNanos sees to it that {@link #wake} is called after so many ns, instead of what was asked for
     *     before; must neither block nor call it itself
     */
    public Pacer(PacingSettings settings, LongSupplier nanoTime, DoubleSupplier chance, LongConsumer wakeAfterNanos) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.chance = chance;
        this.wakeAfterNanos = wakeAfterNanos;
        this.sessions = new Slots(settings.instance().maxSessions());
        this.connects = new ConnectBucket(settings.instance().connectsPerSecond(), 0);
    }

    /** Puts a claim at the end of its queue; it may be answered before this returns. */
    public void claim(Claim claim) {
        serve(() -> {
            Segment segment = segment(claim.segment());
            segment.add(claim);
            rings.enter(segment);
        });
    }

    /** Takes one claim back without an answer; nothing happens when it has been answered already. */
    public void giveUp(Claim claim) {
        synchronized (this) {
            segment(claim.segment()).remove(waiting -> waiting.equals(claim), removed -> {});
        }
    }

    /** Withdraws everything that the holder waits for. Takes time in proportion to all that waits. */
    public void withdraw(Object holder) {
        List<Claim> claims = new ArrayList<>();
        List<SessionPermit> connecting = new ArrayList<>();
        synchronized (this) {
            for (Segment segment : segments.values()) {
                segment.remove(claim -> claim.holder().equals(holder), claims::add);
                segment.connecting.removeIf(permit -> permit.holder().equals(holder) && connecting.add(permit));
            }
        }
        claims.forEach(Claim::withdrawn);
        connecting.forEach(SessionPermit::refuseConnect);
    }

    /** The part of the segments' limits that this instance may use, from now on. */
    public void share(int ownedPartitions, int allPartitions) {
        serve(() -> {
            share = new Share(ownedPartitions, allPartitions);
            segments.values().forEach(segment -> {
                segment.share(share, now());
                rings.enter(segment);
            });
        });
    }

    /** Time has passed; called by whoever {@code wakeAfterNanos} has told to. */
    public void wake() {
        serve(() -> wakeOrdered = Segment.NEVER);
    }

    /** What is going on in each segment that a claim has ever named, by name. */
    public synchronized List<SegmentStatus> status() {
        return segments.values().stream()
                .sorted(Comparator.comparing(segment -> segment.name))
                .map(SegmentStatus::of)
                .toList();
    }

    void connect(SessionPermit permit) {
        serve(() -> {
            permit.segment.connecting.add(permit);
            rings.enter(permit.segment);
        });
    }

    /** How long the last of those who wait for a connection has to wait, if the limits stay as they are. */
    synchronized long connectNanos(Segment segment) {
        double seconds = (segment.connecting.size() + 1) / segment.connects.perSecond();
        return (long) (seconds * 1e9);
    }

    synchronized void forgetConnect(SessionPermit permit) {
        permit.segment.connecting.remove(permit);
    }

    void answered(Segment segment) {
        serve(() -> {
            if (segment.circuit.answered()) {
                rings.enter(segment);
            }
        });
    }

    Blame silent(Segment segment, String meterId, boolean answeredLastTime, int probe) {
        synchronized (this) {
            return segment.circuit.silent(meterId, answeredLastTime, probe, now(), chance.getAsDouble());
        }
    }

    void giveBack(SessionPermit permit) {
        serve(() -> release(permit));
    }

    private void release(SessionPermit permit) {
        Segment segment = permit.segment;
        segment.slots.giveBack(permit.lane);
        sessions.giveBack(permit.lane);
        if (permit.ahead) {
            segment.ahead--;
        }
        segment.circuit.probeUnused(permit.probe, now());
        rings.enter(segment);
    }

    private Segment segment(String name) {
        return segments.computeIfAbsent(
                name, unknown -> new Segment(name, segments.size(), settings.limitsOf(name), share, now()));
    }

    private long now() {
        return nanoTime.getAsLong() - origin;
    }

    /** One claim with its permit. */
    private record Grant(Claim claim, SessionPermit permit) {}

    /** Changes something under the lock, then answers outside of it as many claims as the change allows. */
    private void serve(Runnable change) {
        List<Grant> grants = new ArrayList<>();
        List<SessionPermit> connectable = new ArrayList<>();
        Runnable next = change;
        while (true) {
            synchronized (this) {
                next.run();
                grants.clear();
                connectable.clear();
                dispatch(grants, connectable);
            }
            connectable.forEach(SessionPermit::allowConnect);
            List<Grant> unwanted = new ArrayList<>();
            for (Grant grant : grants) {
                if (!grant.claim().granted(grant.permit())) {
                    unwanted.add(grant);
                }
            }
            if (unwanted.isEmpty()) {
                return;
            }
            next = () -> unwanted.forEach(grant -> release(grant.permit()));
        }
    }

    private void dispatch(List<Grant> grants, List<SessionPermit> connectable) {
        long now = now();
        while (!sleeping.isEmpty() && sleeping.first().wakeAt <= now) {
            Segment awake = sleeping.pollFirst();
            awake.wakeAt = Segment.NEVER;
            rings.enter(awake);
        }
        long instanceConnectsAt = dispatchConnects(now, connectable);
        dispatchSessions(Lane.ORDER, now, grants);
        dispatchSessions(Lane.POLL, now, grants);
        orderWake(now, instanceConnectsAt);
    }

    /** @return when the instance may connect again, if somebody waits for that */
    private long dispatchConnects(long now, List<SessionPermit> connectable) {
        Segment segment = rings.nextToConnect();
        while (segment != null) {
            if (!connects.available(now)) {
                rings.connectLater(segment);
                return connects.nextAt(now);
            }
            if (segment.connects.tryTake(now)) {
                boolean unusedTaken = connects.tryTake(now);
                SessionPermit permit = segment.connecting.remove();
                connectable.add(permit);
                if (permit.ahead) {
                    permit.ahead = false;
                    segment.ahead--;
                }
                rings.enter(segment);
            } else {
                sleepUntil(segment, segment.connects.nextAt(now));
            }
            segment = rings.nextToConnect();
        }
        return Segment.NEVER;
    }

    private void dispatchSessions(Lane lane, long now, List<Grant> grants) {
        while (sessions.free(lane)) {
            Segment segment = rings.nextFor(lane);
            if (segment == null) {
                return;
            }
            Lane served = segment.othersTurn(lane) && sessions.free(lane.other()) ? lane.other() : lane;
            Claim claim = claimOf(segment, served, now);
            if (claim == null && served != lane) {
                served = lane;
                claim = claimOf(segment, served, now);
            }
            if (claim != null) {
                sessions.take(served);
                grants.add(new Grant(claim, segment.grant(served, this, claim.holder())));
                rings.enter(segment);
            }
        }
    }

    private @Nullable Claim claimOf(Segment segment, Lane lane, long now) {
        if (!segment.slots.free(lane) || !segment.roomToConnect()) {
            return null;
        }
        if (!segment.circuit.allows(now)) {
            if (segment.circuit.state() == Circuit.State.OPEN) {
                sleepUntil(segment, segment.circuit.probeAt());
            }
            return null;
        }
        Claim claim = segment.next(lane, now);
        if (claim == null && segment.waiting(lane) > 0) {
            sleepUntil(segment, segment.retries.nextAt(now));
        }
        return claim;
    }

    private void sleepUntil(Segment segment, long at) {
        if (at < segment.wakeAt) {
            sleeping.remove(segment);
            segment.wakeAt = at;
            sleeping.add(segment);
        }
    }

    private void orderWake(long now, long instanceConnectsAt) {
        long at = Math.min(instanceConnectsAt, sleeping.isEmpty() ? Segment.NEVER : sleeping.first().wakeAt);
        if (at < wakeOrdered) {
            wakeOrdered = at;
            wakeAfterNanos.accept(Math.max(0, at - now));
        }
    }
}
