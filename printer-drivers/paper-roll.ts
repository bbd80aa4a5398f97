import type { Capabilities } from './capability.ts';

/** Paper between the print head and the cutter: fed after every ticket, white (about 12 mm in all 80 mm printers). */
const HEAD_TO_CUTTER_MM = 12;

/**
 * Millimetres of roll that one slip takes: its rows, the way to the cutter and what is fed beyond it.
 * `millimetres`: those of the slip's rows (`SlipJob.millimetres`, `PrintOutcome.millimetres`).
 */
export function paperTaken(
  millimetres: number,
  printer: Pick<Capabilities, 'feedBeforeCut' | 'dpi'>,
): number {
  return millimetres + HEAD_TO_CUTTER_MM + (printer.feedBeforeCut / printer.dpi) * 25.4;
}

/**
 * Tickets left on a roll of `rollMm` of which `usedMm` are gone, when a ticket takes `meanMm`: whole ones, never
 * fewer than 0. Null when nothing can be said (no mean yet, or figures that are none).
 */
export function forecast(rollMm: number, usedMm: number, meanMm: number): number | null {
  if (![rollMm, usedMm, meanMm].every(Number.isFinite) || rollMm <= 0 || usedMm < 0 || meanMm <= 0)
    return null;
  return Math.max(0, Math.floor((rollMm - usedMm) / meanMm));
}

/** How far a roll has been used, to be kept beside the printer. `slips`: those printed from this roll. */
export type RollUse = { readonly rollMm: number; readonly usedMm: number; readonly slips: number };

/** A roll just put in; 50 m is what most 80 mm rolls hold, cheap ones hold less. */
export function newRoll(rollMm: number): RollUse {
  return { rollMm, usedMm: 0, slips: 0 };
}

/** The roll after one more slip of so many millimetres, all counted (`paperTaken`). */
export function rollAfter(roll: RollUse, takenMm: number): RollUse {
  return { ...roll, usedMm: roll.usedMm + takenMm, slips: roll.slips + 1 };
}

/** Before this many slips the mean of a roll says little, and the usual length is taken. */
const TELLING = 5;

/** Tickets left on a roll; `usualMm` is what a ticket takes as long as the roll itself does not tell. */
export function ticketsLeft(roll: RollUse, usualMm: number): number | null {
  return forecast(roll.rollMm, roll.usedMm, roll.slips < TELLING ? usualMm : roll.usedMm / roll.slips);
}

/** The forecast for staff. From 100 on it is told in tens: it is not known better than that. */
export function forecastWords(left: number | null): string {
  if (left === null) return 'chưa rõ còn bao nhiêu phiếu';
  return `còn khoảng ${left >= 100 ? Math.floor(left / 10) * 10 : left} phiếu`;
}
