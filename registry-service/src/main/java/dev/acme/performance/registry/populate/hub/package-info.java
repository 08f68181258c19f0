/** Downloads a model from a hub that has the Hugging Face hub's URL layout. */
@NullMarked
package dev.acme.performance.registry.populate.hub;

import org.jspecify.annotations.NullMarked;
