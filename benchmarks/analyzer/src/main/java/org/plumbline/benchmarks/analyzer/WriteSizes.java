// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.util.Arrays;

/**
 * Octets of what the analyzer writes, as measured of its own stores and topics.
 *
 * @param history levels of one meter and whole day, kept for profiles to come
 * @param route where the levels of one meter go
 * @param day levels of one meter and whole day, kept for its pair
 * @param track state of one meter
 * @param estimate one record on the drift topics
 */
record WriteSizes(int history, int route, int day, int track, int estimate) {
    /** Octets of a level between the two parts of the topology. */
    static final int LEVEL = 25;

    String toArgument() {
        return history + "," + route + "," + day + "," + track + "," + estimate;
    }

    static WriteSizes of(String argument) {
        int[] sizes = Arrays.stream(argument.split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        return new WriteSizes(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]);
    }
}
