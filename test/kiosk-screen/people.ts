import type { CheckInAnswer, PlaceAnswer, ScanAnswer } from '../../core/wire/api.ts';
import type { StationState } from '../../core/wire/protocol.ts';
import { step } from '../../kiosk/screen/flow.ts';
import { type Effect, type Kiosk, type KioskEvent, newKiosk } from '../../kiosk/screen/visit.ts';

/** Fictional people, places and devices that the kiosk tests tell of. */

export const binh: ScanAnswer = {
  verdict: 'ok',
  code: null,
  codes: [],
  kind: 'cccd',
  person: { maskedName: 'N.V. Bình', birthYear: 1985, sex: 'M', maskedId: '024••••••234' },
};
export const hoa: ScanAnswer = {
  ...binh,
  person: { maskedName: 'T.T. Hoa', birthYear: 1992, sex: 'F', maskedId: '024••••••678' },
};

export function rejected(code: string): ScanAnswer {
  return { verdict: 'reject', code, codes: [code], kind: null, person: null };
}

export const binhCard =
  '024085001234|121234567|Nguyễn Văn Bình|15031985|Nam|Thôn Hạ, Tân Mỹ, Thành phố Bắc Giang, Bắc Giang|25042021';

type Service = PlaceAnswer['services'][number];

export function service(id: string, vi: string, series: string, more: Partial<Service> = {}): Service {
  return {
    id,
    name: { vi, en: `${id} (en)` },
    series,
    open: true,
    waiting: 3,
    kiosk: true,
    reception: false,
    kind: 'exam',
    ...more,
  };
}

export const reception = service('tiep-don', 'Tiếp đón', 'X', { reception: true, kiosk: false });

export function place(services: Service[]): PlaceAnswer {
  return {
    facility: 'Bệnh viện Đa khoa Minh Họa',
    timeZone: 'Asia/Ho_Chi_Minh',
    device: { role: 'kiosk', name: 'kiosk-1', room: null },
    kiosk: {
      screenInches: 21.5,
      paper: true,
      camera: true,
      languages: [
        { code: 'vi', name: 'Tiếng Việt', text: true, audio: true },
        { code: 'en', name: 'English', text: true, audio: true },
      ],
    },
    services,
    journeys: [],
    rooms: [{ id: 'pk1', label: { vi: 'Phòng khám 1', en: 'Room 1' } }],
  };
}

export const clinic = place([
  service('noi', 'Khám Nội', 'A'),
  service('ngoai', 'Khám Ngoại', 'B'),
  service('san', 'Khám Sản', 'S', { open: false }),
  reception,
]);

export const healthy: StationState = {
  station: 'kiosk-1',
  scanner: { attached: true, state: 'ready', advice: '' },
  printer: { state: 'ready', staff: '', patient: '', kind: 'paper', left: null, leftWords: '' },
  houseAway: false,
};

export const paperOut: StationState = {
  ...healthy,
  printer: { ...healthy.printer, state: 'paper-out', staff: 'Thay giấy', patient: 'Máy in hết giấy' },
};

export function issuedTicket(code: string, repeat = false): CheckInAnswer {
  return {
    ticket: {
      id: `id-${code}`,
      code,
      number: 12,
      service: 'noi',
      room: null,
      state: 'waiting',
      priority: 'normal',
      ahead: 4,
      businessDay: '2026-11-22',
      issuedAt: '2026-11-22T07:12:00+07:00',
      calledAt: null,
      url: '/t/k3JtR9',
      wait: null,
    },
    repeat,
    place: { vi: 'Khu chờ Khám Nội, tầng 1', en: 'Internal medicine, floor 1' },
  };
}

/** A kiosk in a hall, with its hands noted down: what the shell was asked to do. */
export class Hall {
  kiosk: Kiosk = newKiosk();
  asked: Effect[] = [];

  constructor(at: PlaceAnswer | null = clinic, station: StationState | null = healthy) {
    if (at) this.send({ type: 'place', place: at });
    if (station) this.send({ type: 'station', station });
    this.send({ type: 'link', link: 'fresh' });
  }

  send(...events: KioskEvent[]): this {
    for (const event of events) {
      const next = step(this.kiosk, event);
      this.kiosk = next.kiosk;
      this.asked.push(...next.effects);
    }
    return this;
  }

  get at(): string {
    return this.kiosk.screen.at;
  }

  get visit(): number {
    return this.kiosk.visit;
  }

  asks<Kind extends Effect['do']>(kind: Kind): Extract<Effect, { do: Kind }>[] {
    return this.asked.filter((effect): effect is Extract<Effect, { do: Kind }> => effect.do === kind);
  }

  wait(ms: number): this {
    for (let left = ms; left > 0; left -= 250) this.send({ type: 'tick', ms: Math.min(250, left) });
    return this;
  }
}
