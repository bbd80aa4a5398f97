import type { ClinicSpeaker } from '../../core/queue/clinic-file.ts';

/**
 * The level of a speaker at a time of day ("06:30"), in dB, 0 or below, so that no peak is ever raised. From each entry
 * until the next; before the first one of the day that of the last holds, since it was set the evening before.
 */
export function gainDbAt(volume: ClinicSpeaker['volume'], time: string): number {
  const begun = volume.filter(({ from }) => from <= time);
  return (begun.at(-1) ?? volume.at(-1))?.db ?? 0;
}
