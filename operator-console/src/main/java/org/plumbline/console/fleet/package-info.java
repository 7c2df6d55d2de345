// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** What is known of the fleet, built from records one by one; pure. */
@NullMarked
package org.plumbline.console.fleet;

import org.jspecify.annotations.NullMarked;
