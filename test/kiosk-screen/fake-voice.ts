import { Buffer } from 'node:buffer';
import type { Express, Response } from 'express';
import { parsePrompt } from '../../core/queue/words/kiosk-prompt.ts';
import type { PlaceAnswer } from '../../core/wire/api.ts';
import { buildWav, SPEECH_RATE } from '../../server/speech/wav.ts';

export type FakeLanguages = PlaceAnswer['kiosk']['languages'];

export const usualLanguages: FakeLanguages = [
  { code: 'vi', name: 'Tiếng Việt', text: true, audio: true },
  { code: 'en', name: 'English', text: true, audio: true },
];

/** What the routes of prompts and words need of the fake house. */
export type VoicedHouse = {
  readonly languages: FakeLanguages;
  readonly packs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How long each prompt sounds, in ms; 0: the file is no sound at all. */
  readonly promptMs: number;
};

/** A voice that hums: each prompt of the catalogue is a tone, as long as the test wants it. */
export function mountVoice(app: Express, house: VoicedHouse): void {
  const none = (response: Response) => void response.status(404).json({ code: 'not-found' });
  app.get('/api/v1/prompts/:lang/:key', (request, response) => {
    const { lang, key } = request.params;
    const spoken = house.languages.some(({ code, audio }) => code === lang && audio);
    if (!spoken || !parsePrompt(key)) return none(response);
    response
      .type('audio/wav')
      .send(house.promptMs > 0 ? hum(house.promptMs) : Buffer.from('no sound at all'));
  });
  app.get('/api/v1/words/:lang', (request, response) => {
    const words = house.packs[request.params.lang];
    if (words) response.json({ words });
    else none(response);
  });
}

function hum(ms: number): Buffer {
  const samples = new Int16Array(Math.round((ms / 1000) * SPEECH_RATE));
  for (let i = 0; i < samples.length; i += 1)
    samples[i] = 6_000 * Math.sin((2 * Math.PI * 330 * i) / SPEECH_RATE);
  return buildWav(samples, SPEECH_RATE);
}
