// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.analyzer.state.DayResultCodec;

/**
 * A track with the digest of the days it rests on: SHA-256 over the digest of the days before (as hexadecimal text, empty
 * at the start of a calibration epoch) and the octets of the day.
 */
record Evidence(MeterTrack track, String digest) {

    /** @param days in order, all after the track's last */
    Evidence after(Collection<DayResult> days) {
        MeterTrack next = track;
        String chain = digest;
        for (DayResult day : days) {
            MeterTrack stepped = next.step(day);
            boolean restarted = stepped.days() == 1 && day instanceof DayResult.Estimate;
            chain = chained(restarted ? "" : chain, day);
            next = stepped;
        }
        return new Evidence(next, chain);
    }

    private static String chained(String before, DayResult day) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(before.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha256.digest(DayResultCodec.octets(day)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
