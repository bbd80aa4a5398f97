import type { DeskSound, SpeakerHealth } from '../core/wire/protocol.ts';

/** Why a call was not heard, and what to do about it; by the reason that a speaker or the server gave. */
const reasons: { readonly [reason: string]: (speaker: string) => string } = {
  away: (speaker) => `Loa ${speaker} mất kết nối: xem máy phát có bật không`,
  blocked: (speaker) => `Trình duyệt chặn tiếng: chạm vào màn hình loa ${speaker}`,
  muted: (speaker) => `Loa ${speaker} đang tạm tắt`,
  'no-start': (speaker) => `Loa ${speaker} không phát: tắt rồi bật lại máy phát`,
  expired: () => 'Nhiều lượt gọi cùng lúc, loa chưa kịp đọc',
  full: () => 'Nhiều lượt gọi cùng lúc, loa chưa kịp đọc',
  silent: (speaker) => `Loa ${speaker} phát mà không ra tiếng: xem dây và âm lượng`,
  stalled: (speaker) => `Loa ${speaker} đứng giữa chừng: tắt rồi bật lại máy phát`,
  device: (speaker) => `Loa ${speaker} không mở được âm thanh: xem dây và card âm thanh`,
  fetch: (speaker) => `Loa ${speaker} không tải được lời gọi: xem dây mạng`,
  checksum: (speaker) => `Loa ${speaker} tải lời gọi bị hỏng: xem dây mạng`,
  decode: (speaker) => `Loa ${speaker} không đọc được tệp âm thanh: báo CNTT`,
  unknown: (speaker) => `Loa ${speaker} vừa tải lại giữa lượt gọi`,
};

/** One line for the desk: what happened, what to do. A reason that is none of the speaker's is the engine's. */
export function soundAdvice({
  reason = null,
  speaker = '',
}: Pick<DeskSound, 'reason' | 'speaker'>): string | null {
  if (reason === null) return null;
  return reasons[reason]?.(speaker) ?? 'Loa chỉ có chuông, không có lời: báo CNTT';
}

const stateWords: { readonly [state in SpeakerHealth['state']]: string } = {
  ready: 'sẵn sàng',
  away: 'mất kết nối',
  blocked: 'chưa được phát tiếng',
  muted: 'tạm tắt',
  silent: 'lượt vừa rồi không có tiếng',
};

/** Whose voice spoke last, by the name of the engine. */
const voices: { readonly [engine: string]: string } = {
  chime: 'chỉ có chuông, không có lời',
  pack: 'giọng thu của bệnh viện',
  'default-pack': 'giọng máy có sẵn',
  'espeak-ng': 'giọng máy dự phòng',
  piper: 'giọng Piper',
};

/** A machine whose clock is off by more than this tells wrong times to whoever looks at it. */
const CLOCK_OFF_MS = 60_000;

/**
 * What a speaker is doing, in one line. `clockOffMs`: how far its machine's clock is from the server's, null: unknown.
 * `clock` writes a time of day.
 */
export function speakerFacts(
  speaker: SpeakerHealth,
  clockOffMs: number | null,
  clock: (at: number) => string,
): string {
  const { state, muted, heardAt, waiting, engine, pages } = speaker;
  const off = muted ? `${stateWords.muted} đến ${clock(muted.until).slice(0, 5)}: ${muted.reason}` : null;
  const facts = [
    off ?? stateWords[state],
    heardAt === null ? 'chưa phát lần nào' : `phát lúc ${clock(heardAt)}`,
  ];
  if (waiting > 0) facts.push(`${waiting} lượt chờ đọc`);
  if (engine !== null) facts.push(voices[engine] ?? `giọng ${engine}`);
  if (pages > 1) facts.push(`${pages} trang mở, một trang phát`);
  if (clockOffMs !== null && Math.abs(clockOffMs) > CLOCK_OFF_MS) facts.push('đồng hồ máy phát sai');
  return facts.join(' · ');
}

/** What became of the last trial; null when none was made. */
export function testWords({ test, id }: SpeakerHealth): { words: string; level: 'calm' | 'brick' } | null {
  if (test === null) return null;
  const { phase, reason, peakDb } = test;
  const level = peakDb === null ? '' : ` (mức ${Math.round(peakDb)} dB)`;
  if (phase === 'audible') return { words: `Thử loa: có tiếng${level}`, level: 'calm' };
  if (phase === 'done') return { words: 'Thử loa: đã phát, máy này không tự đo được tiếng', level: 'calm' };
  if (phase === 'started') return { words: 'Thử loa: đang phát', level: 'calm' };
  if (phase === 'asked' || phase === 'received')
    return { words: 'Thử loa: đang chờ đến lượt', level: 'calm' };
  const why = soundAdvice({ reason, speaker: id });
  return { words: `Thử loa: không có tiếng${why ? `. ${why}` : ''}`, level: 'brick' };
}
