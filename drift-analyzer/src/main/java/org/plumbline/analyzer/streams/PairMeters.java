// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.RefusedRecordException;

/**
 * Keeps the profiles that test a meter and decides which reference meter is in force. The tested meter, the reference
 * and the reference before are told.
 */
final class PairMeters implements Processor<String, ProfileChange, String, MeterProfiles> {
    private final ProfileReader reader;
    private @Nullable ProcessorContext<String, MeterProfiles> context;
    private @Nullable KeyValueStore<String, byte[]> byTested;

    PairMeters(ProfileReader reader) {
        this.reader = reader;
    }

    @Override
    public void init(ProcessorContext<String, MeterProfiles> given) {
        context = given;
        byTested = given.getStateStore(DriftTopology.PAIRING_STORE);
    }

    @Override
    public void process(Record<String, ProfileChange> in) {
        KeyValueStore<String, byte[]> store = Objects.requireNonNull(byTested, "init comes first");
        byte[] stored = store.get(in.key());
        MeterProfiles before = stored == null ? MeterProfiles.none(in.key()) : MeterProfiles.of(stored);
        MeterProfiles after = before.with(in.value(), reader);
        if (after.octetsById().size() > MeterProfiles.MOST_PROFILES) {
            throw new RefusedRecordException("TOO_MANY_PROFILES: more than " + MeterProfiles.MOST_PROFILES
                    + " profiles test meter " + in.key() + "; withdraw those that are not needed and write "
                    + in.value().profileId() + " again");
        }
        store.put(in.key(), after.octets());
        SortedSet<String> told = new TreeSet<>();
        told.add(in.key());
        told.add(before.referenceMeterId());
        told.add(after.referenceMeterId());
        told.remove("");
        for (String meterId : told) {
            Objects.requireNonNull(context, "init comes first")
                    .forward(in.withKey(meterId).withValue(after));
        }
    }
}
