// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Whether an energy register fell from one poll to the next. Stateless but for the contents that are handed on. */
public final class RegisterFall {
    private RegisterFall() {}

    /** Contents of the energy registers of a poll, in steps. */
    public static Map<Quantity, Long> contents(PollSample poll) {
        Map<Quantity, Long> contents = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.ENERGIES) {
            if (poll.has(quantity)) {
                contents.put(quantity, poll.raw(quantity));
            }
        }
        return contents;
    }

    /**
     * Whether any register fell.
     *
     * @param before contents of the poll before the first
     * @param polls in order
     */
    public static boolean within(Map<Quantity, Long> before, List<PollSample> polls) {
        Map<Quantity, Long> last = new EnumMap<>(Quantity.class);
        last.putAll(before);
        for (PollSample poll : polls) {
            for (Map.Entry<Quantity, Long> content : contents(poll).entrySet()) {
                Long earlier = last.put(content.getKey(), content.getValue());
                if (earlier != null && earlier > content.getValue()) {
                    return true;
                }
            }
        }
        return false;
    }
}
