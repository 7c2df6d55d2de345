// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.List;

/** The columns of a file of meters: the fields of a registration, by their names in {@code MeterRegistration.avsc}. */
public final class MeterFile {
    private static final int TEXT = 64;
    private static final int DOCUMENT = 256;
    private static final int MOST_REGISTERS = 64;
    private static final int MOST_QUANTITIES = 16;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int LARGEST_SAP = 65_535;
    private static final double MOST_VOLTS = 1_000_000;
    private static final double MOST_AMPERES = 100_000;
    private static final double MOST_PERCENT = 100;

    private MeterFile() {}

    /** @param meterModels names of the models there are */
    public static FileLayout layout(List<String> meterModels) {
        Form percent = Form.decimal(0, MOST_PERCENT);
        Form text = Form.text(TEXT);
        Form sap = Form.whole(1, LARGEST_SAP);
        return FileLayout.of(
                "meter",
                List.of(
                        FileColumn.text("meterId", Form.identifier(), "M-1001", "Name of the meter; never changes")
                                .needed(),
                        FileColumn.text(
                                        "state",
                                        Form.choice("ACTIVE", "SUSPENDED", "DECOMMISSIONED"),
                                        "ACTIVE",
                                        "Only ACTIVE meters are read")
                                .otherwise("SUSPENDED"),
                        FileColumn.text("host", Form.host(), "10.20.0.11", "Host name or address, without port")
                                .needed(),
                        FileColumn.number("port", Form.whole(1, LARGEST_SAP), "4059", "TCP port")
                                .otherwise("4059"),
                        FileColumn.text("transport", Form.choice("TCP_WRAPPER"), "TCP_WRAPPER", "Communication profile")
                                .otherwise("TCP_WRAPPER"),
                        FileColumn.number("clientAddress", sap, "1", "Client SAP of the management association")
                                .otherwise("1"),
                        FileColumn.number("publicClientAddress", sap, "16", "Client SAP of the public association")
                                .otherwise("16"),
                        FileColumn.number("serverAddress", sap, "1", "Server SAP (logical device)")
                                .otherwise("1"),
                        FileColumn.text(
                                        "authentication",
                                        Form.choice("HLS5_GMAC", "NONE"),
                                        "HLS5_GMAC",
                                        "Mechanism the gateway insists on")
                                .otherwise("HLS5_GMAC"),
                        FileColumn.number(
                                "securitySuite", Form.whole(0, 0), "0", "DLMS security suite; 0 = AES-GCM-128"),
                        FileColumn.text(
                                "systemTitle",
                                Form.octets(8),
                                "504c420000001001",
                                "System title, 16 hexadecimal digits"),
                        FileColumn.text(
                                "keyReference",
                                text,
                                "M-1001",
                                "Name of the key pair in the gateway's keystore; never a key"),
                        FileColumn.text("serialNumber", text, "19-1001", "Serial number the meter must report"),
                        FileColumn.text(
                                "meterModel",
                                Form.optional(Form.choice(meterModels)),
                                "PLB-ALPHA",
                                "Where the calibration lives (docs/meter-models.md); empty = cannot be calibrated over the air"),
                        FileColumn.text("accuracyClass", AccuracyClasses.form(), "1", "Accuracy class as marked")
                                .needed(),
                        FileColumn.text(
                                        "wiring",
                                        Form.choice("DIRECT", "CT", "UNKNOWN"),
                                        "DIRECT",
                                        "Direct or through current transformers")
                                .otherwise("UNKNOWN"),
                        FileColumn.number("phases", Form.choice("1", "3", "0"), "1", "1 or 3; 0 = not stated"),
                        FileColumn.number(
                                "nominalVoltageVolts", Form.decimal(0, MOST_VOLTS), "230", "Nominal voltage in V"),
                        FileColumn.number(
                                "referenceCurrentAmperes",
                                Form.decimal(0, MOST_AMPERES),
                                "5",
                                "Reference current in A"),
                        FileColumn.number(
                                "maximumCurrentAmperes", Form.decimal(0, MOST_AMPERES), "60", "Maximum current in A"),
                        FileColumn.number(
                                "capturePeriodSeconds",
                                MeterFile::capturePeriod,
                                "900",
                                "Capture period of the load profile in s; a whole part of a day, 0 = not stated"),
                        FileColumn.number(
                                        "pollPeriodSeconds",
                                        Form.whole(1, 31 * SECONDS_PER_DAY),
                                        "86400",
                                        "Poll period in s")
                                .otherwise(Integer.toString(SECONDS_PER_DAY)),
                        FileColumn.list(
                                "registers",
                                Form.list(MOST_REGISTERS, Form.obis()),
                                "1.0.1.8.0.255",
                                "OBIS codes to be read from the profile; empty = all"),
                        FileColumn.text("networkSegment", text, "north-1", "Segment whose limits of pacing hold"),
                        FileColumn.text("district", text, "T-114", "Transformer district"),
                        FileColumn.text("jurisdiction", text, "default", "Jurisdiction whose rules apply"),
                        FileColumn.text(
                                        "verificationState",
                                        Form.choice("VERIFIED", "UNVERIFIED", "UNKNOWN"),
                                        "UNVERIFIED",
                                        "Legal verification")
                                .otherwise("UNKNOWN"),
                        FileColumn.text(
                                        "correctionPolicy",
                                        Form.choice("OBSERVE", "ADVISE", "ADJUST_UNVERIFIED", "ADJUST_UNDER_AUTHORITY"),
                                        "OBSERVE",
                                        "What may be done about a finding")
                                .otherwise("OBSERVE"),
                        FileColumn.text(
                                "policyDocument",
                                Form.text(DOCUMENT),
                                "Policy 7, 2026-01",
                                "Document that sets limits and policy"),
                        FileColumn.text(
                                        "limitKind",
                                        Form.choice("IN_SERVICE", "CLASS"),
                                        "IN_SERVICE",
                                        "Which limit MET-02 is judged against")
                                .otherwise("IN_SERVICE"),
                        FileColumn.number(
                                "limitPercent", percent, "2", "Limit for MET-02 in percent; 0 = by the tables"),
                        FileColumn.number(
                                "maximumPermissibleErrorPercent",
                                percent,
                                "1",
                                "Class MPE in percent; 0 = by the tables"),
                        FileColumn.text(
                                "accuracyStandard",
                                AccuracyClasses.standard(),
                                "IEC 62053-21",
                                "Standard of the class"),
                        FileColumn.number(
                                "minimumCurrentAmperes",
                                Form.decimal(0, MOST_AMPERES),
                                "0",
                                "Minimum current in A; 0 = not stated"),
                        FileColumn.text("typeDesignation", text, "AX-3", "Type by its type-examination certificate"),
                        FileColumn.entries(
                                "quantityLimits",
                                MOST_QUANTITIES,
                                List.of(
                                        "quantity",
                                        "accuracyStandard",
                                        "accuracyClass",
                                        "limitPercent",
                                        "maximumPermissibleErrorPercent"),
                                List.of(
                                        Form.obis(),
                                        AccuracyClasses.standard(),
                                        Form.optional(AccuracyClasses.form()),
                                        percent,
                                        percent),
                                "",
                                "Classes and limits of other energies"),
                        FileColumn.text("timeZone", Form.timeZone(), "Europe/Brussels", "IANA time zone of the site"),
                        FileColumn.number("yearOfManufacture", MeterFile::year, "2019", "As marked; 0 = not stated"),
                        FileColumn.text(
                                        "restorePolicy",
                                        Form.choice("NEVER", "RESTORE_UNVERIFIED", "RESTORE_UNDER_AUTHORITY"),
                                        "NEVER",
                                        "What may be done after a checksum failure")
                                .otherwise("NEVER")));
    }

    private static Form.Result capturePeriod(String text) {
        Form.Result whole = Form.whole(0, SECONDS_PER_DAY).read(text);
        if (whole instanceof Form.Result.Taken(String taken)) {
            int seconds = Integer.parseInt(taken);
            if (seconds != 0 && (seconds < 60 || SECONDS_PER_DAY % seconds != 0)) {
                return new Form.Result.Refused(
                        "is no whole part of a day of at least 60 s", "Give e.g. 900 for a quarter of an hour.");
            }
        }
        return whole;
    }

    private static Form.Result year(String text) {
        return text.equals("0")
                ? new Form.Result.Taken("0")
                : Form.whole(1950, 2100).read(text);
    }
}
