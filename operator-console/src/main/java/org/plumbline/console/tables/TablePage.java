// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of a table.
 *
 * @param rows values in the order of the columns: text, number or instant; null where there is none
 * @param next key of the last row when there may be more behind it
 */
public record TablePage(List<List<@Nullable Object>> rows, Optional<String> next) {}
