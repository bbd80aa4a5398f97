import { randomFillSync } from 'node:crypto';

/** Chance that was drawn and not used yet: asking the machine for it costs 8 µs, however little is asked for. */
const drawn = Buffer.alloc(4_096);
let used = drawn.length;

/**
 * A name that nobody can guess and that no other thing has: so many random bytes (at most 4,096) as base64url,
 * 12 letters unless told.
 */
export function freshName(bytes = 9): string {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const name = drawn.toString('base64url', used, used + bytes);
  drawn.fill(0, used, used + bytes);
  used += bytes;
  return name;
}
