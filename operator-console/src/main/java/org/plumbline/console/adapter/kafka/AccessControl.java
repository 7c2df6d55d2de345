// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.plumbline.console.ConsoleException;

/** The brokers' access control lists. */
public final class AccessControl {
    private static final int DEADLINE_SECONDS = 30;
    private static final int AGAIN_MILLISECONDS = 100;

    private final Map<String, Object> settings;

    /** @param settings of a client that may alter the lists */
    public AccessControl(Map<String, Object> settings) {
        this.settings = new HashMap<>(settings);
        this.settings.put("default.api.timeout.ms", DEADLINE_SECONDS * 1_000);
    }

    /**
     * Grants rights; those that are there already stay. Returns when a broker shows them: the controller says yes before
     * brokers have heard of it.
     *
     * @throws ConsoleException when the brokers refuse or do not answer
     */
    public void grant(Collection<AclBinding> rights) throws InterruptedException {
        try (Admin admin = Admin.create(settings)) {
            await(admin.createAcls(rights).all());
        }
        Set<String> principals =
                rights.stream().map(right -> right.entry().principal()).collect(Collectors.toSet());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!granted(principals).containsAll(rights)) {
            if (System.nanoTime() > deadline) {
                throw new ConsoleException("the controller took the rights, but the brokers did not show them within "
                        + DEADLINE_SECONDS + " s; look at the brokers' health, then check again");
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLISECONDS);
        }
    }

    /**
     * Everything the brokers grant or deny these principals by name.
     *
     * @throws ConsoleException when the brokers refuse or do not answer
     */
    public Set<AclBinding> granted(Collection<String> principals) {
        Set<AclBinding> found = new HashSet<>();
        try (Admin admin = Admin.create(settings)) {
            for (String principal : principals) {
                found.addAll(await(admin.describeAcls(new AclBindingFilter(
                                ResourcePatternFilter.ANY,
                                new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY)))
                        .values()));
            }
        }
        return found;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ConsoleException(
                    "the brokers did not answer with their access rights; is authorisation on, and may this client"
                            + " see and alter them? " + e.getCause(),
                    e);
        } catch (TimeoutException e) {
            throw new ConsoleException("the brokers did not answer within " + DEADLINE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
