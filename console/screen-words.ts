import type { ScreenRole, ScreenRow, ScreenTrouble, ScreenTroubleKind } from '../core/wire/screen.ts';

export const screenNames: Record<ScreenRole, string> = { board: 'Bảng', speaker: 'Loa' };
/** The machine that somebody has to walk to. */
const machines: Record<ScreenRole, string> = { board: 'tivi', speaker: 'máy phát loa' };

/** What is wrong, and the one thing to do about it; "for 40 seconds" stands between the two where it matters. */
const words: Record<ScreenTroubleKind, { what: string; since: boolean; act: (machine: string) => string }> = {
  away: {
    what: 'mất kết nối',
    since: true,
    act: (machine) => `Xem ${machine} có bật, dây mạng có cắm không`,
  },
  silent: { what: 'không trả lời', since: true, act: (machine) => `Tắt rồi bật lại ${machine}` },
  frozen: { what: 'đứng hình', since: true, act: (machine) => `Tắt rồi bật lại ${machine}` },
  behind: { what: 'hiện số cũ', since: true, act: (machine) => `Tắt rồi bật lại ${machine}` },
  'no-sound': { what: 'chưa được phát tiếng', since: false, act: () => 'Chạm vào màn hình loa' },
  hidden: { what: 'bị cửa sổ khác che', since: false, act: () => 'Đóng cửa sổ đang che' },
  'old-engine': {
    what: 'trình duyệt quá cũ',
    since: false,
    act: () => 'Báo CNTT: gắn máy tính nhỏ vào tivi',
  },
  'old-page': { what: 'chạy trang bản cũ', since: false, act: () => 'Tải lại trang' },
};

/** "Bảng hall mất kết nối 40 giây. Xem tivi có bật, dây mạng có cắm không". */
export function troubleSentence({ role, name, kind, seconds }: Omit<ScreenTrouble, 'level'>): {
  what: string;
  act: string;
} {
  const { what, since, act } = words[kind];
  const span = since ? ` ${secondsWords(seconds)}` : '';
  return { what: `${screenNames[role]} ${name} ${what}${span}`, act: act(machines[role]) };
}

/** Engine, size and age of the last sign, as far as the screen has told them. */
export function screenFacts({ connected, device, sign, seenSeconds }: ScreenRow): string {
  if (device === null) return 'chưa lắp';
  const facts = [connected ? 'đang nối' : 'không nối'];
  if (sign !== null) {
    facts.push(sign.engine === null ? 'không phải Chromium' : `Chromium ${sign.engine}`);
    facts.push(`${sign.width} × ${sign.height}`);
  }
  if (seenSeconds !== null && seenSeconds >= 10) facts.push(`tin cuối ${secondsWords(seenSeconds)} trước`);
  return facts.join(' · ');
}

/** A span as staff say it: seconds up to a minute and a half, then minutes, from two hours on hours, then days. */
export function secondsWords(seconds: number): string {
  if (seconds < 90) return `${seconds} giây`;
  const minutes = Math.round(seconds / 60);
  const hours = Math.round(minutes / 60);
  if (minutes < 120) return `${minutes} phút`;
  return hours < 48 ? `${hours} giờ` : `${Math.round(hours / 24)} ngày`;
}
