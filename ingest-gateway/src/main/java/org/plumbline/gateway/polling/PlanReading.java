// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.state.Condition;
import org.plumbline.schema.EventCodes;

/** Asks a meter what can be read of it, and tells where that is not as registered. */
final class PlanReading {

    /** object-undefined, object-class-inconsistent, object-unavailable (IEC 62056-5-3); a right withheld is a fault. */
    private static final Set<Integer> NO_SUCH_OBJECT = Set.of(4, 9, 11);

    private final Admission.Admitted meter;
    private final Announcements announcements;

    PlanReading(Admission.Admitted meter, Announcements announcements) {
        this.meter = meter;
        this.announcements = announcements;
    }

    ReadPlan read(MeterSession session, ObisCode profile) {
        return ReadPlan.of(meter, layout(session, profile));
    }

    /** Null where the meter has no such profile. */
    private static @Nullable ProfileLayout layout(MeterSession session, ObisCode profile) {
        try {
            return session.profileLayout(profile);
        } catch (MeterFaultException refused) {
            if (refused.fault() instanceof MeterFault.AccessRefused(var service, ObisCode obis, int attribute, int code)
                    && obis.equals(profile)
                    && NO_SUCH_OBJECT.contains(code)) {
                return null;
            }
            throw refused;
        }
    }

    /** @param plan after the registers were read */
    void judge(ReadPlan plan, Stamp stamp) {
        ProfileLayout profile = plan.profile();
        Duration period = profile == null ? Duration.ZERO : profile.capturePeriod();
        String missing = missing(plan);
        boolean differs =
                meter.capturePeriod().isPositive() && !meter.capturePeriod().equals(period);
        String condition = missing + (differs ? "; period " + period : "");
        if (condition.isEmpty()) {
            announcements.over(Condition.LAYOUT);
            return;
        }
        announcements.tell(
                Condition.LAYOUT,
                condition,
                stamp.event(
                        EventCodes.REGISTER,
                        profile == null
                                ? "The meter has no load profile; its registers are read at each poll instead."
                                : "The load profile is not as registered; correct the registration or the meter.",
                        Map.of(
                                "capturePeriodSeconds",
                                Long.toString(period.toSeconds()),
                                "missingRegisters",
                                missing)));
    }

    /** Registered, and not in the profile; without a profile, not had at all. */
    private String missing(ReadPlan plan) {
        ProfileLayout profile = plan.profile();
        Set<ObisCode> had = new HashSet<>();
        if (profile == null) {
            had.addAll(plan.registers());
        } else {
            profile.registers().forEach(column -> had.add(column.obis()));
        }
        return meter.registers().stream()
                .filter(register -> !had.contains(register))
                .map(ObisCode::toString)
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
