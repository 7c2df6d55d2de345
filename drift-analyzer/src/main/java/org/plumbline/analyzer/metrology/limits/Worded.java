// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/** A constant that limit files name by a word. */
interface Worded {
    /** The word in files. */
    String word();
}
