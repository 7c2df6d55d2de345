/** How a program reaches the Kafka cluster, and what it may do there. */
@NullMarked
package org.plumbline.schema.kafka;

import org.jspecify.annotations.NullMarked;
