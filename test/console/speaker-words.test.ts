import { describe, expect, it } from 'vitest';
import { soundAdvice, speakerStand } from '../../console/speaker-words.ts';
import type { SpeakerHealth } from '../../core/wire/protocol.ts';
import type { ScreenRow } from '../../core/wire/screen.ts';

const SPEAKER: SpeakerHealth = {
  id: 'hall',
  state: 'ready',
  reason: null,
  muted: null,
  heardAt: null,
  waiting: 0,
  engine: null,
  pages: 1,
  test: null,
} as SpeakerHealth;
const machine = (part: Partial<ScreenRow> = {}): ScreenRow => ({
  ...{ role: 'speaker', name: 'hall', device: 'd-loa', connected: true, level: 'calm', trouble: null },
  ...{ troubleSeconds: 0, seenSeconds: 1, sound: 'running', clockOffMs: 0, sign: null },
  ...part,
});
const stand = (part: Partial<SpeakerHealth>, machines: readonly ScreenRow[] = [machine()]) =>
  speakerStand({ ...SPEAKER, ...part }, machines, () => '07:05:09');
const facts = (part: Partial<SpeakerHealth>, machines?: readonly ScreenRow[]): string | null =>
  stand(part, machines).facts;

describe('what the supervisor reads about a speaker', () => {
  it('names the voice in words of the house, not by the name of a program', () => {
    expect(facts({ engine: 'pack' })).toContain('giọng thu của bệnh viện');
    expect(facts({ engine: 'default-pack' })).toContain('giọng máy có sẵn');
    expect(facts({ engine: 'espeak-ng' })).toContain('giọng máy dự phòng');
    expect(facts({ engine: 'chime' })).toContain('chỉ có chuông');
    expect(facts({})).not.toContain('giọng');
  });

  it('says when it last spoke, what waits, and what is odd about it', () => {
    expect(facts({ heardAt: 1, waiting: 2, pages: 2 }, [machine({ clockOffMs: -130_000 })])).toBe(
      'phát lúc 07:05:09 · 2 lượt chờ đọc · 2 trang mở, một trang phát · đồng hồ máy phát sai',
    );
    expect(facts({}, [machine({ clockOffMs: 90_000 })])).toBe('chưa phát lần nào');
  });

  const away = machine({ connected: false, level: 'red', trouble: 'away', troubleSeconds: 41 });
  it.each<[string, Partial<SpeakerHealth>, readonly ScreenRow[], string, string | null]>([
    ['well', {}, [machine()], 'calm Loa hall', null],
    ['before the machines were told', {}, [], 'calm Loa hall', null],
    [
      'never set up',
      { state: 'away' },
      [machine({ device: null, connected: false })],
      'calm Loa hall chưa lắp',
      null,
    ],
    [
      'away',
      { state: 'away' },
      [away],
      'red Loa hall mất kết nối 41 giây',
      'Xem máy phát loa có bật, dây mạng có cắm không',
    ],
    ['at another server', { state: 'away' }, [machine()], 'calm Loa hall', null],
    [
      'without one of its two machines',
      {},
      [away, machine({ device: 'd-2' })],
      'amber Loa hall mất kết nối 41 giây, máy khác vẫn đọc',
      'Xem máy phát loa có bật, dây mạng có cắm không',
    ],
    [
      'not heard',
      { state: 'silent', reason: 'no-start' },
      [machine()],
      'red Loa hall lượt vừa rồi không có tiếng',
      'Loa hall không phát: tắt rồi bật lại máy phát',
    ],
    [
      'switched off by staff, whatever else is wrong',
      { state: 'muted', muted: { speaker: 'hall', until: 1, reason: 'Đang họp' } },
      [away],
      'amber Loa hall tạm tắt đến 07:05: Đang họp',
      null,
    ],
  ])('has one truth of a speaker that is %s', (_, part, machines, what, act) => {
    const found = stand(part, machines);
    expect([`${found.level} ${found.what}`, found.act]).toEqual([what, act]);
  });

  it('says what to do for every reason, an engine that cannot speak included', () => {
    expect(soundAdvice({ reason: 'blocked', speaker: 'hall' })).toContain('chạm vào màn hình loa hall');
    expect(soundAdvice({ reason: 'engine_missing', speaker: 'hall' })).toContain('không có lời');
    expect(soundAdvice({ reason: null, speaker: 'hall' })).toBeNull();
  });
});
