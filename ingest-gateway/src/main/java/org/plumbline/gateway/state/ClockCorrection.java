// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.time.Instant;

/**
 * A change of a meter's clock by us, durable before its frame.
 *
 * @param begunAt field time: what the meter's clock was to show then
 * @param foundOffsetMillis meter time minus head-end time before it
 * @param open what became of it is not known yet
 * @param recapturing the clock was put back, and the rows that the meter captures a second time are still to be asked for
 */
public record ClockCorrection(Instant begunAt, Kind kind, long foundOffsetMillis, boolean open, boolean recapturing) {

    /** How; the codes are stored, never reuse one. */
    public enum Kind {
        SHIFT(1),
        SET(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new MeterStateException("unknown kind of clock correction " + code);
        }
    }

    /** What became of it is known. */
    public ClockCorrection concluded(boolean recaptures) {
        return new ClockCorrection(begunAt, kind, foundOffsetMillis, false, recaptures);
    }

    /** The rows captured a second time have been asked for. */
    public ClockCorrection recaptured() {
        return new ClockCorrection(begunAt, kind, foundOffsetMillis, open, false);
    }

    /** What the meter's clock showed when it was changed. */
    public Instant meterTimeBefore() {
        return begunAt.plusMillis(foundOffsetMillis);
    }
}
