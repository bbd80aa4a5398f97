/** The first and the last number of a group that is asked to come near its room. */
export type Invitation = { from: string; to: string };

/**
 * Reads the code of a row of calls. A group stands there as `L021 – L030`; null for a call, which is one code.
 * A group asked near is not called: nobody of it may walk in.
 */
export function invitationOf(code: string): Invitation | null {
  const [from, to] = code.split(' – ');
  return from && to ? { from, to } : null;
}
