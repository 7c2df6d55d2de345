// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a run came to, as far as the modelled and the real half of the crash matrix must agree on it.
 *
 * @param target whether the meter holds the target; otherwise it holds the old block
 * @param activations of coefficients on the meter
 * @param stage of the member of the campaign
 * @param results of the orders, those of repeated outcomes left out, in alphabetical order
 * @param facts kinds of the facts about the meter
 * @param trace exchanges with the meter since the order was released; told, not compared
 */
record Ending(
        boolean target,
        int activations,
        String stage,
        List<String> results,
        SortedSet<String> facts,
        List<String> trace) {

    /**
     * Without what differs from run to run: the exchanges, and whether the job was ever seen verifying, which it is not when
     * the analysis of the new epoch comes before the outcome.
     */
    String digest() {
        SortedSet<String> told = new TreeSet<>(facts);
        told.remove("MEMBER_VERIFYING");
        return (target ? "target" : "old block") + ", " + activations + " activations, " + stage + ", " + results + ", "
                + told;
    }
}
