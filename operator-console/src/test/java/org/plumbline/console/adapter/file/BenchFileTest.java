// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.console.bench.BenchCertificate;

class BenchFileTest {
    private static final Path EXAMPLE = Path.of("../docs/examples/bench-certificate.json");

    private static String example() throws IOException {
        return Files.readString(EXAMPLE);
    }

    @Test
    void exampleOfTheDocumentationIsSound() throws IOException {
        BenchCertificate certificate = assertInstanceOf(BenchFile.Result.Read.class, BenchFile.read(example()))
                .certificate();
        assertEquals("SUB-0001", certificate.meterId());
        assertEquals(2, certificate.calibrationEpoch());
        assertEquals(1, certificate.asFound().size());
        assertEquals(4, certificate.asLeft().size());
        assertEquals(new BigDecimal("0.12"), certificate.worstAsLeft().errorPercent());
    }

    /** One change of the example, the line at fault, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"pulses\": 40                    | \"pulses\": 41               | 17 | 41 pulses of 0.625 Wh are"
                        + " 25.625 Wh",
                "\"errorPercent\": -0.07           | \"errorPercent\": 0.07       | 32 | -0.06995 %",
                "\"errorPercent\": 0.85            | \"errorPercent\": 0.86       | 10 | 0.8500 %",
                "\"powerFactor\": \"0.5i\"         | \"powerFactor\": 0.5         | 28 | must be a text",
                "\"powerFactor\": \"0.5i\"         | \"powerFactor\": \"0.5\"     | 28 | as \"0.5i\"",
                "\"amperes\": 60                   | \"amperes\": 5.0             | 32 | is there twice",
                "\"coverageFactor\": 2             | \"coverageFactor\": 0.5      | 8  | from 1 to 5",
                "\"calibrationEpoch\": 2           | \"calibrationEpoch\": 0      | 5  | whole number from 1",
                "\"calibrationEpoch\": 2           | \"calibrationEpoch\": 2.5    | 5  | whole number from 1",
                "\"calibratedAt\": \"2026-02-03    | \"calibratedAt\": \"03.02.26 | 6  | time in UTC",
                "\"laboratory\"                    | \"labratory\"                | 3  | unknown field labratory",
                "\"meterId\": \"SUB-0001\",        | ''                          | 1  | has no meterId",
                "\"wattHoursPerPulse\": 0.625      | \"wattHoursPerPulse\": -1    | 7  | must be above 0",
                "\"wattHoursPerPulse\": 0.625      | \"wattHoursPerPulse\": 1e99  | 7  | too large",
                "\"coverageFactor\": 2,            | \"coverageFactor\": 2        | 9  | expecting comma",
                "\"coverageFactor\": 2,            | \"meterId\": \"x\",           | 8  | Duplicate field 'meterId'"
            })
    void faultIsNamedWithItsLine(String from, String to, int line, String said) throws IOException {
        String text = example();
        assertTrue(text.contains(from), from);
        String changed =
                text.replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to));
        BenchFile.Result.Malformed fault = assertInstanceOf(BenchFile.Result.Malformed.class, BenchFile.read(changed));
        assertTrue(fault.sentence().contains(said), fault.sentence());
        assertEquals(line, fault.line(), fault.sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "[]", "null", "{", "{} {}", "{\"asLeft\": 1}", "\u0000"})
    void whatIsNoCertificateIsRefused(String text) {
        BenchFile.Result.Malformed fault = assertInstanceOf(BenchFile.Result.Malformed.class, BenchFile.read(text));
        assertTrue(fault.line() >= 1);
    }
}
