// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokersTest {
    @TempDir
    private Path directory;

    @Test
    void aFileSaysHowAClientProvesWhoItIsAndItsSecretsAreNotPrinted() throws Exception {
        Path file = Files.writeString(
                directory.resolve("client.properties"),
                "security.protocol=SASL_SSL\nsasl.jaas.config=x password=\"p1\";\n");
        Brokers brokers = Brokers.of("b:1", Optional.of(file.toString()));
        assertEquals(
                Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.jaas.config",
                        "x password=\"p1\";",
                        "bootstrap.servers",
                        "b:1"),
                brokers.settings());
        assertFalse(brokers.toString().contains("p1"), brokers.toString());
    }

    @Test
    void withoutAFileNothingIsAdded() {
        assertEquals(Brokers.plain("b:1"), Brokers.of("b:1", Optional.empty()));
        assertEquals(Brokers.plain("b:1"), Brokers.of("b:1", Optional.of(" ")));
        assertThrows(IllegalArgumentException.class, () -> Brokers.plain(" "));
    }

    @Test
    void whatTheProgramDecidesIsNotForTheFileToSay() throws Exception {
        Path file = Files.writeString(directory.resolve("c"), "isolation.level=read_uncommitted\n");
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Brokers.of("b:1", Optional.of(file.toString())));
        assertTrue(refusal.getMessage().contains("isolation.level"), refusal.getMessage());
    }

    @Test
    void aMissingFileIsNamedWithItsSetting() {
        String missing = directory.resolve("none").toString();
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Brokers.of("b:1", Optional.of(missing)));
        assertTrue(
                refusal.getMessage().contains(missing) && refusal.getMessage().contains(Brokers.FILE_SETTING));
    }
}
