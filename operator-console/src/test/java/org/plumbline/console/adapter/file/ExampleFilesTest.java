// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.console.imports.FileColumn;
import org.plumbline.console.imports.FileLayout;
import org.plumbline.console.imports.FileTemplate;
import org.plumbline.console.imports.ImportPlan;
import org.plumbline.console.imports.MeterFile;
import org.plumbline.console.imports.MeterRules;
import org.plumbline.console.imports.ReferenceFile;
import org.plumbline.console.imports.ReferenceRules;
import org.plumbline.schema.model.MeterModels;

class ExampleFilesTest {
    private static final Path DOCS = Path.of("../docs");
    private static final FileLayout REFERENCES = ReferenceFile.layout();
    private static final FileLayout METERS = MeterFile.layout(MeterModels.names());

    @ParameterizedTest
    @EnumSource
    void theDocumentedMetersAreTheTemplateAndAreTakenIn(RowFiles.Format format) throws IOException {
        byte[] octets = Files.readAllBytes(DOCS.resolve("examples/meters." + format));
        assertEquals(written(format, METERS), new String(octets, StandardCharsets.UTF_8));
        ImportPlan plan = ImportPlan.of(
                RowFiles.read(format, METERS, octets),
                "",
                new ImportPlan.Known(id -> Optional.empty(), Map.of()),
                new MeterRules(List.of(), meterId -> Optional.empty()),
                new ImportPlan.Terms(false, false),
                checked -> {});
        assertEquals(List.of(), plan.report().findings());
        assertEquals(2, plan.report().added());
    }

    @ParameterizedTest
    @EnumSource
    void theDocumentedReferencesAreTheTemplateAndAreTakenIn(RowFiles.Format format) throws IOException {
        byte[] octets = Files.readAllBytes(DOCS.resolve("examples/references." + format));
        assertEquals(written(format, REFERENCES), new String(octets, StandardCharsets.UTF_8));
        ImportPlan plan = ImportPlan.of(
                RowFiles.read(format, REFERENCES, octets),
                "",
                new ImportPlan.Known(id -> Optional.empty(), Map.of()),
                new ReferenceRules(List.of(), Set.of("M-1001", "R-1001")::contains, id -> false),
                new ImportPlan.Terms(false, false),
                checked -> {});
        assertEquals(List.of(), plan.report().findings());
        assertEquals(1, plan.report().added());
    }

    @Test
    void everyColumnIsDocumented() throws IOException {
        String document = Files.readString(DOCS.resolve("import.md"));
        List<String> missing = Stream.concat(METERS.columns().stream(), REFERENCES.columns().stream())
                .map(FileColumn::name)
                .filter(name -> !document.contains("| `" + name + "` |"))
                .toList();
        assertEquals(List.of(), missing);
    }

    private static String written(RowFiles.Format format, FileLayout layout) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowFiles.write(format, layout, taker -> FileTemplate.of(layout).forEach(taker), out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
