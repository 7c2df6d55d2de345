// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.surveillance;

import java.util.OptionalLong;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterRule;

/** What a step of the surveillance tells the world. */
public sealed interface SurveillanceOutput {

    /**
     * A day was analysed, for the first time or with another result than before.
     *
     * @param finding what is open after it
     */
    record DayAnalysed(String profileId, String referenceMeterId, DualMeterDay day, OpenFinding finding)
            implements SurveillanceOutput {}

    /** A condition of the rule is not met; told once until it changes. */
    record Refused(MeteringPoint.Refused point) implements SurveillanceOutput {}

    /**
     * A finding was opened, moved to another first day, withdrawn by late readings or settled by a test.
     *
     * @param before what was open
     * @param now what is open
     * @param change how it came
     */
    record FindingChanged(
            String profileId, String referenceMeterId, OpenFinding before, OpenFinding now, FindingChange change)
            implements SurveillanceOutput {}

    /** How a finding changed. */
    enum FindingChange {
        /** A day exceeds the rule and no finding was open. */
        OPENED,
        /** Late or corrected readings show another first day. */
        MOVED,
        /** Late or corrected readings show that no day exceeds the rule. */
        WITHDRAWN,
        /** The profile says that surveillance began anew after the day of the finding. */
        SETTLED
    }

    /**
     * The finding that is open.
     *
     * @param sinceDay first day that exceeds the rule, days since 1970-01-01; empty = none is open
     */
    record OpenFinding(OptionalLong sinceDay) {
        /** Nothing is open. */
        public static final OpenFinding NONE = new OpenFinding(OptionalLong.empty());

        /** A finding since this day. */
        public static OpenFinding since(long day) {
            return new OpenFinding(OptionalLong.of(day));
        }

        /** The day at whose beginning (UTC) a meter of the point has to be tested or repaired; empty = none is open. */
        public OptionalLong dueDay() {
            return sinceDay.isPresent()
                    ? OptionalLong.of(sinceDay.getAsLong() + 1 + DualMeterRule.DAYS_TO_TEST)
                    : OptionalLong.empty();
        }
    }
}
