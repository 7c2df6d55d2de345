// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.util.HashMap;
import java.util.Map;
import org.plumbline.calibrator.member.Pacing;
import org.plumbline.calibrator.port.Pace;

/**
 * Counts the orders that are out, as the jobs of one partition's meters say, and gives the partition its share of what the
 * plans allow. Follows from the jobs alone; confined to one thread.
 */
public final class OrdersOut implements Pace {

    private record Place(String campaignId, String segment) {}

    private final int partition;
    private final int partitions;
    private final Map<String, Integer> byCampaign = new HashMap<>();
    private final Map<Place, Integer> bySegment = new HashMap<>();

    /** @param partition from 0 */
    public OrdersOut(int partition, int partitions) {
        this.partition = partition;
        this.partitions = partitions;
    }

    /** The jobs of a meter changed. */
    public void changed(MeterJobs before, MeterJobs after) {
        before.jobs().forEach(job -> count(job, -1));
        after.jobs().forEach(job -> count(job, 1));
    }

    private void count(Job job, int change) {
        String segment = switch (job.state()) {
            case JobState.Released released -> released.segment();
            case JobState.RollbackReleased released -> released.segment();
            default -> null;
        };
        if (segment != null) {
            add(byCampaign, job.campaignId(), change);
            add(bySegment, new Place(job.campaignId(), segment), change);
        }
    }

    private static <K> void add(Map<K, Integer> counts, K place, int change) {
        if (counts.merge(place, change, Integer::sum) == 0) {
            counts.remove(place);
        }
    }

    @Override
    public boolean hasRoom(String campaignId, String segment, Pacing pacing) {
        return byCampaign.getOrDefault(campaignId, 0) < share(pacing.ordersOut())
                && bySegment.getOrDefault(new Place(campaignId, segment), 0) < share(pacing.ordersOutPerSegment());
    }

    private int share(int limit) {
        return Pacing.share(limit, partition, partitions);
    }
}
