// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.pdf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.record.CalibrationRecord;
import org.plumbline.console.record.VisibleText;

/**
 * The record as PDF: the statement and the digest on A4 pages, the canonical text attached. The font is embedded. Equal
 * records give equal octets.
 */
public final class RecordPdf {

    /** Name of the attached canonical text. */
    static final String ATTACHMENT = "calibration-record.json";

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float MARGIN = 50;
    private static final float FOOTER = 36;
    private static final float FOOTER_SIZE = 7;
    private static final int DIGEST_DIGITS_OF_ID = 15;

    private RecordPdf() {}

    /**
     * The document.
     *
     * @throws ConsoleException when the record is too long for a document that people read
     */
    public static byte[] octets(CalibrationRecord record) {
        try (PDDocument document = new PDDocument();
                TrueTypeFont outlines = outlines()) {
            PDType0Font font = PDType0Font.load(document, outlines, true);
            CmapLookup glyphs = outlines.getUnicodeCmapLookup();
            PageLines lines = new PageLines(
                    text -> VisibleText.of(text, code -> glyphs.getGlyphId(code) != 0),
                    text -> font.getStringWidth(text) / 1000,
                    PDRectangle.A4.getWidth() - 2 * MARGIN,
                    PDRectangle.A4.getHeight() - 2 * MARGIN);
            List<List<PageLines.Line>> pages = lines.pages(record);
            for (int i = 0; i < pages.size(); i++) {
                String footer = "Page " + (i + 1) + " of " + pages.size() + ", SHA-256 " + record.digest();
                write(document, font, pages.get(i), footer);
            }
            attach(document, record.json());
            document.setDocumentId(HexFormat.fromHexDigitsToLong(record.digest().substring(0, DIGEST_DIGITS_OF_ID)));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        } catch (IOException e) {
            throw new ConsoleException("the calibration record cannot be made a PDF: " + e.getMessage(), e);
        }
    }

    /**
     * The canonical text that a document carries.
     *
     * @throws ConsoleException when it carries none
     */
    public static byte[] attachedJson(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
            PDEmbeddedFilesNameTreeNode files = names == null ? null : names.getEmbeddedFiles();
            PDComplexFileSpecification file = files == null ? null : files.getValue(ATTACHMENT);
            PDEmbeddedFile attached = file == null ? null : file.getEmbeddedFile();
            if (attached == null) {
                throw new ConsoleException("the PDF has no attachment " + ATTACHMENT);
            }
            return attached.toByteArray();
        } catch (IOException e) {
            throw new ConsoleException("the PDF cannot be read: " + e.getMessage(), e);
        }
    }

    private static TrueTypeFont outlines() throws IOException {
        try (InputStream in = PDDocument.class.getResourceAsStream(FONT)) {
            if (in == null) {
                throw new IOException("no font " + FONT);
            }
            return new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
        }
    }

    private static void write(PDDocument document, PDType0Font font, List<PageLines.Line> lines, String footer)
            throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream out = new PDPageContentStream(document, page, AppendMode.OVERWRITE, false)) {
            float top = PDRectangle.A4.getHeight() - MARGIN;
            for (PageLines.Line line : lines) {
                show(out, font, line.size(), MARGIN + line.x(), top - line.y(), line.text());
            }
            show(out, font, FOOTER_SIZE, MARGIN, FOOTER, footer);
        }
    }

    private static void show(PDPageContentStream out, PDType0Font font, float size, float x, float y, String text)
            throws IOException {
        out.beginText();
        out.setFont(font, size);
        out.newLineAtOffset(x, y);
        out.showText(text);
        out.endText();
    }

    private static void attach(PDDocument document, byte[] json) throws IOException {
        PDEmbeddedFile embedded = new PDEmbeddedFile(document, new ByteArrayInputStream(json));
        embedded.setSubtype("application/json");
        embedded.setSize(json.length);
        PDComplexFileSpecification file = new PDComplexFileSpecification();
        file.setFile(ATTACHMENT);
        file.setFileUnicode(ATTACHMENT);
        file.setFileDescription("The canonical record, " + StandardCharsets.UTF_8);
        file.setEmbeddedFile(embedded);
        PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(Map.of(ATTACHMENT, file));
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(files);
        document.getDocumentCatalog().setNames(names);
    }
}
