/** The contract between the services: topics, schemas, meter models, signatures. */
@NullMarked
package org.plumbline.schema;

import org.jspecify.annotations.NullMarked;
