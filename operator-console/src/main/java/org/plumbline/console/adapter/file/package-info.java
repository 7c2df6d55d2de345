// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The users file. */
@NullMarked
package org.plumbline.console.adapter.file;

import org.jspecify.annotations.NullMarked;
