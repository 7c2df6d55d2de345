// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.analyzer.meter.Pairing;

/**
 * Holds the profiles of a task's meters against their registrations, look by look. Both come on topics of their own, in any
 * order, so what is wrong is said when it was so at the look before, too. Not thread-safe.
 */
final class PairingReview {
    /** More at once would outlast the timeout of a transaction; the others wait for the next look. */
    static final int MOST_AT_ONCE = 2_000;

    private static final int LOOKS_UNTIL_SETTLED = 2;

    private final int mostAtOnce;
    private final Map<String, String> refusedAtLastLook = new HashMap<>();
    private long changesSeen;
    private int looks;

    /** The meters of a task. */
    interface Meters {
        /** Those that a profile names or has named. */
        List<String> meters();

        Pairing pairing(String meterId);

        /** True when the meter was judged by profiles and registrations as they are now. */
        boolean isJudged(String meterId);

        /** Judges by profiles and registrations as they are now. */
        void judge(String meterId);

        /**
         * Says what is wrong with the profile, once.
         *
         * @return false when that was said before
         */
        boolean refuse(String meterId, Pairing.Refused refused);
    }

    /** @param mostAtOnce most meters that are judged, or refused, in one look */
    PairingReview(int mostAtOnce) {
        this.mostAtOnce = mostAtOnce;
    }

    /** Something is other than before: two more looks. */
    void restart() {
        looks = 0;
    }

    /** @param changes counts changes of registrations; with another number everything is looked at again */
    void look(long changes, Meters task) {
        if (changes != changesSeen) {
            changesSeen = changes;
            looks = 0;
        }
        if (looks == LOOKS_UNTIL_SETTLED) {
            return;
        }
        looks++;
        Map<String, String> refusedNow = new HashMap<>();
        int done = 0;
        for (String meterId : task.meters()) {
            boolean room = done < mostAtOnce;
            if (task.pairing(meterId) instanceof Pairing.Refused refused) {
                refusedNow.put(meterId, refused.name());
                boolean again = refused.name().equals(refusedAtLastLook.get(meterId));
                done += again && room && task.refuse(meterId, refused) ? 1 : 0;
            } else if (room && !task.isJudged(meterId)) {
                task.judge(meterId);
                done++;
            }
        }
        if (done == mostAtOnce) {
            looks = 0;
        }
        refusedAtLastLook.clear();
        refusedAtLastLook.putAll(refusedNow);
    }
}
