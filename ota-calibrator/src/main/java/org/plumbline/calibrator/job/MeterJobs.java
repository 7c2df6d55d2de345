// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All jobs of one meter. Immutable.
 *
 * @param jobs in the order they were enlisted, one for each campaign
 * @param lastSequence sequence of the newest order; 0 before the first
 * @param lastWrite field time of the last write; null before the first
 * @param certifiedBlock block before the first write, hexadecimal; null before it
 * @param provenBlock last block that was written, read back and proven by readings of its own epoch, hexadecimal; null
 *     before the first
 * @param restoredAt field time of the last restore after ERR-02; null before the first
 */
public record MeterJobs(
        String meterId,
        List<Job> jobs,
        long lastSequence,
        @Nullable Instant lastWrite,
        @Nullable String certifiedBlock,
        @Nullable String provenBlock,
        @Nullable Instant restoredAt) {

    /** Copies the list. */
    public MeterJobs {
        jobs = List.copyOf(jobs);
    }

    /** A meter without jobs. */
    public static MeterJobs none(String meterId) {
        return new MeterJobs(meterId, List.of(), 0, null, null, null, null);
    }

    /** True while something may still have to be done. */
    public boolean isOpen() {
        return jobs.stream().anyMatch(Job::isOpen);
    }

    MeterJobs with(Job changed) {
        List<Job> next = new ArrayList<>(jobs);
        next.replaceAll(job -> job.campaignId().equals(changed.campaignId()) ? changed : job);
        return new MeterJobs(meterId, next, lastSequence, lastWrite, certifiedBlock, provenBlock, restoredAt);
    }

    MeterJobs adding(Job job) {
        List<Job> next = new ArrayList<>(jobs);
        next.add(job);
        return new MeterJobs(meterId, next, lastSequence, lastWrite, certifiedBlock, provenBlock, restoredAt);
    }

    /** Without the oldest ended job; as it is when there is none. */
    MeterJobs withoutOldestEnded() {
        List<Job> next = new ArrayList<>(jobs);
        jobs.stream().filter(job -> !job.isOpen()).findFirst().ifPresent(next::remove);
        return new MeterJobs(meterId, next, lastSequence, lastWrite, certifiedBlock, provenBlock, restoredAt);
    }

    MeterJobs withSequence(long sequence) {
        return new MeterJobs(meterId, jobs, sequence, lastWrite, certifiedBlock, provenBlock, restoredAt);
    }

    MeterJobs written(Instant fieldTime, String baseBlock) {
        return new MeterJobs(
                meterId,
                jobs,
                lastSequence,
                fieldTime,
                certifiedBlock == null ? baseBlock : certifiedBlock,
                provenBlock,
                restoredAt);
    }

    /** The block was written, read back, and borne out by the readings since. */
    MeterJobs proven(String block) {
        return new MeterJobs(meterId, jobs, lastSequence, lastWrite, certifiedBlock, block, restoredAt);
    }

    /** The proven block was put back; that is a write like any other. */
    MeterJobs restored(Instant fieldTime) {
        return new MeterJobs(meterId, jobs, lastSequence, fieldTime, certifiedBlock, provenBlock, fieldTime);
    }
}
