// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The statements about a network as equations, and each statement against all others. What part of a comparison's variance
 * is noise of its two meters' own (register, clock), which comparisons with a meter in common share, is not known: an
 * uncertainty is the larger of what it is with nothing and with all of it shared, and so covers any part between.
 */
final class Equations {
    private Equations() {}

    /**
     * What an observation states.
     *
     * @param value 100 ln(1 + e), of a certificate or a comparison
     * @param standardUncertainty of it, percent, k = 1, positive
     */
    record Stated(double value, double standardUncertainty) {}

    /** @return of each observation that others speak about; empty when a part of the network has no certificate */
    static Optional<List<NetworkCheck.Residual>> adjusted(
            SortedSet<String> meters, SortedMap<Observation, Stated> stated) {
        List<Observation> order = List.copyOf(stated.keySet());
        List<Stated> values = List.copyOf(stated.values());
        double[][] design = design(List.copyOf(meters), order);
        double[] weights = values.stream()
                .mapToDouble(each -> 1 / (each.standardUncertainty() * each.standardUncertainty()))
                .toArray();
        return Adjustment.of(design, weights).map(adjustment -> {
            List<NetworkCheck.Residual> residuals = new ArrayList<>();
            for (int k = 0; k < order.size(); k++) {
                if (adjustment.isControlled(k)) {
                    residuals.add(residual(order, k, values, design, adjustment.differenceFromOthers(k)));
                }
            }
            return residuals;
        });
    }

    private static NetworkCheck.Residual residual(
            List<Observation> order, int k, List<Stated> values, double[][] design, double[] factors) {
        double difference = 0;
        double independent = 0;
        double ofCertificates = 0;
        double[] ofTheMeters = new double[design[k].length];
        for (int j = 0; j < factors.length; j++) {
            double weighted = factors[j] * values.get(j).standardUncertainty();
            difference += factors[j] * values.get(j).value();
            independent += weighted * weighted;
            if (order.get(j).isCertificate()) {
                ofCertificates += weighted * weighted;
            } else {
                for (int meter = 0; meter < ofTheMeters.length; meter++) {
                    ofTheMeters[meter] += weighted * design[j][meter] / Math.sqrt(2);
                }
            }
        }
        double shared = ofCertificates;
        for (double each : ofTheMeters) {
            shared += each * each;
        }
        return new NetworkCheck.Residual(order.get(k), difference, Math.sqrt(Math.max(independent, shared)));
    }

    private static double[][] design(List<String> meters, List<Observation> order) {
        double[][] design = new double[order.size()][meters.size()];
        for (int k = 0; k < design.length; k++) {
            Observation each = order.get(k);
            design[k][meters.indexOf(each.meterId())] = 1;
            if (!each.isCertificate()) {
                design[k][meters.indexOf(each.referenceMeterId())] = -1;
            }
        }
        return design;
    }
}
