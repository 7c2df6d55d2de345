/** The Kafka Streams topology and its processors, and the contract's records as domain types. */
@NullMarked
package org.plumbline.calibrator.adapter.kafka;

import org.jspecify.annotations.NullMarked;
