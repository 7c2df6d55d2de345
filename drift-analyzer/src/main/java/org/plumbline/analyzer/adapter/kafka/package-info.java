/** Kafka at the edge: settings, topics that must exist, poison records. */
@NullMarked
package org.plumbline.analyzer.adapter.kafka;

import org.jspecify.annotations.NullMarked;
