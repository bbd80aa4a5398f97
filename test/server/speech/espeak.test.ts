import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Lang, Sentence } from '../../../core/queue/words/sentence.ts';
import { createEspeak, USUAL_ESPEAK } from '../../../server/speech/espeak.ts';
import type { Speech, Voice } from '../../../server/speech/speech-engine.ts';
import { SPEECH_RATE } from '../../../server/speech/wav.ts';
import { fakeProgram } from './fake-engine.ts';

const north: Voice = { region: 'north', timbre: 'male' };
const espeak = createEspeak(USUAL_ESPEAK);
const sentence = (text: string, lang: Lang = 'vi'): Sentence => ({ lang, text, tokens: [] });
const seconds = (speech: Speech): number => (speech.ok ? (speech.samples?.length ?? 0) / SPEECH_RATE : 0);
const fault = (speech: Speech): string => (speech.ok ? 'none' : speech.fault.code);
const say = (text: string, lang: Lang = 'vi'): Promise<Speech> => espeak.speak(sentence(text, lang), north);
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const faking = (command: string, timeoutMs = 5000) => createEspeak({ command, timeoutMs, restMs: 60_000 });

describe('espeak-ng as a child', () => {
  it('says a call, and the same call in the same way', async () => {
    const text = 'Xin mời bệnh nhân có số a một không năm, đến phòng khám số mười hai.';
    const [one, other] = [await say(text), await say(text)];
    expect(seconds(one)).toBeGreaterThan(3);
    expect(seconds(one)).toBeLessThan(8);
    expect(other).toEqual(one);
    expect(await espeak.version()).toMatch(/^\d+\.\d+/);
  });

  it('has a northern and a southern voice, of a man and of a woman, and an English one', async () => {
    const text = 'xin nhắc lại, số a không hai';
    const voices: Voice[] = [
      north,
      { region: 'south', timbre: 'male' },
      { region: 'north', timbre: 'female' },
      { region: 'south', timbre: 'female' },
    ];
    const takes = await Promise.all(voices.map((voice) => espeak.speak(sentence(text), voice)));
    takes.push(await say(text, 'en'));
    expect(takes.map(fault)).toEqual(takes.map(() => 'none'));
    expect(new Set(takes.map((take) => (take.ok ? take.samples?.join() : ''))).size).toBe(5);
  });

  it('spells the letter of an English code instead of reading it as an article', async () => {
    expect(await say('Ticket A one', 'en')).toEqual(await say('Ticket eigh one', 'en'));
    expect(await say('Ticket A one', 'en')).not.toEqual(await say('Ticket I one', 'en'));
    expect(await say('A ticket', 'en')).not.toEqual(await say('eigh ticket', 'en'));
    expect(await say('số A', 'vi')).not.toEqual(await say('số eigh', 'vi'));
  });

  it('says text that looks like an option or a command without heeding it', async () => {
    const mark = join(fakeProgram('').folder, 'taken');
    expect(await say(`-v en; $(touch ${mark}) \`touch ${mark}\``)).toEqual(
      await say(`-v en; touch ${mark} touch ${mark}`),
    );
    expect(fault(await say('--version'))).toBe('none');
    expect(fault(await say(`-w ${mark.replace(/\d/g, 'x')}`))).toBe('none');
    expect(fault(await say('| reboot && "quit" > taken'))).toBe('none');
    expect(existsSync(mark)).toBe(false);
    expect(existsSync('taken')).toBe(false);
  });

  it('does not take mark-up for speech rules or brackets for phonemes', async () => {
    expect(await say('mời [[_::_:]] số')).toEqual(await say('mời _::_: số'));
    expect(await say('mời <break/> số')).toEqual(await say('mời break số'));
    expect(await say('mời\u0000\u001b số')).toEqual(await say('mời số'));
  });

  it('is never given digits, nothing, or a novel', async () => {
    const program = fakeProgram('exit 1');
    const engine = faking(program.command);
    const faults = [];
    for (const text of ['số 15', 'phòng ２', '', ' … ', '🏥', 'a'.repeat(601)])
      faults.push(fault(await engine.speak(sentence(text), north)));
    expect(faults).toEqual([
      'text_not_words',
      'text_not_words',
      'text_empty',
      'text_empty',
      'text_empty',
      'text_too_long',
    ]);
    expect(program.starts()).toBe(0);
  });
});

describe('An engine in trouble is named, never thrown', () => {
  it('missing, or no program at all', async () => {
    for (const command of ['no-such-espeak', '/no/such/espeak', import.meta.filename]) {
      const engine = faking(command);
      expect(await engine.version()).toBeNull();
      expect(fault(await engine.speak(sentence('thử'), north))).toBe('engine_missing');
    }
  });

  it('that hangs is ended, and left in peace for a while', async () => {
    const program = fakeProgram('echo $$ > "$0.pid"; exec sleep 60');
    const engine = faking(program.command, 300);
    expect(fault(await engine.speak(sentence('thử'), north))).toBe('engine_timeout');
    const pid = Number(readFileSync(`${program.command}.pid`, 'utf8'));
    await expect.poll(() => isRunning(pid)).toBe(false);
    expect(fault(await engine.speak(sentence('thử'), north))).toBe('engine_timeout');
    expect(await engine.version()).toBeNull();
    expect(program.starts()).toBe(1);
  });

  it('whose child keeps the pipe open does not keep the hall waiting', async () => {
    const engine = faking(fakeProgram('sleep 2').command, 200);
    const started = performance.now();
    expect(fault(await engine.speak(sentence('thử'), north))).toBe('engine_timeout');
    expect(performance.now() - started).toBeLessThan(1500);
  });

  it.each([
    ['fails', 'exit 3', 'engine_failed'],
    ['dies', 'kill -9 $$', 'engine_failed'],
    ['says nothing', 'exit 0', 'engine_garbage'],
    ['writes something else', 'echo "<html>not a voice</html>"', 'engine_garbage'],
    ['never stops writing', 'exec cat /dev/zero', 'engine_garbage'],
  ])('that %s', async (_, body, code) => {
    expect(fault(await faking(fakeProgram(body).command).speak(sentence('thử'), north))).toBe(code);
  });

  it('many ask for its version at once: it is started once', async () => {
    const program = fakeProgram('echo "eSpeak NG text-to-speech: 9.87  Data at: /"');
    const engine = faking(program.command);
    expect(await Promise.all([1, 2, 3].map(() => engine.version()))).toEqual(['9.87', '9.87', '9.87']);
    expect(program.starts()).toBe(1);
  });

  it('does not see the secrets of the server', async () => {
    process.env.DATABASE_URL = 'postgres://secret';
    const program = fakeProgram('env > "$0.env"');
    await faking(program.command).speak(sentence('thử'), north);
    delete process.env.DATABASE_URL;
    expect(readFileSync(`${program.command}.env`, 'utf8')).not.toContain('secret');
  });
});
