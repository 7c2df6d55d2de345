// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.network.NetworkCheck.Residual;

class NetworkCheckTest {
    private static Residual of(NetworkCheck check, Observation observation) {
        return check.residuals().stream()
                .filter(each -> each.observation().equals(observation))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goodCertificatesFit() {
        NetworkCheck check = Ring.loop(0.03, -0.04, 0.02).check();
        assertEquals(Set.of(), check.doubted());
        assertEquals(6, check.residuals().size());
        assertEquals(List.of("m0", "m1", "m2"), check.loop().orElseThrow().meters());
    }

    /** Closure alone would see nothing: the bad meter's error is in two comparisons, and cancels. */
    @Test
    void referenceThatLeftItsCertificateIsNamedAlthoughTheLoopCloses() {
        NetworkCheck check = Ring.loop(0, 0.5, 0).check();
        assertEquals(0, check.loop().orElseThrow().misclosurePercent(), 1e-12);
        assertEquals(Optional.of(Observation.certificate("m1")), check.suspect());
        assertEquals(-0.4988, of(check, Observation.certificate("m1")).percent(), 1e-3);
    }

    /**
     * By hand: the others say of m1 the mean of two paths (the third comparison is symmetric and says nothing more). The
     * noise of m1 itself is in both; that is the larger uncertainty than with noise of the comparisons' own.
     */
    @Test
    void residualIsTheCertificateLessTheMeanOfWhatTheOthersSay() {
        Residual residual = of(Ring.loop(0, 0.3, 0).check(), Observation.certificate("m1"));
        assertEquals(-100 * Math.log1p(0.003), residual.percent(), 1e-12);
        double certificate = 0.05 * 0.05;
        double ofAMeter = 0.04 * 0.04 / 2;
        assertEquals(
                Math.sqrt(certificate + ofAMeter + (certificate + ofAMeter) / 2),
                residual.standardUncertaintyPercent(),
                1e-12);
    }

    /** m0 rests on m1, m1 on m2: one statement more than meters. */
    @Test
    void withOneRedundantStatementNobodyCanTellWhoIsGuilty() {
        NetworkCheck check = Ring.chain(0, 0.5, 0).check();
        assertEquals(Optional.empty(), check.suspect());
        assertEquals(
                Set.of(
                        Observation.certificate("m1"),
                        Observation.certificate("m2"),
                        Observation.comparison("m1", "m2")),
                check.doubted());
        assertTrue(check.loop().isEmpty());
    }

    @Test
    void chainOfThreeCertificatesNamesTheMiddleOne() {
        NetworkCheck check = Ring.chain(0, 0, 0.7, 0).check();
        assertEquals(Optional.of(Observation.certificate("m2")), check.suspect());
    }

    /** The end of a chain of three certificates and the comparison it hangs on are always doubted together. */
    @Test
    void endOfAChainIsNotToldFromItsComparison() {
        NetworkCheck check = Ring.chain(0, 0.7, 0, 0).check();
        assertEquals(Set.of(Observation.certificate("m1"), Observation.comparison("m1", "m2")), check.doubted());
    }

    @Test
    void comparisonThatDoesNotFitIsAMisclosureAndAccusesNoCertificate() {
        NetworkCheck check = Ring.loop(0, 0, 0).off(1, 0.6).check();
        assertEquals(0.598, check.loop().orElseThrow().misclosurePercent(), 1e-2);
        assertEquals(0.04 * Math.sqrt(3), check.loop().orElseThrow().standardUncertaintyPercent(), 1e-12);
        assertTrue(check.doubted().contains(Observation.comparison("m1", "m2")), check.toString());
        assertTrue(check.doubted().stream().noneMatch(Observation::isCertificate), check.toString());
    }

    @Test
    void twoBadCertificatesOfEqualSizeAreNotToldApart() {
        NetworkCheck check = Ring.loop(0, 0.5, 0.5, 0).check();
        assertEquals(Optional.empty(), check.suspect());
        assertTrue(check.doubted().contains(Observation.certificate("m1")));
        assertTrue(check.doubted().contains(Observation.certificate("m2")));
    }

    @Test
    void whatHasNoRedundancyOrIsTooLargeIsNotChecked() {
        assertEquals(Optional.empty(), NetworkCheck.of(List.of(), Map.of()));
        Ring pair = Ring.chain(0, 0.5);
        assertEquals(Optional.empty(), NetworkCheck.of(pair.comparisons(), pair.certificates()));
        assertEquals(Optional.empty(), NetworkCheck.of(pair.comparisons(), Map.of()));
        Ring large = Ring.loop(new double[NetworkCheck.MOST_METERS + 1]);
        assertEquals(Optional.empty(), NetworkCheck.of(large.comparisons(), large.certificates()));
        assertTrue(Ring.loop(new double[NetworkCheck.MOST_METERS])
                .check()
                .doubted()
                .isEmpty());
    }

    @Test
    void certificateThatIsNewerThanTheComparisonsIsNotHeldAgainstThem() {
        Ring ring = Ring.loop(0, 0.5, 0);
        ring.certificates().put("m1", new ReferenceCertificate(0, 0.05, 0, Ring.DAY + 1));
        NetworkCheck check = ring.check();
        assertEquals(Set.of(), check.doubted());
        assertTrue(
                check.residuals().stream().noneMatch(each -> each.observation().equals(Observation.certificate("m1"))));
    }

    @Test
    void driftSinceTheCertificateCounts() {
        Ring ring = Ring.loop(0, 0.5, 0);
        ring.certificates().put("m1", new ReferenceCertificate(0, 0.05, 1, Ring.DAY - 365));
        assertEquals(Set.of(), ring.check().doubted());
    }
}
