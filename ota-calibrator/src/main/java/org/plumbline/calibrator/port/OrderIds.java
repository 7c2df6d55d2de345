// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.port;

import org.plumbline.calibrator.job.OrderDraft;

/** The contract's id of an order, from its content. */
@FunctionalInterface
public interface OrderIds {

    /** The id, hexadecimal; equal drafts have equal ids. */
    String of(OrderDraft draft);
}
