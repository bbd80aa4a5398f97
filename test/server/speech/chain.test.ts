import { setTimeout as after } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Call, sayCall } from '../../../core/queue/words/call-sentence.ts';
import type { Lang, Sentence } from '../../../core/queue/words/sentence.ts';
import { createAnnouncer, type Rendered } from '../../../server/speech/announcement.ts';
import type { Order } from '../../../server/speech/order.ts';
import type { Pack } from '../../../server/speech/pack/pack.ts';
import { createPackEngine } from '../../../server/speech/pack/pack-engine.ts';
import type { SpeechEngine } from '../../../server/speech/speech-engine.ts';
import { FakeEngine, freshFolder } from './fake-engine.ts';
import { hummedVoice } from './pack/small-pack.ts';

let pack: Pack;
beforeAll(async () => {
  pack = await hummedVoice();
});

function called(room: Call['room'], lang: Lang = 'vi'): Sentence {
  const said = sayCall({ code: 'A105', room, lang, region: 'north', priority: false, recall: false });
  if (!said.ok) throw new Error(said.fault.code);
  return said;
}
const a105 = called({ kind: 'exam', number: 12 });
const order = (...sentences: Sentence[]): Order => ({
  sentences,
  voice: { region: 'north', timbre: 'female' },
  leadMs: 600,
  chime: 'normal',
});
const clips = (isRefused = false): SpeechEngine =>
  createPackEngine(
    'pack',
    () => (isRefused ? new Map() : new Map([['vi-north', pack]])),
    () => isRefused,
  );
const chain = (...engines: SpeechEngine[]) =>
  createAnnouncer({ engines, cacheDir: freshFolder(), capBytes: 10_000_000 });
const told = (made: Rendered) =>
  made.ok
    ? [
        made.engine,
        ...made.faults.map((fault) => ('engine' in fault ? `${fault.engine}: ${fault.code}` : fault.code)),
      ]
    : made;

describe('The chain of voices', () => {
  it('the first that can speaks, and what is heard is named', async () => {
    const second = new FakeEngine('second');
    const made = await chain(clips(), second).render(order(a105));
    expect(told(made)).toEqual(['pack']);
    expect(made.ok && made.tokens.join(' ')).toBe('p_moi lA n1 n0 n5 p_den n10 n2');
    expect(second.asked).toEqual([]);
  });

  it('a room without a clip is said by the next one, and nothing is wrong', async () => {
    const made = await chain(clips(), new FakeEngine('second')).render(
      order(called({ kind: 'named', name: 'Phòng nội soi' })),
    );
    expect(told(made)).toEqual(['second']);
  });

  it('a pack that was refused is named with every call until it is put right', async () => {
    const announcer = chain(clips(true), new FakeEngine('second'));
    for (const n of [1, 2])
      expect([n, ...(told(await announcer.render(order(a105))) as string[])]).toEqual([
        n,
        'second',
        'pack: pack_refused',
      ]);
  });

  it('one that fails is stood in for, named, and speaks again as soon as it can', async () => {
    const first = new FakeEngine('first');
    const announcer = chain(first, new FakeEngine('second'));
    first.mood = 'failing';
    const without = await announcer.render(order(a105));
    expect(told(without)).toEqual(['second', 'first: engine_failed']);
    first.mood = 'well';
    const again = await announcer.render(order(a105));
    expect(told(again)).toEqual(['first']);
    expect(again.ok && without.ok && again.sha256 === without.sha256).toBe(true);
  });

  it('each language has its own voice', async () => {
    const made = await chain(clips(), new FakeEngine('second')).render(
      order(a105, called({ kind: 'exam', number: 12 }, 'en')),
    );
    expect(told(made)).toEqual(['pack+second']);
    expect(made.ok && made.tokens.slice(0, 2)).toEqual(['p_moi', 'lA']);
  });

  it('when none is left there is a chime, and every reason is told', async () => {
    const [first, last] = [new FakeEngine('first'), new FakeEngine('last')];
    first.mood = 'failing';
    last.mood = 'missing';
    const made = await chain(clips(true), first, last).render(order(a105));
    expect(told(made)).toEqual([
      'chime',
      'pack: pack_refused',
      'first: engine_failed',
      'last: engine_missing',
    ]);
    expect(made.ok && made.tokens).toEqual([]);
  });

  it('two that hang do not hold up the voice that stands in for them', async () => {
    const hanging = new FakeEngine('hanging');
    let released = false;
    const stuck: SpeechEngine = {
      name: 'stuck',
      version: async () => '1',
      canSay: ({ text }) =>
        text.includes('mười hai')
          ? { ok: true, tokens: [] }
          : { ok: false, fault: { code: 'words_missing' } },
      speak: async () => {
        while (!released) await after(5);
        return { ok: false, fault: { code: 'engine_timeout' } };
      },
    };
    const announcer = chain(stuck, hanging);
    const held = [11, 12, 13].map((code) =>
      announcer.render(order({ ...a105, text: `${a105.text} ${code}`.replace(/\d+/, 'a'.repeat(code)) })),
    );
    const other = await announcer.render(order(called({ kind: 'exam', number: 3 })));
    expect(told(other)).toEqual(['hanging']);
    released = true;
    for (const made of await Promise.all(held))
      expect(told(made)).toEqual(['hanging', 'stuck: engine_timeout']);
  });
});
