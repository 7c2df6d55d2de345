// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** What people ask of one meter: what may be asked, and what became of it. Pure. */
@NullMarked
package org.plumbline.console.actions;

import org.jspecify.annotations.NullMarked;
