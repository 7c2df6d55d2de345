// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Planning a campaign from cases, and what a person may do with it; pure. */
@NullMarked
package org.plumbline.console.campaign;

import org.jspecify.annotations.NullMarked;
