// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

/** Where the policy of a meter comes from. Immutable. */
public sealed interface PolicySource permits AccuracyPolicy, TabledPolicy {
    /** The policy that decides about a meter that works at this point. */
    AccuracyPolicy at(OperatingPoint point);
}
