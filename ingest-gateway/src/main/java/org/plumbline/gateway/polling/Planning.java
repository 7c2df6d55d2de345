// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.state.Condition;
import org.plumbline.gateway.state.LastSeen;
import org.plumbline.schema.EventCodes;

/**
 * What is read of a meter in one session: by the plan known of it, or by a new one where there is none, the meter's
 * configuration has changed, or its answers do not fit. Where a new plan shows that the meter is not as registered, it is
 * told. Confined to the session.
 */
public final class Planning {

    /** object-undefined, object-class-inconsistent, object-unavailable (IEC 62056-5-3); a right withheld is a fault. */
    private static final Set<Integer> NO_SUCH_OBJECT = Set.of(4, 9, 11);

    private final Admission.Admitted meter;
    private final ObisCode profile;
    private final Announcements announcements;
    private final ReadPlans plans;
    private @Nullable KnownPlan known;
    private @Nullable ProfileLayout layout;
    private boolean madeNow;

    /** @param known from an earlier session with the meter; null where there was none */
    public Planning(
            Admission.Admitted meter,
            ObisCode profile,
            Announcements announcements,
            ReadPlans plans,
            @Nullable KnownPlan known) {
        this.meter = meter;
        this.profile = profile;
        this.announcements = announcements;
        this.plans = plans;
        this.known = known;
    }

    /** For the next session; null when it has to ask the meter anew. */
    public @Nullable KnownPlan known() {
        return known;
    }

    /** Of the profile, with the columns that are published; null where the meter has none, or before the registers. */
    @Nullable
    ProfileLayout layout() {
        return layout;
    }

    /** Reads the registers of the plan. */
    Snapshot registers(MeterSession session, LastSeen seen, Stamp stamp) {
        long configuration = KnownPlan.configurationOf(seen, meter);
        if (known != null && known.configuration() == configuration) {
            Snapshot snapshot = snapshot(session, known.plan());
            if (known.plan().fits(snapshot)) {
                layout = known.plan().profile();
                return snapshot;
            }
        }
        return registersOfNewPlan(session, configuration, stamp);
    }

    private Snapshot registersOfNewPlan(MeterSession session, long configuration, Stamp stamp) {
        known = null;
        ReadPlan asked = ReadPlan.of(meter, layout(session, profile));
        Snapshot snapshot = snapshot(session, asked);
        ReadPlan plan = plans.shared(asked.knowing(snapshot));
        judge(plan, stamp);
        known = new KnownPlan(configuration, plan);
        layout = plan.profile();
        madeNow = true;
        return snapshot;
    }

    /**
     * Rows do not fit the layout: what does the meter capture now?
     *
     * @return null when it says nothing else than before
     */
    @Nullable
    ProfileLayout relaid(MeterSession session) {
        if (madeNow) {
            return null;
        }
        madeNow = true;
        ProfileLayout before = layout;
        layout = ReadPlan.of(meter, layout(session, profile)).profile();
        if (Objects.equals(before, layout)) {
            return null;
        }
        known = null;
        return layout;
    }

    private static Snapshot snapshot(MeterSession session, ReadPlan plan) {
        return plan.registers().isEmpty()
                ? Snapshot.NOTHING
                : session.read(SnapshotMapper.request(plan.registers(), plan.scalers(), plan.status()));
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

    private void judge(ReadPlan plan, Stamp stamp) {
        ProfileLayout captured = plan.profile();
        Duration period = captured == null ? Duration.ZERO : captured.capturePeriod();
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
                        captured == null
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
        ProfileLayout captured = plan.profile();
        Set<ObisCode> had = new HashSet<>();
        if (captured == null) {
            had.addAll(plan.registers());
        } else {
            captured.registers().forEach(column -> had.add(column.obis()));
        }
        return meter.registers().stream()
                .filter(register -> !had.contains(register))
                .map(ObisCode::toString)
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
