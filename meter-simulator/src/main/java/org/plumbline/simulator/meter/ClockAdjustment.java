// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** The ways to set a meter's clock: the time itself, a preset time, a shift. Not thread-safe. */
final class ClockAdjustment {
    /** Bounds of shift_time (Blue Book, class 8). */
    static final long LARGEST_SHIFT_SECONDS = Duration.ofMinutes(15).toSeconds();

    private final CoefficientWrites.Recorder recorder;
    private final Setting setting;
    private long presetTime;
    private long validFrom = Long.MAX_VALUE;
    private long validTo = Long.MIN_VALUE;

    /** Reads and moves the clock. */
    interface Setting {
        long shown();

        void set(long shown);
    }

    ClockAdjustment(CoefficientWrites.Recorder recorder, Setting setting) {
        this.recorder = recorder;
        this.setting = setting;
    }

    WriteOutcome set(long shown) {
        setting.set(shown);
        return accepted(WriteKind.CLOCK_SET, shown);
    }

    WriteOutcome shift(long seconds) {
        if (Math.abs(seconds) > LARGEST_SHIFT_SECONDS) {
            return recorder.record(
                    WriteKind.CLOCK_SHIFT, octets(seconds), WriteOutcome.Refused.other("shift of " + seconds + " s"));
        }
        setting.set(setting.shown() + seconds);
        return accepted(WriteKind.CLOCK_SHIFT, seconds);
    }

    /** Keeps a time for {@link #adjustToPreset}, valid from one time of this clock to another. */
    WriteOutcome preset(long time, long from, long to) {
        presetTime = time;
        validFrom = from;
        validTo = to;
        return accepted(WriteKind.CLOCK_PRESET, time);
    }

    WriteOutcome adjustToPreset() {
        long shown = setting.shown();
        if (shown < validFrom || shown > validTo) {
            return recorder.record(
                    WriteKind.CLOCK_TO_PRESET, new byte[0], WriteOutcome.Refused.other("no valid preset time"));
        }
        setting.set(presetTime);
        validTo = Long.MIN_VALUE;
        return accepted(WriteKind.CLOCK_TO_PRESET, presetTime);
    }

    private WriteOutcome accepted(WriteKind kind, long value) {
        return recorder.record(kind, octets(value), new WriteOutcome.Accepted());
    }

    private static byte[] octets(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
