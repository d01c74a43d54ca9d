package io.caravan.stream.registry;

/**
 * A schema as the registry has it.
 *
 * @param subject under which it stands
 * @param version its number there, from 1
 * @param id its number at the registry, by which records name it
 */
public record RegisteredSchema(String subject, int version, int id) {}
