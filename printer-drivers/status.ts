import type { StatusNumber } from './escpos-commands.ts';
import type { HealthState } from './health-words.ts';

/** Signs of a printer, gathered from whatever it last said. */
export type Signs = {
  readonly offline: boolean;
  readonly coverOpen: boolean;
  readonly paperEnd: boolean;
  readonly paperNearEnd: boolean;
  readonly cutter: boolean;
  readonly unrecoverable: boolean;
  readonly overheated: boolean;
};

/** A printer that has said nothing bad. */
export const ALL_WELL: Signs = {
  offline: false,
  coverOpen: false,
  paperEnd: false,
  paperNearEnd: false,
  cutter: false,
  unrecoverable: false,
  overheated: false,
};

const has = (byte: number, mask: number): boolean => (byte & mask) !== 0;

/** What one answer to DLE EOT n says; the signs it does not speak of are absent. */
export function signsOfAnswer(n: StatusNumber, byte: number): Partial<Signs> {
  switch (n) {
    case 1:
      return { offline: has(byte, 0x08) };
    case 2:
      return { coverOpen: has(byte, 0x04), paperEnd: has(byte, 0x20) };
    case 3:
      return { cutter: has(byte, 0x08), unrecoverable: has(byte, 0x20), overheated: has(byte, 0x40) };
    case 4:
      return { paperNearEnd: has(byte, 0x0c), paperEnd: has(byte, 0x60) };
  }
}

/** What the four bytes of an automatic status say; the fourth is reserved. */
export function signsOfAsb(bytes: readonly number[]): Signs {
  const [first = 0, second = 0, third = 0] = bytes;
  return {
    offline: has(first, 0x08),
    coverOpen: has(first, 0x20),
    cutter: has(second, 0x08),
    unrecoverable: has(second, 0x20),
    overheated: has(second, 0x40),
    paperNearEnd: has(third, 0x03),
    paperEnd: has(third, 0x0c),
  };
}

/** What the answer to GS r 1 says of the paper. Paper end never arrives: the printer is silent then. */
export function signsOfFence(byte: number): Partial<Signs> {
  return { paperNearEnd: has(byte, 0x03), paperEnd: has(byte, 0x0c) };
}

/**
 * The one state to act on. An open cover comes first: the paper sensor often says "end" with it. The bit for
 * a hot head is inverted in one manual (Samsung SRP-500), so it counts only while the printer is offline.
 */
export function healthOf(signs: Signs): HealthState {
  if (signs.coverOpen) return 'coverOpen';
  if (signs.paperEnd) return 'paperOut';
  if (signs.cutter) return 'cutterError';
  if (signs.unrecoverable) return 'offline';
  if (signs.overheated && signs.offline) return 'overheated';
  if (signs.offline) return 'offline';
  return signs.paperNearEnd ? 'paperLow' : 'ready';
}
