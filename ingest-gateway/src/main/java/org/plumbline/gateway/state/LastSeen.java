// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was last seen of a meter, to recognise what has changed since. Immutable.
 *
 * @param serial serial number, at most 64 characters; empty where the meter shows none
 * @param firmware active firmware, at most 64 characters; empty where the meter shows none
 * @param values numbers last seen
 * @param lacking bits of the {@link Watched} objects that the meter lacks or hides; not asked for again until its
 *     configuration changes
 * @param blockDay day since 1970-01-01 of field time on which the coefficient block was last compared
 * @param suspicion what the phase angles look like
 * @param foreign another meter found at the address; null when there is none
 * @param clock how the meter's clock stood; null where it was not measured yet
 * @param recapture times the meter captures twice; null when there are none
 * @param newestRow the row captured last of those published; null where it is the only one of the cursor's time
 */
public record LastSeen(
        String serial,
        String firmware,
        WatchedValues values,
        int lacking,
        int blockDay,
        Suspicion suspicion,
        @Nullable Foreign foreign,
        @Nullable ClockStand clock,
        @Nullable Recapture recapture,
        @Nullable NewestRow newestRow) {

    private static final int LONGEST_TEXT = 64;

    /** Nothing was seen of the meter yet. */
    public static final LastSeen NOTHING =
            new LastSeen("", "", WatchedValues.NONE, 0, 0, Suspicion.NONE, null, null, null, null);

    public LastSeen {
        if (serial.length() > LONGEST_TEXT || firmware.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("serial or firmware longer than " + LONGEST_TEXT);
        }
    }

    /**
     * A finding that counts only when it persists.
     *
     * @param kind code of the finding, 0..255; 0 = none
     * @param since field time of the first of an unbroken series of looks that found it
     * @param looks of the series, 0..255
     * @param told an event tells of it
     */
    public record Suspicion(int kind, Instant since, int looks, boolean told) {
        public static final Suspicion NONE = new Suspicion(0, Instant.EPOCH, 0, false);
    }

    /**
     * How a meter's clock stood.
     *
     * @param offsetMillis meter time minus field time
     * @param at field time
     */
    public record ClockStand(long offsetMillis, Instant at) {}

    /**
     * A clock was set back: what lies in {@code (from, until]} by the meter's clock is captured a second time.
     *
     * @param done the second rows up to then are published
     */
    public record Recapture(Instant from, Instant until, Instant done) {
        public Recapture {
            if (from.isAfter(until) || done.isBefore(from)) {
                throw new IllegalArgumentException("recapture from " + from + " until " + until + " done " + done);
            }
        }

        public Recapture doneTo(Instant time) {
            return time.isAfter(done) ? new Recapture(from, until, time) : this;
        }

        /** Both stretches, and what lies between them. */
        public Recapture and(Recapture other) {
            Instant begin = from.isBefore(other.from) ? from : other.from;
            return new Recapture(begin, until.isAfter(other.until) ? until : other.until, done);
        }
    }

    /**
     * A meter that answered and was refused.
     *
     * @param serial what it reports
     * @param since field time of the first refusal
     */
    public record Foreign(String serial, Instant since) {}

    /**
     * One of several rows of one capture time, or one that is not the newest by its time.
     *
     * @param digest of its content
     */
    public record NewestRow(Instant time, int digest) {}

    public LastSeen withValues(WatchedValues newValues, int nowLacking) {
        return new LastSeen(
                serial, firmware, newValues, nowLacking, blockDay, suspicion, foreign, clock, recapture, newestRow);
    }

    public LastSeen withBlockDay(int day) {
        return new LastSeen(serial, firmware, values, lacking, day, suspicion, foreign, clock, recapture, newestRow);
    }

    public LastSeen withSuspicion(Suspicion newSuspicion) {
        return new LastSeen(
                serial, firmware, values, lacking, blockDay, newSuspicion, foreign, clock, recapture, newestRow);
    }

    /** @param found null when the registered meter answers */
    public LastSeen withForeign(@Nullable Foreign found) {
        return new LastSeen(serial, firmware, values, lacking, blockDay, suspicion, found, clock, recapture, newestRow);
    }

    public LastSeen withClock(ClockStand stand) {
        return new LastSeen(
                serial, firmware, values, lacking, blockDay, suspicion, foreign, stand, recapture, newestRow);
    }

    /** @param stretch null when nothing is captured twice */
    public LastSeen withRecapture(@Nullable Recapture stretch) {
        return new LastSeen(serial, firmware, values, lacking, blockDay, suspicion, foreign, clock, stretch, newestRow);
    }

    /** @param row null for the only row of the cursor's time */
    public LastSeen withNewestRow(@Nullable NewestRow row) {
        return new LastSeen(serial, firmware, values, lacking, blockDay, suspicion, foreign, clock, recapture, row);
    }

    /** What a meter does not show leaves what it showed before. */
    public LastSeen identifiedAs(String newSerial, String newFirmware) {
        return new LastSeen(
                newSerial.isEmpty() ? serial : newSerial,
                newFirmware.isEmpty() ? firmware : newFirmware,
                values,
                lacking,
                blockDay,
                suspicion,
                null,
                clock,
                recapture,
                newestRow);
    }
}
