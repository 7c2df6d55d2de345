// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.List;
import java.util.SortedSet;

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

    /** Without what differs from run to run. */
    String digest() {
        return (target ? "target" : "old block") + ", " + activations + " activations, " + stage + ", " + results + ", "
                + facts;
    }
}
