// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.nio.charset.StandardCharsets;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.pdf.RecordPdf;
import org.plumbline.console.record.CalibrationRecord;
import org.plumbline.console.record.RecordHtml;

/** The forms a record is given out in. Each holds the whole canonical text. */
public enum RecordForm {
    html("text/html; charset=utf-8"),
    pdf("application/pdf"),
    json("application/json");

    private static final String PDF_BEGINS = "%PDF-";

    private final String mediaType;

    RecordForm(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Media type of a file of this form. */
    public String mediaType() {
        return mediaType;
    }

    /** The record in this form; equal records give equal octets. */
    public byte[] octets(CalibrationRecord record) {
        return switch (this) {
            case html -> RecordHtml.octets(record);
            case pdf -> RecordPdf.octets(record);
            case json -> record.json();
        };
    }

    /** The form of a file, by its first octets. */
    static RecordForm of(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, PDF_BEGINS.length()), StandardCharsets.ISO_8859_1);
        if (start.equals(PDF_BEGINS)) {
            return pdf;
        }
        return start.startsWith("<") ? html : json;
    }

    /**
     * The canonical text, or another writing of it, in a file of this form.
     *
     * @throws ConsoleException when the file holds none
     */
    byte[] jsonIn(byte[] file) {
        return switch (this) {
            case html -> scriptIn(new String(file, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            case pdf -> RecordPdf.attachedJson(file);
            case json -> file;
        };
    }

    private static String scriptIn(String page) {
        int begin = page.lastIndexOf(RecordHtml.JSON_BEGINS);
        int end = page.lastIndexOf(RecordHtml.JSON_ENDS);
        if (begin < 0 || end < begin) {
            throw new ConsoleException("the page holds no calibration record");
        }
        return page.substring(begin + RecordHtml.JSON_BEGINS.length(), end);
    }
}
