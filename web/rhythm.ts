/**
 * The three numbers of `core/wire/protocol.ts` that a page needs at run time. That file also makes the schemas,
 * which would bring all of zod into a television's script; a test holds the two equal.
 */
export const PROTOCOL = 1;
export const AMBER_MS = 10_000;
export const GREY_MS = 60_000;
