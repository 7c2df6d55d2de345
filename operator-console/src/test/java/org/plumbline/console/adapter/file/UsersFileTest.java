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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.people.PasswordHash;
import org.plumbline.console.people.Person;
import org.plumbline.console.people.User;

class UsersFileTest {
    @TempDir
    Path directory;

    @Test
    void missingFileIsMadeWithTwoWhoMayApproveAndAnAdminWhosePasswordsAreToldOnce() throws IOException {
        UsersFile file = new UsersFile(directory.resolve("sub/users.json"));
        Map<String, String> passwords = file.createIfMissing(new Random(3));
        assertEquals(Set.of("anna", "ben", "admin"), passwords.keySet());
        assertEquals(Map.of(), file.createIfMissing(new Random(4)), "passwords were told twice");

        Map<String, User> users = file.load();
        assertTrue(users.get("anna").passwordHash().matches(passwords.get("anna")));
        assertEquals(Set.of("engineer", "approver"), users.get("anna").person().roles());
        assertEquals(Set.of("engineer", "approver"), users.get("ben").person().roles());
        assertEquals(Set.of("admin"), users.get("admin").person().roles());
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
    void oneNameInTwoSpellingsIsRefused() {
        UsersFile file = new UsersFile(directory.resolve("users.json"));
        PasswordHash hash = PasswordHash.of("x", new Random(5));
        file.save(List.of(
                new User(new Person("anna", Set.of("viewer")), hash),
                new User(new Person("Anna", Set.of("approver")), hash)));
        assertThrows(ConsoleException.class, file::load);
    }

    @Test
    void fileThatEverybodyMayWriteIsRefused() throws IOException {
        Path path = Files.writeString(directory.resolve("users.json"), "[]");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        ConsoleException refusal = assertThrows(ConsoleException.class, () -> new UsersFile(path).load());
        assertTrue(refusal.getMessage().contains("0600"), refusal.getMessage());
    }
}
