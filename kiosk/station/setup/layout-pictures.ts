import type { LayoutChoice, LayoutName } from '../../../core/wire/printer-setup.ts';
import { parsePrinterAddress } from '../../../printer-drivers/printer-address.ts';
import type { TicketFacts } from '../../../printer-drivers/ticket-facts.ts';
import { LAYOUTS } from '../../../printer-drivers/ticket-layout.ts';
import { previewTicket, type TicketPreview } from '../../../printer-drivers/ticket-preview.ts';

/** A ticket of nobody, with all that a ticket can say. */
const NOBODY: TicketFacts = {
  facility: 'Bệnh viện Đa khoa Minh Họa',
  code: 'A017',
  serviceName: { vi: 'Khám Nội', en: 'Internal medicine' },
  place: { vi: 'Phòng khám 1', en: 'Room 1' },
  priority: true,
  maskedName: 'N.V. Bình',
  ahead: 3,
  window: { from: '09:30', to: '09:50' },
  url: 'http://localhost:8080/t/mau',
  issuedAt: '07:30 22/11/2026',
  kiosk: 'kiosk',
  reprint: 0,
  instructions: ['Nghe gọi số hoặc xem bảng.', 'Giữ phiếu đến khi khám xong.'],
};

/** The looks a printer address can name, each drawn for the paper of that printer. */
export type LayoutPictures = { choices: readonly LayoutChoice[]; png(name: string): Uint8Array | null };

/** @param address the `PRINTER` setting; one that does not hold has no looks */
export function layoutPictures(address: string): LayoutPictures {
  const printer = parsePrinterAddress(address);
  const drawn = new Map<string, TicketPreview>();
  const choices: LayoutChoice[] = [];
  for (const name of Object.keys(LAYOUTS) as LayoutName[]) {
    const made = printer.ok ? previewTicket(NOBODY, LAYOUTS[name], printer.profile) : null;
    if (!printer.ok || !made?.ok) continue;
    drawn.set(name, made.preview);
    const millimetres = Math.round(made.preview.millimetres);
    choices.push({ name, millimetres, setting: withLayout(address, name), chosen: printer.layout === name });
  }
  return { choices, png: (name) => drawn.get(name)?.png ?? null };
}

/** The address with `layout=name` in place of the one it had; every other option stays as it was written. */
export function withLayout(address: string, name: LayoutName): string {
  const [place = '', query = ''] = address.trim().split('?');
  const others = query.split('&').filter((option) => option !== '' && !option.startsWith('layout='));
  return `${place}?${[...others, `layout=${name}`].join('&')}`;
}
