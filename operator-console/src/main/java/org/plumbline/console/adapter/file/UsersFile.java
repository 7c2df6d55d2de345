// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.people.PasswordHash;
import org.plumbline.console.people.People;
import org.plumbline.console.people.Person;
import org.plumbline.console.people.PersonName;
import org.plumbline.console.people.User;

/**
 * The users in a JSON file: a list of {@code {"name", "roles": [...], "password": {"salt", "iterations", "hash"}}}. A
 * missing file is made with two engineers who may approve each other's campaigns, and an admin.
 */
public final class UsersFile {
    private static final List<Person> FIRST_PEOPLE = List.of(
            new Person("anna", Set.of(Person.ENGINEER, Person.APPROVER)),
            new Person("ben", Set.of(Person.ENGINEER, Person.APPROVER)),
            new Person("admin", Set.of(Person.ADMIN)));
    private static final String OWNER_ONLY = "rw-------";

    private record Entry(
            @Nullable String name,
            @Nullable List<String> roles,
            @Nullable PasswordHash password) {}

    private final ObjectMapper json = new ObjectMapper();
    private final Path file;

    public UsersFile(Path file) {
        this.file = file;
    }

    /**
     * Makes the file when it is missing.
     *
     * @param random for passwords and salts; must be unpredictable
     * @return the passwords by name, which are stored nowhere else; empty when the file was there
     * @throws ConsoleException when it cannot be written
     */
    public Map<String, String> createIfMissing(RandomGenerator random) {
        if (Files.exists(file)) {
            return Map.of();
        }
        Map<String, String> passwords = new LinkedHashMap<>();
        List<User> users = new ArrayList<>();
        for (Person person : FIRST_PEOPLE) {
            String password = People.password(random);
            passwords.put(person.name(), password);
            users.add(new User(person, PasswordHash.of(password, random)));
        }
        save(users);
        return passwords;
    }

    /**
     * Writes the users as a whole: afterwards the file holds these or what it held before.
     *
     * @throws ConsoleException when it cannot be written
     */
    public void save(Collection<User> users) {
        List<Entry> entries = users.stream()
                .map(user -> new Entry(
                        user.person().name(),
                        user.person().roles().stream().sorted().toList(),
                        user.passwordHash()))
                .toList();
        try {
            writeOwnerOnly(file, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(entries));
        } catch (IOException e) {
            throw new ConsoleException("users file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the users by name.
     *
     * @throws ConsoleException when the file is malformed, holds no user or may be written by everybody; names the culprit
     */
    public Map<String, User> load() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new ConsoleException("users file " + file + " may be written by everybody; use mode 0600");
            }
            List<Entry> entries = json.readValue(file.toFile(), new TypeReference<List<Entry>>() {});
            Map<String, User> users = new LinkedHashMap<>();
            for (Entry entry : entries) {
                User user = user(entry);
                String name = user.person().name();
                if (users.keySet().stream().anyMatch(other -> PersonName.isSame(other, name))) {
                    throw new ConsoleException("users file " + file + " names " + name + " twice, if in two spellings");
                }
                users.put(name, user);
            }
            if (users.isEmpty()) {
                throw new ConsoleException("users file " + file + " holds no user");
            }
            return users;
        } catch (IOException e) {
            throw new ConsoleException("users file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes passwords for a program that must log in, one {@code name=password} per line, mode 0600. An existing file is
     * replaced.
     *
     * @throws ConsoleException when it cannot be written
     */
    public static void writePasswords(Path target, Map<String, String> passwords) {
        String lines = passwords.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            writeOwnerOnly(target, lines.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ConsoleException("passwords file " + target + " cannot be written: " + e.getMessage(), e);
        }
    }

    private User user(Entry entry) {
        String name = Optional.ofNullable(entry.name()).orElse("");
        List<String> roles = Optional.ofNullable(entry.roles()).orElse(List.of());
        PasswordHash password = entry.password();
        if (name.isBlank()
                || password == null
                || roles.isEmpty()
                || !Set.copyOf(Person.ROLES).containsAll(roles)) {
            throw new ConsoleException("users file " + file + ": user '" + name
                    + "' needs a name, a password hash and roles among " + Person.ROLES);
        }
        return new User(new Person(name, Set.copyOf(roles)), password);
    }

    private static void writeOwnerOnly(Path target, byte[] content) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(target + " is not a file");
        }
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(
                folder, ".new-", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(content));
                channel.force(true);
            }
            Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
