// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/** What was known of a meter before its newest estimate, worked out from the days as they are known now. */
final class EarlierTracks {
    private EarlierTracks() {}

    /**
     * The track after each day with an estimate but the newest one, newest first, and at last the track before the days
     * that are looked at; empty when that is all there is.
     *
     * @param recent results of the days after the checkpoint, by day
     * @param lookedAtFrom first day that is looked at, days since 1970-01-01
     */
    static List<MeterTrack> of(MeterTrack checkpoint, SortedMap<Long, DayResult> recent, long lookedAtFrom) {
        MeterTrack track = checkpoint.replay(recent.headMap(lookedAtFrom).values());
        List<MeterTrack> tracks = new ArrayList<>();
        tracks.add(track);
        for (DayResult day : recent.tailMap(lookedAtFrom).values()) {
            track = track.step(day);
            if (day instanceof DayResult.Estimate) {
                tracks.add(track);
            }
        }
        tracks.removeLast();
        Collections.reverse(tracks);
        return tracks;
    }
}
