// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** What analysts get of the topics as tables, and under which pseudonyms. */
@NullMarked
package org.plumbline.console.export;

import org.jspecify.annotations.NullMarked;
