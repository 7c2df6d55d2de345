// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.platform.verify.Truth;

final class DemoFleetTest {
    @TempDir
    private Path directory;

    @Test
    void onlyDoubleMeteredPairsAreUnderSurveillance() throws IOException {
        Path file = Files.writeString(directory.resolve("fleet.json"), """
                {"start": "2026-03-02T00:00:00Z", "meters": [], "pairs": [
                  {"profileId": "PAIR-1", "testedMeterId": "SM-1", "referenceMeterId": "CM-1"},
                  {"profileId": "DOUBLE-1", "testedMeterId": "DM-A", "referenceMeterId": "DM-B",
                   "nominalPowerWatts": 36000}]}""");
        assertEquals(
                List.of(new Truth.Point(
                        "DM-A", "DM-B", 36_000, LocalDate.parse("2026-04-01").toEpochDay())),
                DemoFleet.read(file).points());
    }
}
