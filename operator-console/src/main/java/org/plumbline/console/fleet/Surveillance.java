// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The surveillance of one point.
 *
 * @param refusal why the point is refused now; null when it is not
 * @param days the newest analysed days, newest first
 */
public record Surveillance(@Nullable PointDay refusal, List<PointDay> days) {
    static final Surveillance NONE = new Surveillance(null, List.of());

    public Surveillance {
        days = List.copyOf(days);
    }

    /** With one more record; the newest of a day counts. @param mostDays how many days are kept, at least 1 */
    Surveillance with(PointDay told, int mostDays) {
        if (told.isRefused()) {
            return new Surveillance(told, days);
        }
        Stream<PointDay> others = days.stream().filter(day -> !day.day().equals(told.day()));
        return new Surveillance(
                null,
                Stream.concat(others, Stream.of(told))
                        .sorted(Comparator.comparing(PointDay::day).reversed())
                        .limit(mostDays)
                        .toList());
    }
}
