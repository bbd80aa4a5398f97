import { ClinicFile } from '../../core/queue/clinic-file.ts';
import type { Command } from '../../core/queue/command.ts';
import { type Day, emptyDay } from '../../core/queue/day.ts';
import { decide, dueNow } from '../../core/queue/decide.ts';
import { evolve } from '../../core/queue/evolve.ts';
import type { Happening } from '../../core/queue/happening.ts';

const groundFloor = { vi: 'Tầng 1, nhà A', en: 'Floor 1, block A' };

const lab = { kind: 'lab', kiosk: false } as const;

/**
 * The fictional hospital of the page tests: six services at the kiosk, one of them the reception desk, three kinds
 * of lab work, the cashier, and a journey through them.
 */
export const hospital = ClinicFile.parse({
  site: 'minh-hoa',
  name: 'Bệnh viện Đa khoa Minh Họa',
  services: [
    { id: 'tiep-don', name: { vi: 'Quầy tiếp đón', en: 'Reception' }, series: 'L', reception: true },
    { id: 'noi', name: { vi: 'Khám Nội tổng quát', en: 'Internal medicine' }, series: 'A' },
    { id: 'nhi', name: { vi: 'Khám Nhi', en: 'Children' }, series: 'H' },
    { id: 'san', name: { vi: 'Khám Sản phụ khoa', en: "Women's health" }, series: 'S' },
    { id: 'mat', name: { vi: 'Khám Mắt', en: 'Eyes' }, series: 'M' },
    {
      id: 'phcn',
      name: {
        vi: 'Khám Phục hồi chức năng – Y học cổ truyền',
        en: 'Rehabilitation and traditional medicine',
      },
      series: 'P',
    },
    { id: 'xet-nghiem', name: { vi: 'Xét nghiệm máu' }, series: 'X', ...lab },
    { id: 'x-quang', name: { vi: 'X-quang' }, series: 'R', ...lab },
    { id: 'sieu-am', name: { vi: 'Siêu âm' }, series: 'U', ...lab },
    { id: 'thu-ngan', name: { vi: 'Thu ngân' }, series: 'T', kind: 'cashier', kiosk: false },
  ],
  journeys: [
    {
      id: 'tong-quat',
      name: { vi: 'Khám tổng quát' },
      stages: [['noi'], ['xet-nghiem', 'x-quang'], ['noi'], ['thu-ngan']],
    },
  ],
  rooms: [
    { id: 'q1', label: { vi: 'Quầy 1', en: 'Counter 1' }, services: ['tiep-don'] },
    { id: 'pk1', label: { vi: 'Phòng khám 1', en: 'Room 1' }, services: ['noi'], place: groundFloor },
    { id: 'pk3', label: { vi: 'Phòng khám 3', en: 'Room 3' }, services: ['noi'], place: groundFloor },
    { id: 'pk2', label: { vi: 'Phòng khám 2', en: 'Room 2' }, services: ['nhi', 'mat'] },
    { id: 'xn', label: { vi: 'Phòng xét nghiệm' }, services: ['xet-nghiem'] },
    { id: 'cdha', label: { vi: 'Chẩn đoán hình ảnh' }, services: ['x-quang', 'sieu-am'] },
    { id: 'tn', label: { vi: 'Quầy thu ngân' }, services: ['thu-ngan'] },
  ],
});

export type Decision = ReturnType<typeof decide>;

/** One day in memory, decided and folded by the real core; the fake's own part is only time and ids. */
export class FakeDay {
  readonly day: Day = emptyDay(hospital);
  #ids = 0;

  /** Decides a command now and folds what happened. */
  ask(command: Command): Decision {
    const now = Date.now();
    for (let due = dueNow(this.day, now); due; due = dueNow(this.day, now)) this.#fold(due, now);
    const decision = decide(this.day, command, now);
    if (decision.ok) for (const happening of decision.happenings) this.#fold(happening, now);
    return decision;
  }

  /** A number for somebody; `visitor` null for a person without a card. `CC` among the grounds is an emergency. */
  issue(
    service: string,
    visitor: string | null,
    grounds: string[],
    way: { journey: string | null; appointment: string | null } = { journey: null, appointment: null },
  ): Decision {
    return this.ask({
      type: 'check-in',
      service,
      ticket: this.id('t'),
      token: this.id('token'),
      visitor,
      priority: grounds.includes('CC?') ? 'urgent' : grounds.length > 0 ? 'priority' : 'normal',
      grounds,
      ...way,
      paperFor: 'kiosk-1',
    });
  }

  id(kind: string): string {
    this.#ids += 1;
    return `${kind}${this.#ids}`;
  }

  #fold(happening: Happening, at: number): void {
    evolve(this.day, { seq: this.day.seq + 1, at, actor: 'fake', happening });
  }
}
