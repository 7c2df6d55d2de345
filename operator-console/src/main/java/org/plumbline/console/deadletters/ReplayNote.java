// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.deadletters;

import java.time.Instant;

/**
 * That a letter was written to its topic again.
 *
 * @param number which replay of this letter it was, from 1
 * @param principal who asked for it
 * @param at wall-clock time
 * @param reason why, in that person's words
 * @param offset where the record stands now, on the topic and partition it came from
 */
public record ReplayNote(DeadLetter.Id letter, int number, String principal, Instant at, String reason, long offset) {}
