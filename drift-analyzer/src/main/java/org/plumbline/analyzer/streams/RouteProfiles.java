// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.RefusedRecordException;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;

/** Tells the tested meter what became of a profile; when that names another meter now, both are told. */
final class RouteProfiles implements Processor<String, byte[], String, ProfileChange> {
    private final ProfileReader reader;
    private @Nullable ProcessorContext<String, ProfileChange> context;
    private @Nullable KeyValueStore<String, byte[]> profiles;

    RouteProfiles(ProfileReader reader) {
        this.reader = reader;
    }

    @Override
    public void init(ProcessorContext<String, ProfileChange> given) {
        context = given;
        profiles = given.getStateStore(DriftTopology.PROFILE_STORE);
    }

    @Override
    public void process(Record<String, byte[]> in) {
        KeyValueStore<String, byte[]> store = Objects.requireNonNull(profiles, "init comes first");
        String profileId = in.key();
        ReferenceProfile profile = in.value() == null ? null : reader.read(in.value());
        if (profileId == null || profile != null && !profileId.equals(profile.getProfileId())) {
            throw new RefusedRecordException("KEY_MISMATCH: the record key is not the profileId of the profile");
        }
        if (profile != null && isOfOneMeter(profile)) {
            throw new RefusedRecordException("SAME_METER: profile " + profileId + " names meter "
                    + profile.getTestedMeterId() + " as its own reference, which says nothing about it; name another"
                    + " meter as the reference, or withdraw the profile");
        }
        byte[] before = store.get(profileId);
        String testedBefore = before == null ? "" : reader.read(before).getTestedMeterId();
        boolean inUse = profile != null && profile.getState() == ProfileState.ACTIVE;
        String tested = profile != null && inUse ? profile.getTestedMeterId() : "";
        if (!testedBefore.isEmpty() && !testedBefore.equals(tested)) {
            tell(in, testedBefore, new ProfileChange(profileId, null));
        }
        if (!tested.isEmpty()) {
            tell(in, tested, new ProfileChange(profileId, in.value()));
        }
        store.put(profileId, inUse ? in.value() : null);
    }

    /** A withdrawn profile compares nothing, whatever it names. */
    private static boolean isOfOneMeter(ReferenceProfile profile) {
        return profile.getState() == ProfileState.ACTIVE
                && profile.getKind() == ReferenceKind.PAIRED
                && profile.getTestedMeterId().equals(profile.getReferenceMeterId());
    }

    private void tell(Record<String, byte[]> in, String meterId, ProfileChange change) {
        Objects.requireNonNull(context, "init comes first")
                .forward(in.withKey(meterId).withValue(change));
    }
}
