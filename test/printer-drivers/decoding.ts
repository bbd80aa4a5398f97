import type { Profile } from '../../printer-drivers/capability.ts';
import { findProfile } from '../../printer-drivers/profile.ts';
import type { Bitmap } from '../../printer-drivers/raster/bitmap.ts';
import type { Slip } from '../../printer-drivers/slip.ts';
import { type PrintMode, type SlipJob, slipJob, slipRows } from '../../printer-drivers/slip-job.ts';
import type { TicketFacts } from '../../printer-drivers/ticket-facts.ts';
import type { TicketLayout } from '../../printer-drivers/ticket-layout.ts';
import { layoutTicket } from '../../printer-drivers/ticket-slip.ts';
import { type Decoded, StrictDecoder } from './strict-decoder.ts';

/** The profile of that name; a test that asks for an unknown one is wrong. */
export function profileNamed(id: string): Profile {
  const profile = findProfile(id);
  if (!profile) throw new Error(`no profile ${id}`);
  return profile;
}

/** A slip made for a profile, and what the strict decoder makes of its bytes. */
export function printed(slip: Slip, profile: Profile, mode: PrintMode): { job: SlipJob; paper: Decoded } {
  const made = slipJob(slip, profile, mode);
  if (!made.ok) throw new Error(made.fault.code);
  const paper = new StrictDecoder(profile.dotsPerLine, profile.dpi).decode(made.job.bytes);
  return { job: made.job, paper };
}

/** The ticket of a layout as a profile and mode print it. */
export function ticketOn(id: string, ticket: TicketFacts, layout: TicketLayout, mode: PrintMode): Slip {
  const profile = profileNamed(id);
  return layoutTicket(ticket, layout, profile, (slip) => slipRows(slip, profile, mode));
}

/** Lines of the printer's own letters on a decoded paper. */
export function linesOn(paper: Decoded): string[] {
  return paper.events.flatMap((event) => (event.kind === 'text' ? [event.text] : []));
}

/** Rows of a renderer's picture as the decoder has them: one byte a dot. */
export function dotsOf(picture: Bitmap): Uint8Array[] {
  return Array.from({ length: picture.height }, (_, y) =>
    Uint8Array.from({ length: picture.width }, (_, x) => {
      const byte = picture.data[y * picture.stride + (x >> 3)] ?? 0;
      return (byte >> (7 - (x & 7))) & 1;
    }),
  );
}

/** Dots that are black on the paper and not in the picture, and the other way round. */
export function differences(paper: readonly Uint8Array[], picture: readonly Uint8Array[]): [number, number] {
  let added = 0;
  let lost = 0;
  for (let y = 0; y < Math.max(paper.length, picture.length); y++) {
    const [a, b] = [paper[y], picture[y]];
    for (let x = 0; x < Math.max(a?.length ?? 0, b?.length ?? 0); x++) {
      const [on, wanted] = [a?.[x] ?? 0, b?.[x] ?? 0];
      if (on && !wanted) added += 1;
      if (!on && wanted) lost += 1;
    }
  }
  return [added, lost];
}
