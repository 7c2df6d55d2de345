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
 * @param suspicion what the phase angles looked like, in how many sessions in a row
 * @param foreign another meter found at the address; null when there is none
 * @param recapturedTo newest capture time of a row published that was captured again after the clock had been set back;
 *     null before the first
 */
public record LastSeen(
        String serial,
        String firmware,
        WatchedValues values,
        int lacking,
        int blockDay,
        Suspicion suspicion,
        @Nullable Foreign foreign,
        @Nullable Instant recapturedTo) {

    private static final int LONGEST_TEXT = 64;

    /** Nothing was seen of the meter yet. */
    public static final LastSeen NOTHING = new LastSeen("", "", WatchedValues.NONE, 0, 0, Suspicion.NONE, null, null);

    public LastSeen {
        if (serial.length() > LONGEST_TEXT || firmware.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("serial or firmware longer than " + LONGEST_TEXT);
        }
    }

    /**
     * A finding that counts only when it persists.
     *
     * @param kind code of the finding, 0..255; 0 = none
     * @param sessions in a row, 0..255
     */
    public record Suspicion(int kind, int sessions) {
        public static final Suspicion NONE = new Suspicion(0, 0);
    }

    /**
     * A meter that answered and was refused.
     *
     * @param serial what it reports
     * @param since field time of the first refusal
     */
    public record Foreign(String serial, Instant since) {}

    public LastSeen withValues(WatchedValues newValues, int nowLacking) {
        return new LastSeen(serial, firmware, newValues, nowLacking, blockDay, suspicion, foreign, recapturedTo);
    }

    public LastSeen withBlockDay(int day) {
        return new LastSeen(serial, firmware, values, lacking, day, suspicion, foreign, recapturedTo);
    }

    public LastSeen withSuspicion(Suspicion newSuspicion) {
        return new LastSeen(serial, firmware, values, lacking, blockDay, newSuspicion, foreign, recapturedTo);
    }

    /** @param found null when the registered meter answers */
    public LastSeen withForeign(@Nullable Foreign found) {
        return new LastSeen(serial, firmware, values, lacking, blockDay, suspicion, found, recapturedTo);
    }

    public LastSeen withRecapturedTo(@Nullable Instant newest) {
        return new LastSeen(serial, firmware, values, lacking, blockDay, suspicion, foreign, newest);
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
                recapturedTo);
    }
}
