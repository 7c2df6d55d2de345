// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.CalibratorException;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceProfile;

/** Keeps the global store of the kinds of active reference profiles, by profileId. */
final class ReferenceProcessor implements Processor<String, ReferenceProfile, Void, Void> {

    static final String STORE = "reference-kinds-v1";

    private @Nullable KeyValueStore<String, String> store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, ReferenceProfile> message) {
        KeyValueStore<String, String> kinds = store;
        if (kinds == null) {
            throw new CalibratorException("not initialised");
        }
        if (message.key() == null) {
            return;
        }
        ReferenceProfile profile = message.value();
        if (profile == null || profile.getState() != ProfileState.ACTIVE) {
            kinds.delete(message.key());
        } else {
            kinds.put(message.key(), profile.getKind().name());
        }
    }
}
