// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The tables in a database: H2 in a file of its own, or PostgreSQL, by the same statements. */
@NullMarked
package org.plumbline.console.adapter.sql;

import org.jspecify.annotations.NullMarked;
