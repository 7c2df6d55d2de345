// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.List;

/** The columns of a file of references: the fields of a profile, by their names in {@code ReferenceProfile.avsc}. */
public final class ReferenceFile {
    static final String STANDARD = "certificateStandardUncertaintyPercent";
    static final String EXPANDED = "certificateExpandedUncertaintyPercent";
    static final String FACTOR = "coverageFactor";

    private static final int TEXT = 64;
    private static final int MOST_QUANTITIES = 4;
    private static final double MOST_PERCENT = 100;
    private static final double MOST_WATTS = 1e9;
    private static final double MOST_FACTOR = 10;

    private ReferenceFile() {}

    /** Results of a bench are no columns: {@code bench-evidence import} takes them in, and they stay. */
    public static FileLayout layout() {
        Form error = Form.decimal(-MOST_PERCENT, MOST_PERCENT);
        Form percent = Form.decimal(0, MOST_PERCENT);
        Form text = Form.text(TEXT);
        return FileLayout.of(
                "reference",
                List.of(
                        FileColumn.text("profileId", Form.identifier(), "P-1001", "Name of the profile; never changes")
                                .needed(),
                        FileColumn.text(
                                        "kind",
                                        Form.choice("PAIRED", "CERTIFICATE", "SELF_TEST"),
                                        "PAIRED",
                                        "Kind of reference")
                                .needed(),
                        FileColumn.text("state", Form.choice("ACTIVE", "WITHDRAWN"), "ACTIVE", "Whether it is in use")
                                .otherwise("WITHDRAWN"),
                        FileColumn.text("testedMeterId", text, "M-1001", "Meter under test")
                                .needed(),
                        FileColumn.text("referenceMeterId", text, "R-1001", "Reference meter, PAIRED only"),
                        FileColumn.text(
                                        "certificateReference",
                                        Form.text(128),
                                        "CAL-2026-0042",
                                        "Number of the certificate")
                                .needed(),
                        FileColumn.text("certificateTime", Form.instant(), "2026-01-15", "Date of the certificate, UTC")
                                .needed(),
                        FileColumn.number(
                                "certificateErrorPercent", error, "0.02", "Error by the certificate in percent"),
                        FileColumn.number(
                                STANDARD, percent, "0.03", "Standard uncertainty (k = 1) of that error in percent"),
                        FileColumn.number(EXPANDED, percent, "", "Expanded uncertainty U in percent, instead")
                                .forReadingOnly(),
                        FileColumn.number(FACTOR, Form.decimal(0, MOST_FACTOR), "", "Coverage factor k of U")
                                .forReadingOnly(),
                        FileColumn.number(
                                "driftPercentPerYear",
                                percent,
                                "0.01",
                                "Standard uncertainty gained per year, percent; 0 = by the class"),
                        FileColumn.text(
                                "validFrom", Form.instant(), "2026-01-15", "First field time at which it applies, UTC"),
                        FileColumn.text("validUntil", Form.instant(), "2031-01-15", "Last field time; empty = open"),
                        FileColumn.number(
                                "calibrationEpoch",
                                Form.whole(0, 1_000_000),
                                "0",
                                "CERTIFICATE, SELF_TEST: epoch it speaks of; 0 = the first"),
                        FileColumn.number(
                                "recalibrationRisk",
                                Form.decimal(0, 0.499),
                                "0",
                                "CERTIFICATE, SELF_TEST: below 0.5; 0 = 0.05"),
                        FileColumn.number(
                                "activationEnergyElectronvolts",
                                Form.decimal(0, 5),
                                "0",
                                "CERTIFICATE, SELF_TEST: eV; 0 = 0.7"),
                        FileColumn.text(
                                "surveillance",
                                Form.optional(Form.choice("FR-ANNEXE-8")),
                                "",
                                "PAIRED: surveillance of a double-metered point"),
                        FileColumn.text(
                                "surveilledFrom",
                                Form.instant(),
                                "",
                                "PAIRED: field time at which surveillance begins, UTC"),
                        FileColumn.number(
                                "nominalPowerWatts",
                                Form.decimal(0, MOST_WATTS),
                                "0",
                                "PAIRED: nominal power of the point in W"),
                        FileColumn.text(
                                "selfTestRegister",
                                Form.optional(Form.obis()),
                                "",
                                "SELF_TEST: register of the gain deviation"),
                        FileColumn.number(
                                "selfTestPercentPerUnit",
                                error,
                                "0",
                                "SELF_TEST: error in percent that a unit of it means"),
                        FileColumn.number(
                                "selfTestAsLeftPercent",
                                error,
                                "0",
                                "SELF_TEST: what it said when the meter was calibrated"),
                        FileColumn.number(
                                "selfTestStandardUncertaintyPercent",
                                percent,
                                "0",
                                "SELF_TEST: standard uncertainty in percent"),
                        FileColumn.number(
                                "selfTestBlindDriftPercentPerYear",
                                percent,
                                "0",
                                "SELF_TEST: drift it does not see, percent per year"),
                        FileColumn.entries(
                                "quantities",
                                MOST_QUANTITIES,
                                List.of("quantity", "certificateErrorPercent", STANDARD, "driftPercentPerYear"),
                                List.of(Form.obis(), error, percent, percent),
                                "",
                                "PAIRED: further energies that are compared")));
    }
}
