import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProfile } from '../printer-drivers/profile.ts';
import type { TicketFacts } from '../printer-drivers/ticket-facts.ts';
import { LAYOUTS } from '../printer-drivers/ticket-layout.ts';
import { previewTicket } from '../printer-drivers/ticket-preview.ts';

/** Draws the ticket of every layout on both papers into docs/pictures, as docs/printing.md shows them. */
const root = process.env.TIEPDON_ROOT ?? process.cwd();

const TICKET: TicketFacts = {
  facility: 'Bệnh viện Đa khoa Minh Họa',
  code: 'A027',
  serviceName: { vi: 'Khám Nội', en: 'Internal medicine' },
  place: { vi: 'Phòng khám 1 · Tầng 2', en: 'Room 1, 2nd floor' },
  priority: true,
  maskedName: 'N.V. Bình',
  ahead: 12,
  window: { from: '09:30', to: '10:00' },
  url: 'https://bv.example.vn/t/q7Rk2mXw9LpZ',
  issuedAt: '08:12 22/11/2026',
  kiosk: 'Kiosk 1',
  reprint: 0,
  instructions: ['Giữ phiếu, nhìn màn hình và nghe gọi số.', 'Lỡ lượt: đến quầy 1.'],
};

const PAPERS = { 80: 'generic-80', 58: 'generic-58' } as const;
const folder = join(root, 'docs/pictures');
mkdirSync(folder, { recursive: true });
for (const [paper, id] of Object.entries(PAPERS)) {
  const profile = findProfile(id);
  for (const [name, layout] of Object.entries(LAYOUTS)) {
    const answer = profile ? previewTicket(TICKET, layout, profile) : null;
    if (!answer?.ok) throw new Error(`no picture of ${name} on ${paper} mm`);
    const { png, millimetres, bytes } = answer.preview;
    const file = `paper-${paper}-${name}.png`;
    writeFileSync(join(folder, file), png);
    console.log(`docs/pictures/${file}: ${millimetres.toFixed(0)} mm, ${bytes} bytes`);
  }
}
