import type { Lang } from './sentence.ts';

export type TemplateKey =
  | 'call.exam'
  | 'call.counter'
  | 'call.named'
  | 'call.priority'
  | 'recall'
  | 'lastCall'
  | 'short'
  | 'invite.one'
  | 'invite.many'
  | 'test';
export type Templates = Readonly<Record<TemplateKey, string>>;

/** Stands in the openings for what the `call.*` sentence of that room says after its code. */
export const WAY = '…';

/** What each template must hold, in this order, each once. */
export const PLACEHOLDERS: Readonly<Record<TemplateKey, readonly string[]>> = {
  'call.exam': ['{code}', '{room}'],
  'call.counter': ['{code}', '{counter}'],
  'call.named': ['{code}', '{roomClip}'],
  'call.priority': ['{code}', WAY],
  recall: ['{code}', WAY],
  lastCall: ['{code}', WAY],
  short: ['{code}', '{roomClip}'],
  'invite.one': ['{from}', '{roomClip}'],
  'invite.many': ['{from}', '{to}', '{roomClip}'],
  test: [],
};

/** The least that still finds its patient: the code and the place. No word between them, so no clip of its own. */
const SHORT = '{code}, {roomClip}.';

/** "có số" stands before the code because "một năm", "hai năm" alone also mean one year, two years. */
export const TEMPLATES: Readonly<Record<Lang, Templates>> = {
  vi: {
    'call.exam': 'Xin mời bệnh nhân có số {code}, đến phòng khám số {room}.',
    'call.counter': 'Xin mời số {code}, đến quầy số {counter}.',
    'call.named': 'Xin mời số {code}, đến {roomClip}.',
    'call.priority': 'Xin mời số ưu tiên {code}, …',
    recall: 'Xin nhắc lại, số {code}, …',
    lastCall: 'Lần gọi cuối, số {code}, …',
    short: SHORT,
    'invite.one': 'Xin mời số {from}, đến gần {roomClip}.',
    'invite.many': 'Xin mời các số, từ {from}, đến {to}, đến gần {roomClip}.',
    test: 'Đây là thông báo kiểm tra loa.',
  },
  en: {
    'call.exam': 'Ticket {code}, please go to examination room {room}.',
    'call.counter': 'Ticket {code}, please go to counter {counter}.',
    'call.named': 'Ticket {code}, please go to {roomClip}.',
    'call.priority': 'Priority ticket {code}, …',
    recall: 'Second call. Ticket {code}, …',
    lastCall: 'Final call. Ticket {code}, …',
    short: SHORT,
    'invite.one': 'Ticket {from}, please come near {roomClip}.',
    'invite.many': 'Tickets {from}, to {to}, please come near {roomClip}.',
    test: 'This is a speaker test.',
  },
};
