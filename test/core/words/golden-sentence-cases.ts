import type { CalledRoom, Occasion } from '../../../core/queue/words/call-sentence.ts';
import type { Lang } from '../../../core/queue/words/sentence.ts';

const exam = (number: number): CalledRoom => ({ kind: 'exam', number });
const counter = (number: number): CalledRoom => ({ kind: 'counter', number });
const named = (name: string): CalledRoom => ({ kind: 'named', name });

/** Every template at every kind of room, word for word as the waiting room hears it. */
export const GOLDEN: readonly (readonly [Lang, Occasion, string, CalledRoom, string])[] = [
  ['vi', 'first', 'A105', exam(12), 'Xin mời bệnh nhân có số a một không năm, đến phòng khám số mười hai.'],
  ['vi', 'first', '7', counter(3), 'Xin mời số bảy, đến quầy số ba.'],
  [
    'vi',
    'first',
    'C340',
    exam(105),
    'Xin mời bệnh nhân có số xê ba bốn không, đến phòng khám số một không năm.',
  ],
  ['vi', 'first', 'H009', named('Quầy phát thuốc'), 'Xin mời số hát không không chín, đến quầy phát thuốc.'],
  ['vi', 'first', 'K3-001', counter(2), 'Xin mời số ca ba không không một, đến quầy số hai.'],
  [
    'vi',
    'priority',
    'S015',
    exam(21),
    'Xin mời số ưu tiên ét xì không một năm, đến phòng khám số hai mươi mốt.',
  ],
  ['vi', 'priority', 'S015', counter(4), 'Xin mời số ưu tiên ét xì không một năm, đến quầy số bốn.'],
  [
    'vi',
    'priority',
    'S015',
    named('Phòng X-quang'),
    'Xin mời số ưu tiên ét xì không một năm, đến phòng ích quang.',
  ],
  ['vi', 'recall', 'L024', exam(24), 'Xin nhắc lại, số e lờ không hai bốn, đến phòng khám số hai mươi tư.'],
  ['vi', 'recall', '15', counter(15), 'Xin nhắc lại, số mười lăm, đến quầy số mười lăm.'],
  ['vi', 'recall', 'X1', named('Phòng siêu âm 2'), 'Xin nhắc lại, số ích xì một, đến phòng siêu âm hai.'],
  ['vi', 'last', 'M700', exam(9), 'Lần gọi cuối, số em mờ bảy không không, đến phòng khám số chín.'],
  ['vi', 'last', 'N001', counter(1), 'Lần gọi cuối, số en nờ không không một, đến quầy số một.'],
  ['vi', 'last', 'B024', named('Phòng TMH'), 'Lần gọi cuối, số bê không hai bốn, đến phòng tai mũi họng.'],
  ['en', 'first', 'A105', exam(12), 'Ticket A one zero five, please go to examination room twelve.'],
  ['en', 'first', '7', counter(3), 'Ticket seven, please go to counter three.'],
  ['en', 'first', 'B1', named('X-ray 1'), 'Ticket B one, please go to X ray one.'],
  [
    'en',
    'priority',
    'S015',
    exam(21),
    'Priority ticket S zero one five, please go to examination room twenty-one.',
  ],
  [
    'en',
    'recall',
    'L024',
    counter(24),
    'Second call. Ticket L zero two four, please go to counter twenty-four.',
  ],
  [
    'en',
    'last',
    'M700',
    exam(9),
    'Final call. Ticket M seven zero zero, please go to examination room nine.',
  ],
];
