import type { Profile } from './capability.ts';
import { pictureAsPng } from './picture-png.ts';
import type { Slip, SlipFault } from './slip.ts';
import { slipJob, slipRows } from './slip-job.ts';
import type { TicketFacts } from './ticket-facts.ts';
import type { TicketLayout } from './ticket-layout.ts';
import { layoutTicket } from './ticket-slip.ts';

/** A ticket as it will look: a PNG file (a dot a pixel), its length on paper and its bytes as pictures. */
export type TicketPreview = {
  readonly png: Uint8Array;
  readonly millimetres: number;
  readonly bytes: number;
};

type Answer =
  | { readonly ok: true; readonly preview: TicketPreview }
  | { readonly ok: false; readonly fault: SlipFault };

/**
 * Shows a layout on one printer's paper without printing, for whoever edits it. The layout has been checked
 * (`checkTicketLayout`). Faults: those of the slip, such as `qr_too_long`.
 */
export function previewTicket(ticket: TicketFacts, layout: TicketLayout, profile: Profile): Answer {
  const rowsOf = (slip: Slip): number => slipRows(slip, profile, 'raster');
  const made = slipJob(layoutTicket(ticket, layout, profile, rowsOf), profile, 'raster');
  if (!made.ok) return made;
  const { picture, millimetres, bytes } = made.job;
  return { ok: true, preview: { png: pictureAsPng(picture), millimetres, bytes: bytes.length } };
}
