// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.ProfileRow;

/**
 * Sorts the rows of one slice by capture time, leaves out what was published before, and finds the gaps.
 *
 * @param fresh rows after the cursor, rising strictly by capture time
 * @param gaps stretches between two captured rows in which the meter has none
 * @param repeated rows whose capture time another row of the slice has already
 */
public record RowSieve(List<ProfileRow> fresh, List<Gap> gaps, int repeated) {

    public RowSieve {
        fresh = List.copyOf(fresh);
        gaps = List.copyOf(gaps);
    }

    /** First and last capture time without a row. */
    public record Gap(Instant from, Instant to) {}

    /**
     * @param cursor capture time of the last row published; null before the first
     * @param capturePeriod of the profile
     */
    public static RowSieve sift(List<ProfileRow> rows, @Nullable Instant cursor, Duration capturePeriod) {
        List<ProfileRow> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(ProfileRow::captureTime));
        List<ProfileRow> fresh = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        int repeated = 0;
        Instant last = cursor;
        for (ProfileRow row : sorted) {
            Instant time = row.captureTime();
            if (last != null && !time.isAfter(last)) {
                repeated += fresh.isEmpty() ? 0 : 1;
                continue;
            }
            if (last != null && Duration.between(last, time).compareTo(capturePeriod) > 0) {
                Instant from = last.plus(capturePeriod);
                Instant to = time.minus(capturePeriod);
                gaps.add(new Gap(from, to.isBefore(from) ? from : to));
            }
            fresh.add(row);
            last = time;
        }
        return new RowSieve(fresh, gaps, repeated);
    }
}
