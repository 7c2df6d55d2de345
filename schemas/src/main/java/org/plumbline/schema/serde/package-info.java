/** Avro records in Confluent wire format, on the Confluent Schema Registry client. */
@NullMarked
package org.plumbline.schema.serde;

import org.jspecify.annotations.NullMarked;
