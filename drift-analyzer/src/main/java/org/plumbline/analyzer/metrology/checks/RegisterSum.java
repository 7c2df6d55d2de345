// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refusal;

/**
 * Which registers must add up to the total: parts - total is constant but for the rounding of the registers.
 *
 * <p>With export the net is taken, sum(A+ - A-) over the phases against A+ - A-: it holds for meters that sum up
 * vectorially and for those that sum up by direction.
 */
public enum RegisterSum {
    PHASES {
        @Override
        Terms terms(PollSample poll) {
            if (!poll.hasAll(Quantity.PHASE_IMPORTS)) {
                return Terms.refused(Refusal.NO_PHASE_REGISTERS);
            }
            boolean exportOfPhases = poll.hasAll(Quantity.PHASE_EXPORTS);
            if (poll.has(Quantity.EXPORT) != exportOfPhases) {
                return Terms.refused(Refusal.NO_EXPORT_REGISTERS);
            }
            List<Quantity> plus = new ArrayList<>(Quantity.PHASE_IMPORTS);
            List<Quantity> minus = new ArrayList<>(List.of(Quantity.IMPORT));
            if (exportOfPhases) {
                plus.add(Quantity.EXPORT);
                minus.addAll(Quantity.PHASE_EXPORTS);
            }
            return new Terms(plus, minus, Optional.empty());
        }
    },
    TARIFFS {
        @Override
        Terms terms(PollSample poll) {
            List<Quantity> plus = Quantity.TARIFFS.stream().filter(poll::has).toList();
            return plus.size() < 2
                    ? Terms.refused(Refusal.NO_TARIFF_REGISTERS)
                    : new Terms(plus, List.of(Quantity.IMPORT), Optional.empty());
        }
    };

    /** Registers added and taken away; why there are none. */
    record Terms(List<Quantity> plus, List<Quantity> minus, Optional<Refusal> refusal) {
        static Terms refused(Refusal why) {
            return new Terms(List.of(), List.of(), Optional.of(why));
        }

        int registers() {
            return plus.size() + minus.size();
        }

        /** Parts minus total, in steps of the registers. */
        long difference(PollSample poll) {
            long difference = 0;
            for (Quantity quantity : plus) {
                difference += poll.raw(quantity);
            }
            for (Quantity quantity : minus) {
                difference -= poll.raw(quantity);
            }
            return difference;
        }
    }

    abstract Terms terms(PollSample poll);

    /** The terms of a poll that has the total and equal scalers. */
    Terms checkedTerms(PollSample poll) {
        if (!poll.has(Quantity.IMPORT)) {
            return Terms.refused(Refusal.NO_TOTAL_REGISTER);
        }
        if (!poll.has(Quantity.POWER)) {
            return Terms.refused(Refusal.NO_POWER); // it bounds how far registers of one answer lie apart
        }
        Terms terms = terms(poll);
        for (Quantity quantity : terms.plus()) {
            if (poll.scaler(quantity) != poll.scaler(Quantity.IMPORT)) {
                return Terms.refused(Refusal.SCALERS_DIFFER);
            }
        }
        for (Quantity quantity : terms.minus()) {
            if (poll.scaler(quantity) != poll.scaler(Quantity.IMPORT)) {
                return Terms.refused(Refusal.SCALERS_DIFFER);
            }
        }
        return terms;
    }
}
