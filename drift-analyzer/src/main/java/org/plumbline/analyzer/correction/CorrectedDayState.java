// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.correction;

import java.util.Optional;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.analyzer.state.StateFormatException;

/**
 * What is kept of a day.
 *
 * @param levels as {@link org.plumbline.analyzer.state.DayLevels} writes them; empty = none
 * @param estimate the last one whose window ends with the day; empty = none, or it gives no figure
 * @param revision of what was told last; 0 = nothing yet
 * @param told digest of what was told last, hexadecimal; empty = nothing yet
 */
public record CorrectedDayState(byte[] levels, Optional<DayEstimate> estimate, int revision, String told) {

    private static final int VERSION = 1;

    /** A day nothing is known of. */
    public static CorrectedDayState initial() {
        return new CorrectedDayState(new byte[0], Optional.empty(), 0, "");
    }

    public CorrectedDayState withLevels(byte[] next) {
        return new CorrectedDayState(next, estimate, revision, told);
    }

    public CorrectedDayState withEstimate(Optional<DayEstimate> next) {
        return new CorrectedDayState(levels, next, revision, told);
    }

    /** After the next revision was told. */
    public CorrectedDayState telling(String digest) {
        return new CorrectedDayState(levels, estimate, revision + 1, digest);
    }

    /** The octets in which a state is kept. */
    public byte[] encode() {
        OctetWriter out = new OctetWriter(levels.length + 200);
        out.octet(VERSION).number(revision).text(told).flag(estimate.isPresent());
        estimate.ifPresent(known -> out.number(known.calibrationEpoch())
                .number(known.fromEpochDay())
                .number(known.untilEpochDay())
                .real(known.errorPercent())
                .real(known.combinedPercent())
                .text(known.profileId())
                .text(known.evidenceDigest()));
        return out.octets(levels).toOctets();
    }

    /** @throws StateFormatException when the octets are not of this format */
    public static CorrectedDayState decode(byte[] octets) {
        OctetReader in = new OctetReader(octets);
        int version = in.octet();
        if (version != VERSION) {
            throw new StateFormatException("corrected day of version " + version);
        }
        int revision = in.integer();
        String told = in.text();
        Optional<DayEstimate> estimate = in.flag()
                ? Optional.of(new DayEstimate(
                        in.integer(), in.number(), in.number(), in.real(), in.real(), in.text(), in.text()))
                : Optional.empty();
        CorrectedDayState state = new CorrectedDayState(in.octets(), estimate, revision, told);
        in.end();
        return state;
    }
}
