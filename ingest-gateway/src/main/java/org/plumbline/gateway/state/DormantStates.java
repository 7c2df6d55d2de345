// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States of meters that nobody works with now, as octets: should they come back, their counters go on. One thread's. */
public final class DormantStates {

    private final Map<String, byte[]> octetsByMeter;

    /** @param octetsByMeter as stored; taken over */
    public DormantStates(Map<String, byte[]> octetsByMeter) {
        this.octetsByMeter = new HashMap<>(octetsByMeter);
    }

    /**
     * The state of a meter that is worked with again. What cannot be read stays here.
     *
     * @return {@link MeterState#INITIAL} when nothing is known; null when it cannot be read
     */
    public @Nullable MeterState wake(String meterId) {
        byte[] octets = octetsByMeter.get(meterId);
        if (octets == null) {
            return MeterState.INITIAL;
        }
        try {
            MeterState state = MeterStateCodec.decode(octets);
            octetsByMeter.remove(meterId);
            return state;
        } catch (MeterStateException unreadable) {
            return null;
        }
    }

    /** @param state null when there is nothing to keep */
    public void rest(String meterId, @Nullable MeterState state) {
        if (state != null) {
            octetsByMeter.put(meterId, MeterStateCodec.encode(state));
        }
    }

    /** Meters kept. */
    public int size() {
        return octetsByMeter.size();
    }
}
