// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Many meters, each simulated from a seed of its own, so that no result depends on how many run at a time.
 *
 * @param seed of the fleet
 * @param share of the full number of meters, above 0 and at most 1; tests run small fleets
 */
public record Fleet(long seed, double share) {
    private static final int AT_A_TIME = 2;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    /** So many meters of the full size, at least four. */
    int meters(int full) {
        return (int) Math.max(4, Math.round(share * full));
    }

    /** One result per meter, in order of the meters. {@code salt} sets the meters of different figures apart. */
    <T> List<T> run(int salt, int meters, LongFunction<T> meter) {
        try (ForkJoinPool pool =
                new ForkJoinPool(Math.min(AT_A_TIME, Runtime.getRuntime().availableProcessors()))) {
            return pool.submit(() -> LongStream.range(0, meters)
                            .map(index -> mixed(seed * GOLDEN + salt * 1_000_003L + index))
                            .parallel()
                            .mapToObj(meter)
                            .toList())
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a meter of figure group " + salt + " failed", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    /** Finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbouring numbers become unrelated seeds. */
    private static long mixed(long number) {
        long z = (number ^ (number >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
