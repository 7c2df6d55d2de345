// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import java.util.List;
import java.util.stream.Collectors;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.port.CosemAccess;

/**
 * Everything a meter with a checksum failure (ERR-02) says about it, read before anybody changes anything: registers and
 * logs as they are, with their octets, so that nothing of the finding is lost. It only reads. What the meter does not give
 * is archived as that; a link that breaks off ends the attempt, and the next one begins the archive again.
 */
public final class CorruptionArchive {

    /** Prefix of the steps that make up the archive. */
    public static final String STEP = "archive-";

    /** A longer log is not read: its octets would be too many for one session. */
    private static final long MOST_ROWS = 128;

    private static final int PROFILE_GENERIC = 7;
    private static final int BUFFER = 2;
    private static final int ENTRIES_IN_USE = 7;

    private CorruptionArchive() {}

    /**
     * Adds one step for each thing read: block and checksum as found, then registers, then logs.
     *
     * @return the steps added
     */
    static List<CalibrationStep> read(CosemAccess access, BlockState found, StepLog steps) {
        int before = steps.toList().size();
        steps.add(STEP + "block", found.block().hex());
        steps.add(STEP + "checksum", Long.toString(found.checksum()));
        register(access, "error-register", "0.0.97.97.0.255", steps);
        register(access, "alarm-register", "0.0.97.98.0.255", steps);
        register(access, "protected-change-time", "0.0.96.2.11.255", steps);
        log(access, "event-log", "0.0.99.98.0.255", steps);
        log(access, "certification-log", "1.0.99.99.0.255", steps);
        List<CalibrationStep> all = steps.toList();
        return all.subList(before, all.size());
    }

    private static void register(CosemAccess access, String name, String obis, StepLog steps) {
        steps.add(STEP + name, text(access.get(new CosemAttribute(1, ObisCode.parse(obis), 2))));
    }

    private static void log(CosemAccess access, String name, String obis, StepLog steps) {
        ObisCode log = ObisCode.parse(obis);
        AccessOutcome entries = access.get(new CosemAttribute(PROFILE_GENERIC, log, ENTRIES_IN_USE));
        boolean readable = entries instanceof AccessOutcome.Done(CosemValue.IntegerValue(var type, long rows))
                && rows >= 0
                && rows <= MOST_ROWS;
        steps.add(
                STEP + name,
                readable
                        ? text(access.get(new CosemAttribute(PROFILE_GENERIC, log, BUFFER)))
                        : "not read, entries " + text(entries));
    }

    private static String text(AccessOutcome outcome) {
        return switch (outcome) {
            case AccessOutcome.Done(CosemValue value) -> text(value);
            case AccessOutcome.Refused(int code) -> "not given, data-access-result " + code;
        };
    }

    /** Numbers in decimal, octets in hexadecimal, rows in parentheses. */
    private static String text(CosemValue value) {
        return switch (value) {
            case CosemValue.IntegerValue(var type, long number) -> Long.toString(number);
            case CosemValue.OctetString(var octets) -> octets.hex();
            case CosemValue.TemporalValue(int tag, var octets) -> octets.hex();
            case CosemValue.Array(List<CosemValue> elements) ->
                elements.stream().map(CorruptionArchive::text).collect(Collectors.joining(" "));
            case CosemValue.Structure(List<CosemValue> elements) ->
                elements.stream().map(CorruptionArchive::text).collect(Collectors.joining(" ", "(", ")"));
            default -> value.toString();
        };
    }
}
