import { describe, expect, it } from 'vitest';
import { soundAdvice, speakerFacts } from '../../console/speaker-words.ts';
import type { SpeakerHealth } from '../../core/wire/protocol.ts';

const SPEAKER: SpeakerHealth = {
  id: 'hall',
  state: 'ready',
  muted: null,
  heardAt: null,
  waiting: 0,
  engine: null,
  pages: 1,
  test: null,
} as SpeakerHealth;
const facts = (part: Partial<SpeakerHealth>, clockOffMs: number | null = null): string =>
  speakerFacts({ ...SPEAKER, ...part }, clockOffMs, () => '07:05:09');

describe('what the supervisor reads about a speaker', () => {
  it('names the voice in words of the house, not by the name of a program', () => {
    expect(facts({ engine: 'pack' })).toContain('giọng thu của bệnh viện');
    expect(facts({ engine: 'default-pack' })).toContain('giọng máy có sẵn');
    expect(facts({ engine: 'espeak-ng' })).toContain('giọng máy dự phòng');
    expect(facts({ engine: 'chime' })).toContain('chỉ có chuông');
    expect(facts({})).not.toContain('giọng');
  });

  it('says when it last spoke, what waits, and what is odd about it', () => {
    expect(facts({ heardAt: 1, waiting: 2, pages: 2 }, -90_000)).toBe(
      'sẵn sàng · phát lúc 07:05:09 · 2 lượt chờ đọc · 2 trang mở, một trang phát · đồng hồ máy phát sai',
    );
  });

  it('says what to do for every reason, an engine that cannot speak included', () => {
    expect(soundAdvice({ reason: 'blocked', speaker: 'hall' })).toContain('chạm vào màn hình loa hall');
    expect(soundAdvice({ reason: 'engine_missing', speaker: 'hall' })).toContain('không có lời');
    expect(soundAdvice({ reason: null, speaker: 'hall' })).toBeNull();
  });
});
