import { type CardReading, isSoft, type Sex } from './card.ts';
import { maskName, maskNumber } from './mask.ts';
import type { ReasonCode } from './reason-table.ts';

/** The way a scan came: a scanner's own channel, its keyboard mode, the camera, fingers, or the API. */
export type ScanSource = 'serial' | 'hid-pos' | 'keyboard' | 'camera' | 'typed' | 'api';

export type ScanAnswer = {
  readonly verdict: 'ok' | 'confirm' | 'reject';
  /** The first of `codes`. */
  readonly code: ReasonCode | null;
  /** Why it is not `ok`; soft notes are not among them. */
  readonly codes: readonly ReasonCode[];
  readonly kind: 'cccd' | 'bhyt' | 'number' | null;
  readonly person: {
    readonly maskedName: string | null;
    readonly birthYear: number | null;
    readonly sex: Sex | null;
    readonly maskedId: string;
  } | null;
};

/**
 * The name of a reading, where it may be used: null for a number alone and for lossy text, whose name has to
 * come from the hospital's system. Only this name may be kept or shown, even masked.
 */
export function trustedName(reading: CardReading): string | null {
  return 'name' in reading && reading.quality !== 'lossy' ? reading.name : null;
}

function personOf(reading: Exclude<CardReading, { status: 'reject' }>): NonNullable<ScanAnswer['person']> {
  const maskedId = maskNumber('id' in reading ? reading.id : reading.no);
  if (!('name' in reading)) return { maskedName: null, birthYear: null, sex: null, maskedId };
  const name = trustedName(reading);
  const maskedName = name === null ? null : maskName(name);
  return { maskedName, birthYear: Number(reading.dob.slice(0, 4)), sex: reading.sex, maskedId };
}

/**
 * What may be told about a reading to the screen that sent it: verdict, reasons, and a person with name and
 * number masked. Whatever came as keystrokes is at least `confirm`: a keyboard-mode scanner sends US key
 * codes, and input methods rewrite them.
 */
export function scanAnswer(reading: CardReading, source: ScanSource): ScanAnswer {
  if (reading.status === 'reject') {
    return { verdict: 'reject', code: reading.err, codes: [reading.err], kind: null, person: null };
  }
  const codes: ReasonCode[] = reading.warn.filter((code) => !isSoft(code));
  if (source === 'keyboard') codes.push('keyboard_source');
  const kind = reading.kind === 'cccd' || reading.kind === 'bhyt' ? reading.kind : 'number';
  const verdict = codes.length === 0 ? 'ok' : 'confirm';
  return { verdict, code: codes[0] ?? null, codes, kind, person: personOf(reading) };
}
