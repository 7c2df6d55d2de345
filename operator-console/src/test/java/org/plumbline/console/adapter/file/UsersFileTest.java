// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.people.User;

class UsersFileTest {
    @TempDir
    Path directory;

    @Test
    void missingFileIsMadeWithTwoEngineersWhosePasswordsAreToldOnce() throws IOException {
        UsersFile file = new UsersFile(directory.resolve("sub/users.json"));
        Map<String, String> passwords = file.createIfMissing(new Random(3));
        assertEquals(Set.of("anna", "ben"), passwords.keySet());
        assertEquals(Map.of(), file.createIfMissing(new Random(4)), "passwords were told twice");

        Map<String, User> users = file.load();
        assertTrue(users.get("anna").passwordHash().matches(passwords.get("anna")));
        users.values()
                .forEach(user -> assertEquals(Set.of("engineer"), user.person().roles()));
        assertFalse(passwords.get("anna").equals(passwords.get("ben")));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("sub/users.json"))));
    }

    @Test
    void badFilesStopTheStartAndAreNamed() throws IOException {
        for (String content : new String[] {
            "[]",
            "{",
            "[{\"name\": \"eve\", \"roles\": [\"engineer\"]}]",
            "[{\"name\": \"eve\", \"roles\": [\"root\"], \"password\": null}]",
            "[{\"name\": \"eve\", \"roles\": [\"engineer\"], \"password\": {\"salt\": \"AAAA\", \"iterations\": 1, \"hash\": \"AAAA\"}}]"
        }) {
            Path path = Files.writeString(directory.resolve("users.json"), content);
            ConsoleException refusal = assertThrows(ConsoleException.class, () -> new UsersFile(path).load(), content);
            assertTrue(refusal.getMessage().contains(path.toString()), refusal.getMessage());
        }
    }

    @Test
    void fileThatEverybodyMayWriteIsRefused() throws IOException {
        Path path = Files.writeString(directory.resolve("users.json"), "[]");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        ConsoleException refusal = assertThrows(ConsoleException.class, () -> new UsersFile(path).load());
        assertTrue(refusal.getMessage().contains("0600"), refusal.getMessage());
    }
}
