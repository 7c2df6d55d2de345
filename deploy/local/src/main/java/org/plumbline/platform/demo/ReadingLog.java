// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.util.Arrays;
import org.plumbline.platform.verify.Testimony;

/** The energy readings of one meter as they came, in arrays: a run has more than a million. Not thread-safe. */
final class ReadingLog {
    private static final int FIRST_CAPACITY = 8_192;

    private long[] captureSeconds = new long[FIRST_CAPACITY];
    private long[] registerRaw = new long[FIRST_CAPACITY];
    private int[] epoch = new int[FIRST_CAPACITY];
    private int size;
    private long newest = Long.MIN_VALUE;

    void add(long captureSecond, long raw, int calibrationEpoch) {
        if (size == captureSeconds.length) {
            captureSeconds = Arrays.copyOf(captureSeconds, size * 2);
            registerRaw = Arrays.copyOf(registerRaw, size * 2);
            epoch = Arrays.copyOf(epoch, size * 2);
        }
        captureSeconds[size] = captureSecond;
        registerRaw[size] = raw;
        epoch[size] = calibrationEpoch;
        size++;
        newest = Math.max(newest, captureSecond);
    }

    /** Newest capture time, seconds since 1970. */
    long newest() {
        return newest;
    }

    int size() {
        return size;
    }

    Testimony.Readings copy() {
        return new Testimony.Readings(
                Arrays.copyOf(captureSeconds, size), Arrays.copyOf(registerRaw, size), Arrays.copyOf(epoch, size));
    }
}
