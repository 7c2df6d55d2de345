// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.clock.ClockFinding;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.clock.ClockMeasurement;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.HeadEndClock;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.state.Condition;
import org.plumbline.schema.EventCodes;

/**
 * Looks at a meter's clock: measures it, tells the head-end's own watch, tells a deviation once and again when it has
 * about doubled or halved, and has it corrected where the policy allows it. Confined to the meter's session.
 */
public final class ClockWatch {

    private static final String UNRELIABLE = "unreliable";

    /**
     * What all meters of an instance share.
     *
     * @param headEnd asked before a meter is accused
     */
    public record Services(
            ClockSettings settings, HeadEndClock headEnd, InstantSource fieldTime, InstantSource wallTime) {}

    /**
     * What came of it.
     *
     * @param text one sentence for whoever asked
     */
    public record Report(ClockFinding finding, ClockMeasurement measured, String text) {

        /** Meter time minus head-end time as found; null where it was not measured. */
        public @Nullable Long offsetMillis() {
            Duration offset = measured.offset();
            return offset == null ? null : offset.toMillis();
        }
    }

    private final Services services;
    private final MeterMemory memory;
    private final Announcements announcements;
    private final ClockCorrecting correcting;
    private boolean undecided;

    /** @param gate asked before a clock is changed */
    public ClockWatch(Services services, MeterMemory memory, Announcements announcements, FrameGate gate) {
        this.services = services;
        this.memory = memory;
        this.announcements = announcements;
        this.correcting = new ClockCorrecting(services, memory, gate);
    }

    /**
     * @param capturePeriod of the load profile; zero when unknown
     * @throws org.plumbline.gateway.dlms.MeterFaultException when the meter does not give its clock
     * @throws org.plumbline.gateway.commit.CommitFailedException when a commit fails; no clock is changed then
     */
    public Report look(MeterSession session, Duration capturePeriod) {
        Duration tolerance = services.settings().tolerance();
        ClockMeasurement measured = ClockMeasurement.take(session::clock, tolerance);
        Duration offset = measured.offset();
        if (offset != null && !measured.unreliable()) {
            services.headEnd().observed(memory.meterId(), offset);
        }
        correcting.resolve(measured);
        ClockFinding finding = ClockFinding.judge(measured, tolerance, services.headEnd()::health, undecided);
        undecided = finding instanceof ClockFinding.Undecided;
        return switch (finding) {
            case ClockFinding.Right right -> {
                announcements.over(Condition.CLOCK);
                yield new Report(finding, measured, "The meter's clock is right.");
            }
            case ClockFinding.Unmeasured slow ->
                new Report(finding, measured, "The meter's clock could not be measured: it answers too late.");
            case ClockFinding.NotAccused(Duration off) ->
                new Report(finding, measured, "The meter's clock deviates as the fleet does; look at the head-end's.");
            case ClockFinding.Undecided(Duration off) ->
                new Report(finding, measured, "The meter's clock deviates; it is looked at again.");
            case ClockFinding.Unreliable bad -> {
                String text = "The meter's clock is unreliable by its own account; have it set.";
                announcements.tell(Condition.CLOCK, UNRELIABLE, event(text, measured));
                yield new Report(finding, measured, text);
            }
            case ClockFinding.Deviates(Duration off) -> deviates(session, finding, measured, off, capturePeriod);
        };
    }

    private Report deviates(
            MeterSession session,
            ClockFinding finding,
            ClockMeasurement measured,
            Duration offset,
            Duration capturePeriod) {
        ClockCorrecting.Result result = correcting.correct(session, measured, offset, capturePeriod);
        String text = "The meter's clock is " + offset.abs().toSeconds() + " s "
                + (offset.isNegative() ? "slow" : "fast") + "; " + result.text() + ".";
        if (materiallyNew(offset)) {
            announcements.tell(Condition.CLOCK, degree(offset, 1), event(text, measured));
        }
        if (result.corrected()) {
            announcements.over(Condition.CLOCK);
        }
        return new Report(finding, measured, text);
    }

    /** New, turned round, or about doubled or halved; not so by a little more or less around such a step. */
    private boolean materiallyNew(Duration offset) {
        return DoubleStream.of(1, 0.75, 1.33)
                .allMatch(factor -> announcements.isNews(Condition.CLOCK, degree(offset, factor)));
    }

    private String degree(Duration offset, double factor) {
        double tolerances = factor
                * offset.abs().toMillis()
                / services.settings().tolerance().toMillis();
        return (offset.isNegative() ? "slow " : "fast ") + Math.getExponent(tolerances);
    }

    private Publication event(String text, ClockMeasurement measured) {
        return new Stamp(services.fieldTime().instant(), services.wallTime().instant())
                .event(EventCodes.REGISTER, text, evidence(measured));
    }

    /** What is known of the head-end's own clock. */
    ClockHealth headEnd() {
        return services.headEnd().health();
    }

    /** For an event about a measurement: its bounds, and what is known of the head-end's own clock. */
    public Map<String, String> evidence(ClockMeasurement measured) {
        return measured.evidence(services.headEnd().health());
    }
}
