package dev.acme.performance.operator.experiment.plan;

/** One measurement of a cell: its place in the order from 0, and the block that it belongs to, from 0. */
public record Slot(int number, int block, String cell) {}
