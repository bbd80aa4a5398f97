import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sayCall } from '../../core/queue/words/call-sentence.ts';
import type { Announce } from '../../core/wire/protocol.ts';
import { type Announcer, createAnnouncer } from '../../server/speech/announcement.ts';
import { defaultPack, speakingFrom, vocabularyOf } from './default-voice.ts';
import { decode, type Heard, type Sound, sentencesOf, type Vocabulary } from './matched-filter.ts';

/** A finished announcement: its file, and the clips in it. */
export type SpokenCall = { audio: Announce['audio']; wav: Buffer; text: string; tokens: readonly string[] };

/** Silence that lies between two announcements and never inside one: each begins with 600 ms of it. */
const BETWEEN_MS = 500;

/** Announcements as the server makes them, from the product's own pack, and an ear that knows the pack alone. */
export class SpokenCalls {
  readonly #dir = mkdtempSync(join(tmpdir(), 'tiepdon-spoken-'));
  readonly #announcer: Announcer;
  readonly #vocabulary: Vocabulary;

  static async open(): Promise<SpokenCalls> {
    const pack = await defaultPack('vi', 'north');
    return new SpokenCalls(speakingFrom(pack), vocabularyOf(pack));
  }

  private constructor(engine: ReturnType<typeof speakingFrom>, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#announcer = createAnnouncer({ engines: [engine], cacheDir: this.#dir, capBytes: 50_000_000 });
  }

  /** "Xin mời bệnh nhân có số …, đến phòng khám số …", with lead-in and chime. */
  async call(code: string, room: number): Promise<SpokenCall> {
    const words = {
      code,
      room: { kind: 'exam', number: room } as const,
      lang: 'vi',
      region: 'north',
    } as const;
    const said = sayCall({ ...words, priority: false, recall: false });
    if (!said.ok) throw new Error(`cannot be said: ${code}`);
    const voice = { region: 'north', timbre: 'female' } as const;
    const made = await this.#announcer.render({ sentences: [said], voice, leadMs: 600, chime: 'normal' });
    if (!made.ok || made.engine === 'chime') throw new Error(`cannot be made: ${code}`);
    const { sha256, ms, tokens } = made;
    const read = await this.#announcer.readAudio(sha256);
    if (!read.ok) throw new Error(read.fault.code);
    return { audio: { url: `/audio/${sha256}.wav`, sha256, ms }, wav: read.bytes, text: said.text, tokens };
  }

  /** What was said, one list of clips for each announcement. */
  heardIn(sound: Sound): string[] {
    return this.sentencesIn(sound).map((sentence) => sentence.map(({ token }) => token).join(' '));
  }

  sentencesIn(sound: Sound): Heard[][] {
    return sentencesOf(decode(this.#vocabulary, sound), BETWEEN_MS);
  }

  close(): void {
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
