// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.console.imports.FileLayout;
import org.plumbline.console.imports.FileRow;
import org.plumbline.console.imports.FileRows;
import org.plumbline.console.imports.Finding;
import org.plumbline.console.imports.MeterFile;

class RowFilesTest {
    private static final FileLayout METERS = MeterFile.layout(List.of("PLB-ALPHA"));

    private static FileRows csv(String text) {
        return RowFiles.read(RowFiles.Format.csv, METERS, text.getBytes(StandardCharsets.UTF_8));
    }

    private static FileRows json(String text) {
        return RowFiles.read(RowFiles.Format.json, METERS, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String cell(FileRow row, String column) {
        return row.cells()[METERS.indexOf(column)];
    }

    private static List<String> places(FileRows rows) {
        return rows.findings().kept().stream()
                .map(finding -> finding.line() + " " + finding.column())
                .toList();
    }

    @Test
    void rowsKnowTheirLines() {
        FileRows rows = csv("meterId,district\r\nM-1,\"two\r\nlines\"\r\n\r\nM-2,x\r\n");
        assertEquals(List.of(), rows.findings().kept());
        assertEquals(List.of(2, 5), rows.rows().stream().map(FileRow::line).toList());
        assertEquals("two\r\nlines", cell(rows.rows().getFirst(), "district"));
        FileRows listed = json("[\n {\"meterId\": \"M-1\"},\n\n {\"meterId\": \"M-2\",\n \"port\": 4059}]");
        assertEquals(List.of(2, 4), listed.rows().stream().map(FileRow::line).toList());
        assertEquals("4059", cell(listed.rows().get(1), "port"));
    }

    @Test
    void semicolonsTabsAndAByteOrderMarkAreUnderstood() {
        assertEquals("9", cell(csv("\uFEFFmeterId;port\nM;9\n").rows().getFirst(), "port"));
        assertEquals("9", cell(csv("meterId\tport\nM\t9\n").rows().getFirst(), "port"));
    }

    @Test
    void columnsThatAreNoneAreNamedAndKeysAreNotLookedAt() {
        FileRows rows = csv("meterId,portt,Host,encryption_key,district,district\nM,1,h,hush-7,a,b\n");
        assertEquals(List.of("1 portt", "1 Host", "1 encryption_key", "1 district"), places(rows));
        assertFalse(rows.findings().kept().toString().contains("hush-7"));
        FileRows listed = json("[{\"meterId\":\"M\",\"guek\":\"hush-7\",\"x\":{\"y\":[1]}}]");
        assertEquals(List.of("1 guek", "1 x"), places(listed));
        assertFalse(listed.findings().kept().toString().contains("hush-7"));
    }

    @Test
    void aFileWithoutItsNamesIsOneFinding() {
        assertEquals("1 meterId", places(csv("host,port\na,1\nb,2\n")).getLast());
        assertEquals(1, json("{\"meterId\":\"M\"}").findings().total());
    }

    @Test
    void whatIsTornIsNamedByItsLineWithoutItsContent() {
        FileRows torn = csv("meterId,district\nM-1,a\nM-2,\"" + "secret ".repeat(2_000));
        assertEquals(3, torn.findings().kept().getLast().line());
        for (String text : List.of("[{\"meterId\": secret}]", "[{\"meterId\":\"M\"", "secret", "[1]")) {
            List<Finding> found = json(text).findings().kept();
            assertFalse(found.isEmpty(), text);
            assertFalse(found.toString().contains("secret"), text);
        }
        assertEquals(
                1,
                RowFiles.read(RowFiles.Format.csv, METERS, new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0})
                        .findings()
                        .total());
    }

    @Test
    void tooManyCellsInARowAreAFinding() {
        FileRows rows = csv("meterId,district\nM-1,a,b\nM-2\n");
        assertEquals(List.of("2 "), places(rows));
        assertArrayEquals(
                new String[] {"M-2"}, new String[] {rows.rows().getFirst().cells()[0]});
    }
}
