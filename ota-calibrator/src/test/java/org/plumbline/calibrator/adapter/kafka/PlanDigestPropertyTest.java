// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.plumbline.calibrator.Scene;
import org.plumbline.calibrator.member.Member;
import org.plumbline.schema.avro.CampaignPlan;
import org.plumbline.schema.avro.WavePlan;
import org.plumbline.schema.signing.Canonical;

/** The approval covers every field of the plan, whatever fields the contract has. */
class PlanDigestPropertyTest {

    private static final List<Member> MEMBERS = List.of(FromContract.member(Scene.member("m-1", 1)));

    @Property(tries = 100)
    void planThatGovernsIsThePlanThatWasApproved(@ForAll("plans") CampaignPlan plan) {
        assertEquals(plan, ToContract.plan(FromContract.plan(plan)));
        assertEquals(Canonical.campaignDigest(plan, List.of(Scene.member("m-1", 1))), digest(plan));
        assertNotEquals(digest(null), digest(plan));
    }

    @Property(tries = 100)
    void everyChangeOfAnyFieldGivesAnotherDigest(@ForAll("plans") CampaignPlan plan) {
        List<CampaignPlan> changes = new ArrayList<>();
        for (Schema.Field field : CampaignPlan.getClassSchema().getFields()) {
            if (!field.name().equals("waves")) {
                CampaignPlan changed = CampaignPlan.newBuilder(plan).build();
                change(changed, field);
                changes.add(changed);
            }
        }
        for (int wave = 0; wave < plan.getWaves().size(); wave++) {
            for (Schema.Field field : WavePlan.getClassSchema().getFields()) {
                WavePlan changed =
                        WavePlan.newBuilder(plan.getWaves().get(wave)).build();
                change(changed, field);
                List<WavePlan> waves = new ArrayList<>(plan.getWaves());
                waves.set(wave, changed);
                changes.add(CampaignPlan.newBuilder(plan).setWaves(waves).build());
            }
        }
        List<WavePlan> longer = new ArrayList<>(plan.getWaves());
        longer.add(plan.getWaves().getLast());
        changes.add(CampaignPlan.newBuilder(plan).setWaves(longer).build());
        for (CampaignPlan changed : changes) {
            assertNotEquals(digest(plan), digest(changed), () -> plan + " became " + changed);
        }
    }

    private static void change(SpecificRecord holder, Schema.Field field) {
        Object value = SpecificData.get().getField(holder, field.name(), field.pos());
        holder.put(
                field.pos(),
                switch (value) {
                    case Integer number -> number + 1;
                    case Double number -> Math.nextUp(number);
                    case Boolean flag -> !flag;
                    default -> throw new IllegalStateException("say how to change " + field);
                });
    }

    private static String digest(CampaignPlan plan) {
        return ToContract.campaignDigest(FromContract.plan(plan), MEMBERS);
    }

    @Provide
    Arbitrary<CampaignPlan> plans() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 100_000);
        Arbitrary<List<WavePlan>> waves = Combinators.combine(
                        Arbitraries.doubles().between(0, 1), numbers, Arbitraries.of(true, false))
                .as((share, number, look) -> new WavePlan(share, number, share / 2, number + 1, share / 3, 1, look))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        return Combinators.combine(numbers, numbers, numbers, numbers, numbers, waves, numbers, numbers)
                .as(CampaignPlan::new);
    }
}
