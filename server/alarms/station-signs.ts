import type { StationRow, StationSign } from '../../core/wire/station.ts';
import type { Finding } from './alarms.ts';

/** A journal of an outage is handed in within seconds, and a permit is asked for each minute. */
const WAITING_SECONDS = 60;
const UNREADY_SECONDS = 90;
const MOST = 3;

/** Why a kiosk could give out no numbers of its own; another word than these is of a newer station. */
const unready: Readonly<Record<string, string>> = {
  none: 'chưa có giấy phép',
  tampered: 'giấy phép bị sửa',
  foreign: 'giấy phép của máy khác',
  expired: 'giấy phép hết hạn',
  'no-folder': 'thư mục dữ liệu bị trạm khác giữ hoặc không ghi được',
};

/**
 * What stations say is wrong with them. Red: somebody holds a paper of today that the house knows nothing of. `today`
 * is the business day.
 */
export function signFinding(rows: readonly StationRow[], today: string): Finding | null {
  const ill = rows.flatMap((row) => {
    const words = [...missing(row.sign), ...slow(row)];
    return words.length > 0 ? { words: `${row.name}: ${words.join(', ')}`, sign: row.sign } : [];
  });
  if (ill.length === 0) return null;
  const what = some(
    ill.map(({ words }) => words),
    '; ',
    'máy',
  );
  return { level: ill.some(({ sign }) => concerns(sign, today)) ? 'red' : 'amber', what };
}

const concerns = ({ refused, faults }: StationSign, today: string): boolean =>
  refused.some(({ businessDay }) => businessDay === today) ||
  faults.some(({ file }) => file.startsWith(today));

function missing({ refused, faults }: StationSign): string[] {
  const codes = [...new Set(refused.map(({ code }) => code))];
  const journals = faults.map(({ file, line }) => `${file} hỏng từ dòng ${line}`);
  return [
    ...(codes.length > 0 ? [`máy chủ không nhận số ${some(codes, ', ', 'số')}`] : []),
    ...(journals.length > 0 ? [`sổ ${some(journals, ', ', 'sổ')}`] : []),
  ];
}

function slow({ waitingSeconds, unreadySeconds, sign }: StationRow): string[] {
  const why = unready[sign.ownNumbers] ?? sign.ownNumbers;
  return [
    ...(waitingSeconds >= WAITING_SECONDS ? [`${sign.waiting} dòng sổ chưa nộp được`] : []),
    ...(unreadySeconds >= UNREADY_SECONDS ? [`mất mạng sẽ không cấp được số (${why})`] : []),
  ];
}

/** "K1-002, K1-005, K1-006 và 2 số nữa". */
function some(words: readonly string[], between: string, noun: string): string {
  const more = words.length - MOST;
  return words.slice(0, MOST).join(between) + (more > 0 ? ` và ${more} ${noun} nữa` : '');
}
