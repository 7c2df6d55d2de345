// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.DecisionRules;
import org.plumbline.analyzer.metrology.decision.PolicySource;
import org.plumbline.analyzer.metrology.decision.TabledPolicy;
import org.plumbline.analyzer.metrology.decision.TabledPolicy.JudgedBy;
import org.plumbline.analyzer.metrology.limits.LimitLookup;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.metrology.limits.LoadPoint;
import org.plumbline.analyzer.metrology.limits.RatedMeter;
import org.plumbline.analyzer.metrology.limits.Rating;
import org.plumbline.analyzer.metrology.limits.Wiring;
import org.plumbline.schema.avro.LimitKind;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.VerificationState;

/** The policy a registration sets, by limits of its own or by the tables. */
final class Policies {
    /** Faults of a registration; what the tables lack at one load only is said when the meter is judged. */
    private static final Set<LimitLookup.Reason> FAULTS =
            EnumSet.of(LimitLookup.Reason.REGIME, LimitLookup.Reason.CLASS, LimitLookup.Reason.WIRING);

    private Policies() {}

    /** What came of a registration. */
    sealed interface Outcome {
        /** A policy. */
        record Ready(PolicySource policy) implements Outcome {}

        /**
         * None.
         *
         * @param name name of the refusal, upper case with underscores
         * @param sentence the refusal in words, with the remedy
         */
        record Refused(String name, String sentence) implements Outcome {}
    }

    /** @param table where limits that are not set are looked up when the registration names a standard */
    static Outcome of(MeterRegistration meter, LimitTable table) {
        double limit = meter.getLimitPercent();
        double mpe = meter.getMaximumPermissibleErrorPercent();
        boolean tabled = !meter.getAccuracyStandard().isBlank();
        if (!isSet(limit) && !(tabled && limit == 0)) {
            return new Outcome.Refused(
                    "LIMIT_NOT_SET",
                    "the registration sets no limit of error; set limitPercent, or accuracyStandard with 0");
        }
        if (!isSet(mpe) && !(tabled && mpe == 0)) {
            return new Outcome.Refused(
                    "MPE_NOT_SET",
                    "the registration sets no maximum permissible error; set maximumPermissibleErrorPercent, or"
                            + " accuracyStandard with 0");
        }
        if (isSet(limit) && isSet(mpe)) {
            return new Outcome.Ready(new AccuracyPolicy(
                    authority(meter), byDocument(limit, meter), byDocument(mpe, meter), DecisionRules.defaults()));
        }
        return tabled(meter, table, limit, mpe);
    }

    private static Outcome tabled(MeterRegistration meter, LimitTable table, double limit, double mpe) {
        double reference = meter.getReferenceCurrentAmperes();
        double maximum = meter.getMaximumCurrentAmperes();
        Optional<Wiring> wiring = wiring(meter);
        if (wiring.isEmpty() || !(reference > 0) || !(maximum >= reference) || Double.isInfinite(maximum)) {
            return new Outcome.Refused(
                    "RATING_NOT_SET",
                    "limits by accuracyStandard need wiring, reference current and maximum current of the registration");
        }
        double minimum = meter.getMinimumCurrentAmperes();
        Rating rating = new Rating(
                wiring.get(),
                reference,
                maximum,
                isSet(minimum) ? OptionalDouble.of(minimum) : OptionalDouble.empty(),
                OptionalDouble.empty());
        TabledPolicy policy = new TabledPolicy(
                authority(meter),
                table,
                new RatedMeter(meter.getAccuracyStandard(), meter.getAccuracyClass(), rating),
                meter.getLimitKind() == LimitKind.CLASS
                        ? new JudgedBy.ClassLimit()
                        : new JudgedBy.InService(meter.getJurisdiction()),
                isSet(limit) ? Optional.of(byDocument(limit, meter)) : Optional.empty(),
                isSet(mpe) ? Optional.of(byDocument(mpe, meter)) : Optional.empty(),
                DecisionRules.defaults());
        LoadPoint probe = LoadPoint.of(reference);
        return fault(policy.limit(probe))
                .or(() -> fault(table.classLimit(policy.meter(), probe)))
                .orElseGet(() -> new Outcome.Ready(policy));
    }

    private static Optional<Outcome> fault(LimitLookup lookup) {
        return lookup instanceof LimitLookup.NotCovered missing && FAULTS.contains(missing.reason())
                ? Optional.of(new Outcome.Refused(
                        "LIMIT_NOT_COVERED",
                        missing.sentence() + "; correct the registration, or add a file to the limits directory"))
                : Optional.empty();
    }

    private static boolean isSet(double number) {
        return number > 0 && Double.isFinite(number);
    }

    private static Limit byDocument(double percent, MeterRegistration meter) {
        return Limit.byPolicy(percent, meter.getPolicyDocument());
    }

    static Optional<Wiring> wiring(MeterRegistration meter) {
        return switch (meter.getWiring()) {
            case DIRECT -> Optional.of(Wiring.DIRECT);
            case CT -> Optional.of(Wiring.CT);
            case UNKNOWN -> Optional.empty();
        };
    }

    private static Authority authority(MeterRegistration meter) {
        return switch (meter.getCorrectionPolicy()) {
            case OBSERVE -> Authority.OBSERVE;
            case ADVISE -> Authority.ADVISE;
            case ADJUST_UNVERIFIED ->
                meter.getVerificationState() == VerificationState.UNVERIFIED
                        ? Authority.ADJUST_UNVERIFIED
                        : Authority.ADVISE;
            case ADJUST_UNDER_AUTHORITY -> Authority.ADJUST_UNDER_AUTHORITY;
        };
    }
}
