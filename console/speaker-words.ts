import type { DeskSound, SpeakerHealth } from '../core/wire/protocol.ts';
import { CLOCK_OFF_MS, type ScreenLevel, type ScreenRow } from '../core/wire/screen.ts';
import { troubleSentence } from './screen-words.ts';

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

const stateWords = {
  away: 'mất kết nối',
  blocked: 'chưa được phát tiếng',
  muted: 'tạm tắt',
  silent: 'lượt vừa rồi không có tiếng',
} as const;

/** Whose voice spoke last, by the name of the engine. */
const voices: { readonly [engine: string]: string } = {
  chime: 'chỉ có chuông, không có lời',
  pack: 'giọng thu của bệnh viện',
  'default-pack': 'giọng máy có sẵn',
  'espeak-ng': 'giọng máy dự phòng',
  piper: 'giọng Piper',
};

/**
 * How a speaker stands: one line of what, what to do about it (null: nothing), and what else is known (null: no machine
 * was ever set up for it, so there is nothing to try or to silence either).
 */
export type SpeakerStand = {
  readonly level: ScreenLevel;
  readonly sign: 'speaks' | 'pause' | 'off';
  readonly what: string;
  readonly act: string | null;
  readonly facts: string | null;
};

/**
 * One truth of a speaker out of two: how it speaks, and how the machines stand that are this speaker (`machines`, those
 * in trouble first; empty as long as the server has told none). `clock` writes a time of day.
 */
export function speakerStand(
  speaker: SpeakerHealth,
  machines: readonly ScreenRow[],
  clock: (at: number) => string,
): SpeakerStand {
  const { id, muted } = speaker;
  const name = `Loa ${id}`;
  const facts = speakerFacts(speaker, machines, clock);
  if (muted) {
    const what = `${name} tạm tắt đến ${clock(muted.until).slice(0, 5)}: ${muted.reason}`;
    return { level: 'amber', sign: 'pause', what, act: null, facts };
  }
  if (machines.length > 0 && machines.every(({ device }) => device === null))
    return { level: 'calm', sign: 'pause', what: `${name} chưa lắp`, act: null, facts: null };
  const well = machines.some(({ connected, trouble }) => connected && trouble === null);
  const ill = machines.find(({ trouble }) => trouble !== null);
  if (ill?.trouble) {
    const { what, act } = troubleSentence({ ...ill, kind: ill.trouble, seconds: ill.troubleSeconds });
    if (well) return { level: 'amber', sign: 'speaks', what: `${what}, máy khác vẫn đọc`, act, facts };
    return { level: ill.level, sign: 'off', what, act, facts };
  }
  const state = well && speaker.state === 'away' ? 'ready' : speaker.state;
  if (state === 'ready') return { level: 'calm', sign: 'speaks', what: name, act: null, facts };
  const reason = state === 'silent' ? speaker.reason : state;
  const act = reason === null ? null : soundAdvice({ reason, speaker: id });
  return { level: 'red', sign: 'off', what: `${name} ${stateWords[state]}`, act, facts };
}

function speakerFacts(
  { heardAt, waiting, engine, pages }: SpeakerHealth,
  machines: readonly ScreenRow[],
  clock: (at: number) => string,
): string {
  const facts = [heardAt === null ? 'chưa phát lần nào' : `phát lúc ${clock(heardAt)}`];
  if (waiting > 0) facts.push(`${waiting} lượt chờ đọc`);
  if (engine !== null) facts.push(voices[engine] ?? `giọng ${engine}`);
  if (pages > 1) facts.push(`${pages} trang mở, một trang phát`);
  if (machines.some(({ clockOffMs }) => Math.abs(clockOffMs ?? 0) > CLOCK_OFF_MS))
    facts.push('đồng hồ máy phát sai');
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
