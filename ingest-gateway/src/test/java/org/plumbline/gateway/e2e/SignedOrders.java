// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.simulator.meter.MeterPlan;

/** Orders and holds as the calibrator and the console would sign them. */
public final class SignedOrders {

    static final String CAMPAIGN = "campaign-1";

    private SignedOrders() {}

    /** An order that multiplies the gains of the factory block, resting on epoch 1. */
    public static CalibrationOrder order(SigningKey signer, MeterPlan plan, long sequence, double factor) {
        MeterModel model =
                MeterModels.named(plan.model().name().replace('_', '-')).orElseThrow();
        byte[] base = plan.factoryBlock().canonicalBytes();
        byte[] target = model.scaled(base, factor);
        CalibrationOrder unsigned = CalibrationOrder.newBuilder()
                .setMeterId(plan.meterId())
                .setSequence(sequence)
                .setCampaignId(CAMPAIGN)
                .setCaseId(plan.meterId() + "|MET-02|1")
                .setTarget(CoefficientTarget.newBuilder()
                        .setMeterModel(model.name())
                        .setBaseEpoch(1)
                        .setBaseBlock(ByteBuffer.wrap(base))
                        .setBaseChecksum(model.checksumOf(base))
                        .setTargetBlock(ByteBuffer.wrap(target))
                        .setTargetChecksum(model.checksumOf(target))
                        .setCorrectionFactor(model.gainRatio(base, target))
                        .build())
                .setIssuedAt(now())
                .setExpiresAt(now().plus(Duration.ofMinutes(10)))
                .build();
        return signed(signer, unsigned);
    }

    static CalibrationOrder signed(SigningKey signer, CalibrationOrder order) {
        CalibrationOrder named = CalibrationOrder.newBuilder(order)
                .setOrderId(Canonical.orderId(order))
                .setSignature(null)
                .build();
        return CalibrationOrder.newBuilder(named)
                .setSignature(signer.sign(Canonical.signedPart(named)))
                .build();
    }

    public static Hold hold(String scope, boolean active) {
        return Hold.newBuilder()
                .setScope(scope)
                .setActive(active)
                .setPrincipal("somebody")
                .setAuthenticatedAt(now())
                .setIssuedAt(now())
                .setReason("test")
                .build();
    }

    /** A lift of the stop, not yet signed. */
    public static Hold liftOf(Hold stop) {
        return Hold.newBuilder(hold(stop.getScope(), false))
                .setLiftedStopId(Canonical.stopId(stop))
                .build();
    }

    public static Hold signed(SigningKey signer, Hold hold) {
        return Hold.newBuilder(hold)
                .setSignature(signer.sign(Canonical.signedPart(hold)))
                .build();
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
