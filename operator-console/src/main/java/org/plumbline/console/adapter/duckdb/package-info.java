// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Tables for analysts, staged and written by DuckDB. */
@NullMarked
package org.plumbline.console.adapter.duckdb;

import org.jspecify.annotations.NullMarked;
