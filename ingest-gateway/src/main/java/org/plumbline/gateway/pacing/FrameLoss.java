// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Frames that the meters of one segment were sent by this instance, and how many of them were lost. A frame counts when
 * its meter had answered on the same connection before, so a dead meter is no loss; it is lost when no reply to it came
 * within the exchange's time.
 *
 * <p>The segment is judged by windows of {@link #WINDOW} frames. It is in trouble when several meters lose frames and
 * more than {@link #LIMIT} is lost even without the one that loses most. A meter is judged by a window of its own,
 * against its neighbours over the same span; in a segment in trouble no meter is accused. Safe for many threads; nothing
 * waits while its lock is held.
 */
public final class FrameLoss {

    /** Frames on which a verdict stands, the fewest that allow one about 2 %. */
    static final int WINDOW = 500;

    /** The rate of loss that is told when it is shown to be exceeded. */
    static final double LIMIT = 0.02;

    static final int FEWEST_LOSERS = 3;
    private static final int MOST_LOSERS = 64;

    /** Counted since the gateway began; differences stay right when they wrap. */
    private int sent;

    private int lost;
    private int windowSent;
    private int windowLost;
    private final Map<String, Integer> losers = new HashMap<>(); // frames lost in the window, at most MOST_LOSERS
    private boolean troubled;
    /** {@link #sent} when the last window in trouble ended. */
    private int troubledUntil;

    private boolean everTroubled;

    /**
     * What the frames of a session bring to light.
     *
     * @param meter the meter's verdict where its window is full
     * @param segment that the segment has got into trouble or out of it
     * @param next the meter's window from now on; null for a meter that loses nothing, which costs no memory
     */
    public record Report(
            @Nullable LossVerdict meter,
            @Nullable SegmentLoss segment,
            @Nullable LossWindow next) {}

    /**
     * Counts the frames of one session.
     *
     * @param sentNow frames of the session, lost ones included
     * @param before what {@link Report#next} was the last time; null at first
     * @param watched true when the meter is to be judged although it loses nothing
     */
    Report add(String meterId, int sentNow, int lostNow, @Nullable LossWindow before, boolean watched) {
        if (lostNow < 0 || lostNow > sentNow) {
            throw new IllegalArgumentException(lostNow + " lost of " + sentNow);
        }
        LossWindow window = before == null || !before.isOf(this) ? null : before;
        SegmentLoss changed;
        LossWindow.Neighbours neighbours = null;
        LossWindow next = window;
        synchronized (this) {
            changed = count(meterId, sentNow, lostNow);
            if (window == null) {
                next = lostNow > 0 || watched ? new LossWindow(this, sent, lost) : null;
            } else if (window.add(sentNow, lostNow) >= WINDOW) {
                neighbours = window.neighbours(sent, lost, troubledIn(window));
                next = window.lost() > 0 || watched ? new LossWindow(this, sent, lost) : null;
            }
        }
        LossVerdict verdict = window == null || neighbours == null ? null : LossVerdict.of(window, neighbours);
        return new Report(verdict, changed, next);
    }

    private @Nullable SegmentLoss count(String meterId, int sentNow, int lostNow) {
        sent += sentNow;
        lost += lostNow;
        windowSent += sentNow;
        windowLost += lostNow;
        if (lostNow > 0 && (losers.size() < MOST_LOSERS || losers.containsKey(meterId))) {
            losers.merge(meterId, lostNow, Integer::sum);
        }
        return windowSent < WINDOW ? null : judge();
    }

    /** Ends the window. Tells what has changed, null for nothing. */
    private @Nullable SegmentLoss judge() {
        int most = losers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int meters = losers.size();
        int windowOf = windowSent;
        int lostInIt = windowLost;
        windowSent = 0;
        windowLost = 0;
        losers.clear();
        if (meters >= FEWEST_LOSERS && LossBounds.of(windowOf, lostInIt - most).lower() > LIMIT) {
            boolean news = !troubled;
            troubled = true;
            everTroubled = true;
            troubledUntil = sent;
            return news ? new SegmentLoss(true, windowOf, lostInIt, meters, LossBounds.of(windowOf, lostInIt)) : null;
        }
        LossBounds bounds = LossBounds.of(windowOf, lostInIt);
        if (troubled && bounds.upper() <= LIMIT) {
            troubled = false;
            return new SegmentLoss(false, windowOf, lostInIt, meters, bounds);
        }
        return null;
    }

    private boolean troubledIn(LossWindow window) {
        return troubled || (everTroubled && troubledUntil - window.segmentSentBefore() > 0);
    }
}
