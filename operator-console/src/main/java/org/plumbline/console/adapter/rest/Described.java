// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says of an endpoint beyond what its signature tells. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Described {

    /** Status of success. */
    int status() default 200;

    /** Type of the body of success; {@code Void} for none. */
    Class<?> answer() default Void.class;

    /** Parameters of the query that the method reads by itself. */
    String[] query() default {};

    /** Media types of a body of success that is not JSON. */
    String[] files() default {};
}
