// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

/** A person who can log in, with the hash of the password. */
public record User(Person person, PasswordHash passwordHash) {}
