// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

/**
 * Something in a file that keeps it from being taken in.
 *
 * @param line line of the file, counted from 1; 0 = the file as a whole
 * @param column name of the column; empty when it is the row as a whole
 * @param value what stands there, shortened; empty when there is nothing, or it may be a secret
 * @param reason what is wrong with it
 * @param remedy what to do
 */
public record Finding(int line, String column, String value, String reason, String remedy) {}
