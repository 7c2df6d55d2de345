// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.plumbline.console.imports.FileColumn;
import org.plumbline.console.imports.MeterFile;
import org.plumbline.console.imports.ReferenceFile;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.model.MeterModels;

class RecordCellsTest {

    @Test
    void aMetersFileHasAColumnForEveryFieldOfARegistration() {
        List<String> fields = MeterRegistration.getClassSchema().getFields().stream()
                .map(Schema.Field::name)
                .toList();
        List<String> columns = MeterFile.layout(MeterModels.names()).columns().stream()
                .map(FileColumn::name)
                .toList();
        assertEquals(fields, columns);
    }

    @Test
    void aReferencesFileHasAColumnForEveryFieldOfAProfileButABenchsResults() {
        Set<String> fields = new TreeSet<>(ReferenceProfile.getClassSchema().getFields().stream()
                .map(Schema.Field::name)
                .toList());
        fields.remove("bench");
        Set<String> columns = new TreeSet<>(
                ReferenceFile.layout().given().stream().map(FileColumn::name).toList());
        assertEquals(fields, columns);
    }
}
