// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a coefficient block reaches the meter and becomes active. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Transfer.PendingThenChecksum.class, name = "PENDING_THEN_CHECKSUM"),
    @JsonSubTypes.Type(value = Transfer.PendingThenScript.class, name = "PENDING_THEN_SCRIPT"),
    @JsonSubTypes.Type(value = Transfer.Image.class, name = "IMAGE")
})
public sealed interface Transfer {

    /** SET the pending block, read it back, SET its checksum: that activates it. */
    record PendingThenChecksum(CosemAttribute pending, CosemAttribute pendingChecksum) implements Transfer {}

    /** SET the pending block, read it back, execute a script: that activates it. */
    record PendingThenScript(CosemAttribute pending, String scriptTable, int scriptId) implements Transfer {}

    /** Image transfer (class 18): initiate, blocks, verify, activate. */
    record Image(String imageTransfer, int imageBlockOctets) implements Transfer {}
}
