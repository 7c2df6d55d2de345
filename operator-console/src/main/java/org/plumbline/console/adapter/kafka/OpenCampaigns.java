// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.serde.RecordSerde;

/** Campaigns that are not over, and which of some meters are members. Read when first asked. Confined to one thread. */
final class OpenCampaigns {
    private final TopicScan scan;
    private final RecordSerde<Campaign> campaigns;
    private final RecordSerde<CampaignMember> members;
    private final String prefix;
    private final Set<String> meterIds;
    private @Nullable Map<String, String> byMeter;

    OpenCampaigns(TopicScan scan, SchemaRegistryClient registry, String prefix, Set<String> meterIds) {
        this.scan = scan;
        this.campaigns = new RecordSerde<>(registry, Campaign.class);
        this.members = new RecordSerde<>(registry, CampaignMember.class);
        this.prefix = prefix;
        this.meterIds = meterIds;
    }

    /** A campaign of the meter. */
    Optional<String> of(String meterId) {
        Map<String, String> known = byMeter;
        if (known == null) {
            known = read();
            byMeter = known;
        }
        return Optional.ofNullable(known.get(meterId));
    }

    private Map<String, String> read() {
        String topic = Topics.CAMPAIGNS.prefixed(prefix);
        Set<String> open = new HashSet<>();
        scan.read(RegisterFinds.partitions(scan, topic), found -> {
            if (found.key() != null
                    && found.value() != null
                    && isOpen(RegisterFinds.decoded(campaigns, topic, found.value()))) {
                open.add(found.key());
            } else {
                open.remove(found.key());
            }
        });
        String memberTopic = Topics.CAMPAIGN_MEMBERS.prefixed(prefix);
        Map<String, String> found = new HashMap<>();
        scan.read(RegisterFinds.partitions(scan, memberTopic), member -> {
            if (member.value() != null) {
                CampaignMember told = RegisterFinds.decoded(members, memberTopic, member.value());
                if (open.contains(told.getCampaignId()) && meterIds.contains(told.getMeterId())) {
                    found.put(told.getMeterId(), told.getCampaignId());
                }
            }
        });
        return found;
    }

    private static boolean isOpen(Campaign campaign) {
        return switch (campaign.getState()) {
            case COMPLETED, ABORTED, REFUSED -> false;
            default -> true;
        };
    }
}
