// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.util.List;
import org.plumbline.calibrator.audit.Fact;

/** What a command or a member's change comes to. */
public sealed interface CampaignStep {

    /**
     * The campaign changed.
     *
     * @param campaign the campaign from now on
     * @param effects what follows, in order
     * @param facts what happened
     */
    record Changed(CampaignRecord campaign, List<Effect> effects, List<Fact> facts) implements CampaignStep {}

    /** Nothing changes: the command was here before, or the change is known. */
    record Repeated() implements CampaignStep {}

    /**
     * Nothing changes.
     *
     * @param reason name of the reason
     */
    record Refused(String reason) implements CampaignStep {}

    /** What follows from a change for the members. */
    sealed interface Effect {
        /** Keep the chunk that came with the command. */
        record KeepChunk(int chunkIndex) implements Effect {}

        /** All chunks are there: compare them with the announcement. */
        record Seal() implements Effect {}

        /** Tell all members' meters that they are members. */
        record EnlistAll() implements Effect {}

        /** Members that were not reached, or not in time, wait again. */
        record RetryUnreached() implements Effect {}

        /** Permit orders to the members of these waves. */
        record Permit(int fromWave, int toWave) implements Effect {}

        /** Stop orders that are out already: the campaign is held. */
        record Hold(String reason) implements Effect {}

        /** Pass on the lift that came with the command, if one came. */
        record PassOnLift() implements Effect {}

        /** No new orders to any member for now. */
        record SuspendAll(String reason) implements Effect {}

        /** No new order to the members of a meter model ever. */
        record StopModel(String meterModel, String reason) implements Effect {}

        /** No new order to any member ever. */
        record AbortAll(String reason) implements Effect {}
    }
}
