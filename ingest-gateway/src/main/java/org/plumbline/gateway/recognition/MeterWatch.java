// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.ActiveBlock;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterIdentity;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.LastSeen;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.Watched;
import org.plumbline.gateway.state.WatchedValues;
import org.plumbline.schema.model.MeterModel;

/**
 * Looks at the begin of a session at what a meter is and how it stands, and recognises what has happened since the last
 * look: the meter, its firmware or a transformer ratio was exchanged, somebody changed its coefficients, it was tampered
 * with, it reports errors.
 */
public final class MeterWatch {

    private static final int DAY_SECONDS = 86_400;

    private MeterWatch() {}

    /**
     * What a look at the meter says.
     *
     * @param opened calibration epochs by rising number; mostly none
     * @param seen what is remembered of the look
     * @param publications to be committed together with both
     */
    public record Sighting(List<CalibrationEpoch> opened, LastSeen seen, List<Publication> publications) {
        public Sighting {
            opened = List.copyOf(opened);
            publications = List.copyOf(publications);
        }

        /** Nothing is to be committed. */
        public boolean unchanged(MeterState state) {
            return publications.isEmpty() && opened.isEmpty() && seen.equals(state.seen());
        }

        public MeterState applyTo(MeterState state) {
            MeterState next = state.withSeen(seen);
            for (CalibrationEpoch epoch : opened) {
                next = next.withEpoch(epoch);
            }
            return next;
        }
    }

    /**
     * Reads what is watched in one list, and more only when that says that something has changed.
     *
     * @param meterTime the meter's clock; null where it gives no time
     * @throws MeterFaultException when the meter does not answer as its model promises
     */
    public static Sighting look(
            MeterSession session,
            Admission.Admitted meter,
            MeterState state,
            @Nullable Instant meterTime,
            Stamp stamp) {
        LastSeen known = state.seen();
        LastSeen before = IdentityChange.exchanged(known, session.identity())
                ? LastSeen.NOTHING.withForeign(known.foreign())
                : known;
        LastSeen now = read(session, meter.model(), before);
        List<IdentityChange> identity = IdentityChange.between(known, now);
        boolean moved = !identity.isEmpty() || evidenceMoved(before, now) || counterIsNew(state, now);
        int today = dayOf(meter, stamp);
        boolean blockDue = moved
                || WatchedValues.moved(before.values(), now.values(), Watched.ERROR_REGISTER)
                || state.currentEpoch() == null
                || known.blockDay() != today;
        MeterModel model = meter.model();
        Look look = new Look(
                before,
                now,
                identity,
                model,
                model != null && blockDue ? ActiveBlock.read(session.access(), model) : null,
                moved && state.currentEpoch() != null ? ChangeTimes.read(session, now.values()) : ChangeTimes.UNKNOWN,
                meterTime == null ? stamp.fieldTime() : meterTime,
                stamp);
        LastSeen seen = now.withBlockDay(blockDue ? today : known.blockDay());
        return sighting(state, look, moved ? seen.withValues(seen.values(), 0) : seen);
    }

    /** A meter with a model has a change counter, or cannot be worked with. */
    private static LastSeen read(MeterSession session, @Nullable MeterModel model, LastSeen known) {
        MeterIdentity shown = session.identity();
        LastSeen read = WatchedObjects.read(session, known)
                .identifiedAs(shown.serial(), Objects.requireNonNullElse(shown.firmware(), ""));
        int counterBit = Watched.CHANGE_COUNTER.bit();
        if (model == null || (read.lacking() & counterBit) == 0) {
            return read;
        }
        long counter = session.changeCounter();
        return read.withValues(read.values().with(Watched.CHANGE_COUNTER, counter), read.lacking() & ~counterBit);
    }

    /** Days begin at another time for each meter, so that a fleet does not compare all its blocks at once. */
    private static int dayOf(Admission.Admitted meter, Stamp stamp) {
        int offset = Math.floorMod(meter.target().meterId().hashCode(), DAY_SECONDS);
        return (int) Math.floorDiv(stamp.fieldTime().getEpochSecond() + offset, (long) DAY_SECONDS);
    }

    private static Sighting sighting(MeterState state, Look look, LastSeen seen) {
        EpochRules.Opened opened = EpochRules.judge(state, look);
        List<Publication> publications = new ArrayList<>(opened.publications());
        look.identity().forEach(change -> publications.add(change.event(look.stamp())));
        ChangeAgreement disagreement = ChangeAgreement.disagreement(
                look.before().values(), look.now().values(), EpochRules.compared(state, look), logRenewed(state, look));
        if (disagreement != null) {
            publications.add(disagreement.event(look.stamp()));
        }
        publications.addAll(
                Conditions.changed(look.before().values(), look.now().values(), look.stamp()));
        return new Sighting(opened.epochs(), seen, publications);
    }

    /** A log that is full does not grow, but its newest row is new. */
    private static boolean logRenewed(MeterState state, Look look) {
        Instant newest = look.times().logged();
        return newest != null && (state.cursor() == null || newest.isAfter(state.cursor()));
    }

    private static boolean evidenceMoved(LastSeen before, LastSeen now) {
        return Arrays.stream(Watched.values())
                .filter(object -> object.kind() == Watched.Kind.EVIDENCE)
                .anyMatch(object -> WatchedValues.moved(before.values(), now.values(), object));
    }

    private static boolean counterIsNew(MeterState state, LastSeen now) {
        CalibrationEpoch current = state.currentEpoch();
        Long counter = now.values().get(Watched.CHANGE_COUNTER);
        return current != null && counter != null && counter != current.changeCounter();
    }
}
