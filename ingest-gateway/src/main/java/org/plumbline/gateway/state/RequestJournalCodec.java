// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The request journal as the fields of its section. */
final class RequestJournalCodec {

    private RequestJournalCodec() {}

    static void write(DataOutputStream out, RequestJournal journal) throws IOException {
        out.writeByte(journal.answered().size());
        for (RequestJournal.Answered answered : journal.answered()) {
            out.writeUTF(answered.requestId());
            out.writeLong(answered.expiresAt().toEpochMilli());
        }
        out.writeLong(journal.forgottenUntil().toEpochMilli());
        RequestJournal.Progress progress = journal.underWay();
        out.writeBoolean(progress != null);
        if (progress != null) {
            out.writeUTF(progress.requestId());
            out.writeLong(progress.resumeFrom().toEpochMilli());
            out.writeInt(progress.readings());
        }
    }

    static RequestJournal read(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        List<RequestJournal.Answered> answered = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answered.add(new RequestJournal.Answered(in.readUTF(), Instant.ofEpochMilli(in.readLong())));
        }
        Instant forgottenUntil = Instant.ofEpochMilli(in.readLong());
        RequestJournal.Progress progress = in.readBoolean()
                ? new RequestJournal.Progress(in.readUTF(), Instant.ofEpochMilli(in.readLong()), in.readInt())
                : null;
        return new RequestJournal(answered, forgottenUntil, progress);
    }
}
