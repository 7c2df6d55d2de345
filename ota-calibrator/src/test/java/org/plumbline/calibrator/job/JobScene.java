// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.Member;
import org.plumbline.schema.model.Coefficient;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** A meter of class 1 with +1.3 % for which every gate passes; tests take one thing away. */
final class JobScene {

    static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    static final Instant FIELD = Instant.parse("2026-03-01T00:00:00Z");
    static final String METER = "m-1";
    static final String CASE = "m-1|MET-02|1";
    static final double ERROR_PERCENT = 1.3;
    static final String DIGEST = "d".repeat(64);
    private static final MeterModel ALPHA = MeterModels.named("PLB-ALPHA").orElseThrow();
    static final byte[] BASE = HexFormat.of().parseHex("0101004000000000");

    private JobScene() {}

    static CorrectionTarget target() {
        return target(BASE, 1 / (1 + ERROR_PERCENT / 100));
    }

    static CorrectionTarget target(byte[] base, double factor) {
        byte[] wanted = ALPHA.scaled(base, factor);
        return new CorrectionTarget(
                "PLB-ALPHA",
                1,
                HexFormat.of().formatHex(base),
                ALPHA.checksumOf(base),
                HexFormat.of().formatHex(wanted),
                ALPHA.checksumOf(wanted),
                ALPHA.gainRatio(base, wanted));
    }

    static Member member() {
        return new Member(METER, CASE, 1, target());
    }

    static Registration registration() {
        return new Registration(
                true,
                "PLB-ALPHA",
                Registration.Policy.ADJUST_UNVERIFIED,
                Registration.Verification.UNVERIFIED,
                "POLICY-1",
                1.0,
                1.0,
                "segment-1",
                ZoneId.of("Europe/Brussels"));
    }

    static Estimate estimate(int epoch, double errorPercent, int closedDays) {
        return estimate(epoch, errorPercent, closedDays, 0.05);
    }

    static Estimate estimate(int epoch, double errorPercent, int closedDays, double uncertaintyPercent) {
        return new Estimate(
                epoch,
                "ref-1",
                FIELD.plus(Duration.ofDays(closedDays)),
                closedDays,
                "",
                errorPercent,
                uncertaintyPercent,
                closedDays,
                0.97,
                epoch == 1,
                epoch == 1,
                form(Coefficient.GAIN, errorPercent, uncertaintyPercent));
    }

    /** The same error at every load; 10 and 50 % of 10 kW are covered. */
    static ErrorForm form(Coefficient adjusts, double errorPercent, double uncertaintyPercent) {
        return new ErrorForm(
                adjusts,
                List.of(
                        new ErrorForm.Point(0.1, errorPercent, uncertaintyPercent, true),
                        new ErrorForm.Point(0.5, errorPercent, uncertaintyPercent, true),
                        new ErrorForm.Point(1, errorPercent, uncertaintyPercent + 0.05, false)),
                null,
                new ErrorForm.Offset(400, 10_000));
    }

    static MeterKnowledge knowledge() {
        return MeterKnowledge.NONE
                .with(registration())
                .with(estimate(1, ERROR_PERCENT, 60))
                .with(new CaseView(CASE, CaseView.Status.OPEN, "", target()));
    }

    static GateSnapshot snapshot() {
        return snapshot(knowledge());
    }

    static GateSnapshot snapshot(MeterKnowledge knowledge) {
        return new GateSnapshot(
                "c-1",
                member(),
                MaintenanceWindow.WHOLE_DAY,
                true,
                null,
                false,
                false,
                knowledge,
                "PAIRED",
                null,
                null,
                FIELD);
    }

    static MeterKnowledge with(Registration registration, Estimate estimate, CaseView view) {
        return new MeterKnowledge(
                registration,
                estimate == null ? 0 : estimate.epoch(),
                null,
                null,
                null,
                estimate,
                view == null ? List.of() : List.of(view));
    }
}
