/** The Kafka Streams topology: routes levels to the tested meter and runs the pure steps on them. */
@NullMarked
package org.plumbline.analyzer.streams;

import org.jspecify.annotations.NullMarked;
