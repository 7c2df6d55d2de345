// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.port.TableReader;
import org.plumbline.console.port.TableStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a second whether rows of the tables have moved, once for all streams. Safe for use by many threads. */
@ApplicationScoped
class TableTicks {
    private static final Logger LOGGER = LoggerFactory.getLogger(TableTicks.class);

    private final TableReader reader;
    private volatile long version;
    private @Nullable ScheduledFuture<?> looking;

    TableTicks(TableReader reader) {
        this.reader = reader;
    }

    @PostConstruct
    void start() {
        looking = Infrastructure.getDefaultWorkerPool().scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (looking != null) {
            looking.cancel(false);
        }
    }

    /** Another number when rows may have moved. */
    long version() {
        return version;
    }

    private void look() {
        try {
            version = reader.version();
        } catch (TableStore.UnavailableException e) {
            LOGGER.atDebug().setCause(e).log("the tables do not answer; looking again in a second");
        }
    }
}
