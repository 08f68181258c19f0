/** The controllers: their plans by tables, what they bring about through the API. */
@NullMarked
package dev.acme.performance.local.controllers;

import org.jspecify.annotations.NullMarked;
