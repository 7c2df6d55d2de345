// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * What a number of operations cost this process: processor time of all its threads, octets allocated, wall time.
 *
 * @param cpuMicros per operation
 * @param allocatedOctets per operation
 * @param wallMicros per operation
 */
record Cost(double cpuMicros, double allocatedOctets, double wallMicros) {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Something to be measured. */
    interface Work {
        void run(long operations) throws Exception;
    }

    static Cost of(Work work, long operations) throws Exception {
        long cpu = PROCESS.getProcessCpuTime();
        long allocated = THREADS.getTotalThreadAllocatedBytes();
        long wall = System.nanoTime();
        work.run(operations);
        double count = operations;
        return new Cost(
                (PROCESS.getProcessCpuTime() - cpu) / 1e3 / count,
                (THREADS.getTotalThreadAllocatedBytes() - allocated) / count,
                (System.nanoTime() - wall) / 1e3 / count);
    }

    /** Median of each figure by itself. */
    static Cost medianOf(List<Cost> costs) {
        return new Cost(
                median(costs.stream().mapToDouble(Cost::cpuMicros).toArray()),
                median(costs.stream().mapToDouble(Cost::allocatedOctets).toArray()),
                median(costs.stream().mapToDouble(Cost::wallMicros).toArray()));
    }

    static double median(List<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
