// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Optional;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.limits.LimitLookup;
import org.plumbline.analyzer.metrology.limits.LimitRow;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.metrology.limits.LoadBalance;
import org.plumbline.analyzer.metrology.limits.LoadFactor;
import org.plumbline.analyzer.metrology.limits.LoadPoint;
import org.plumbline.analyzer.metrology.limits.RatedMeter;
import org.plumbline.analyzer.metrology.paired.LoadBand;

/**
 * A policy whose limits are looked up at the operating point: balanced load, and the power factor of the meter's energy where
 * its reactive registers tell it. Elsewhere, and for the MPE that a correction must keep at any load, it is power factor 1
 * (sin phi 1 of reactive energy), where the limits of a class are narrowest. A limit set by a policy document takes the place of the table's.
 *
 * @param authority what may be done about a finding
 * @param table where limits are looked up
 * @param meter the meter
 * @param judgedBy the limit MET-02 is judged against
 * @param setLimit that limit where a document sets it
 * @param setMaximumPermissibleError MPE of the class where a document sets it
 * @param rules thresholds and caps
 */
public record TabledPolicy(
        Authority authority,
        LimitTable table,
        RatedMeter meter,
        JudgedBy judgedBy,
        Optional<Limit> setLimit,
        Optional<Limit> setMaximumPermissibleError,
        DecisionRules rules)
        implements PolicySource {
    /** What the readings do not tell of the conditions, and what is assumed instead. */
    private static final String CONDITIONS =
            "power factor and balance of the load are not measured: the rows of power factor %s and balanced load are used";

    private static final String MEASURED =
            "the rows of power factor %s, that of the energy by the reactive registers, and"
                    + " of balanced load are used: the balance is not measured";

    private static final String NO_ROW = "there is no limit for power factor %s, that of the energy by the reactive"
            + " registers: the rows of power factor %s and balanced load are used";

    /** The limit MET-02 is judged against. */
    public sealed interface JudgedBy {
        /** The limit of the class. */
        record ClassLimit() implements JudgedBy {}

        /**
         * The limit in service.
         *
         * @param jurisdiction whose; blank = the default
         */
        record InService(String jurisdiction) implements JudgedBy {}
    }

    @Override
    public AccuracyPolicy at(OperatingPoint point) {
        Limit mpe = setMaximumPermissibleError.orElseGet(() -> narrowestClassLimit(point));
        if (setLimit.isPresent()) {
            return new AccuracyPolicy(authority, setLimit.get(), mpe, rules);
        }
        LoadFactor full = table.fullLoadFactor(meter.standard());
        LimitLookup pointwise = limit(loadPoint(point.loadFraction(), point));
        String conditions = CONDITIONS.formatted(full);
        Optional<LoadFactor> measured = point.factor().filter(factor -> full.equals(LoadFactor.UNITY));
        if (measured.isPresent()) {
            LimitLookup there = limit(loadPoint(point.loadFraction(), measured.get(), point));
            boolean found = there instanceof LimitLookup.Found;
            pointwise = found ? there : pointwise;
            conditions = found ? MEASURED.formatted(measured.get()) : NO_ROW.formatted(measured.get(), full);
        }
        if (pointwise instanceof LimitLookup.NotCovered && judgedBy instanceof JudgedBy.InService inService) {
            Optional<LimitRow.Average> rule = table.averages().stream().findFirst();
            LimitLookup average = table.averageInService(inService.jurisdiction(), meter);
            if (rule.isPresent() && average instanceof LimitLookup.Found) {
                Limit limit = Limit.fromTable(average).saying(rule.get().statement());
                return new AccuracyPolicy(authority, limit, mpe, rules, rule);
            }
        }
        return new AccuracyPolicy(authority, Limit.fromTable(pointwise).saying(conditions), mpe, rules);
    }

    /** The limit MET-02 is judged against, under given conditions. */
    public LimitLookup limit(LoadPoint conditions) {
        return switch (judgedBy) {
            case JudgedBy.ClassLimit classLimit -> table.classLimit(meter, conditions);
            case JudgedBy.InService inService -> table.inService(inService.jurisdiction(), meter, conditions);
        };
    }

    /** A correction acts at every load: of the limits at the operating point and at the points of the curve. */
    private Limit narrowestClassLimit(OperatingPoint point) {
        Limit narrowest = Limit.fromTable(table.classLimit(meter, loadPoint(point.loadFraction(), point)));
        for (LoadBand band : LoadBand.values()) {
            Limit other = Limit.fromTable(table.classLimit(meter, loadPoint(band.pointFraction(), point)));
            if (other.percent() < narrowest.percent()) {
                narrowest = other;
            }
        }
        return narrowest;
    }

    private LoadPoint loadPoint(double loadFraction, OperatingPoint point) {
        return loadPoint(loadFraction, table.fullLoadFactor(meter.standard()), point);
    }

    private LoadPoint loadPoint(double loadFraction, LoadFactor factor, OperatingPoint point) {
        return new LoadPoint(
                loadFraction * meter.rating().maximumAmperes(),
                factor,
                LoadBalance.BALANCED,
                point.temperatureCelsius());
    }
}
